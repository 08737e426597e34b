# micropython-only: const() comes from the micropython module
from micropython import const

WIDTH = const(128)
HEIGHT = const(64)
AREA = const(WIDTH * HEIGHT)
MASK = const((1 << 7) - 1)
NEGATIVE = const(-40)
BIG = const(1 << 40)
print(WIDTH, HEIGHT, AREA, MASK, NEGATIVE, BIG)


def inside():
    return WIDTH + 1, AREA // 2, -NEGATIVE, MASK & 0x55


print(inside())
print([WIDTH, (HEIGHT, AREA)], {"w": WIDTH})
if WIDTH == 128:
    print("constant condition")
while MASK != 127:
    print("never")
print(globals()["WIDTH"])


class Screen:
    LINES = const(8)
    total = LINES * WIDTH

    def lines(self):
        return self.LINES


print(Screen.total, Screen().lines(), Screen.LINES)
