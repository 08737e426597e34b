# memoryview: a window on the memory of another object.
data = bytearray(b"0123456789")
m = memoryview(data)
print(len(m), m[0], m[-1], bytes(m[2:5]), list(m[:3]), m == data, m[1:3] == b"12", bytes(m),
      m.itemsize)
m[0] = 65
print(data)
m[2:4] = b"xy"
print(data)
part = m[5:9]
part[0] = 0x2d
print(data, len(part), bytes(part[1:]), bytes(part[-2:]), bytearray(part), sum(part))
data[6] = 0x2b
print(bytes(part), part[1])
fixed = memoryview(b"abc")
print(fixed[1], bytes(fixed[1:]), list(fixed), [x for x in fixed], fixed == memoryview(b"abc"),
      fixed == b"abd", 97 in list(fixed))
for wrong in (lambda: memoryview(None), lambda: m[20], lambda: m["a"]):
    try:
        print(wrong())
    except (TypeError, IndexError) as error:
        print(type(error).__name__)
for change in ("fixed[0] = 1", "m[0:2] = b'abc'", "m[100] = 0", "del m[0]", "m[0] = 'a'",
               "fixed[0:1] = b'x'"):
    try:
        exec(change)
        print("done", change)
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, change)

import array
words = array.array("i", [1, 2, 3, 4])
w = memoryview(words)
print(len(w), w[1], list(w[1:3]), w.itemsize, type(w) is memoryview)
w[0] = -5
w[2:4] = array.array("i", [7, 8])
print(words, list(w))
doubles = memoryview(array.array("d", [1.5, 2.5]))
print(doubles[1], len(doubles), doubles.itemsize, list(doubles[:1]))
view = memoryview(bytearray(1000))
for i in range(0, 1000, 100):
    view[i:i + 3] = b"abc"
print(sum(view), bytes(view[100:104]), bool(memoryview(b"")), bool(fixed))
print(b"x" + memoryview(b"y"), bytearray(memoryview(b"q")))
