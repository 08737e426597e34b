# micropython-only: pend_throw, signed bytes of integers, names of internal types, what sys also has
import micropython
import sys
import usys


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(repr(error))


def generator():
    try:
        got = yield 1
        print("got", got)
    except ValueError as error:
        print("caught", error)
    yield 2


g = generator()
next(g)
attempt(lambda: g.pend_throw(ValueError("pending")))
attempt(lambda: next(g))
attempt(lambda: next(g))
g = generator()
attempt(lambda: g.pend_throw(ValueError("early")))
attempt(lambda: next(g))
g = generator()
next(g)
g.pend_throw(ValueError)
attempt(lambda: g.pend_throw(None))
attempt(lambda: next(g))
g = generator()
g.pend_throw(5)
attempt(lambda: next(g))

print((-5).to_bytes(2, "big", signed=True), (5).to_bytes(length=2, byteorder="little"),
      (5).to_bytes(), (-128).to_bytes(1, "little", signed=True))
for wrong in (lambda: (200).to_bytes(1, "big", signed=True), lambda: (-129).to_bytes(1, "big",
        signed=True), lambda: (5).to_bytes(2, "big", True), lambda: int.from_bytes(b"\xff", "big",
        signed=True)):
    attempt(wrong)
print((-(1 << 70)).to_bytes(9, "big", signed=True), int.from_bytes(b"\xff\xfe"),
      int.from_bytes(b"\xff\xfe", "little"))

with open("pending_and_introspection.py",
          encoding="utf-8") as text, open("pending_and_introspection.py", "rb") as raw:
    print(type(text).__name__ == "TextIOWrapper", type(raw).__name__ == "FileIO",
          text.readline() == raw.readline().decode())
print(type(None).__name__ == "NoneType", type({}.keys()).__name__ == "dict_view",
      type(generator()).__name__, type([].append), type(generator), type(lambda: 0).__name__,
      type(print).__name__, type(iter("")), issubclass(ViperTypeError, TypeError))
print(usys is sys, sys.implementation.version[-1] in ("", "preview"),
      isinstance(sys.implementation._machine, str), isinstance(sys.implementation._mpy, int),
      sys.implementation._mpy & 255, sys.ps2)
sys.ps1, sys.ps2 = "1> ", "2> "
print(sys.ps1, sys.ps2, isinstance(sys.executable, str))
sys.tracebacklimit = 1


def deep(n):
    return deep(n - 1) if n else 1 / 0


try:
    deep(5)
except ZeroDivisionError as error:
    attempt(lambda: error.__traceback__)
    sys.print_exception(error, sys.stdout)
for limit in (3, 0, -1):
    sys.tracebacklimit = limit
    try:
        deep(5)
    except ZeroDivisionError as error:
        sys.print_exception(error, sys.stdout)
del sys.tracebacklimit
print(hasattr(sys, "tracebacklimit"))
sys.tracebacklimit = 1000


class Less:
    def __isub__(self, other):
        return "isub", other

    def __sizeof__(self):
        return 1


less = Less()
print(sys.getsizeof(less) > 1)
less -= 5
print(less, [n for n in dir(generator()) if n[0] != "_"], micropython.const("text"))
