# Nested unpacking.
a, (b, c) = 1, (2, 3)
(d, e), f = [4, 5], 6
g, (h, (i, [j, k])), l = 1, (2, (3, [4, 5])), 6
print(a, b, c, d, e, f, g, h, i, j, k, l)
[m, [n]], o = ("p", "q"), "r"
print(m, n, o)
(p, (q, *r)), *s = (1, (2, 3, 4)), 5, 6
print(p, q, r, s)


def function(pairs):
    total = 0
    for i, (x, y) in enumerate(pairs):
        total += i * (x + y)
    return total


print(function([(1, 2), (3, 4), (5, 6)]))
print([a + b * c for a, (b, c) in [(1, (2, 3)), (4, (5, 6))]])
table = {"k": (1, (2, 3))}
for key, (first, (second, third)) in table.items():
    print(key, first, second, third)
items = [0, 0]


class Node:
    pass


node = Node()
items[0], (node.x, items[1]) = "a", ("b", "c")
print(items, node.x)
(((deep,),),) = [[[5]]]
print(deep)
