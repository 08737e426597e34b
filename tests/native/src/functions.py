# Functions of machine code: arguments, closures, classes, exceptions.
import sys


def args(a, b=2, *rest, c=3, **others):
    return a, b, rest, c, sorted(others.items())


print(args(1), args(1, 5, 6, 7, c=8, d=9), args(b=1, a=2))
for bad in (lambda: args(), lambda: args(1, a=1), lambda: (lambda x: x)(1, 2)):
    try:
        bad()
    except TypeError as error:
        print("TypeError", error)


def spread(*items, **pairs):
    return args(*items, **pairs)


print(spread(1, 2, *[3, 4], **{"e": 5}))


def counter(start):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


step = counter(10)
print(step(), step(5), step(by=7))


class Base:
    kind = "base"

    def __init__(self, name):
        self.name = name

    def hello(self):
        return "%s %s" % (self.kind, self.name)

    def __add__(self, other):
        return self.name + other.name

    @property
    def size(self):
        return len(self.name)

    @staticmethod
    def make(name):
        return Base(name)

    @classmethod
    def named(cls, name):
        return cls(name)


class Derived(Base):
    kind = "derived"

    def hello(self):
        return super().hello() + "!"


d = Derived("x")
print(d.hello(), Base.make("y").hello(), Derived.named("z").hello(), d + d, d.size)


def handle(action):
    try:
        try:
            return action()
        except (ValueError, KeyError) as error:
            print("handled", type(error).__name__, error)
            raise error
        else:
            print("fine")
        finally:
            print("finally")
    except Exception as error:
        return error.args


print(handle(lambda: 5))
print(handle(lambda: int("x")))
print(handle(lambda: {}[1]))
print(handle(lambda: 1 // 0))


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, trace):
        print("exit", kind)
        return self.swallow


def managed(swallow):
    with Manager(swallow) as manager:
        print(manager.swallow)
        raise OSError(7)
    return "after"


print(managed(True))
try:
    managed(False)
except OSError as error:
    print("out", error)


def leave():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("end", i)
    return i


print(leave())


def missing():
    return no_such_name


try:
    missing()
except NameError as error:
    print(error)


def collections(n):
    squares = [i * i for i in range(n)]
    evens = {i for i in squares if i % 2 == 0}
    table = {i: str(i) for i in squares}
    first, *middle, last = squares
    return squares, sorted(evens), table, first, middle, last, squares[1:3], squares[::-1]


print(collections(5))
a, (b, c) = 1, (2, 3)
print(a, b, c, 1 < 2 < 3, not a, a and b, a or b, -a, ~b, a is b, 2 in (1, 2), b"x" + b"y", 1.5 * 2)
print((1 << 70) // 3, -7 // 2, -7 % 3, 7 & 3 | 8 ^ 1)


def deep(n):
    return deep(n + 1) + 1


try:
    deep(0)
except RuntimeError as error:
    print("RuntimeError", error)
print(sys.modules is not None)
del a
try:
    a
except NameError:
    print("deleted")
exec_globals = globals()
print("args" in exec_globals, __name__)
