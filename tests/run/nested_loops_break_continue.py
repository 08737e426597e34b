# break and continue at several depths and in several kinds of loop.
def function():
    log = []
    for i in range(5):
        if i == 1:
            continue
        for j in "abc":
            if j == "b":
                if i == 2:
                    break
                continue
            k = 0
            while True:
                k += 1
                if k % 2:
                    continue
                if k > i:
                    break
            log.append((i, j, k))
        else:
            log.append(("all", i))
        if i == 3:
            break
    return log


for entry in function():
    print(entry)


def in_branches(items):
    kept = []
    for item in items:
        if item < 0:
            continue
        elif item == 0:
            pass
        elif item > 100:
            break
        else:
            kept.append(item)
            continue
        kept.append("zero")
    return kept


print(in_branches([1, -1, 0, 5, 101, 7]))
for i in range(3): continue
for i in range(3): break
print(i)
n = 10
while n:
    n -= 1
    for x in range(n):
        if x == 2: break
    else:
        break
print(n)


def return_from_depth():
    for a in range(3):
        for b in [1, 2]:
            for c in "xy":
                while True:
                    if a == 1 and b == 2:
                        return a, b, c
                    break


print(return_from_depth())
