# Functions inside comprehensions, and comprehensions inside functions inside comprehensions.
def function(a):
    b = a + 1
    fs = [lambda: (a, b, x) for x in range(2)]
    gs = [lambda x=x: (a, b, x) for x in range(2)]
    return [f() for f in fs], [g() for g in gs]


print(function(10))


def deep(n):
    return [[(lambda: (n, i, j))() for j in range(2)] for i in range(2)]


print(deep(7))


def apply(f, items):
    return [f(item) for item in items]


def user(k):
    return apply(lambda v: [v + w + k for w in range(2)], [10, 20])


print(user(5))


def with_nonlocal():
    count = 0

    def bump(x):
        nonlocal count
        count += x
        return count

    return [bump(i) for i in range(4)], count, list(bump(1) for _ in range(2)), count


print(with_nonlocal())


class Grid:
    def __init__(self, size):
        self.size = size
        self.cells = [[self.value(x, y) for x in range(size)] for y in range(size)]

    def value(self, x, y):
        return x + y * self.size

    def row(self, y):
        return [cell for cell in self.cells[y] if cell != self.size]


print(Grid(3).cells, Grid(2).row(1))
