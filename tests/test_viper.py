"""@micropython.viper: code for every architecture, what it computes, and what errors say where there is no
maker of machine code. The rules and their texts are golden files (tests/golden/errors/TP05*)."""

import contextlib
import io
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


def compiled(native, folder, arch, source, name="m"):
    (folder / f"{name}.py").write_text(source)
    bits = 63 if arch == "x64" else 31
    done = run("mpy-cross", f"-march={arch}", f"-msmall-int-bits={bits}", f"{name}.py", cwd=folder,
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


def model(text):
    """What the model of a random program prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "model", "exec"), {})
    return printed.getvalue()


@needs_x64
def test_random_programs(native, tmp_path):
    texts = [viper_programs.program(seed, 64) for seed in range(RANDOM)]
    for seed, (viper, plain) in enumerate(texts):
        compiled(native, tmp_path, "x64", viper)
        done = run("taipan", "run", "m.mpy", cwd=tmp_path)
        assert (seed, done.stdout.decode(), done.stderr) == (seed, model(plain), b"")


@needs_x64
def test_random_programs_on_stocks_machine(native, tmp_path):
    vm = os.environ.get("TAIPAN_STOCK_VM")
    if not vm:
        pytest.skip("TAIPAN_STOCK_VM names no machine")
    for seed in range(RANDOM, 2 * RANDOM):
        viper, plain = viper_programs.program(seed, 64)
        compiled(native, tmp_path, "x64", viper)
        (tmp_path / "m.py").unlink()
        done = subprocess.run([vm, "-c", "import sys; sys.path[:] = ['.']; import m"], cwd=tmp_path,
                              capture_output=True, timeout=programs.GUARD, check=False)
        assert (seed, done.stdout.decode(), done.stderr) == (seed, model(plain), b"")


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

EXTENSIONS = {
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


def test_a_rule_that_constants_do_not_mend_is_told_as_by_stock(native, tmp_path):
    (tmp_path / "m.py").write_text("@micropython.viper\ndef f(x: int) -> int:\n    y = x ^ 0xffffffff\n    return y.z\n")
    done = run("mpy-cross", "-march=armv7m", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert done.returncode == 1 and b"can't do binary op between 'int' and 'object'" in done.stderr
