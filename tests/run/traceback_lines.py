# micropython-only: the format of tracebacks; it shows the line table
import sys
import io


def show(function):
    try:
        function()
    except Exception as e:
        out = io.StringIO()
        sys.print_exception(e, out)
        print(out.getvalue(), end="")


def first():

    x = 1

    return x + "a"


def multi_line():
    return [
        1,
        2,
        int("bad"),
        4,
    ]


def far():
    # a gap
    #
    #
    #
    #
    #
    #
    #
    #
    raise ValueError("after a gap")


def in_loop():
    for i in range(3):
        if i == 2:
            {}[
                i
            ]
        else:
            pass


def nested():
    def inner():
        return (lambda: undefined)()

    inner()


def in_handler():
    try:
        1 // 0
    except ZeroDivisionError:
        raise KeyError("handler")


class Klass:
    def method(self):
        with self:
            pass

    @property
    def prop(self):
        return self.missing


def generator():
    yield 1
    yield missing


for f in (first, multi_line, far, in_loop, nested, in_handler, Klass().method, lambda: Klass().prop,
          lambda: list(generator())):
    show(f)
raise RuntimeError("leaves the module")
