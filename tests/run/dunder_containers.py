# Classes that act as containers and functions.
class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, key):
        if isinstance(key, tuple):
            return self.rows[key[0]][key[1]]
        return self.rows[key]

    def __setitem__(self, key, value):
        self.rows[key[0]][key[1]] = value

    def __delitem__(self, key):
        del self.rows[key]

    def __len__(self):
        return len(self.rows)

    def __contains__(self, value):
        return any(value in row for row in self.rows)

    def __iter__(self):
        for row in self.rows:
            for cell in row:
                yield cell

    def __call__(self, *args, scale=1):
        return [sum(args) * scale, len(self)]

    def __reversed__(self):
        return reversed(self.rows)


m = Matrix([[1, 2], [3, 4]])
print(m[0], m[1, 1], len(m), 3 in m, 9 in m, 9 not in m, list(m), m(1, 2, scale=10))
m[0, 1] = 20
m[1, 0] += 100
print(m.rows)
del m[0]
print(m.rows, sum(m), max(m), sorted(m, reverse=True))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(3)), [x * 2 for x in Countdown(2)], 2 in Countdown(5), tuple(Countdown(1)))
a, b, c = Countdown(3)
print(a, b, c, sum(Countdown(4)), dict(zip("ab", Countdown(2))) == {"a": 2, "b": 1})


class Indexed:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * i


print([x for x in Indexed()], list(Indexed()))
