"""Machine code: what taipan-native makes for every architecture, and what becomes of its faults.

The code itself runs on stock's firmware in runs outside of this suite (docs/native.md), and on our own
runtime where that can load it."""

import os
import platform
import re
import shutil
import signal
import subprocess
import sys

import pytest

import programs
from programs import program, run

ARCHS = ["x64", "armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp", "rv32imc"]
OTHERS = ["x86", "armv6", "xtensa", "xtensawin"]

# Something of everything that a function may do.
SOURCE = '''
import sys
def plain(a, b=2, *rest, key=3, **more):
    return a + b * key, rest, more
def loop(n):
    total = 0
    for i in range(n):
        if i % 3 == 0: continue
        total += i
    else:
        total = -total
    return [x * 2 for x in (total, n) if x], {k: v for k, v in zip("ab", (1, 2))}, {1, n}
def caught(f):
    try:
        with f() as g:
            return g(1, *[2], a_keyword_that_is_long=3, **{"z": 4})
    except (ValueError, KeyError) as error:
        raise RuntimeError(str(error)) from error
    except TypeError:
        raise
    finally:
        del f
def closure():
    count = 0
    def inner(step=1):
        nonlocal count
        count += step
        return count
    return inner
def generator(n):
    try:
        while n:
            n = yield n
        yield from range(3)
    except ValueError:
        n = 1.5 + 12345678901234567890
    return n
async def wait(other):
    async with other as o:
        async for each in o:
            await each
def unbound(a):
    if a: b = 1
    first, *others = a
    a.b[1:2], a.c = others, b
    class Local(dict):
        def get(self): return super().get(1, "longer than ten")
    return Local
print(plain(1), closure()(2), list(generator(0)))
'''
NATIVE = "@micropython.native\ndef f():\n    pass\n"


def mpy_cross(folder, native, *words, source=SOURCE, name="m.py", **environment):
    (folder / name).write_text(source)
    return run("mpy-cross", *words, name, cwd=folder, env={"TAIPAN_NATIVE": native, **environment})


# What fast ways are made for: numbers of all kinds, items, globals in loops, a function that calls itself.
NUMBERS = """
G = 3
def f(n, a, b):
    x, y, z = 0.5, n / 3, -a
    for i in range(n):
        x = x * y - 1.25 + i
        y = -x if x < 2 else y // 1
        z = (z * 31 + (i << 3) ^ (i >> 1)) % 1000 // 7 & ~G | i
        b[i & 3] = z & 255
        z += a[i] + b[0] + abs(G)
        if not x == y and i is not None and i != 1: z -= 1
    while n: n -= 1
    return f(n - 1, a, b) + f(n - 2, a, b) if n > 1 else (x, y, z)
"""


