# micropython-only: files, io.IOBase, BufferedWriter, and print to a stream
import io
import sys

with open("stream_classes.py") as f:
    print(f.readline(), end="")
    print(f.read(9), f.tell(), f.seek(2), f.read(5), f.seek(0, 0), len(f.readlines()) > 20,
          repr(f.read()), repr(f.readline()))
    print(f.fileno() > 2, type(f).__name__)
for use in (f.read, f.readline, f.tell, f.fileno):
    try:
        use()
        print("open?")
    except (OSError, ValueError):
        print("closed")
with open("stream_classes.py", "rb") as f:
    buffer = bytearray(6)
    print(f.read(3), f.readinto(buffer), buffer, type(f).__name__, f.seek(-3, 2) > 100, f.read(),
          f.seek(1), f.readline()[:4], f.seek(2, 1) > 5)
print([line[:5] for line in open("stream_classes.py")][:3])
null = open("/dev/null", "w")
print(null.write("text"), null.write(""), null.close(), null.close())
null = open("/dev/null", "wb", buffering=0)
print(null.write(b"bytes"), null.write(bytearray(b"x")), null.close())
null = open("/dev/null", mode="r+b")
print(null.read(), null.write(b"x"))
null.close()
for args in (("stream_classes.py", "q"), ("no_such_file",), (5.5,), ("no_such_dir/x", "w")):
    try:
        open(*args)
        print("opened")
    except Exception as error:
        print(type(error).__name__)


class Upper(io.IOBase):
    def __init__(self):
        self.text = ""

    def write(self, data):
        self.text += str(data, "utf-8").upper() if not isinstance(data, str) else data.upper()
        return len(data)

    def readinto(self, buffer):
        n = min(len(buffer), len(self.text))
        buffer[:n] = self.text[:n].encode()
        self.text = self.text[n:]
        return n

    def ioctl(self, request, argument):
        return 0


u = Upper()
print("hello", 5, [1], file=u)
print("no end", end="", file=u)
print(repr(u.text), print("sep", "arate", sep="|", file=u), repr(u.text))
sys.print_exception(ValueError("to a stream"), u)
print(repr(u.text))

target = io.BytesIO()
writer = io.BufferedWriter(target, 8)
print(writer.write(b"abc"), target.getvalue(), writer.write(b"defgh"), target.getvalue(),
      writer.write(b"ij"), writer.flush(), target.getvalue())
writer.write(b"0123456789abcdef")
writer.flush()
print(target.getvalue())

text = io.StringIO("one\ntwo\nthree")
print(text.readline(), text.read(2), text.tell(), text.seek(0), text.read(), text.seek(0, 2),
      repr(text.read()), text.write("!"), text.getvalue(), text.flush())
data = io.BytesIO(b"line 1\nline 2")
print(data.readline(), data.read(-1), data.seek(0), data.readinto(bytearray(3)), data.tell(),
      data.read(2), data.flush(), [line for line in io.BytesIO(b"a\nb\n")])
data.close()
text.close()
for use in (data.read, data.getvalue, text.read, lambda: text.write("x"),
            lambda: io.BytesIO(b"").seek(-1), lambda: io.StringIO().write(b"bytes"),
            lambda: io.BytesIO().write("text"), lambda: print(1, file=5)):
    try:
        print(use())
    except Exception as error:
        print(type(error).__name__)
for kind in (io.StringIO, io.BytesIO, io.IOBase):
    print(kind, end=" ")
print(io.open is open, sys.stdout.write("x"), hasattr(sys.stdin, "buffer"),
      hasattr(sys.stdout.buffer, "write"))

# Streams are iterators.
lines = io.StringIO("a\nb\n")
print(lines.__next__(), next(lines), hasattr(lines, "__next__"), hasattr([], "__next__"))
for use in (lines.__next__, io.BytesIO(b"").__next__):
    try:
        use()
    except StopIteration:
        print("end")
