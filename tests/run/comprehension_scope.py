# The variable of a comprehension does not leak; outer names stay visible.
i = "outer"
print([i for i in range(3)], i)
print(sorted({i for i in "ab"}), i)
print({i: 1 for i in [5]}, i)
print(list(i for i in (7, 8)), i)


def function():
    n = 10
    k = "local"
    squares = [n + k for k in range(3)]
    return squares, k, n


print(function())


def reads_later():
    data = (value for value in source)
    source = "not this"
    return data


source = "module"


def closure_filter(limit):
    return [x for x in range(10) if x > limit], [y for y in range(limit)]


print(closure_filter(7))


class Table:
    rows = [1, 2, 3]
    doubled = [row * 2 for row in rows]


print(Table.doubled, hasattr(Table, "row"))
x = 5
print([x for x in range(x)], x)
