# Tuples of constants are one object; tuples with a variable are built.
print((), (1,), (1, 2), (1, "two", 3.0, None, True, b"six"))
print(((1, 2), (3, 4)), ((), ((),)))
x = 5
print((x,), (1, x), (x, (x, 1)), ("a", (2, (3, x))))


def points():
    return ((0, 0), (1, 0), (0, 1))


def pair(value):
    return value, (1, 2)


print(points(), pair(9), pair((8,)))
print(points() is not None, points() == points())
print((1, 2) + (3,), (0,) * 3, (1, 2, 3)[1], (1, 2, 3)[-1])
a, b, c = 1, 2, 3
print(a, b, c)
for item in (10, "ten", (1, 0)):
    print(item)
print(("a" "b", 1 + 1, -3), (1 < 2, not 0))
print(2 in (1, 2, 3), "z" in ("x", "y"))
