"""A program that makes large objects of twenty kinds, drops each and collects once: at module level and
in a function, where an object may stay in a word of the stack, or of a register, that is over.
"""

# How to make the kind of object, from a number of bytes `n` that are a large part of the heap.
KINDS = {
    "bytearray": "bytearray(n)",
    "bytes": "bytes(n)",
    "str": "'a' * n",
    "array": "array('b', bytearray(n // 2))",
    "tuple": "(None,) * (n // WORD)",
    "list": "[None] * (n // WORD)",
    "list of an object": "[bytearray(n)]",
    "list by append": "appended(n // WORD // 2)",
    "tuple of an object": "(1, 2, bytearray(n))",
    "dict": "{1: 2, 3: bytearray(n)}",
    "set": "{1, 2, bytes(n)}",
    "memoryview": "memoryview(bytearray(n))[1:2]",
    "instance": "Box(bytearray(n))",
    "bound method": "Box(bytearray(n)).method",
    "closure": "(lambda held: lambda: held)(bytearray(n))",
    "default argument": "lambda held=bytearray(n): held",
    "generator": "generate(bytearray(n))",
    "iterator": "iter([bytearray(n)])",
    "map": "map(len, [bytearray(n)])",
    "exception": "ValueError(bytearray(n))",
    "caught exception": "caught(bytearray(n))",
    "class": "type('Made', (), {'held': bytearray(n)})",
    "slice of a list": "[1, bytearray(n), 3, 4][1:3]",
    "result of many calls": "nested(bytearray(n), 9)",
}

HEAD = """
import gc
from array import array


class Box:
    def __init__(self, held):
        self.held = held

    def method(self):
        return self


def appended(count):
    items = []
    for i in range(count):
        items.append(None)
    return items


def generate(held):
    yield 1
    yield held


def caught(held):
    try:
        raise ValueError(held)
    except ValueError as error:
        return error


def nested(held, depth):
    return nested(held, depth - 1) if depth else [held]


WORD = @word@
stayed = []
generate(None), caught(None)
for i in range(3):
    gc.collect()
before = gc.mem_free()
n = before * 4 // 10


def check(name):
    if gc.mem_free() < before * 95 // 100:
        stayed.append((name, before, gc.mem_free()))
"""

MODULE = """
x = @make@
x = None
gc.collect()
check("@name@, in the module")
"""

FUNCTION = """
def function@number@():
    x = @make@
    x = None
    gc.collect()
    check("@name@, in a function")


function@number@()
"""


def module(word):
    """The text of a module for machines with words of so many bytes: `run()` gives back what stayed."""
    parts = [HEAD.replace("@word@", str(word))]
    for number, (name, make) in enumerate(KINDS.items()):
        for template in (MODULE, FUNCTION):
            parts.append(template.replace("@number@", str(number)).replace("@name@", name)
                         .replace("@make@", make))
    return "".join(parts) + "\n\ndef run():\n    return stayed\n"
