# micropython-only: line numbers over wide gaps in the line table
import sys


def show(function):
    try:
        function()
    except Exception as e:
        sys.print_exception(e, sys.stdout)


def a():
    x = (1, 2, 3, 4, 5, 6, 7, 8, 9, [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, len("abc"), len("def")])
    y = [len("a"), len("b"), len("c"), len("d"), len("e"), len("f"), len("g"), len("h"), len("i"), len("j")]
    return x[0] + y


def b():
    value = """
    a string
    of
    many
    lines
    that
    moves
    the
    line
    counter
    """
    return value.nothing


def c():
    if True:
        if True:
            z = 5; z.a
    return 1


def d(n):
    while n:
        n -= 1
        if n == 1:
            assert n == 0, "assertion"


def e(): raise OSError(1)


for f in (a, b, c, lambda: d(3), e): show(f)
