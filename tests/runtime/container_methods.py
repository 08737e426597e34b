# Classes that act as containers, functions, contexts and numbers.
class Box:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, value):
        self.items[i] = value

    def __delitem__(self, i):
        del self.items[i]

    def __contains__(self, x):
        return x in self.items or x == "magic"

    def __iter__(self):
        return iter(self.items)

    def __call__(self, *args, **kwargs):
        return args, sorted(kwargs)

    def __repr__(self):
        return "Box(%r)" % self.items


b = Box(1, 2, 3)
print(b, len(b), b[0], b[-1], b[1:], 2 in b, "magic" in b, 9 in b, list(b), bool(b), bool(Box()),
      b(1, x=2), str(b), "%s %r" % (b, b), [b], {1: b}, (b,))
b[0] = "new"
del b[1]
b[0] += "er"
print(b, sorted(Box(3, 1)), sum(Box(1, 2)), max(Box(4, 5)), list(zip(b, b)), (lambda *a: a)(*b),
      tuple(b), ",".join(Box("a", "b")), list(map(str, b)))
x, y = b
print(x, y, f"{b} {b!r}", "{} {!r}".format(b, b))


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return self.value


print(bool(Truth(True)), bool(Truth(False)), not Truth(True), "y" if Truth(False) else "n",
      Truth(False) or "other", all([Truth(True)]), any([Truth(False)]),
      [x.value for x in filter(None, [Truth(True), Truth(False)])])


class Hashed:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return self.h == other.h


print(hash(Hashed(5)), {Hashed(1): "a", Hashed(1): "b"}[Hashed(1)],
      len({Hashed(1), Hashed(1), Hashed(2)}), Hashed(1) in [Hashed(1)], hash(Hashed(-2)))


class NoHash:
    def __eq__(self, other):
        return True


class BadLen:
    def __len__(self):
        return "x"


class Shown:
    def __repr__(self):
        return "shown"


class Both:
    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"


print(str(Shown()), repr(Both()), str(Both()), [Both()], {Both: 1}[Both], "%s" % Both(),
      (Both(), Both()), {"k": Both()})
for wrong in (lambda: hash(NoHash()), lambda: len(BadLen()), lambda: {NoHash(): 1}, lambda: b["x"],
              lambda: b[99], lambda: len(Shown()), lambda: Shown()[0], lambda: Shown()(),
              lambda: iter(Shown())):
    try:
        print(wrong())
    except (TypeError, IndexError) as error:
        print(type(error).__name__)
for change in ("Shown()[0] = 1", "del Shown()[0]", "b[99] = 1", "for x in Shown(): pass",
               "x, y = Shown()", "with Shown(): pass"):
    try:
        exec(change)
    except (TypeError, IndexError, AttributeError) as error:
        print("refused", change)


class Context:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__, value and value.args)
        return self.swallow


with Context(True) as c, Context(False) as d:
    print(c is d)
    raise ValueError(5)
try:
    with Context(False):
        raise KeyError("k")
except KeyError:
    print("not swallowed")
for i in range(3):
    with Context(False):
        if i == 0:
            continue
        break


def leave():
    with Context(True):
        return "returned"


print(leave(), i)


class Number:
    def __int__(self):
        return 7

    def __float__(self):
        return 2.5

    def __abs__(self):
        return "abs"

    def __index__(self):
        return 2


n = Number()
print(int(n), float(n), abs(n))
