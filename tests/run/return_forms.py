# Every way to leave a function.
def nothing():
    return


def several():
    return 1, 2, 3


def single():
    return 1,


def conditional(items):
    return items[0] if items else None, len(items)


def nested_ifs(n):
    if n > 0:
        if n > 10:
            return "big"
        return "small"
    elif n == 0:
        return "zero"
    return "negative"


def falls_off(n):
    if n:
        return "returned"


def from_loops():
    for i in range(10):
        for j in range(10):
            if i * j == 42:
                return i, j


def from_while():
    n = 0
    while True:
        n += 1
        if n ** 2 > 50:
            return n


def tail(a, b):
    return a and b or not a


print(nothing(), several(), single(), conditional([1]), conditional([]))
print([nested_ifs(n) for n in (100, 5, 0, -5)], falls_off(1), falls_off(0))
print(from_loops(), from_while(), tail(1, 0), tail(0, 1), tail(1, 2))
print((lambda: several())()[1])
