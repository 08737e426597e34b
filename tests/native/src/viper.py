# Viper functions beside native and bytecode ones.
import micropython


@micropython.viper
def add(a: int, b: int) -> int:
    return a + b


@micropython.viper
def objects(a, b: bool, c: uint):
    return (a, b, c)


@micropython.viper
def fill(data: ptr8, n: int, value: int):
    i = 0
    while i < n:
        data[i] = value
        i += 1


@micropython.viper
def sum16(data: ptr16, n: int) -> int:
    total = 0
    for i in range(n):
        total += data[i]
    return total


@micropython.viper
def xor32(data: ptr32, n: int) -> uint:
    x = uint(0)
    i = 0
    while i < n:
        x ^= uint(data[i])
        i += 1
    return x


@micropython.native
def mixed(n):
    total = 0
    for i in range(n):
        total = add(total, i)
    return total


@micropython.viper
def calls(f, x: int) -> int:
    return int(f(x)) + x


def plain(x):
    return x * 2


print(add(1, 2), add(-5, 3), mixed(10))
print(objects("x", 0, 7), objects(None, "yes", 0))
buffer = bytearray(8)
fill(buffer, 8, 0x101 + 4)
print(buffer, sum16(buffer, 4), xor32(buffer, 2))
print(calls(plain, 21))
for bad in (lambda: add(1), lambda: add(1, 2, 3), lambda: add("x", 1)):
    try:
        bad()
    except TypeError as error:
        print("TypeError", error)


@micropython.viper
def raises(x: int) -> int:
    if x == 0:
        raise ValueError("zero")
    return 100 // x


try:
    raises(0)
except ValueError as error:
    print(error)
print(raises(7))


@micropython.viper
def cells(x: int) -> int:
    def inner(y: int) -> int:
        return y + 1

    return int(inner(x))


print(cells(4))
big = (1 << 31) - 1
print(add(big, -1), add(-big, 1))


class Holder:
    @micropython.viper
    def twice(self, x: int) -> int:
        return x * 2

    @micropython.native
    def both(self, x):
        return self.twice(x) + x


print(Holder().both(5))
