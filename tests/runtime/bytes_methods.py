# bytes: making, comparing, subscripts and methods.
b = b"hello world"
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("h\u00e9", "utf-8"), bytes(b"x"),
      bytes(bytearray(b"y")), bytes(range(3)), bytes((i for i in b"ab")))
print(b[0], b[-1], b[:5], b[6:], b[20:], b[3:3], len(b), list(b"ab"), bool(b""), b[-3:-1])
print(b"\x00\x7f\x80\xff\n\r\t\\'\"", repr(b"it's"), str(b"x"), b"a" b"c", b"\101\x41")
print(b"a" + b"b", b"ab" * 3, 2 * b"x", b"a" * 0, b"a" < b"b", b"ab" == b"ab", b"a" != b"b",
      b"" < b"\0", b"z" >= b"a", b"ab" == bytearray(b"ab"))
print(104 in b, b"wor" in b, b"" in b, b"z" in b, 0 in b)
print(b.find(b"o"), b.find(b"o", 5), b.rfind(b"o"), b.find(b"zz"), b.index(b"w"), b.rindex(b"l"),
      b.count(b"l"), b.count(b""), b.find(b"l", 3, 5), b.find(111), b.rfind(108),
      b"a\xff".find(255))
print(b.replace(b"o", b"0"), b.replace(b"l", b"", 2), b.split(), b.split(b"o"), b.rsplit(b"o", 1),
      b"a\nb".splitlines(), b.partition(b" "), b.rpartition(b"o"))
print(b.startswith(b"he"), b.endswith(b"ld"), b.startswith(b"w", 6), b" x ".strip(),
      b"xxa".lstrip(b"x"), b"axx".rstrip(b"x"), b"ab".center(6))
print(b.upper(), b"AbC".lower(), b"abc".isalpha(), b"12".isdigit(), b" ".isspace(), b"AB".isupper(),
      b"ab".islower(), b"1a".isalpha())
print(b",".join([b"a", b"b"]), b"".join([]), b.decode(), b"\xe2\x82\xac".decode("utf-8"),
      b"-".join((b"x", bytearray(b"y"))))
print(b"\x01\xab".hex(), b"".hex(), b"\x01\x02\x03".hex(":"), bytes.fromhex("01 ab FF"),
      bytes.fromhex(""), b"abc".hex())
print(hash(b"ab") == hash(b"a" + b"b"), {b"k": 1}[b"k"], max(b"abc"), sorted(b"cab"),
      [x for x in b"\x01\x02"], tuple(map(chr, b"xy")))
for wrong in (lambda: bytes(-1), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes("x"),
              lambda: bytes(["a"]), lambda: bytes(1.5), lambda: b[20], lambda: b["a"],
              lambda: b.find("x"), lambda: b.split(b""), lambda: b",".join(["a"]),
              lambda: b.index(b"zz"), lambda: bytes.fromhex("0"), lambda: bytes.fromhex("zz"),
              lambda: b.replace(b"a", 5), lambda: b.find(256), lambda: b.find(-1)):
    try:
        print(wrong())
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__)
for change in ("b[0] = 1", "del b[0]", "b.x = 1"):
    try:
        exec(change)
    except (TypeError, AttributeError):
        print("unchangeable")
it = iter(b"ab")
print(next(it), next(it), next(it, None), isinstance(b, bytes), type(b[:2]), b is b[:], b == b[:])
