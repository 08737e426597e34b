import sys
from micropython import const

LIMIT = const(300)
TEXT = "a text with 'single' and \"double\" quotes, \t\n\x00\x7f and ümläüts"
DATA = b"bytes \x00\xff'\""
NUMBERS = (1.5, 1e100, 1e16, 1e-5, 123456789012345.0, 2j, 1e20j, 10**20, -(10**20), 1 << 40)
NESTED = (None, True, False, ..., (), ("a", (b"b",)), "it's")


class Größe:
    def method(self, a, b=1, *args, c, d=2, **kwargs):
        return lambda: (self, a, b, -c, ~d, not args, kwargs)

    def other(self):
        yield from [x for x in range(LIMIT) if x not in (1, 2)]


def find(items):
    for item in items:
        try:
            if item is None:
                continue
            if item > 1000000:
                break
            assert item, "unexpected"
        except (ValueError, TypeError) as error:
            raise RuntimeError from error
        finally:
            items[item] += 1
    with open("x") as file:
        return file.read() @ 2
