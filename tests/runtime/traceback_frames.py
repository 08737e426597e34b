# micropython-only: tracebacks name the file, line and function of every frame
import io
import sys


def show(error):
    out = io.StringIO()
    sys.print_exception(error, out)
    print(out.getvalue(), end="")


def inner(x):
    y = x
    return 1 / y


def middle(x):
    return [
        inner(x),
        2,
    ]


class Thing:
    def method(self, x):
        return middle(x)

    @property
    def value(self):
        return self.method(0)

    def __getitem__(self, i):
        return inner(i)

    def __add__(self, other):
        raise TypeError("no adding")


def generator():
    yield 1
    yield inner(0)


def delegates():
    yield from generator()


def with_finally():
    try:
        inner(0)
    finally:
        x = 1


def again():
    try:
        inner(0)
    except ZeroDivisionError as error:
        raise


def chained():
    try:
        inner(0)
    except ZeroDivisionError:
        raise ValueError("instead") from None


def nested():
    def local():
        return (lambda: {}["k"])()
    return local()


async def waits():
    return inner(0)


async def outer():
    return await waits()


t = Thing()
stored = KeyError("stored")


def raise_stored():
    raise stored


class Context:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


def in_with():
    with Context():
        inner(0)


for function in (
    lambda: inner(0),
    lambda: t.method(0),
    lambda: t.value,
    lambda: t[0],
    lambda: t + 1,
    lambda: list(delegates()),
    with_finally,
    again,
    chained,
    nested,
    lambda: outer().send(None),
    raise_stored,
    raise_stored,
    in_with,
    lambda: [inner(x) for x in (1, 0)],
    lambda: sorted([1, 0], key=inner),
    lambda: list(map(inner, [0])),
    lambda: {x: inner(x) for x in (0,)},
    lambda: (inner(x) for x in (0,)).__next__(),
    lambda: exec("x = 1\nx / 0\n"),
    lambda: eval("1 + undefined"),
    lambda: t.missing,
    lambda: inner(),
    lambda: int("x"),
):
    try:
        function()
    except Exception as error:
        show(error)
show(ValueError("never raised"))
try:
    raise OSError(2)
except OSError as error:
    show(error)
try:
    exec("if 1:\n  x = = 2")
except SyntaxError as error:
    show(error)
