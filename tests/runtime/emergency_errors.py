# micropython-only: the heap is locked while errors happen: they keep text and traceback
import micropython
import sys


def divide():
    return 1 // zero


def name():
    return undefined


def attribute():
    return None.x


def call():
    return divide(1, 2)


def own():
    raise ValueError("some text")


def alloc():
    return [zero]


class Mine(Exception):
    pass


def mine():
    raise Mine("a")


zero = 0
caught = None
functions = (divide, name, attribute, call, own, alloc, mine)
f = error = None
i = 0
micropython.heap_lock()
for f in functions:
    try:
        f()
    except Exception as error:
        micropython.heap_unlock()
        print(f.__name__, repr(error), error.args)
        sys.print_exception(error, sys.stdout)
        micropython.heap_lock()
micropython.heap_unlock()
