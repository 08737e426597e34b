# micropython-only: names with an underscore given to const() are not stored
from micropython import const

_SECRET = const(7)
_FLAGS = const(_SECRET | 0x10)
_TABLE_SIZE = const(_FLAGS * 2 + 1)
PUBLIC = const(_TABLE_SIZE)
print(_SECRET, _FLAGS, _TABLE_SIZE, PUBLIC)
names = globals()
print("_SECRET" in names, "_FLAGS" in names, "_TABLE_SIZE" in names, "PUBLIC" in names)


def use():
    total = 0
    for i in range(_SECRET):
        total += i * _FLAGS
    return total


print(use())
if _SECRET > 100:
    print("never")
else:
    print("small secret")


class Registers:
    _BASE = const(0x40)
    CONTROL = const(_BASE + 4)


print(Registers.CONTROL, hasattr(Registers, "_BASE"), hasattr(Registers, "CONTROL"))
