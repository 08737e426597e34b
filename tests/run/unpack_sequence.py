# Unpacking of tuples, lists, strings and iterators.
a, b = 1, 2
(c, d) = (3, 4)
[e, f] = [5, 6]
g, = [7]
h, i, j = "xyz"
k, l = range(2)
print(a, b, c, d, e, f, g, h, i, j, k, l)
m, n = (x * x for x in (3, 4))
o, p = sorted({"one": 1, "two": 2})
print(m, n, o, p)


def local():
    a, b, c = [1, 2, 3]
    (d,) = {9}
    x, y = y, x = 1, 2
    return a, b, c, d, x, y


print(local())


def pair():
    return "left", "right"


left, right = pair()
print(left, right)


class Seq:
    def __iter__(self):
        return iter([10, 20])


s, t = Seq()
print(s, t, [q + r for q, r in [(1, 2), (3, 4)]])
for x, y, z in [(1, 2, 3), "abc"]:
    print(x, y, z)
