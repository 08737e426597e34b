# struct: formats, alignment, byte orders.
import struct

for fmt, *values in [("<b", -1), ("<B", 255), ("<h", -2), (">h", -2), ("<H", 0x1234),
                     (">H", 0x1234), ("<i", -3), (">i", -3), ("<I", 0xdeadbeef), ("!I", 1),
                     ("<l", 7), (">L", 7), ("<q", -(1 << 63)), (">Q", (1 << 64) - 1), ("<f", 1.5),
                     (">d", -2.25), ("<3s", b"abc"), ("<5s", b"abc"), ("<2s", b"abc"),
                     ("<bhi", 1, 2, 3), ("bhi", 1, 2, 3), ("@bhi", 1, 2, 3), ("<3b", 1, 2, 3),
                     (">2H2x", 1, 2), ("<xbx", 5), ("<0s", b""), ("bd", 1, 2.0)]:
    packed = struct.pack(fmt, *values)
    print(fmt, packed, struct.calcsize(fmt), struct.unpack(fmt, packed))
print(struct.calcsize(""), struct.calcsize("<bhilq"), struct.calcsize("bhilq"),
      struct.calcsize("<10s2I"), struct.pack(""))
buffer = bytearray(12)
struct.pack_into("<HI", buffer, 2, 0x1122, 0x33445566)
print(buffer, struct.unpack_from("<HI", buffer, 2), struct.unpack_from(">H", buffer, -4),
      struct.unpack_from("<B", memoryview(buffer)[2:]))
struct.pack_into(">h", buffer, -2, -1)
print(buffer, struct.unpack("<2H", memoryview(buffer)[:4]), struct.unpack(">I",
    bytearray(b"\0\0\1\0")))
print(struct.pack("<2f", 1, 0.5), struct.unpack("<f", struct.pack("<f", 0.1))[0] != 0.1)
for wrong in (lambda: struct.unpack("<H", b"\0"), lambda: struct.unpack_from("<I", b"\0\0\0\0", 1),
              lambda: struct.pack_into("<I", bytearray(3), 0, 1), lambda: struct.calcsize("<z"),
              lambda: struct.pack("<i", "x"), lambda: struct.pack_into("<B", b"const", 0, 1),
              lambda: struct.unpack_from("<H", b"\0\0", -3)):
    try:
        print(wrong())
    except Exception as error:
        print("refused")
for i in (0, 1, 0x7f, 0x80, 0xffff, 0x10000, 0x7fffffff, 0xffffffff, 1 << 40, (1 << 63) - 1):
    assert struct.unpack("<Q", struct.pack("<Q", i)) == (i,)
    assert struct.unpack(">q", struct.pack(">q", -i)) == (-i,)