OTHER = """
name = "other"
def plain(a):
    if a > 0:
        return name, a
    return name
def fails(a):
    return name + a
class Thing:
    def inner(self): return name
    def go(self): return self.inner()
    def fails(self): return self.raises(self.inner())
    def raises(self, text): return text + 1
def make(f): return lambda a: f(a)
"""
GLOBALS = """
import other
name = "main"
def own(): return name
def both(a):
    x = other.plain(a)
    return x, name
def inside():
    try:
        other.fails(None)
    except TypeError:
        return name, globals()["name"], other.plain(0)
print(other.plain(1), name, own(), both(0), both(2))
try:
    other.fails(1)
except TypeError:
    print(name, own(), globals()["name"])
print(inside(), globals()["name"])
thing = other.Thing()
def methods():
    try:
        thing.fails()
    except TypeError:
        return thing.go(), name, other.make(own1)(1), other.make(other.plain)(1), name
def own1(a): return name
print(methods(), globals()["name"])
"""
GLOBALS_PRINTED = b"""('other', 1) main main ('other', 'main') (('other', 2), 'main')
main main main
('main', 'main', 'other') main
('other', 'main', 'main', ('other', 1), 'main') main
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")
@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
def test_the_callers_globals_are_current_again(native, tmp_path, profile):
    """On stock's machine too, where one is named: it alone asks for those that are current."""
    for name, source in (("other", OTHER), ("start", GLOBALS)):
        done = mpy_cross(tmp_path, native, "-march=x64", "-X", "emit=native", "-X", f"native-opt={profile}",
                         source=source, name=f"{name}.py")
        assert (done.returncode, done.stderr) == (0, b"")
        (tmp_path / f"{name}.py").unlink()
    done = run("taipan", "run", "start.mpy", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, GLOBALS_PRINTED, b"")
    if vm := os.environ.get("TAIPAN_STOCK_VM"):
        done = subprocess.run([vm, "-c", "import start"], cwd=tmp_path, capture_output=True,
                              timeout=programs.GUARD, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, GLOBALS_PRINTED, b"")


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")
@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
def test_objects_that_change(native, tmp_path, profile):
    """On stock's machine too, where one is named: its tables are others than ours."""
    folder = programs.ROOT / "tests/run"
    done = mpy_cross(tmp_path, native, "-march=x64", "-X", "emit=native", "-X", f"native-opt={profile}",
                     source=(folder / "objects_changed.py").read_text(), name="start.py")
    assert (done.returncode, done.stderr) == (0, b"")
    (tmp_path / "start.py").unlink()
    printed = (folder / "objects_changed.exp").read_bytes()
    for words in ([program("taipan"), "run", "start.mpy"], [os.environ.get("TAIPAN_STOCK_VM"), "-m", "start"]):
        if words[0]:
            done = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=programs.GUARD, check=False)
            assert (done.returncode, done.stdout, done.stderr) == (0, printed, b"")


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")
@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
def test_functions_of_other_modules_have_their_own_globals(native, tmp_path, profile):
    (tmp_path / "other.py").write_text("name = 'other'\ndef tell(n):\n    return [name for _ in range(n)], name\n")
    (tmp_path / "main.py").write_text(
        "import other\nname = 'main'\ndef own(n): return name, n\n"
        "def both(f, g, n):\n    made = []\n    for i in range(n):\n        made.append((f(i), name, g(i)))\n"
        "    return made\nprint(both(other.tell, own, 2), both(own, other.tell, 1), name)\n")
    done = run("taipan", "run", "-X", "emit=native", "-X", f"native-opt={profile}", "-X", "no-native-lines", "main.py",
               cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == ("[(([], 'other'), 'main', ('main', 0)), ((['other'], 'other'), 'main', ('main', 1))] "
                                    "[(('main', 0), 'main', ([], 'other'))] main\n")


@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
@pytest.mark.parametrize("arch", ARCHS)
def test_every_architecture_gets_code_that_stands_alone(native, tmp_path, arch, profile):
    done = mpy_cross(tmp_path, native, f"-march={arch}", "-X", "emit=native", "-X", f"native-opt={profile}",
                     source=SOURCE + NUMBERS)
    assert (done.returncode, done.stderr) == (0, b"")
    data = (tmp_path / "m.mpy").read_bytes()
    assert data[:2] == b"M\x06" and data[2] & 3 == 3
    verified = run("taipan", "verify", "m.mpy", cwd=tmp_path)
    assert (verified.returncode, verified.stderr) == (0, b"")
    listing = run("taipan", "info", "m.mpy", cwd=tmp_path).stdout.decode()
    assert listing.count("native") >= 10 and arch in listing


def test_short_strings_are_interned(native, tmp_path):
    """As those of bytecode: stock compares names by their numbers, and others letter by letter."""
    source = "def f(a):\n    return a['short one'], a['one that is longer than others']\n"
    done = mpy_cross(tmp_path, native, "-march=x64", "-X", "emit=native", source=source)
    assert (done.returncode, done.stderr) == (0, b"")
    data = (tmp_path / "m.mpy").read_bytes()
    assert (data.count(b"short one"), data.count(b"longer than others")) == (2, 1)
    if vm := os.environ.get("TAIPAN_STOCK_VM"):
        (tmp_path / "m.py").write_text("def f():\n    return 'anew,made'.split(',')[0] is 'anew'\nprint(f())\n")
        for words in ([], ["-X", "emit=native"]):
            assert run("mpy-cross", *words, "-march=x64", "m.py", "-o", "start.mpy", cwd=tmp_path,
                       env={"TAIPAN_NATIVE": native}).returncode == 0
            assert subprocess.run([vm, "-m", "start"], cwd=tmp_path, capture_output=True, check=False,
                                  timeout=programs.GUARD).stdout == b"True\n"


KERNEL = """
def kernel(b, n):
    for i in range(n):
        b[i & 7] = b[i & 3] + i & 255
    return b
"""
# Loops whose turns are the runtime's work, and a loop that is little of a function.
NO_KERNEL = """
def calls(f, n):
    for i in range(n):
        f(i)
        f.x += 1
def joins(a, n):
    return (f"{x}" for x in a), a.b.c, a[n](n), a.d(a.e)
def little(f, n):
    a = f(1, 2, 3) + f(4, 5, 6) + f(7, 8, 9) + f.a + f.b + f.c + f.d + f.e + f.f + f.g + f.h + f.i
    a += f(1, 2, 3) + f(4, 5, 6) + f(7, 8, 9) + f.a + f.b + f.c + f.d + f.e + f.f + f.g + f.h + f.i
    while n: n -= 1
    return a
"""


@pytest.mark.parametrize("arch", ["x64", "armv7m", "rv32imc"])
def test_balanced_copies_loops_that_are_worth_it(native, tmp_path, arch):
    def made(source, profile):
        done = mpy_cross(tmp_path, native, f"-march={arch}", "-X", "emit=native", "-X", f"native-opt={profile}",
                         source=source)
        assert (done.returncode, done.stderr) == (0, b"")
        return (tmp_path / "m.mpy").read_bytes()
    assert made(NO_KERNEL, "balanced") == made(NO_KERNEL, "size") != made(NO_KERNEL, "speed")
    small, balanced = made(KERNEL, "size"), made(KERNEL, "balanced")
    assert len(small) < len(balanced)
    assert len(made(KERNEL + NO_KERNEL, "balanced")) - len(made(KERNEL + NO_KERNEL, "size")) < (
        len(balanced) - len(small) + 16)
    floats = KERNEL.replace("return b", "return 0.5")
    assert len(made(floats, "size")) < len(made(floats, "balanced"))


def test_profiles(native, tmp_path):
    """`size` is what boards get, `speed` what hosts get; `taipan compile` takes the same words."""
    def made(arch, *words):
        done = mpy_cross(tmp_path, native, f"-march={arch}", "-X", "emit=native", *words, source=NUMBERS + KERNEL)
        assert (done.returncode, done.stderr) == (0, b"")
        return (tmp_path / "m.mpy").read_bytes()
    for arch, usual in (("armv7m", "size"), ("rv32imc", "size"), ("x64", "speed")):
        by_profile = {name: made(arch, "-X", f"native-opt={name}") for name in ("size", "balanced", "speed")}
        assert len(set(by_profile.values())) == 3
        assert made(arch) == by_profile[usual]
        assert len(by_profile["size"]) < len(by_profile["speed"])
    wrong = mpy_cross(tmp_path, native, "-march=x64", "-X", "native-opt=fast")
    assert wrong.returncode == 1
    (tmp_path / "m.py").write_text("@micropython.native" + NUMBERS[NUMBERS.index("\ndef"):])
    sizes = []
    for profile in ("size", "speed"):
        done = run("taipan", "compile", "--march", "armv7m", "--native-opt", profile, "m.py", cwd=tmp_path,
                   env={"TAIPAN_NATIVE": native})
        assert (done.returncode, done.stderr) == (0, b"")
        sizes.append((tmp_path / "m.mpy").stat().st_size)
    assert sizes[0] < sizes[1]
    done = run("taipan", "compile", "--march", "armv7m", "--native-opt", "fast", "m.py", cwd=tmp_path)
    assert done.returncode != 0 and b"--native-opt" in done.stderr


def test_the_same_bytes_come_out_always(native, tmp_path):
    for i in range(6):
        (tmp_path / f"m{i}.py").write_text(SOURCE.replace("range(3)", f"range({i})")
                                           .replace("\ndef ", "\n@micropython.native\ndef "))
    words = ["compile", "--march", "armv7m", *(f"m{i}.py" for i in range(6))]
    found = []
    for more, environment in ((["-j1"], {}), (["-j4"], {"LC_ALL": "tr_TR.UTF-8"})):
        done = run("taipan", *words, *more, cwd=tmp_path,
                   env={"TAIPAN_NATIVE": native, **environment})
        assert (done.returncode, done.stderr) == (0, b"")
        found.append([(tmp_path / f"m{i}.mpy").read_bytes() for i in range(6)])
    assert found[0] == found[1] and len(set(found[0])) == 6
    setarch = shutil.which("setarch")
    if setarch is None:
        return
    plain = subprocess.run([setarch, "-R", program("mpy-cross"), "-march=armv7m", "m1.py"],
                           cwd=tmp_path, env={**os.environ, "TAIPAN_NATIVE": native},
                           timeout=programs.GUARD, check=False)
    assert plain.returncode == 0 and (tmp_path / "m1.mpy").read_bytes() == found[0][1]


@pytest.mark.parametrize("profile", ["size", "speed"])
@pytest.mark.parametrize("arch", ["x64", "armv7m", "rv32imc"])
def test_threads_and_files_for_debuggers_change_no_byte(native, tmp_path, arch, profile):
    body = NUMBERS[NUMBERS.index("def"):]
    (tmp_path / "m.py").write_text("".join(body.replace("range(", f"range({i}, ").replace("def ", f"def f{i}_")
                                           for i in range(40)))
    found = []
    for processors, more in ((1, []), (None, []), (None, ["--native-map=m.map"])):
        words = [program("mpy-cross"), "-march=" + arch, "-X", "emit=native", "-X", "native-opt=" + profile,
                 *more, "m.py"]
        limit = {} if processors is None else {"preexec_fn": lambda: os.sched_setaffinity(
            0, list(os.sched_getaffinity(0))[:1])}
        done = subprocess.run(words, cwd=tmp_path, env={**os.environ, "TAIPAN_NATIVE": native},
                              timeout=programs.GUARD, check=False, capture_output=True, **limit)
        assert (done.returncode, done.stderr) == (0, b"")
        found.append((tmp_path / "m.mpy").read_bytes())
    assert found[0] == found[1] == found[2]


def test_decorators_choose_functions(native, tmp_path):
    source = ("@micropython.native\ndef a():\n def inner(): pass\n"
              " @micropython.bytecode\n def other(): pass\ndef b(): pass\n"
              "class C:\n @micropython.native\n def m(self): return lambda: 1\n")
    assert mpy_cross(tmp_path, native, "-march=x64", source=source).returncode == 0
    listing = run("taipan", "dis", "m.mpy", cwd=tmp_path).stdout.decode()
    kinds = {name: kind == "native" for name, kind in
             re.findall(r"^<module>\.([\w.<>]+)\(.*\): (\w+),", listing, re.MULTILINE)}
    assert kinds == {"a": True, "a.inner": True, "a.other": False, "b": False, "C": False,
                     "C.m": True, "C.m.<lambda>": True}


@pytest.mark.parametrize("arch", OTHERS)
def test_other_architectures_say_their_name(native, tmp_path, arch):
    done = mpy_cross(tmp_path, native, f"-march={arch}", "--diagnostics=rich", source=NATIVE)
    assert done.returncode == 1
    assert f"'native' functions are not made yet for {arch}".encode() in done.stderr
    assert not (tmp_path / "m.mpy").exists()


def test_viper_and_errors_of_the_source(native, tmp_path):
    for source, code, said in (
            ("@micropython.viper\ndef f(x): return 1\n", "TP0517", "return expected 'object'"),
            ("@micropython.asm_thumb\ndef f(): pass\n", "TP0302", "'asm_thumb' functions are not"),
            (NATIVE + "def g(:\n", "TP0101", "")):
        done = mpy_cross(tmp_path, native, "-march=armv7m", "--diagnostics=rich", source=source)
        assert done.returncode == 1 and code in done.stderr.decode() and said in done.stderr.decode()
    done = mpy_cross(tmp_path, native, "-march=armv7m", source="def f(): return\nbreak\n")
    assert done.stderr.endswith(b"SyntaxError: 'break'/'continue' outside loop\n")


def test_functions_that_are_too_long(native, tmp_path):
    source = "def f(a):\n" + "    a.b(a, 1, 'text', [a])\n" * 2000
    done = mpy_cross(tmp_path, native, "-march=armv7m", "-X", "emit=native", "--diagnostics=rich",
                     source=source)
    assert done.returncode == 1 and b"TP0406" in done.stderr and b"65535" in done.stderr


@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
@pytest.mark.parametrize("arch", ARCHS)
def test_neighbours_in_memory(native, tmp_path, arch, profile):
    """Five arguments in a row: on Thumb-2, LLVM joined their stores into one that also moves the base."""
    source = ("@micropython.viper\ndef f(a: int, b: int, c: int, d: int, e: int):\n    print(a, b, c, d, e)\n"
              "@micropython.viper\ndef g(p: ptr32):\n    print(p[0], p[1], p[2], p[3], p[4])\n")
    done = mpy_cross(tmp_path, native, f"-march={arch}", "-X", f"native-opt={profile}", source=source)
    assert (done.returncode, done.stderr) == (0, b"")
    listing = run("taipan", "dis", "m.mpy", cwd=tmp_path).stdout
    assert listing.count(b"viper") >= 2


@pytest.mark.parametrize("profile", ["size", "speed"])
def test_armv7em_has_nothing_that_a_cortex_m3_lacks(native, tmp_path, profile):
    """Stock's firmware for a Cortex-M3 says that it takes armv7em. Of a remainder by a constant LLVM makes an
    instruction of the Cortex-M4, where there is one."""
    source = "def f(n):\n    return [i % 26 for i in range(n)], n // 10, n * 3\n"
    made = []
    for arch in ("armv7m", "armv7em", "armv7emsp"):
        done = mpy_cross(tmp_path, native, f"-march={arch}", "-X", "emit=native", "-X", f"native-opt={profile}",
                         source=source)
        assert (done.returncode, done.stderr) == (0, b"")
        made.append((tmp_path / "m.mpy").read_bytes())
    assert made[0][:2] == made[1][:2] and made[0][2] != made[1][2]  # the architecture
    assert made[0][3:] == made[1][3:]
    assert profile == "size" or made[2][3:] != made[1][3:]


@pytest.mark.parametrize("count", [500, 530, 560, 600])
def test_what_fits_at_size_fits_at_speed(native, tmp_path, count):
    """Up to where the fast copy is too long, then the code without it. `raise ... from` is a child
    in bytecode, and stays one when code is made again."""
    source = ("def f(a):\n    i = 0\n    while i < 9:\n        i += 1\n" + "        a.b(i, a.c + i)\n" * count
              + "    raise ValueError(a) from None\n")
    done = mpy_cross(tmp_path, native, "-march=x64", "-X", "emit=native", "-X", "native-opt=speed", source=source)
    assert (done.returncode, done.stderr) == (0, b"")
    listing = run("taipan", "info", "m.mpy", cwd=tmp_path).stdout.decode()
    assert re.findall(r"  (<module>\S*)", listing) == ["<module>", "<module>.f", "<module>.f.*"]


def test_stages(native, tmp_path):
    (tmp_path / "m.py").write_text("def f(a): return a + 1\n")
    for stage, text in (("llvm", "define"), ("asm", "f1:")):
        done = run("taipan", "dump", "--stage", stage, "--march", "armv7m", "m.py", cwd=tmp_path,
                   env={"TAIPAN_NATIVE": native})
        assert done.returncode == 0 and text in done.stdout.decode()
    lengths = []
    for profile in ("size", "speed"):
        done = run("taipan", "dump", "--stage", "asm", "--march", "armv7m", "--native-opt", profile, "m.py",
                   cwd=tmp_path, env={"TAIPAN_NATIVE": native})
        assert done.returncode == 0
        lengths.append(len(done.stdout))
    assert lengths[0] < lengths[1]
    done = run("taipan", "dump", "--stage", "asm", "--march", "armv7m", "--native-opt", "fast", "m.py", cwd=tmp_path)
    assert done.returncode != 0 and b"fast" in done.stderr


def test_the_version_names_llvm(native, tmp_path):
    said = run("taipan-native", "--version", cwd=tmp_path).stdout.decode()
    assert said.startswith("taipan-native ") and "; LLVM 22.1." in said
    assert run("taipan", "--version", cwd=tmp_path).stdout.decode().split("LLVM")[1] == said.split("LLVM")[1]
    assert run("taipan-native", "--what", cwd=tmp_path).returncode == 1


# ---- the program beside --------------------------------------------------------------------------

# Stands for taipan-native: leaves a mark, greets as the real one does, then fails in some way.
FAKE = """#!{python}
import os, signal, socket, struct, subprocess, sys
open({mark!r}, "a").write("started\\n")
how = {how!r}
peer = socket.socket(fileno=0)
def exact(sock, size):
    data = b""
    while len(data) < size:
        data += sock.recv(size - len(data)) or sys.exit(4)
    return data
def message(sock):
    return exact(sock, struct.unpack("<I", exact(sock, 4))[0])
if how == "mute": sys.exit(3)
if how == "noise": os.write(1, b"hello, this is no message at all"); sys.exit(0)
ours, theirs = socket.socketpair()
real = subprocess.Popen([{native!r}], stdin=theirs, stdout=theirs)
hello = message(ours)
if how == "version": hello = hello.replace(b"taipan-native ", b"taipan-native 9")
os.write(1, struct.pack("<I", len(hello)) + hello)
message(peer)
message(peer)
ours.close()
if how == "killed": os.kill(os.getpid(), signal.SIGKILL)
if how == "crash": os.kill(os.getpid(), signal.SIGSEGV)
if how == "garbage": os.write(1, struct.pack("<I", 5) + b"\\xff" * 5)
if how == "endless": os.write(1, b"\\xff\\xff\\xff\\xff")
"""


def fake(folder, native, how):
    path = folder / "fake"
    path.write_text(FAKE.format(python=sys.executable, mark=str(folder / "mark"), how=how,
                                native=native))
    path.chmod(0o755)
    return str(path)


FAULTS = {"mute": "ended with status 3", "noise": "sent what is no answer",
          "version": "is of another version", "killed": "was ended by signal 9",
          "crash": "was ended by signal 11", "garbage": "sent what is no answer",
          "endless": "sent what is no answer"}


@pytest.mark.parametrize("how", FAULTS)
def test_its_faults_are_errors_of_that_module(native, tmp_path, how):
    (tmp_path / "a.py").write_text(NATIVE)
    (tmp_path / "b.py").write_text("x = 1\n")
    done = run("taipan", "compile", "--march", "armv7m", "a.py", "b.py", cwd=tmp_path,
               env={"TAIPAN_NATIVE": fake(tmp_path, native, how)})
    said = done.stderr.decode()
    assert done.returncode == 1 and f"fake {FAULTS[how]}" in said and "a.py:1:1: error[TP0302]" in said
    assert not (tmp_path / "a.mpy").exists() and (tmp_path / "b.mpy").exists()
    done = mpy_cross(tmp_path, str(tmp_path / "fake"), "-march=armv7m", source=NATIVE)
    assert done.returncode == 1 and f"NotImplementedError: internal error: {tmp_path}/fake {FAULTS[how]}" in (
        done.stderr.decode())
    assert not (tmp_path / "m.mpy").exists()


def test_a_program_that_is_missing(native, tmp_path):
    done = mpy_cross(tmp_path, str(tmp_path / "nothing"), "-march=armv7m", "--diagnostics=rich",
                     source=NATIVE)
    assert done.returncode == 1 and b"nothing cannot be started: No such file" in done.stderr


def test_bytecode_never_starts_it(native, tmp_path):
    """Nor do sources with errors; a function that asks for machine code does."""
    path = fake(tmp_path, native, "mute")
    environment = {"TAIPAN_NATIVE": path}
    mark = tmp_path / "mark"
    (tmp_path / "m.py").write_text("def f(): return 1\n")
    (tmp_path / "bad.py").write_text(NATIVE + "def g(:\n")
    (tmp_path / "manifest.py").write_text('freeze(".", "m.py")\n')
    (tmp_path / "q.h").write_text("QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (1))\nQ()\n")
    (tmp_path / "tree").mkdir()
    shutil.copy(tmp_path / "m.py", tmp_path / "tree")
    for words in (["mpy-cross", "-march=armv7m", "m.py"], ["mpy-cross", "-march=armv7m", "bad.py"],
                  ["taipan", "compile", "--march", "armv7m", "m.py", "bad.py"],
                  ["taipan", "run", "m.py"], ["taipan", "dump", "--stage", "ssa", "m.py"],
                  ["taipan", "romfs", "build", "tree", "-o", "out.romfs"],
                  ["taipan", "freeze", "manifest.py", "-o", "out.c", "--qstr-header", "q.h"]):
        run(*words, cwd=tmp_path, env=environment)
        assert not mark.exists(), words
    (tmp_path / "m.py").write_text(NATIVE)
    run("mpy-cross", "-march=armv7m", "m.py", cwd=tmp_path, env=environment)
    assert mark.exists()


def test_freezing_and_romfs_use_it(native, tmp_path):
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/m.py").write_text(NATIVE)
    (tmp_path / "manifest.py").write_text('freeze("tree")\n')
    (tmp_path / "q.h").write_text("QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (1))\nQ()\n")
    environment = {"TAIPAN_NATIVE": native}
    done = run("taipan", "freeze", "manifest.py", "-o", "out.c", "--qstr-header", "q.h", "--march",
               "armv7m", cwd=tmp_path, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "MP_PROTO_FUN" in (tmp_path / "out.c").read_text() or "NATIVE" in (
        tmp_path / "out.c").read_text()
    done = run("taipan", "romfs", "build", "tree", "-o", "out.romfs", "--march", "armv7m",
               cwd=tmp_path, env=environment)
    assert done.returncode == 0 and (tmp_path / "out.romfs").stat().st_size > 50


needs_x64 = pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")


@needs_x64
def test_it_runs_on_our_runtime(native, tmp_path):
    assert mpy_cross(tmp_path, native, "-march=x64", "-X", "emit=native").returncode == 0
    done = run("taipan", "run", "m.mpy", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"(7, (), {}) 2 [0, 1, 2]\n", b"")


@needs_x64
def test_sources_are_compiled_to_it_as_they_run(native, tmp_path):
    (tmp_path / "m.py").write_text(SOURCE)
    (tmp_path / "main.py").write_text("import m\n@micropython.native\ndef f(): return 1 / 0\nf()\n")
    done = run("taipan", "run", "-X", "emit=native", "main.py", cwd=tmp_path,
               env={"TAIPAN_NATIVE": native})
    assert done.stdout == b"(7, (), {}) 2 [0, 1, 2]\n" and done.returncode == 1
    assert done.stderr.splitlines()[1:] == [b'  File "main.py", line 4, in <module>',
                                            b'  File "main.py", line 3, in f',
                                            b"ZeroDivisionError: divide by zero"]
    missing = run("taipan", "run", "main.py", cwd=tmp_path, env={"TAIPAN_NATIVE": "./none"})
    assert missing.returncode == 1 and b"native code" in missing.stderr


@needs_x64
def test_an_endless_loop_of_machine_code_is_interrupted(native, tmp_path):
    (tmp_path / "main.py").write_text(
        "@micropython.native\ndef loop(f):\n    while True: f()\n"
        "once = ['running']\ndef f():\n    if once: print(once.pop())\n"
        "try: loop(f)\nexcept KeyboardInterrupt: print('stopped')\n")
    process = subprocess.Popen([program("taipan"), "run", "main.py"], cwd=tmp_path,
                               stdout=subprocess.PIPE, env={**os.environ, "TAIPAN_NATIVE": native})
    try:
        assert process.stdout.readline() == b"running\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=programs.GUARD)[0] == b"stopped\n"
        assert process.returncode == 0
    finally:
        process.kill()


@needs_x64
def test_random_programs_do_the_same_as_bytecode(native, tmp_path):
    """On our runtime, and on stock's unix port where TAIPAN_STOCK_VM names one."""
    own = tmp_path / "own"
    own.write_text(f'#!/bin/sh\nexec {program("taipan")} run "$@"\n')
    own.chmod(0o755)
    for vm, profile in ((vm, profile) for vm in (str(own), os.environ.get("TAIPAN_STOCK_VM")) if vm
                        for profile in ("size", "speed")):
        done = subprocess.run([sys.executable, programs.ROOT / "tests/fuzz/native_run.py", "--count",
                               "20", "--native-opt", profile, "--mpy-cross", program("mpy-cross"), "--vm", vm], cwd=tmp_path,
                              env={**os.environ, "TAIPAN_NATIVE": native}, timeout=programs.GUARD,
                              capture_output=True, check=False)
        assert (done.returncode, done.stdout.split(b" differ")[0]) == (0, b"20 programs, 0")


# ---- size --------------------------------------------------------------------------------------


@pytest.mark.parametrize("blocks", [1, 4])
def test_protected_code_shares_one_buffer(blocks, native, tmp_path):
    """The buffer is pushed at the start, and again where an exception has come: not by each try."""
    source = tmp_path / "protected.py"
    lines = "".join(f"        try: f({i})\n        except ValueError: f(-{i})\n" for i in range(blocks))
    source.write_text(f"@micropython.native\ndef g(f, n):\n    for _ in range(n):\n{lines}")
    done = run("taipan", "dump", "--stage=llvm", "--march", "armv7m", source, cwd=tmp_path,
               env={"TAIPAN_NATIVE": native})
    text = done.stdout.decode()
    pushes = re.findall(r"call i32 %\d+\(ptr .*\) #(\d+)", text)
    twice = re.findall(r"attributes #(\d+) = \{[^}]*returns_twice", text)
    assert len([push for push in pushes if push in twice]) == 2


def test_frequent_names_come_first(native, tmp_path):
    seldom = "".join(f"    a.name{i}\n" for i in range(40))
    source = f"@micropython.native\ndef f(a):\n{seldom}    a.often\n    a.often\n"
    assert mpy_cross(tmp_path, native, "-march=armv7m", source=source).returncode == 0
    data = (tmp_path / "m.mpy").read_bytes()
    assert data.index(b"often") < data.index(b"name0")
