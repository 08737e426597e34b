"""@micropython.viper: code for every architecture, what it computes, and what errors say where there is no
maker of machine code. The rules and their texts are golden files (tests/golden/errors/TP05*)."""

import os
import platform
import subprocess
import sys

import pytest

import mpy_reader
import programs
from programs import ROOT, run

sys.path.insert(0, str(ROOT / "tests" / "fuzz"))
import viper_programs  # noqa: E402

ARCHS = ["x64", "armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp", "rv32imc"]
HERE = platform.machine() == "x86_64"
needs_x64 = pytest.mark.skipif(not HERE, reason="x86-64 runs the code")
RANDOM = 40  # programs

SOURCE = """
import micropython
from micropython import const
LIMIT = const(12)
total = 0

@micropython.viper
def numbers(a: int, b: int, c: uint) -> int:
    x = a + b * 3 - (a ^ b) & (a | ~b)
    x += x << (b & 31)
    x -= x >> b
    x = x // 7 + x % 16 + x // b - x % b + x // 10 + x % -3
    y = (c >> 3) + (c << a)
    if a < b and not (c > y) or a != b:
        x = -x
    while x > 100:
        x = x >> 1
        if x == 55:
            break
    else:
        x = 3
    return x + int(y) + LIMIT

@micropython.viper
def memory(p: ptr8, q: ptr16, r: ptr32, n: int) -> uint:
    for i in range(n):
        p[i] = p[i] + q[0] + r[n - i]
        q[i] = i < 3
        r[1] = i
    p[0] = 255
    return uint(p[0] + p[n])

@micropython.viper
def kinds(a: bool, p: ptr, o: object, u: uint) -> bool:
    x = bool(a)
    if x and o:
        return True
    return int(p) < int(u)

@micropython.viper
def objects(n: int, o):
    global total
    total = n
    found = [n, u(n), n < 3, None, "text", 1.5]
    o.attribute = n
    o[n] = n + 1
    print(n, found, o[n], o.attribute, *(n,), key=n)
    for item in o:
        found.append(item)
    first, *rest = o
    return (n, first, rest, found, {"a": o})

def u(x): return x

@micropython.viper
def caught(f, n: int) -> int:
    count = 0
    for i in range(n):
        try:
            with f(i) as g:
                g()
            count += 1
        except (ValueError, KeyError):
            count += 10
            continue
        finally:
            count += 100
    return count

def outer(a):
    b = [a]
    @micropython.viper
    def inner(x: int):
        return a, b, x
    return inner

@micropython.viper
def nested(x):
    @micropython.viper
    def inner(y: int) -> int:
        return y + 1
    class Local:
        size = 3
        def method(self, y: int) -> int:
            return y * 2
    return inner, Local, [item for item in x], lambda y: y
"""

RUN = SOURCE + """
print(numbers(5, 3, 9), numbers(-100, 7, 1), numbers(1 << 20, 12345, 1 << 20))
data = bytearray(range(64))
print(memory(data, data, data, 5), list(data[:20]))
print(kinds(1, 0, [], 5), kinds(1, 0, [1], 5), kinds(0, 9, 1, 5))
class Thing(dict):
    pass
print = lambda *a, **k: seen.append((a, sorted(k.items())))
seen = []
thing = Thing()
found = objects(7, thing)
del print
print(found[:3], found[3], seen, total)
class Guard:
    def __init__(self, i): self.i = i
    def __enter__(self): return self
    def __exit__(self, *a): return self.i == 3
    def __call__(self):
        if self.i == 1: raise ValueError
        if self.i == 2: raise KeyError
        if self.i == 3: raise TypeError
print(caught(Guard, 5))
print(outer(1)(2))
inner, Local, items, same = nested((1, 2))
print(inner(41), Local().method(4), Local.size, items, same("x"))
for wrong in (lambda: numbers(1), lambda: numbers(1, 2, c=3), lambda: numbers("a", 1, 2),
              lambda: numbers(1, 0, 2)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__)
"""


