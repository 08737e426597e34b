# The @ operator and its augmented form call __matmul__.
class Vector:
    def __init__(self, *items):
        self.items = items

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.items, other.items))


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in columns] for r in self.rows])


u = Vector(1, 2, 3)
v = Vector(4, 5, 6)
print(u @ v, v @ u, -(u @ v) + 1)
m = Matrix([[1, 1], [1, 0]])
power = m
for _ in range(10):
    power = power @ m
print(power.rows)
power @= m
print(power.rows)
print((u @ v) * 2 + 1, 2 + u @ v)
try:
    1 @ 2
except TypeError:
    print("integers have no @")
