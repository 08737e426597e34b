# io.StringIO and io.BytesIO.
import io

s = io.StringIO()
print(s.write("hello\nworld"), s.tell(), s.read(), s.getvalue())
print(s.seek(0), s.read(3), s.readline(), s.readline(), repr(s.readline()))
s.seek(6)
s.write("W")
print(s.getvalue().split())
s.seek(0)
print([line for line in s])

b = io.BytesIO(b"\x00\x01\x02\x03")
print(b.read(2), b.tell(), b.read(), b.read())
b.seek(-1, 2)
print(b.read(), b.seek(1), b.read(1), b.seek(1, 1), b.read(1))
b.seek(6)
b.write(b"\xff")
print(b.getvalue())
buffer = bytearray(3)
b.seek(0)
print(b.readinto(buffer), buffer, b.write(bytearray(b"ab")), b.getvalue())

original = b"shared"
copy = io.BytesIO(original)
copy.write(b"S")
print(original, copy.getvalue())

with io.StringIO("a\nb\n") as lines:
    print(lines.readline(), end="")
    print(list(lines))
for method, *args in [("read",), ("write", "x"), ("getvalue",), ("readline",), ("seek", 0)]:
    try:
        getattr(lines, method)(*args)
    except ValueError as error:
        print("ValueError")

text = io.StringIO("h\u00e9llo \u20ac\U0001f600!")
print([text.read(1) for i in range(3)], text.read(4), text.read(99), repr(text.read(1)))

print("to a stream", 5, sep=": ", end=".\n", file=s)
s.seek(0)
print(s.read())
big = io.BytesIO()
for i in range(200):
    big.write(bytes([i]) * i)
print(len(big.getvalue()), big.getvalue()[-1])
