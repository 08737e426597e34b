# micropython-only: io.IOBase with methods that change what is written or read into
import gc
import io
import struct
import sys
import time
from micropython import RingIO


def junk(collects=True):
    # Takes the memory that was given back.
    if collects:
        gc.collect()
    return [bytes([90]) * size for size in (30, 100, 400, 1000, 3000, 6000) for _ in range(50)]


class Stream(io.IOBase):
    def __init__(self, change):
        self.change = change
        self.written = b""
        self.kept = []

    def write(self, data):
        size = len(data)
        self.change(data)
        self.written += bytes(data[:size])
        self.kept.append(data)
        return size

    def readinto(self, data):
        self.change(data)
        for i in range(len(data)):
            data[i] = 97
        self.kept.append(data)
        self.kept.append(memoryview(data))
        return min(len(data), 9)

    def ioctl(self, request, argument):
        return 0


def scribble(data):
    # What is written is a copy.
    for i in range(len(data)):
        data[i] = 33
    data.extend(b"!!!!")
    junk()


class Text:
    def __str__(self):
        return "text " * 20


stream = Stream(scribble)
print("constant", b"bytes", 5, Text(), file=stream)
print(stream.written == b"!" * len(stream.written), len(stream.written), "constant", b"bytes")
print(str(Text()) == "text " * 20)

# A buffer that grows while it is written from or read into.
target = bytearray(range(65, 91))


def grow(data):
    # After a collection, memory that is given back is taken at once; with a neighbour, no array grows
    # where it is.
    if len(target) < 1000:
        target.extend(bytes(900))
        kept.append([bytes([90]) * 100])
        gc.collect()
    elif len(target) < 4000:
        target.extend(bytes(900))
        kept.append(junk(False))


kept = []


stream = Stream(grow)
gc.collect()
print(target, file=stream)
print(len(stream.written), stream.written[:40])
for use in (lambda s: io.BytesIO.readinto(s, target), lambda s: io.BytesIO.write(s, target),
            lambda s: io.BytesIO.readinto(s, memoryview(target)[5:]),
            lambda s: io.BytesIO.read(s, 20), lambda s: io.BytesIO.readline(s, 5),
            lambda s: io.BufferedWriter(s, 5).write(target)):
    target = bytearray(range(65, 91))
    stream = Stream(grow)
    gc.collect()
    result = use(stream)
    print(result, len(target), bytes(target[:4]), bytes(target[-3:]), [len(kept) for kept in stream.kept[:4]])
    target.append(1)


print(all(block == bytes([90]) * len(block) for blocks in kept for block in blocks))


# Numbers that change the buffer.
class Number:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        target[:] = b"xy"
        junk()
        return self.value


def attempt(use):
    global target
    target = bytearray(100)
    try:
        return use()
    except Exception as error:
        return type(error).__name__


print(attempt(lambda: io.BytesIO(b"abcdefgh").readinto(target, Number(8))), target,
      attempt(lambda: io.BytesIO().write(target, Number(50), Number(50))),
      attempt(lambda: io.BytesIO().write(target, Number(1), 50)))
print(attempt(lambda: struct.unpack_from("4B", target, Number(90))),
      attempt(lambda: struct.unpack_from("2B", target, Number(0))),
      attempt(lambda: struct.pack_into("4B", target, Number(90), 1, 2, 3, 4)),
      attempt(lambda: struct.pack_into("4B", target, 90, 1, Number(2), 3, 4)),
      attempt(lambda: struct.pack_into("2s2B", target, 0, b"ab", Number(2), 3)), target)

# A ring over a buffer that is changed later.
buffer = bytearray(10)
ring = RingIO(buffer)
print(ring.write(b"abc"))
buffer.extend(bytes(5000))
junk()
print(ring.write(b"defg"), ring.any(), ring.read(5), buffer[:7])
buffer[:] = b""
print(attempt(lambda: ring.write(b"x")), attempt(lambda: ring.read(1)), ring.any())
rings = []
stream = Stream(lambda data: rings.append(RingIO(data)) if len(data) > 2 else None)
print(io.BytesIO.read(stream, 9))
print(attempt(lambda: rings[0].write(b"abc")))


# Lists of numbers that empty the list.
class Clearing:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        numbers.clear()
        junk()
        return self.value


numbers = [Clearing(n) for n in (2020, 1, 2, 3, 4, 5, 0, 0)]
print(time.gmtime(time.mktime(numbers))[0] in (2019, 2020), numbers)


class Module:
    def __getattr__(self, name):
        Module.names.clear()
        junk()
        return name


Module.names = ["first", "second", "third"]
module = Module()
module.__all__ = Module.names
sys.modules["hostile_module"] = module
from hostile_module import *
print(first, second, third, Module.names)


# dict.fromkeys() and others of what says that it is of no size, or of any.
class Sized:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size

    def __iter__(self):
        return iter((1, 2, 3))


for size in (-1, 0, 2, 1 << 28):
    print([attempt(lambda: use(Sized(size))) for use in (dict.fromkeys, list, set, tuple)])
