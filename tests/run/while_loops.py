# while, with break, continue and else.
n = 0
while n < 3:
    print(n, end=" ")
    n += 1
print()
while n:
    n -= 1
    if n == 1:
        continue
    print("n", n)
else:
    print("finished")
while True:
    n += 1
    if n > 5:
        break
else:
    print("never")
print(n)


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print([collatz(n) for n in range(1, 12)])


def nested(limit):
    result = []
    i = 0
    while i < limit:
        j = 0
        while j < limit:
            j += 1
            if j == i:
                continue
            if i + j > limit:
                break
            result.append((i, j))
        else:
            result.append("else %d" % i)
        i += 1
    return result


print(nested(3))


def empty_body(items):
    while items and items.pop() != 0:
        pass
    return items


print(empty_body([1, 0, 2, 3]), empty_body([]))
while not n < 6: n -= 10
print(n)
