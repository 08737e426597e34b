# enumerate, zip, map, filter, reversed, iter, and iteration of anything.
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(["x"], start=-1)),
      list(enumerate([])), dict(enumerate("ab")))
print(list(zip()), list(zip([1, 2])), list(zip("abc", [1, 2])), list(zip("ab", (1, 2), range(5))),
      list(zip("a", [])), dict(zip("ab", "cd")), list(zip(*[(1, 2), (3, 4)])))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], (10, 20))),
      list(map(len, [])), list(map(max, [1, 5], [3, 2], [2, 9])))
print(list(filter(None, [0, 1, "", "a", [], None])), list(filter(lambda x: x > 1, [1, 2, 3])),
      list(filter(str.isdigit, ["1", "a"])), list(filter(bool, ())))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))),
      list(reversed(range(3))), list(reversed(b"ab")), list(reversed("")))
for make in (lambda: enumerate("ab"), lambda: zip("ab", "cd"), lambda: map(ord, "ab"),
             lambda: filter(None, [1, 2]), lambda: reversed([1, 2]), lambda: iter([1, 2]),
             lambda: iter((1, 2)), lambda: iter("ab"), lambda: iter(b"ab"),
             lambda: iter({1: 2, 3: 4}), lambda: iter({1: 2, 3: 4}.items()),
             lambda: (x for x in (1, 2)), lambda: iter(range(2)), lambda: iter(bytearray(b"ab"))):
    it = make()
    print(iter(it) is it, next(it), next(it), next(it, "end"), next(it, "end"), list(it))
for wrong in (lambda: enumerate(), lambda: enumerate(5), lambda: zip(5), lambda: map(),
              lambda: list(map(5, [1])), lambda: filter(None), lambda: list(filter(5, [1])),
              lambda: reversed(5), lambda: reversed(), lambda: iter(5), lambda: next([]),
              lambda: next(iter([])), lambda: list(map(lambda: 0, [1])), lambda: map(str, 5),
              lambda: [x for x in None], lambda: iter(), lambda: list(zip([1], 5)), lambda: next()):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)


class Count:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i == self.n:
            raise StopIteration
        self.i += 1
        return self.i


class Indexed:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


class Sized(Indexed):
    def __len__(self):
        return 3


class Fresh:
    def __iter__(self):
        return iter([7, 8])


class Broken:
    def __iter__(self):
        return 5


class Raises:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError("from next")


print(list(Count(3)), tuple(Count(0)), sum(Count(4)), max(Count(3)), sorted(Count(3)),
      list(Count(2)), set(Count(3)) == {1, 2, 3}, dict(zip(Count(2), Count(9))),
      ",".join(str(i) for i in Count(3)))
print(list(Indexed()), 9 in Indexed(), 5 in Indexed(), list(map(str, Indexed())),
      list(reversed(Sized())), 2 in Count(3), 5 in Count(3))
a, b, c = Count(3)
first, *rest = Count(4)
print(a, b, c, first, rest, list(Fresh()), 7 in Fresh(), list(zip(Fresh(), Fresh())), any(Count(2)),
      all(Count(2)), bytes(Count(3)), list(enumerate(Fresh())))
for wrong in (lambda: list(Broken()), lambda: [x for x in Raises()], lambda: next(Raises()),
              lambda: next(Count(0)), lambda: (lambda *a: a)(*Raises()), lambda: dict(Count(2)),
              lambda: next(Fresh()), lambda: 5 in Raises()):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
try:
    a, b = Count(3)
except ValueError:
    print("too many")
try:
    a, b, c, d = Count(3)
except ValueError:
    print("too few")
z = zip(iter([1, 2, 3]), iter("ab"))
print(next(z), list(z), list(z))
shared = iter(range(6))
print(list(zip(shared, shared)), [x + next(it2) for it2 in [iter(range(4))] for x in it2],
      list(map(lambda x: x, filter(lambda x: x % 2, (i for i in range(6))))))
