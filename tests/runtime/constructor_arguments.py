# micropython-only: in CPython the arguments count as well
from collections import deque

# Built-in types check the number before they look at the arguments, and take no keywords.
types = (object, bool, int, float, list, tuple, set, frozenset, range, zip, map, filter, reversed,
         memoryview, bytearray, staticmethod, classmethod, deque, ValueError)


class Odd:
    pass


def wrong(error):
    return isinstance(error, TypeError) and ("argument" in str(error) or "keyword" in str(error))


def refuses(make, count, **keywords):
    try:
        make(*(Odd(),) * count, **keywords)
    except Exception as error:
        return wrong(error)
    return False


for make in types:
    taken = [count for count in range(6) if not refuses(make, count)]
    print(make.__name__, taken, refuses(make, taken[0], key=1))


class Wrapped(list):
    pass


print([count for count in range(4) if not refuses(Wrapped, count)], refuses(Wrapped, 0, key=1))
