# micropython-only: const() of strings, bytes, floats and tuples
from micropython import const

_GREETING = const("hello")
_LONG_TEXT = const("a constant text that is longer than a short name")
_DATA = const(b"\x00\x01\x02")
_RATIO = const(1.5)
_TWICE = const(_RATIO * 2)
_POINT = const((3, 4))
_NOTHING = const(None)
NAME = const("name")
print(_GREETING, _LONG_TEXT, _DATA, _RATIO, _TWICE, _POINT, _NOTHING, NAME)


def describe(kind=_GREETING):
    return kind + " " + NAME


print(describe(), describe(_LONG_TEXT))
print(_POINT[1], _DATA[2], len(_LONG_TEXT), _RATIO + 1)
print([_GREETING, _POINT, _DATA])
