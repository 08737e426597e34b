# micropython-only: functions take no more than their arguments, built-in names may be stored over anywhere
# Attributes, methods, classes and functions that are stored, deleted and replaced between two uses,
# so that machine code must not go on with what it found before.
name = "module"


class Point:
    shared = "class"

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def sum(self):
        return self.x + self.y

    def scaled(self, by, offset=0):
        return Point(self.x * by + offset, self.y * by + offset)

    def down(self, n):
        return self.x if n == 0 else self.down(n - 1)

    @property
    def double(self):
        return self.x * 2

    @staticmethod
    def fixed(a):
        return "fixed", a

    @classmethod
    def named(cls, a):
        return cls.__name__, a


class Child(Point):
    def sum(self):
        return "child", super().sum()


class Asked:
    def __getattr__(self, name):
        return "asked " + name


class Slotted:
    def __init__(self):
        self.value = 1

    def read(self):
        return self.value


def uses(p):
    return p.x, p.y, p.sum(), p.shared


def stores(p, value):
    p.x = value
    p.y += 1
    return uses(p)


def error(function, *args):
    try:
        return function(*args)
    except (AttributeError, TypeError, NameError) as error:
        return type(error).__name__


p = Point(1, 2)
print(uses(p), stores(p, 10), error(uses, Child(3)), error(uses, 5), error(uses, "text"), error(uses, None))

# The instance hides the class, and shows it again.
p.sum = lambda: "own"
print(p.sum(), uses(p))
del p.sum
print(uses(p))
p.shared = "instance"
print(uses(p))
del p.shared, p.y
print(error(uses, p), error(stores, p, 1))
p.y = 0.5
print(stores(p, 1.5))

# The class changes.
kept = Point.sum
Point.sum = lambda self: ("other", self.x)
print(uses(p), uses(Child(4)))
Point.sum = staticmethod(lambda: "static")
print(uses(p))
Point.sum = classmethod(lambda cls: cls.__name__)
print(uses(p))
Point.sum = len
print(error(uses, p))
Point.sum = Slotted
print(type(uses(Point(1))[2]) if error(uses, p) != "TypeError" else "TypeError")
del Point.sum
print(error(uses, p), error(uses, Child(4)))
Point.sum = kept
print(uses(p))


def read(p):
    return p.double, p.fixed(1), p.named(2), p.scaled(2).x, p.scaled(2, 3).y, p.scaled(2, offset=1).x


print(read(Point(7)), read(Child(8)), Point(5).down(30))


def write(p):
    p.double = 3


print(error(write, p), error(write, Slotted()), error(write, Asked()))


def ask(a):
    return a.thing, a.read, a.x


print(ask(Asked()))
asked = Asked()
asked.thing = "own"
print(ask(asked))


# Many attributes, in tables that grow and shrink while code asks for them.
class Many:
    def total(self):
        return self.a0 + self.a1


def grow(m, n):
    for i in range(n):
        setattr(m, "a" + str(i), i + 1)
        if i > 0 and m.total() != 3:
            return "wrong", i
    m.a0 += 10
    for i in range(2, n):
        delattr(m, "a" + str(i))
        if m.total() != 13:
            return "wrong again", i
    m.total = lambda: "hidden"
    return m.total()


print(grow(Many(), 3), grow(Many(), 12), grow(Many(), 40))


# Functions of the module by names that are stored anew.
def first(a):
    return "first", a


def second(a, b="default"):
    return "second", a, b


def calls(a):
    return first(a), len(a), name


print(calls("ab"))
first = second
print(calls("ab"))
first = lambda *args, **kw: (args, kw)
print(calls("ab"))
first = Point
print(type(calls("ab")[0]) is Point)
first = "ab".join
print(calls("cd"))
first = 5
print(error(calls, "ab"))
del first
print(error(calls, "ab"))


def first(a):
    yield a


print(list(calls("ab")[0]))


def first(a, *rest):
    return a, rest


len = lambda a: "length"
name = "changed"
print(calls("ab"))
del len
print(calls("ab"))


# Wrong numbers of arguments, and what functions do with theirs.
def two(a, b):
    a += b
    return a


def wrong(f):
    return error(f), error(f, 1), error(f, 1, 2), error(f, 1, 2, 3), error(f, 1, f)


def inside(f):
    try:
        return f(1)
    except TypeError:
        return "TypeError"


print(wrong(two), inside(two), inside(second), inside(lambda: 0), inside(first))


def shares(a, b):
    def inner(c):
        return a + b + c
    return inner


def many(a, b, c, d, e, f, g, h):
    return [h, g, f, e, d, c, b, a]


def call_all():
    return shares(1, 2)(3), many(1, 2, 3, 4, 5, 6, 7, 8), two("a", "b"), two([1], [2]), second(a=1, b=2)


print(call_all())


# Deep calls of two functions by each other end in an error, again and again.
def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


class Deep:
    def go(self, n):
        return self.again(n + 1)

    def again(self, n):
        return self.go(n + 1)


def deep(f, *args):
    try:
        return f(*args)
    except RuntimeError:
        return "too deep"


print(deep(even, 40), deep(odd, 41), deep(even, 1 << 40), deep(Deep().go, 0), deep(even, 40))


# Exceptions leave through frames that were entered straight.
def raises(n):
    if n == 0:
        raise ValueError("at the end")
    return raises_by(n - 1)


def raises_by(n):
    return raises(n)


def catches(n):
    for i in range(3):
        try:
            raises(n)
        except ValueError as e:
            n += 1
            args = e.args
    return n, args


print(catches(2))


# A function that is dropped while it runs.
def drop(n):
    global drop
    del drop
    import gc
    gc.collect()
    return [n] * 3


def drops(n):
    return drop(n)


print(drops(4), error(drops, 4))
