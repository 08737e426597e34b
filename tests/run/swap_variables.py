# Exchanging two and three values, in every kind of target.
a, b, c = 1, 2, 3
a, b = b, a
print(a, b)
a, b, c = c, a, b
print(a, b, c)


def local():
    x, y, z, w = 1, 2, 3, 4
    x, y = y, x
    x, y, z = z, x, y
    x, y, z, w = w, z, y, x
    return x, y, z, w


print(local())
items = [10, 20, 30, 40]
items[0], items[3] = items[3], items[0]
i = 1
i, items[i] = 2, 99
print(items, i)


class P:
    x = 1
    y = 2


P.x, P.y = P.y, P.x
print(P.x, P.y)


def bubble(values):
    for end in range(len(values) - 1, 0, -1):
        for k in range(end):
            if values[k] > values[k + 1]:
                values[k], values[k + 1] = values[k + 1], values[k]
    return values


print(bubble([5, 2, 9, 1, 7]))
a, b = 0, 1
for _ in range(10):
    a, b = b, a + b
print(a, b)
x, y = x, z = 1, 2
print(x, y, z)
