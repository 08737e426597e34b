# Starred targets in every position.
a, *b = 1, 2, 3
*c, d = "xyz"
e, *f, g = range(5)
h, *i = [1]
*j, = (7, 8)
print(a, b, c, d, e, f, g, h, i, j)
[k, *l] = {"only": 1}
(m, *n), o = (1, 2, 3), 4
print(k, l, m, n, o)
first, second, *middle, last = list(range(10))
print(first, second, middle, last)


def local(items):
    head, *tail = items
    *init, end = items
    one, *two, three, four = items
    return head, tail, init, end, one, two, three, four


print(local([1, 2, 3]), local((5, 6, 7, 8, 9)))
for x, *y in [(1, 2, 3), "ab", [9]]:
    print(x, y)
print([rest for _, *rest in [(1, 2), (3, 4, 5)]])
for bad in ((), (1,)):
    try:
        p, q, *r = bad
    except ValueError:
        print("too few values")


def closure():
    x, *y = 1, 2, 3
    return lambda: (x, y)


print(closure()())
