# array.array: each type code, and its operations.
from array import array

for code, values in [("b", [-128, 0, 127]), ("B", [0, 255]), ("h", [-32768, 32767]),
                     ("H", [0, 65535]), ("i", [-(1 << 31), (1 << 31) - 1]),
                     ("I", [0, (1 << 32) - 1]), ("l", [-5, 5]), ("L", [0, 5]),
                     ("q", [-(1 << 63), (1 << 63) - 1]), ("Q", [0, (1 << 64) - 1]),
                     ("f", [0.5, -2.25]), ("d", [0.1, 1e300])]:
    a = array(code, values)
    print(a, len(a), a[0], a[-1], list(a) == values, len(array(code)),
          bytes(array(code, values[:1]))[:2])
a = array("i", (1, 2, 3))
a.append(4)
a.extend([5, 6])
a.extend(array("i", [7]))
print(a, a[1:3], a[-2:], a == array("i", range(1, 8)), a != array("i"), bool(a), bool(array("b")))
a[0] = -1
a[1:3] = array("i", [20, 30, 40])
a += array("i", [8])
print(a, a + array("i", [0]), sum(a), max(a), sorted(a), [x * 2 for x in a][:2])
print(array("H", b"\x01\x02\x03\x04"), array("B", bytearray(b"ab")), array("i", range(3)),
      array("d", (x / 2 for x in range(3))), array("b", b"\xff"))
print(array("i", [1, 2]) == array("i", [1, 2]))
for wrong in (lambda: array("x"), lambda: array("i", 5), lambda: array("i", ["a"]),
              lambda: array("b", [1, "a"]), lambda: array(), lambda: a[100], lambda: a["x"],
              lambda: a.append("x"), lambda: a.append(1.5), lambda: hash(a), lambda: a.extend(1),
              lambda: a + 1, lambda: array("d", ["x"])):
    try:
        print(wrong())
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__)
for change in ("a[0] = 'x'", "a[50] = 1", "a[0] = None"):
    try:
        exec(change)
    except (TypeError, IndexError) as error:
        print(type(error).__name__, change)
big = array("q")
for i in range(500):
    big.append(i * i * i * i)
print(len(big), big[499], sum(big), isinstance(big, array), type(big).__name__)
print(bytes(array("h", [1, -2])), bytearray(array("H", [0x4142])), b"" + array("B", b"yz"),
      array("i", big[:3]))
print(sorted(array("d", [2.5, -1.0])), list(reversed(array("i", [1, 2, 3]))),
      list(enumerate(array("b", b"a"))), dict(zip("ab", array("i", [1, 2]))))
