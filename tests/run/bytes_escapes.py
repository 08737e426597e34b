# Escape sequences in bytes literals; \u and \U mean nothing there.
print(b"\x00\x01\x7f\x80\xff", b"\a\b\f\n\r\t\v\\")
print(list(b"\101\0\377\7"))
print(b"\'\"", b'quote " inside', b"apostrophe ' inside")
print(b"""triple
line""")
print(len(b"\\x41"), len(b"\x41"), b"\x41\x42" == b"AB")
data = b"\x00\x10\x20 text \xf0"
print(data[0], data[1:3], data[-1], len(data), list(data[:4]))
for byte in b"\x01\x02":
    print(byte)
print(b"" == bytes(), b"a" + b"\x00" + b"b", b"ab" * 3)
print({b"key": b"value"}[b"key"], b"a" == "a", b"a" != b"b")
