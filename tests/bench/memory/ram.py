# Bytes of RAM that an object takes, with all that it holds alone.
import gc
from array import array
from collections import deque, namedtuple


class Empty:
    pass


class Pair:
    def __init__(self, n):
        self.first = n
        self.second = n

    def method(self):
        return self


Point = namedtuple("Point", ("x", "y"))
TEXT = "some text "
BYTES = b"some bytes"
pair = Pair(0)
three = [1, 2, 3]


def appended(count):
    items = []
    for i in range(count):
        items.append(i)
    return items


def numbered(count):
    table = {}
    for i in range(count):
        table[i] = i
    return table


def gathered(count):
    items = set()
    for i in range(count):
        items.add(i)
    return items


def adder(n):
    return lambda: n


def counter(n):
    for i in range(n):
        yield i


def class_of(n):
    class Made:
        def method(self):
            return n

    return Made


def caught(n):
    try:
        raise ValueError(n)
    except ValueError as error:
        return error


# (what, how many to make, how to make one)
KINDS = (
    ("float", 64, lambda i: i / 3),
    ("integer of 80 bits", 64, lambda i: (1 << 80) + i),
    ("str of 20 bytes", 64, lambda i: TEXT * 2),
    ("bytes of 20", 64, lambda i: BYTES * 2),
    ("bytearray(10)", 64, lambda i: bytearray(10)),
    ("array of 10 integers", 64, lambda i: array("i", range(10))),
    ("memoryview", 64, lambda i: memoryview(BYTES)),
    ("tuple of 3", 64, lambda i: (i, i, i)),
    ("namedtuple of 2", 64, lambda i: Point(i, i)),
    ("list of 3", 64, lambda i: [i, i, i]),
    ("list of 1000, appended", 2, lambda i: appended(1000)),
    ("deque of 10", 16, lambda i: deque((), 10)),
    ("dict of 3", 64, lambda i: {1: i, 2: i, 3: i}),
    ("dict of 1000 integers", 1, lambda i: numbered(1000)),
    ("set of 3", 64, lambda i: {i, -1, -2}),
    ("set of 1000", 1, lambda i: gathered(1000)),
    ("range", 64, lambda i: range(i)),
    ("iterator of a list", 64, lambda i: iter(three)),
    ("lambda", 64, lambda i: lambda: None),
    ("closure and its variable", 64, adder),
    ("generator", 32, counter),
    ("bound method", 64, lambda i: pair.method),
    ("class with a method", 16, class_of),
    ("instance, empty", 64, lambda i: Empty()),
    ("instance of 2 attributes", 64, Pair),
    ("exception", 64, ValueError),
    ("exception, raised once", 64, caught),
)


def taken_by(count, make):
    make(0)  # what the first one needs besides
    kept = [None] * count
    gc.collect()
    before = gc.mem_alloc()
    for i in range(count):
        kept[i] = make(i)
    gc.collect()
    return (gc.mem_alloc() - before + count - 1) // count


def run():
    return [(name, taken_by(count, make)) for name, count, make in KINDS]
