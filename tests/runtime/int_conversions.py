# Integers from and to text, bytes and floats.
print(int(), int("0"), int(" 42\n"), int("-7"), int("+7"), int("1_000"), int(True), int(3.99),
      int(-3.99))
print(int("ff", 16), int("0xFF", 16), int("0b101", 0), int("0o17", 0), int("0x1f", 0), int("17", 8))
print(int("z", 36), int("Zz", 36), int("-0b11", 2), int("10", 3), int("12", 5))
print(int("123456789012345678901234567890"), int("-" + "9" * 40), int("f" * 30, 16),
      int("1" * 70, 2))
print(int(b"12"), int(bytearray(b"-3")), int("1" + "0" * 25) // 10**24)
for args in [("",), ("a",), ("1 2",), ("0x",), ("2", 2), ("9", 8), ("1", 37), ("1", 1), ("-",),
             ("+-1",), ("1.5",), (" ",), (None,), ([],), (1.5, 10), (b"x",), ("0b2", 0),
             ("\u0661x",)]:
    try:
        print(int(*args))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, args)
for special in ("inf", "-inf", "nan"):
    try:
        int(float(special))
    except (OverflowError, ValueError) as error:
        print(type(error).__name__)
print(int(1e18), int(-1e18), int(2.0**62), int(2.0**63), int(-(2.0**62)), int(1e30),
      int(2.0**100 * 3))


class Number:
    def __int__(self):
        return 42

    def __float__(self):
        return 1.5


print(int(Number()), float(Number()))

for n in (0, 1, -1, 255, -256, 1 << 62, -(1 << 62), 1 << 63, 123456789**5, -(1 << 100)):
    print(n, str(n), repr(n), hex(n), oct(n), bin(n))
    print("%d|%5d|%-5d|%05d|%+d|%x|%X|%o" % (n, n, n, n, n, n, n, n))
    print("{}|{:d}|{:8}|{:<8}|{:^8}|{:08}|{:+}|{:,}|{:x}|{:#x}|{:b}|{:#o}|{:X}".format(*[n] * 13))
print("{: d} {: d} {:=+8d} {:*^9d} {:_<6d} {:e} {:.2f} {:c}".format(5, -5, 5, 42, 7, 1000, 3, 65))

print((0).to_bytes(1, "little"), (258).to_bytes(2, "little"), (258).to_bytes(2, "big"))
print((258).to_bytes(5, "little"), (258).to_bytes(5, "big"), (1 << 70).to_bytes(9, "big"))
print((1 << 70).to_bytes(12, "little"), (255).to_bytes(1, "big"), (0).to_bytes(0, "big"))
print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\x01\x02", "little"),
      int.from_bytes(b"", "big"))
print(int.from_bytes(b"\xff" * 8, "big"), int.from_bytes(b"\x80" + b"\0" * 9, "big"),
      int.from_bytes(bytearray(b"\x00\xff\x00"), "little"))
for size in range(1, 20):
    n = (1 << (8 * size)) - 3
    for order in ("big", "little"):
        assert int.from_bytes(n.to_bytes(size, order), order) == n, (n, order)
for value, size in [(256, 1), (1 << 70, 8), (-1, 2), (1, 0), (1, -1)]:
    try:
        print(value.to_bytes(size, "big"))
    except (OverflowError, ValueError) as error:
        print(type(error).__name__)
print(len(str(3**500)), int(str(3**500)) == 3**500, int(hex(7**300), 16) == 7**300)
print(eval(repr(-(1 << 62))), 1_000_000, 0xdead_beef, 0b1_0, 0o7_7)
