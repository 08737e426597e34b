# for over range with constant and variable bounds.
for i in range(3):
    print(i, end=" ")
for i in range(2, 5):
    print(i, end=" ")
for i in range(0, 10, 3):
    print(i, end=" ")
for i in range(0):
    print("never")
for i in range(5, 2):
    print("never")
print()


def local(n, start, step):
    a = [i for i in range(n)]
    b = []
    for i in range(start, n):
        b.append(i)
    c = []
    for i in range(start, n, 2):
        c.append(i)
    d = []
    for i in range(start, n, step):
        d.append(i)
    return a, b, c, d, i


print(local(6, 1, 4))


def nested(n):
    count = 0
    for i in range(n):
        for j in range(i, n):
            for k in range(j, n, 2):
                count += 1
    return count


print(nested(6))
for i in range(1 + 1, 2 * 3):
    print(i, end=" ")
for _ in range(len("abc")):
    print("*", end="")
print()
r = range(3)
for i in r:
    for j in r:
        print(i * j, end=",")
print()
for i in range(True + 1): print("bool", i)
