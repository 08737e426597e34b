# Characters beyond ASCII: each operation counts characters, not bytes.
s = "a\u00e9\u4e2d\U0001f600z"
print(s, len(s), len(s.encode()), [hex(ord(ch)) for ch in s])
print([s[i] for i in range(len(s))], [s[-i] for i in range(1, len(s) + 1)])
print([s[i:j] for i in range(len(s) + 1) for j in range(i, len(s) + 1) if j - i in (1, 3)])
print(s[1:4], s[3:], s[:-2], s[-2:])
print(s.find("\u4e2d"), s.find("z"), s.rfind("z"), s.index("\U0001f600"), s.find("z", 3),
      s.find("\u00e9", 2), s.find("a", -3))
print(s.replace("\u4e2d", "--"), s.split("\u4e2d"), s.partition("\u00e9"), s.count("\u00e9"),
      s.count(""), s.startswith("a\u00e9"))
print("\u00e9\u00e9".replace("", "."), "x\u00e9y".center(7) + "|", ("\u00e9" * 3).join("ab"),
      "\u00e9" in s, "\u20ac" in s)
print(chr(0x7f), chr(0x80).encode(), chr(0x7ff).encode(), chr(0x800).encode(), chr(0xffff).encode(),
      chr(0x10000).encode(), chr(0x10ffff).encode())
print(ord("\u07ff"), ord("\u0800"), ord("\U0010ffff"), "%c%c" % (0x20ac, "\u00e9"),
      "{:c}".format(0x4e2d))
print("\u00e9".isalpha() in (True, False), "\u00e9A".lower(),
      "\u00e9a".upper() in ("\u00c9A", "\u00e9A"))
print("\xb0", "\x41\102\u0043", "tab\there", 'multi\
line')
for raw in (b"\xff", b"\xc3", b"\xe2\x82", b"a\x80b", b"\xf0\x9f\x98", b"\xc3\x28"):
    try:
        print(raw.decode())
    except UnicodeError:
        print("UnicodeError", raw)
    print(raw.decode("utf-8", "ignore").encode())
print(b"h\xc3\xa9".decode(), str(b"\xe2\x82\xac", "utf8"), bytearray(b"\xc3\xa9").decode("utf-8"))
names = {"\u00fcber": 1, "\u4e2d": 2}
print(names["\u00fcber"], names, sorted(["\u4e2d", "z", "\u00e9", "a", "\U0001f600",
    "\uffff"]) == ["a", "z", "\u00e9", "\u4e2d", "\uffff", "\U0001f600"])