def compiled(native, folder, arch, source, name="m", *words):
    (folder / f"{name}.py").write_text(source)
    bits = 63 if arch == "x64" else 31
    done = run("mpy-cross", f"-march={arch}", f"-msmall-int-bits={bits}", *words, f"{name}.py", cwd=folder,
               env={"TAIPAN_NATIVE": native})
    assert (done.returncode, done.stderr) == (0, b"")
    return (folder / f"{name}.mpy").read_bytes()


def test_rules_are_told_without_a_maker_of_code(tmp_path):
    (tmp_path / "m.py").write_text("@micropython.viper\ndef f(x: int): return x\n")
    done = run("mpy-cross", "-march=armv7m", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": ""})
    assert done.stderr.endswith(b"ViperTypeError: return expected 'object' but got 'int'\n")
    (tmp_path / "m.py").write_text("@micropython.viper\ndef f(x: int) -> int: return x\n")
    done = run("mpy-cross", "-march=armv7m", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": ""})
    assert done.stderr.endswith(b"cannot emit native code for this architecture\n")
    assert not (tmp_path / "m.mpy").exists()


@pytest.mark.parametrize("arch", ARCHS)
def test_every_architecture_gets_code_that_stands_alone(native, tmp_path, arch):
    root = mpy_reader.read_mpy(compiled(native, tmp_path, arch, SOURCE), mpy_reader.load_opcodes()).root
    kinds = [code.kind for code in root.walk()]
    assert kinds.count(mpy_reader.KIND_VIPER) == 11 and kinds.count(mpy_reader.KIND_NATIVE) == 0
    verified = run("taipan", "verify", "m.mpy", cwd=tmp_path)
    assert (verified.returncode, verified.stderr) == (0, b"")
    assert b"viper" in run("taipan", "dis", "m.mpy", cwd=tmp_path).stdout


@needs_x64
def test_what_the_code_does(native, tmp_path):
    expected = (ROOT / "tests" / "data" / "viper.txt").read_text()
    compiled(native, tmp_path, "x64", RUN)
    done = run("taipan", "run", "m.mpy", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expected, b"")


@needs_x64
def test_run_compiles_the_source(native, tmp_path):
    (tmp_path / "m.py").write_text(RUN)
    done = run("taipan", "run", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    expected = (ROOT / "tests" / "data" / "viper.txt").read_text()
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expected, b"")


COUNTS = """
@micropython.viper
def two(a: int, b: int) -> int: return a * 10 + b
for given in ((), (1,), (1, 2), (1, 2, 3)):
    try: print(two(*given))
    except TypeError: print("TypeError")
"""


@needs_x64
def test_the_number_of_arguments_is_looked_at(native, tmp_path):
    (tmp_path / "m.py").write_text(COUNTS)
    done = run("taipan", "run", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert (done.returncode, done.stdout) == (0, b"TypeError\nTypeError\n12\nTypeError\n")


@needs_x64
def test_random_programs(native, tmp_path):
    texts = [viper_programs.program(seed, 64) for seed in range(RANDOM)]
    for seed, (viper, plain) in enumerate(texts):
        compiled(native, tmp_path, "x64", viper)
        done = run("taipan", "run", "m.mpy", cwd=tmp_path)
        assert (seed, done.stdout.decode(), done.stderr) == (seed, viper_programs.printed(plain), b"")


def on_stock(folder):
    """What stock's machine prints when it imports m.mpy."""
    vm = os.environ.get("TAIPAN_STOCK_VM")
    if not vm:
        pytest.skip("TAIPAN_STOCK_VM names no machine")
    done = subprocess.run([vm, "-c", "import sys; sys.path[:] = ['.']; import m"], cwd=folder,
                          capture_output=True, timeout=programs.GUARD, check=False)
    return done.stdout.decode(), done.stderr


@needs_x64
def test_random_programs_on_stocks_machine(native, tmp_path):
    for seed in range(RANDOM, 2 * RANDOM):
        viper, plain = viper_programs.program(seed, 64)
        compiled(native, tmp_path, "x64", viper)
        (tmp_path / "m.py").unlink()
        assert (seed, on_stock(tmp_path)) == (seed, (viper_programs.printed(plain), b""))


@pytest.mark.parametrize("arch", ARCHS)
def test_random_programs_compile_for_every_architecture(native, tmp_path, arch):
    bits = 64 if arch == "x64" else 32
    for seed in range(RANDOM // 2):
        compiled(native, tmp_path, arch, viper_programs.program(seed, bits)[0])


def test_accesses_stay_as_they_are_written(native, tmp_path):
    """They may be those of a peripheral: a store of the same again, a load of the same again."""
    def size(*statements):
        source = "@micropython.viper\ndef f(p: ptr32) -> int:\n" + "".join(
            f"    {one}\n" for one in statements) + "    return 1\n"
        data = compiled(native, tmp_path, "armv7m", source)
        return mpy_reader.read_mpy(data, mpy_reader.load_opcodes()).root.children[0].size
    assert size("p[0] = 1") < size("p[0] = 1", "p[0] = 1") < size(*["p[0] = 1"] * 4)
    assert size() < size("p[1]") < size("p[1]", "p[1]", "p[1]")


# ---- extensions ---------------------------------------------------------------------------------

WIDE = """
@micropython.viper
def crc(data: ptr8, n: int) -> uint:
    c = 0xFFFFFFFF
    for i in range(n):
        c ^= data[i]
        for bit in range(8):
            if c & 1:
                c = c >> 1 ^ 0xEDB88320
            else:
                c >>= 1
    return c ^ 0xFFFFFFFF
@micropython.viper
def objects(f, y: int):
    y = y | 0x40000000
    return f(0x40000000, 0x80000000, y, -0x80000000)
print(hex(crc(b"123456789", 9)), objects(lambda *a: a, 1))
"""

DEFAULTS = """
@micropython.viper
def f(a: int, b: int = -3, c: bool = True, d=None):
    return a + b, c, d
@micropython.viper
def g(a=5) -> int:
    return int(a) * 2
def h(): return 1
@micropython.viper
def k(a: int, b: int = 7) -> int:
    return a + b + int(h())
@micropython.viper
def m(a, b=h(), c: int = 2):
    return a, b, c
print(f(1), f(1, 2), f(1, 2, False), f(1, 2, False, "x"), g(), g(8), k(1), k(1, 1), m(1, 2), m(1, 2, 3))
for bad in (lambda: f(), lambda: f(1, 2, 3, 4, 5), lambda: k(1, b=2), lambda: m(1)):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError")
"""

FLOATS = """
@micropython.viper
def area(x: float, n: int) -> float:
    t = 0.0
    for i in range(n):
        t += x * i / 2.0
        if t > 1e6: break
    return -t
@micropython.viper
def kinds(a: float, b: int, u: uint, o) -> float:
    c = float(b) + float(u)
    d = float(o)
    print(c, d, a // 0.25, a % 0.75, a ** 2, int(a * 100.0), a < b, a == 1.5, bool(a), float(a < b))
    if a:
        c = c - a
    return c + d + int(a)
@micropython.viper
def late(n: int) -> float:
    if n:
        x = 1.5
    return x
@micropython.viper
def caught(f, x: float) -> float:
    y = 0.5
    try:
        for i in range(4):
            y = y * x
            f(i)
    except ValueError:
        y += 100.0
    return y
@micropython.viper
def near(x: float, y: float) -> float:
    if -3.0 < x and x < 3.0:
        return 0.0 * int(y) - y
    return x / y
@micropython.viper
def whole(x: float) -> int:
    return int(x)
@micropython.viper
def nothing(x: float) -> float: pass
def f(i):
    if i == 2: raise ValueError
print(area(1.5, 10), area(2, 3), area(True, 3), late(0), late(1), nothing(2))
print(kinds(1.5, 3, 5, 7), kinds(-2.25, -3, 5, 7.5))
print(caught(f, 2), caught(lambda i: 0, 0.5), near(2.5, 0.5), near(-3.5, 0.5), near(3.5, -0.5))
print(whole(2.9), whole(-2.9), whole(-0.0), whole(1 << 20))
for bad in (lambda: near(4, 0), lambda: near("a", 1), lambda: whole(None), lambda: whole(float("inf")),
            lambda: whole(float("nan")), lambda: whole([])):
    try: print(bad())
    except Exception as e: print(type(e).__name__)
"""

LONGS = """
@micropython.viper
def fnv(p: ptr8, n: int) -> int64:
    h = 0xcbf29ce484222325
    for i in range(n):
        h ^= p[i]
        h *= 0x100000001b3
    return h
@micropython.viper
def both(a: int64, b: int64, n: int, u: uint) -> int64:
    print(a + b, a - b, a * b, a & b, a | b, a ^ b, -a, ~a, a << n, a >> n, a << b, a + u, u - a, n * a)
    print(a // b, a % b, a // 7, a % -7, a // 16, a % 16, a // -1, a % -1, a < b, a == b, a >= n, u < a)
    return int64(n) << 40 | int(a) & 255
@micropython.viper
def cut(a):
    return int64(a), int64(a) + 1, bool(int64(a))
@micropython.viper
def late(n: int) -> int64:
    if n: x = int64(1) << 50
    return x
@micropython.viper
def caught(f, x: int64) -> int64:
    y = x
    try:
        for i in range(4):
            y = y * x
            f(i)
    except ValueError:
        y += 1
    return y
@micropython.viper
def divide(a: int64, b: int64) -> int64: return a // b
@micropython.viper
def mixed(x: float, y: int64) -> int64: return int64(x * y) + int64(x)
@micropython.viper
def store(p: ptr32, i: int64, v: int64) -> int:
    p[i] = v
    return p[i]
def f(i):
    if i == 2: raise ValueError
print(hex(fnv(b"hello", 5) & 0xffffffffffffffff), late(0), late(1), caught(f, 1 << 13), caught(lambda i: 0, -3))
print(both(12345678901234, -987654321, 13, 3000000000), both(-(1 << 63), -1, 33, 5))
print(cut(1 << 70), cut(-(1 << 62)), cut(True), cut((1 << 64) - 5), cut(1 << 31), cut(-1 << 31))
print(mixed(0.5, 1 << 50), store(bytearray(8), 1, 5 << 32 | 77))
for bad in (lambda: divide(1, 0), lambda: divide("a", 1), lambda: divide(1.5, 1)):
    try: print(bad())
    except Exception as e: print(type(e).__name__)
"""

SLICES = """
@micropython.viper
def parts(p: ptr8, n: int) -> int:
    q = p[n:]
    r = ptr16(p)[2:]
    q[0] = 99
    r[0] = 0x1234
    p[10:n + 10] = q
    p[:2] = p[20:]
    p[40:44] = 7
    s = ptr32(p)
    s[12:14] = 0x01020304
    s[14:12] = 1
    s[14:n + 10] = s
    p[n:n] = 3
    p[6:10] = p[5:]
    p[24:28] = p[25:]
    return q[0] + r[0]
data = bytearray(range(64))
print(parts(data, 5), list(data))
"""

CALLS = """
@micropython.viper
def square(x: int) -> int: return x * x
@micropython.viper
def shifted(x: int64, y=3) -> int64: return x << int(y)
@micropython.viper
def twice(x: float) -> float: return x * 2
@micropython.viper
def three(n: int, x: float) -> float:
    a = square(n) + 1
    b = shifted(n) + shifted(n, 40)
    c = twice(x) + twice(n) * 0.5
    print(a, b, c)
    return c + a
@micropython.viper
def sum(n: int) -> int: return square(n) + square(n + 1)
print(three(3, 1.5), sum(3))
globals()["square"] = lambda x: x + 100
print(sum(3))
globals()["square"] = lambda x: "a"
try: sum(3)
except TypeError: print("TypeError")
"""

EXTENSIONS = {
    "viper-float": (FLOATS, (
        "-33.75 -3.0 -1.5 0.0 1.5 0.0\n"
        "8.0 7.0 6.0 0.0 2.25 150 True True True 1.0\n"
        "2.0 7.5 -9.0 0.0 5.0625 -225 False False True 0.0\n"
        "14.5 9.75\n"
        "104.0 0.03125 -0.5 -7.0 -7.0\n"
        "2 -2 0 1048576\n"
        "ZeroDivisionError\n"
        "TypeError\n"
        "TypeError\n"
        "OverflowError\n"
        "ValueError\n"
        "TypeError\n")),
    "viper-int64": (LONGS, (
        "0xa430d84680aabd0b 0 1125899906842624 4503599627370497 -243\n"
        "12344691246913 12346666555555 34720239721286062 12344826529602 -135282689 -12344961812291 -12345678901234 "
        "-12345678901235 101135801558908928 1507040881 404543206235635712 12348678901234 -12342678901234 "
        "160493825716042\n"
        "-12500 -111266 1763668414462 0 771604931327 2 -12345678901234 0 False False True True\n"
        "9223372036854775807 -9223372036854775807 -9223372036854775808 -9223372036854775808 -1 9223372036854775807 "
        "-9223372036854775808 9223372036854775807 0 -1073741824 0 -9223372036854775803 -9223372036854775803 "
        "-9223372036854775808\n"
        "-9223372036854775808 0 -1317624576693539402 -1 -576460752303423488 0 -9223372036854775808 0 True False "
        "False False\n"
        "14293651161330 36283883716608\n"
        "(0, 1, False) (-4611686018427387904, -4611686018427387903, True) (1, 2, True) (-5, -4, True) (2147483648, "
        "2147483649, True) (-2147483648, -2147483647, True)\n"
        "562949953421312 77\n"
        "ZeroDivisionError\n"
        "TypeError\n"
        "TypeError\n")),
    "viper-slices": (SLICES, (
        "4678 [20, 21, 2, 3, 52, 18, 18, 6, 7, 8, 18, 6, 7, 8, 9, 15, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, "
        "28, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 7, 7, 7, 7, 44, 45, 46, 47, 4, 3, 2, 1, 4, 3, 2, 1, 20, "
        "21, 2, 3, 60, 61, 62, 63]\n")),
    "viper-calls": (CALLS, (
        "10 3298534883352 6.0\n"
        "16.0 25\n"
        "207\n"
        "TypeError\n")),
    "viper-constants": (WIDE, "0xcbf43926 (1073741824, 2147483648, 1073741825, -2147483648)\n"),
    "viper-defaults": (DEFAULTS, "(-2, True, None) (3, True, None) (3, False, None) (3, False, 'x') 10 16 9 3 "
                       "(1, 2, 2) (1, 2, 3)\n" + "TypeError\n" * 4),
}


@needs_x64
@pytest.mark.parametrize("bits", [31, 63])
@pytest.mark.parametrize("name", EXTENSIONS)
def test_extension(native, tmp_path, name, bits):
    source, expected = EXTENSIONS[name]
    (tmp_path / "m.py").write_text(source)
    done = run("mpy-cross", "-march=x64", f"-msmall-int-bits={bits}", "m.py", cwd=tmp_path,
               env={"TAIPAN_NATIVE": native})
    assert (done.returncode, done.stderr) == (0, b"")
    done = run("taipan", "run", "m.mpy", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expected, b"")


@pytest.mark.parametrize("arch", ARCHS)
def test_extensions_can_be_forbidden(native, tmp_path, arch):
    def made(source, *words):
        (tmp_path / "m.py").write_text(source)
        done = run("mpy-cross", f"-march={arch}", *words, "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
        return done.stderr.decode(), (tmp_path / "m.mpy").read_bytes() if done.returncode == 0 else None

    assert made(WIDE)[0] == "" and made(DEFAULTS)[0] == ""
    told, _ = made(WIDE, "-X", "no-viper-constants")
    assert told.endswith("line 6, in crc\nViperTypeError: can't do binary op between 'object' and 'int'\n")
    forgets = made(DEFAULTS, "-X", "no-viper-defaults")
    assert forgets[0] == "" and len(forgets[1]) < len(made(DEFAULTS)[1])
    # What stock takes is compiled as stock does: here x is an object.
    taken = "@micropython.viper\ndef f(g):\n    x = 0xffffffff\n    x = g(x)\n    return x\n"
    assert made(taken)[1] is not None and made(taken) == made(taken, "-X", "no-viper-constants")
    # Such a call gives an object there, and `float` is what the global is.
    taken = "@micropython.viper\ndef f(x: int) -> int:\n    return x\n@micropython.viper\ndef g(x: int):\n" \
        "    return float(f(x))\n"
    assert made(taken)[1] is not None
    assert made(taken) == made(taken, "-X", "no-viper-calls", "-X", "no-viper-float", "-X", "no-viper-int64")


STOCK_SAYS = {
    "viper-float": "in area\nViperTypeError: unknown type 'float'\n",
    "viper-int64": "in fnv\nViperTypeError: unknown type 'int64'\n",
    "viper-slices": "in parts\nViperTypeError: a slice needs an object, not 'int'\n",  # an assertion of stock's
    "viper-calls": "in three\nViperTypeError: can't do binary op between 'object' and 'int'\n",
}


@pytest.mark.parametrize("arch", ARCHS)
@pytest.mark.parametrize("name", STOCK_SAYS)
def test_a_type_of_ours_can_be_forbidden(native, tmp_path, name, arch):
    for opt in ("size", "speed"):
        compiled(native, tmp_path, arch, EXTENSIONS[name][0], "m", "-X", f"native-opt={opt}")
    done = run("mpy-cross", f"-march={arch}", "-X", f"no-{name}", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert done.returncode == 1 and done.stderr.decode().endswith(STOCK_SAYS[name])


@needs_x64
@pytest.mark.parametrize("name", STOCK_SAYS)
def test_extension_on_stocks_machine(native, tmp_path, name):
    source, expected = EXTENSIONS[name]
    compiled(native, tmp_path, "x64", source)
    (tmp_path / "m.py").unlink()
    assert on_stock(tmp_path) == (expected, b"")


@needs_x64
def test_int64_is_the_global_where_the_module_has_one(native, tmp_path):
    source = "def int64(x): return x, 'mine'\n@micropython.viper\ndef f(x: int): return int64(x)\nprint(f(3))\n"
    compiled(native, tmp_path, "x64", source)
    assert run("taipan", "run", "m.mpy", cwd=tmp_path).stdout == b"(3, 'mine')\n"


@needs_x64
@pytest.mark.parametrize("store", ["square = 1", "del square", "from sys import *", "def f():\n    global square\n    square = 2"])
def test_a_call_has_no_type_where_something_else_is_stored(native, tmp_path, store):
    (tmp_path / "m.py").write_text(CALLS + store + "\n")
    done = run("mpy-cross", "-march=x64", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert done.stderr.decode().endswith(STOCK_SAYS["viper-calls"])


DIRECT = """
@micropython.viper
def fib(n: int) -> int:
    if n < 2: return n
    return fib(n - 1) + fib(n - 2)
@micropython.viper
def mix(a: int64, b: float, o, p: ptr8, u: uint) -> int64:
    p[0] = 5
    return a + int(b) + u if o else a - int(b)
@micropython.viper
def half(x: float) -> float: return x / 2
@micropython.viper
def odd(x: int) -> bool: return bool(x & 1)
@micropython.viper
def put(p: ptr8, v: int) -> int:
    p[1] = v
    return p[0] + v
@micropython.viper
def user(d: ptr8, n: int, o, x: float) -> float:
    r = mix(n, x, o, d, 7) + mix(int64(n) << 33, half(x), o, d, n)
    s = half(n) + half(half(x))
    t = 0
    for i in range(n):
        t += put(d, i)
        if odd(i): t += 100
    print(r, s, t)
    return s + t
@micropython.viper
def other(p: ptr8, y: int) -> int: return p[0] * 1000 + y
@micropython.viper
def deep(n: int) -> int: return deep(n + 1) + 1
@micropython.viper
def zero(n: int) -> int: return 10 // n + zero(n - 1)
@micropython.viper
def catches(n: int) -> int:
    try: return zero(n) + 1
    except ZeroDivisionError: return -1
@micropython.viper
def drops(f, n: int) -> int:
    f()
    return n + 1
@micropython.viper
def keeps(f, n: int) -> int: return drops(f, n) + 1
def collect():
    import gc
    del globals()["drops"]
    gc.collect()
    return [bytes(20) for i in range(500)]
data = bytearray(4)
print(fib(15), user(data, 5, data, 2.5), user(data, 3, None, -8), list(data), catches(3), keeps(collect, 3))
try: deep(0)
except RuntimeError: print("RuntimeError")
for each in (lambda p, v: v + 1, other, "put", odd):
    globals().update(put=each) # no store that the compiler sees
    try: print(user(data, 2, 1, 1.0))
    except TypeError: print("TypeError")
"""


@needs_x64
@pytest.mark.parametrize("opt", ["size", "balanced", "speed"])
def test_functions_that_call_each_other_without_objects(native, tmp_path, opt):
    compiled(native, tmp_path, "x64", DIRECT, "m", "-X", f"native-opt={opt}")
    expected = """42949672980 3.125 235
25769803791 -0.5 118
610 238.125 117.5 [5, 2, 0, 0] -1 5
RuntimeError
17179869196 1.25 103
104.25
17179869196 1.25 10101
10102.25
TypeError
TypeError
"""
    done = run("taipan", "run", "m.mpy", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expected, b"")
    if os.environ.get("TAIPAN_STOCK_VM"):
        (tmp_path / "m.py").unlink()
        assert on_stock(tmp_path) == (expected, b"")


# Constants that LLVM makes of comparisons, products with 0 and conditions lie in no section of their own.
CONSTANTS = """
@micropython.viper
def f(a: float, b: int, c: float) -> float:
    x = float(b >> 44) * (73.0 - 73.0)
    if -96.5 < a and a < 96.5: x += 1.5
    return a - x * c + float(a < c) - (a * 0.0 - float(b < 5))
print(f(2.5, 7, 0.5), f(-200.0, 4, -1.0), f(200, -1, -3))
"""


@needs_x64
@pytest.mark.parametrize("opt", ["size", "balanced", "speed"])
def test_constants_of_floats_are_in_the_code(native, tmp_path, opt):
    compiled(native, tmp_path, "x64", CONSTANTS, "m", "-X", f"native-opt={opt}")
    done = run("taipan", "run", "m.mpy", cwd=tmp_path)
    assert (done.stdout, done.stderr) == (b"1.75 -198.0 201.0\n", b"")


@needs_x64
@pytest.mark.parametrize("opt", ["size", "speed"])
def test_random_numbers(native, tmp_path, opt):
    for seed in range(RANDOM):
        viper, plain = viper_programs.program(seed, 64, True)
        compiled(native, tmp_path, "x64", viper, "m", "-X", f"native-opt={opt}")
        done = run("taipan", "run", "m.mpy", cwd=tmp_path)
        assert (seed, done.stdout.decode(), done.stderr) == (seed, viper_programs.printed(plain), b"")


@needs_x64
def test_random_numbers_on_stocks_machine(native, tmp_path):
    for seed in range(RANDOM, 2 * RANDOM):
        viper, plain = viper_programs.program(seed, 64, True)
        compiled(native, tmp_path, "x64", viper)
        (tmp_path / "m.py").unlink()
        assert (seed, on_stock(tmp_path)) == (seed, (viper_programs.printed(plain), b""))


@pytest.mark.parametrize("opt", ["size", "speed"])
@pytest.mark.parametrize("arch", ARCHS)
def test_random_numbers_compile_for_every_architecture(native, tmp_path, arch, opt):
    bits = 64 if arch == "x64" else 32
    for seed in range(RANDOM // 4):
        compiled(native, tmp_path, arch, viper_programs.program(seed, bits, True)[0], "m", "-X", f"native-opt={opt}")


def test_a_rule_that_constants_do_not_mend_is_told_as_by_stock(native, tmp_path):
    (tmp_path / "m.py").write_text("@micropython.viper\ndef f(x: int) -> int:\n    y = x ^ 0xffffffff\n    return y.z\n")
    done = run("mpy-cross", "-march=armv7m", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert done.returncode == 1 and b"can't do binary op between 'int' and 'object'" in done.stderr
