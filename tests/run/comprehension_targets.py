# Targets of comprehensions other than plain names.
pairs = [(1, 2), (3, 4)]
print([a + b for a, b in pairs], [a for (a, b) in pairs], [b for [a, b] in pairs])
print([(i, a, b) for i, (a, b) in enumerate(pairs)])
print([x + y + z for (x, y), z in zip(pairs, (10, 20))])
print([a for a, in [(1,), (2,)]], [rest for first, *rest in [(1, 2, 3)]])
print(sorted({a: b for a, b in pairs}.items()), sorted({b for _, b in pairs}))


class Box:
    pass


box = Box()
print([box.value for box.value in range(3)], box.value)
cells = [0]
print([cells[0] for cells[0] in "ab"], cells)


def function(table):
    return sorted((v, k) for k, v in table.items() if v > 1)


print(function({"a": 1, "b": 2, "c": 3}))
print([x for x, y in ((y, x) for x, y in pairs)])
