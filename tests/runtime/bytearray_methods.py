# bytearray: changing in place.
a = bytearray(b"abc")
print(a, bytearray(), bytearray(2), bytearray([1, 2]), bytearray("h\u00e9", "utf-8"),
      bytearray(a) == a, bytearray(a) is a, bytearray(range(3)))
a[0] = 65; print(a)
a[-1] = 0x7a; print(a)
a.append(100); print(a)
a.extend(b"ef"); a.extend([103, 104]); a.extend(bytearray(b"!")); print(a)
a += b"++"; print(a)
a[1:3] = b"XYZW"; print(a)
a[2:4] = b""; print(a)
a[len(a):] = b"end"; print(a)
a[:0] = b"start"; print(a)
a[3:3] = bytearray(b"-"); print(a)
a[:] = a[5:8]; print(a)
a[1:2] = a; print(a)
print(a[0], a[-1], a[1:3], len(a), list(a), a + b"z", b"z" + a, b"A" in a, bytes(a))
print(a == bytearray(a), a == bytes(a), a != b"", a < b"zzz", bytearray(b"a") < bytearray(b"b"),
      bool(bytearray()), sorted(bytearray(b"ba")))
print(bytearray(b"hello").find(b"l"), bytearray(b"a,b").split(b","), bytearray(b"abc").decode(),
      bytearray(b" x ").strip(), bytearray(b"ab").upper(), bytearray(b"abab").replace(b"a", b"_"),
      bytearray(b"\x01\xff").hex(), bytearray.fromhex("0aff"), bytearray(b"x").startswith(b"x"),
      bytearray(b"aXb").lower())
print(bytearray(b"abab").count(b"ab"), bytearray(b"abab").rfind(b"a"),
      bytearray(b"a b").partition(b" "), bytearray(b"-").join([b"1", b"2"]),
      bytearray(b"12").isdigit())
for wrong in (lambda: a[50], lambda: a.append("x"), lambda: a.extend(5),
              lambda: hash(a), lambda: bytearray("x"), lambda: {a: 1}):
    try:
        print(wrong())
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        print(type(error).__name__)
for change in ("a[0] = 'x'", "a[100] = 1"):
    try:
        exec(change)
        print("done", change)
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, change)
big = bytearray()
for i in range(3000):
    big.append(i & 255)
print(len(big), sum(big), big[-1], big[256:260])
same = big
same += b"\0"
print(len(big), same is big)
for x in bytearray(b"\x05\x06"):
    print(x, end=" ")
print()
