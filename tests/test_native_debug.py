"""Machine code under a debugger's eye: which functions become it, lines in tracebacks, maps and ELF files, and
the search for the function that is wrong."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys

import pytest

import programs
from programs import program, run

needs_x64 = pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")
ARCHS = ["x64", "armv6m", "armv7m", "armv7emsp", "rv32imc"]


@pytest.fixture(scope="module", autouse=True)
def native():
    """All programs here start taipan-native; tests are skipped where it was not built."""
    try:
        path = program("taipan-native")
    except FileNotFoundError:
        pytest.skip("taipan-native is not built: LLVM 22.1 was not found")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAIPAN_NATIVE", path)
        yield


SOURCE = '''
def plain(a, b):
    x = a + b
    return x
class C:
    def method(self):
        return [each * 2 for each in self.items]
    async def wait(self, other):
        await other
def outer(n):
    def inner(m):
        if m > n:
            return inner(m - 1)
        return lambda: m
    return inner
'''
FUNCTIONS = ["plain", "C.method", "C.method.<listcomp>", "C.wait", "outer", "outer.inner", "outer.inner.<lambda>"]


def cross(folder, *words, source=SOURCE):
    (folder / "m.py").write_text(source)
    return run("mpy-cross", "-march=x64", "-X", "emit=native", *words, "m.py", cwd=folder)


def made(folder, *words, source=SOURCE):
    done = cross(folder, *words, source=source)
    assert (done.returncode, done.stderr) == (0, b"")
    return (folder / "m.mpy").read_bytes()


def native_functions(folder):
    listing = run("taipan", "dis", "m.mpy", cwd=folder).stdout.decode()
    kinds = re.findall(r"^<module>\.([\w.<>]+)\(.*\): (\w+),", listing, re.MULTILINE)
    return [name for name, kind in kinds if kind == "native"]


# ---- which functions -----------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["size", "speed"])
@pytest.mark.parametrize("words, chosen", [
    ([], FUNCTIONS),
    (["-X", "native-only=outer.inner"], ["outer.inner"]),
    (["--native-only=C.method.<listcomp>,plain"], ["plain", "C.method.<listcomp>"]),
    (["-X", "native-skip=outer,C.wait"], [f for f in FUNCTIONS if f not in ("outer", "C.wait")]),
    (["-X", "native-only=outer,plain", "-X", "native-skip=plain"], ["outer"]),
], ids=["all", "only", "two", "skip", "both"])
def test_functions_are_chosen_by_name(tmp_path, words, chosen, profile):
    if profile == "speed" and "C.method" in chosen:  # of which the comprehension is a part then
        chosen = [name for name in chosen if name != "C.method.<listcomp>"]
    made(tmp_path, "-X", f"native-opt={profile}", *words)
    assert sorted(native_functions(tmp_path)) == sorted(chosen)
    as_taipan = [word.replace("native-", "--native-") if word.startswith("native-") else word
                 for word in words if word != "-X"]
    source = "import micropython\n" + re.sub(r"^(?=def |class )", "@micropython.native\n", SOURCE, flags=re.M)
    (tmp_path / "m.py").write_text(re.sub(r"^@micropython.native\n(?=class)", "", source, flags=re.M)
                                   .replace("    def m", "    @micropython.native\n    def m")
                                   .replace("    async", "    @micropython.native\n    async"))
    done = run("taipan", "compile", "--march", "x64", "--native-opt", profile, *as_taipan, "m.py", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(native_functions(tmp_path)) == sorted(chosen)


def test_names_that_no_function_has_are_told(tmp_path):
    done = cross(tmp_path, "--native-only=method,C.method,outer.lambda")
    said = done.stderr.decode()
    assert done.returncode == 0 and native_functions(tmp_path) == ["C.method"]
    assert re.findall(r"warning\[TP0306\]: there is no function '(.*)'", said) == ["method", "outer.lambda"]
    assert run("mpy-cross", "--native-only=", "m.py", cwd=tmp_path).returncode == 1


@needs_x64
def test_bytecode_and_machine_code_call_each_other(tmp_path):
    (tmp_path / "m.py").write_text(SOURCE + "c = C()\nc.items = [1, 2]\n"
                                            "print(c.method(), outer(1)(3)(), plain(1, 2))\n")
    for words in ([], ["-X", "native-only=outer.inner,C.method"], ["-X", "native-skip=outer.inner,C.method"]):
        done = run("taipan", "run", "-X", "emit=native", *words, "m.py", cwd=tmp_path)
        assert (done.stdout, done.stderr) == (b"[2, 4] 1 3\n", b""), words
    for word in ("native-only=", "native-skip=", "native-line", "no-native-line"):
        assert run("taipan", "run", "-X", word, "m.py", cwd=tmp_path).returncode == 2


# ---- lines in tracebacks -------------------------------------------------------------------------

RAISING = '''
class Bad:
    def __getattr__(self, name):
        raise AttributeError(name)
    def __enter__(self):
        return self
    def __exit__(self, *more):
        return False
def plain(a):
    b = a
    c = b + 1
    return c
def spread(a,
           b):
    return [
        a,
        a[b],
    ]
def unbound(first):
    if first:
        x = 1
    del first
    y = 2
    return x
def unbound_elsewhere(first):
    if first:
        x = 1
    x += 1
def chosen(a):
    if a == 1:
        raise ValueError(a)
    elif a == 2:
        raise ValueError(a)
    elif a == 3:
        raise ValueError
    raise KeyError(a)
def called(a, b):
    if a:
        return b.x(
            1)
    b.y
    if b:
        return b.x(1)
    return b.x(1)
def again(a):
    try:
        plain(a)
    except TypeError:
        a = 1
        raise
def named(a):
    try:
        plain(a)
    except TypeError as error:
        a = 1
        raise error
def chained(a):
    try:
        plain(a)
    except TypeError as error:
        raise ValueError(a) from error
def finished(a):
    try:
        for i in range(3):
            if i == 2:
                plain(a)
    finally:
        a = 2
        spread([1], 0)
def within(a):
    with Bad() as bad:
        bad.x
        a()
def loop(a):
    n = 0
    while n < 10:
        n += 1
        for each in a:
            n += each
    return n
def condition(a):
    if a:
        pass
    while a > 1:
        a = a[0]
def handled(a):
    try:
        a.x
    except AttributeError:
        pass
    try:
        a()
    except AttributeError:
        pass
def generator(a):
    x = yield 1
    try:
        y = yield 2
    except KeyError:
        z = yield 3
    yield a + 1
def delegating(a):
    x = 1
    yield from generator(a)
def thrown(a, times, error):
    g = a(0)
    for i in range(times):
        next(g)
    g.throw(error)
def wrong_count():
    x = 1
    plain()
def deep(n, a):
    if n == 0:
        return a + 1
    return other(n, a)
def other(n, a):
    x = 1
    return deep(n - 1, a)
def comprehension(a):
    return [each
            for each in a
            if each + 1]
def closure(a):
    b = 1
    def inner():
        c = b
        return a + c
    return inner
def bits(a):
    x = 1
    x = x << 2; x = a | x
    return -x
def unpacked(a):
    x, y = 1, 2
    x, y = a
    x, *y = y
def stored(a):
    b = []
    b.append(1)
    b[0] = 1
    a[0] = 1
def deleted(a):
    del a[0]
def imported(a):
    x = 1
    from nowhere import nothing
def globals_of(a):
    for i in range(2):
        x = len(a)
        missing
def asserted(a):
    assert a == 1
    assert a == 2, "text"
def called_with(a):
    sum(a, *a,
        **a)
def nested(a):
    f = lambda: plain(a)
    return list(map(
        lambda each: f(), [1]))
def sorted_by(a):
    return sorted([2, 1],
                  key=lambda each: each + a)
def twice(a):
    try:
        try:
            plain(a)
        finally:
            a = 1
    except TypeError as error:
        try:
            raise error
        finally:
            a = 2
def looped(a):
    for i in (1, 2):
        try:
            plain(a)
        except TypeError as error:
            if i == 2:
                raise
def floats(a, n):
    x = 0.5
    for i in range(4):
        x = x * 1.5 - n / 3
        x += a
    return -x < 0
'''
CALLS = '''
plain("")
spread([], 3)
unbound(0)
unbound_elsewhere(0)
chosen(1)
chosen(2)
chosen(3)
chosen(4)
called(1, Bad())
called(0, Bad())
called(0, 0)
again("")
named("")
chained("")
finished("")
within(1)
loop(5)
loop([""])
condition(2)
condition([])
handled(Bad())
handled(1)
thrown(generator, 0, KeyError)
thrown(generator, 1, ValueError)
thrown(generator, 2, ValueError)
thrown(generator, 2, KeyError("x"))
thrown(delegating, 0, ValueError)
thrown(delegating, 2, ValueError)
list(generator(""))
list(delegating(""))
wrong_count()
deep(3, "")
comprehension([1, ""])
closure("")()
bits("")
floats("", 1)
floats(1, "")
floats(0, 1)
unpacked(1)
unpacked((1, 2))
stored(1)
deleted(1)
deleted([])
imported(1)
globals_of("")
globals_of(1)
asserted(2)
asserted(1)
called_with(1)
nested("")
sorted_by("")
twice("")
looped("")
'''.split("\n")[1:-1]
# Each call, and the traceback of what it raises.
HARNESS = '''
import sys
def run(text):
    print(text)
    try:
        eval(text, globals())
    except Exception as error:
        sys.print_exception(error, sys.stdout)
'''


@pytest.fixture(scope="module")
def as_bytecode(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lines")
    (folder / "raising.py").write_text(RAISING)
    (folder / "m.py").write_text("from raising import *\n" + HARNESS + "".join(f"run({each!r})\n" for each in CALLS))
    done = run("taipan", "run", "m.py", cwd=folder)
    assert done.returncode == 0
    assert set(done.stderr.splitlines()) == {b"Warning: exception chaining not supported"}
    return folder, done.stdout.decode()


def by_call(text):
    parts = re.split(r"^(\w+\(.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


@needs_x64
@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
def test_tracebacks_are_those_of_bytecode(as_bytecode, profile):
    folder, expected = as_bytecode
    assert expected.count("Traceback") >= len(CALLS) - 2 and set(by_call(expected)) == set(CALLS)
    done = run("taipan", "run", "-X", "emit=native", "-X", f"native-opt={profile}", "m.py", cwd=folder)
    assert done.returncode == 0
    found = by_call(done.stdout.decode())
    wrong = {call: (found[call], text) for call, text in by_call(expected).items() if found[call] != text}
    assert wrong == {}


@needs_x64
def test_lines_cost_nothing_where_they_are_not_asked_for(tmp_path):
    source = RAISING + "plain('')\n"
    plain = made(tmp_path, source=source)
    assert made(tmp_path, "-X", "no-native-lines", source=source) == plain
    assert made(tmp_path, "-X", "native-lines", "-O3", source=source) == made(tmp_path, "-O3", source=source)
    assert made(tmp_path, "-X", "native-lines", "-X", "no-source-lines", source=source) == \
        made(tmp_path, "-X", "no-source-lines", source=source)
    small = made(tmp_path, "-X", "native-opt=size", source=source)
    assert len(made(tmp_path, "-X", "native-opt=size", "-X", "native-lines", source=source)) > len(small)
    # With speed on x64 functions with lines do not call each other straight, and are smaller for it.
    assert made(tmp_path, "-X", "native-lines", source=source) != plain
    done = run("taipan", "run", "m.mpy", cwd=tmp_path)
    assert b'  File "m.py", line 12, in plain' not in done.stderr
    assert b'  File "m.py", line 11, in plain' in done.stderr
    assert run("taipan", "verify", "m.mpy", cwd=tmp_path).stderr == b""
    (tmp_path / "m.mpy").write_bytes(plain)
    assert b'  File "m.py", in plain' in run("taipan", "run", "m.mpy", cwd=tmp_path).stderr
    done = run("taipan", "run", "-X", "emit=native", "-X", "no-native-lines", "m.py", cwd=tmp_path)
    assert b'  File "m.py", in plain' in done.stderr


@pytest.mark.parametrize("arch", ARCHS)
@pytest.mark.parametrize("profile", ["size", "speed"])
def test_every_architecture_has_lines(tmp_path, arch, profile):
    """The table goes up and down the source, and stays within it and the code."""
    words = [f"-march={arch}", "-X", f"native-opt={profile}", "-X", "native-lines"]
    made(tmp_path, *words, source=RAISING)
    assert run("taipan", "verify", "m.mpy", cwd=tmp_path).returncode == 0
    listing = run("taipan", "dis", "--bytes", "m.mpy", cwd=tmp_path).stdout.decode()
    lines = [int(line) for line in re.findall(r"lines: line (\d+) starts", listing)]
    last = RAISING.count("\n")
    assert set(lines) > {11, 17, 24} and max(lines) <= last and min(lines) >= 0
    assert any(a > b > 0 for a, b in zip(lines, lines[1:]))


# ---- maps and ELF files --------------------------------------------------------------------------


def rows(text):
    found = [re.fullmatch(r"([0-9a-f]{8}) (.+):(\d+) (\S+)", line) for line in text.splitlines()]
    assert all(found)
    return [(int(m[1], 16), m[2], int(m[3]), m[4]) for m in found]


@pytest.mark.parametrize("arch", ARCHS)
@pytest.mark.parametrize("profile", ["size", "speed"])
def test_map_and_elf_are_of_the_same_code(tmp_path, arch, profile):
    words = [f"-march={arch}", "-X", f"native-opt={profile}"]
    plain = made(tmp_path, *words, source=RAISING)
    assert made(tmp_path, *words, "--native-map", "m.map", "--native-elf=m.elf", source=RAISING) == plain
    found = rows((tmp_path / "m.map").read_text())
    names = {name for _, _, _, name in found}
    assert {"plain", "Bad.__exit__", "closure.inner", "comprehension", "nested.<lambda>#2"} <= names
    assert ("comprehension.<listcomp>" in names) == (profile == "size")
    assert {line for _, _, line, name in found if name == "plain"} == {9, 11, 12}
    assert {file for _, file, _, _ in found} == {"m.py"}
    for name in names:
        offsets = [offset for offset, _, _, of in found if of == name]
        assert offsets == sorted(set(offsets)) and offsets[0] == 0
    assert (tmp_path / "m.elf").read_bytes()[:4] == b"\x7fELF"
    lined = made(tmp_path, *words, "-X", "native-lines", source=RAISING)
    done = cross(tmp_path, *words, "-X", "native-lines", "--native-map=m2.map", source=RAISING)
    assert done.returncode == 0 and (tmp_path / "m.mpy").read_bytes() == lined


@pytest.mark.skipif(shutil.which("addr2line") is None, reason="addr2line is not here")
def test_other_tools_read_the_elf_file(tmp_path):
    made(tmp_path, "--native-map=m.map", "--native-elf=m.elf")
    for offset, file, line, name in rows((tmp_path / "m.map").read_text()):
        done = subprocess.run(["addr2line", "-e", "m.elf", "-j", f".text.{name}", hex(offset)], cwd=tmp_path,
                              capture_output=True, text=True, timeout=programs.GUARD, check=True)
        assert done.stdout.split()[0].endswith(f"{file}:{line}"), (offset, name)
    listing = subprocess.run(["objdump", "-dl", "m.elf"], cwd=tmp_path, capture_output=True, text=True,
                             timeout=programs.GUARD, check=True).stdout
    assert "<C.method>:" in listing and "<outer.inner>:" in listing and "m.py:13" in listing


# ---- remarks -------------------------------------------------------------------------------------

REMARKED = '''def ints(a, n):
    total = 0
    for i in range(n):
        total += i * 2
    a.x = total
    return a.y(total)
def floats(a, b):
    c = a * 1.5
    d = c + b * 2.5
    return [d]
def alone(n):
    return alone(n - 1) if n else 0
'''


def remarks(folder, *words, name="m.txt", source=REMARKED):
    """The remarks as (line, function, operation, kind, why)."""
    made(folder, "--remarks", name, *words, source=source)
    found = [re.fullmatch(r"m\.py:(\d+): (\S+): (.+?): (asks|leaves|slow|boxed): (.+)", line)
             for line in (folder / name).read_text().splitlines()]
    assert found and all(found)
    return [(int(m[1]), m[2], m[3], m[4], m[5]) for m in found]


def test_remarks_at_speed(tmp_path):
    said = remarks(tmp_path, "-X", "native-opt=speed")
    rows = {row[:4] for row in said}
    assert {(4, "ints", "binary *", "leaves"), (5, "ints", 'attr.store "x"', "slow"),
            (6, "ints", 'method "y"', "slow"), (10, "floats", "list", "boxed")} <= rows
    # What is fast without any condition, and loops over ranges, have none.
    assert not [row for row in said if row[1] == "ints" and row[0] == 4 and row[3] == "asks"]
    why = {row[:3]: row[4] for row in said}
    assert why[10, "floats", "list"] == "a number in a register becomes an object for it"
    order = [(function, line) for line, function, *_ in said]
    assert order == sorted(order, key=lambda row: (["ints", "floats", "alone"].index(row[0]), row[1]))


def test_remarks_name_the_reason(tmp_path):
    at_size = remarks(tmp_path, "-X", "native-opt=size")
    assert {why for *_, operation, kind, why in at_size if operation.startswith("binary")} == {
        "size has no fast ways: asks for BinaryOp"}
    assert {kind for *_, kind, _ in at_size} == {"asks"}
    generator = remarks(tmp_path, "-X", "native-opt=speed", source="def g(a):\n    yield a % 3\n    yield a['x']\n")
    assert (3, "g", "subscr", "asks") in {row[:4] for row in generator}
    balanced = remarks(tmp_path, "-X", "native-opt=balanced", source="def f(a):\n    return a * 3\n")
    assert [row[3:] for row in balanced] == [
        ("asks", "balanced is fast in functions that are loops for a good part: asks for BinaryOp")]
    board = remarks(tmp_path, "-march=armv7m", "-X", "native-opt=speed",
                    source="def f(a):\n    b = (a ^ 0x123456789) + (a & 0xfffffffff)\n    return b, 1.5 * a\n")
    assert [row for row in board if "floats are objects beside long integers" in row[4] and row[0] == 3]
    viper = remarks(tmp_path, "-X", "emit=viper", source="def f(a: ptr8, n: int, b):\n    b.x = a[n]\n    a[n] = 3\n")
    assert (2, "f", 'attr.store "x"', "asks", "objects are the runtime's: asks for StoreAttr") in viper
    assert not [row for row in viper if row[0] == 3]  # in words throughout


@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
def test_remarks_change_nothing_and_are_json_too(tmp_path, profile):
    words = ["-X", f"native-opt={profile}"]
    plain = made(tmp_path, *words, source=RAISING)
    said = remarks(tmp_path, *words, source=RAISING)
    assert (tmp_path / "m.mpy").read_bytes() == plain
    made(tmp_path, *words, "--remarks=m.json", source=RAISING)
    told = [json.loads(line) for line in (tmp_path / "m.json").read_text().splitlines()]
    assert {row["file"] for row in told} == {"m.py"}
    assert [(r["line"], r["function"], r["operation"], r["kind"], r["why"]) for r in told] == said
    made(tmp_path, *words, "--remarks", "m2.txt", "--native-map=m.map", source=RAISING)
    assert (tmp_path / "m2.txt").read_bytes() == (tmp_path / "m.txt").read_bytes()


def test_remarks_of_taipan_compile(tmp_path):
    (tmp_path / "m.py").write_text("import micropython\n@micropython.native\ndef f(a):\n    return a.x\n")
    done = run("taipan", "compile", "--march=armv7m", "--remarks=-", "m.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b'm.py:4: f: attr "x": asks: size has no fast ways: asks for LoadAttr\n')
    (tmp_path / "n.py").write_text("x = 1\n")
    done = run("taipan", "compile", "--march=armv7m", "--remarks=-", "m.py", "n.py", cwd=tmp_path)
    assert done.returncode == 2 and b"single source" in done.stderr
    done = run("taipan", "compile", "--march=armv7m", "--remarks=n.txt", "n.py", cwd=tmp_path)
    assert done.returncode == 1 and b"no function is machine code" in done.stderr
    assert not (tmp_path / "n.txt").exists()


def test_files_for_debuggers_are_written_whole_or_not(tmp_path):
    for words, said in ((["--native-map=-", "-o", "-"], b"only one output"),
                        (["--native-map=-", "--native-elf=-"], b"only one output"),
                        (["--native-map=none/m.map"], b"none/m.map"),
                        (["--native-map="], b"")):
        done = cross(tmp_path, *words)
        assert done.returncode == 1 and said in done.stderr, words
        assert sorted(p.name for p in tmp_path.iterdir()) == ["m.py"]
    done = cross(tmp_path, "--native-elf=m.elf", source="def f(:\n")
    assert done.returncode == 1 and sorted(p.name for p in tmp_path.iterdir()) == ["m.py"]
    done = cross(tmp_path, "--native-elf=m.elf", source="x = 1\n")
    assert done.returncode == 1 and b"no function is machine code" in done.stderr
    (tmp_path / "n.py").write_text(SOURCE)
    for words, said in ((["m.py", "n.py"], b"single source"), (["n.py", "-o", "-"], b"only one output")):
        done = run("taipan", "compile", "--native-map=-", *words, cwd=tmp_path)
        assert done.returncode == 2 and said in done.stderr
    done = run("taipan", "compile", "--native-map=-", "m.py", cwd=tmp_path)
    assert done.returncode == 1 and b"no function is machine code" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.py", "n.py"]
    (tmp_path / "n.py").write_text("@micropython.native\ndef f(): return g()\n")
    done = run("taipan", "compile", "--march=armv7m", "--native-map=-", "--native-elf", "n.elf", "n.py", cwd=tmp_path)
    assert {name for _, _, _, name in rows(done.stdout.decode())} == {"f"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.py", "n.elf", "n.mpy", "n.py"]


# ---- faults of the maker -------------------------------------------------------------------------

# Stands between the programs and taipan-native. With "break", functions called `wrong` that become machine code
# subtract where the source adds; with "crash", it is gone when it gets a job.
BETWEEN = """#!{python}
import os, signal, socket, struct, subprocess, sys
def exact(sock, size):
    data = b""
    while len(data) < size:
        data += sock.recv(size - len(data)) or sys.exit(0)
    return data
def message(sock):
    return exact(sock, struct.unpack("<I", exact(sock, 4))[0])
def send(sock, data):
    sock.sendall(struct.pack("<I", len(data)) + data)
peer = socket.socket(fileno=0)
ours, theirs = socket.socketpair()
real = subprocess.Popen([{native!r}], stdin=theirs, stdout=theirs)
theirs.close()
send(peer, message(ours))
send(ours, message(peer))
while True:
    job = message(peer)
    if {how!r} == "crash": os.kill(os.getpid(), signal.SIGSEGV)
    at = job.find(b"def wrong")
    skipped = b"Some.wrong" in job[:max(at, 0)]
    if at >= 0 and not skipped: job = job[:at] + job[at:].replace(b"a + b", b"a - b", 1)
    send(ours, job)
    send(peer, message(ours))
"""


def between(folder, how):
    path = folder / "between"
    path.write_text(BETWEEN.format(python=sys.executable, how=how, native=program("taipan-native")))
    path.chmod(0o755)
    return str(path)


def bisect(folder, *words, **environment):
    return subprocess.run([sys.executable, programs.ROOT / "tools/bisect_native.py", *words], cwd=folder,
                          capture_output=True, text=True, timeout=programs.GUARD, check=False,
                          env={**os.environ, "TAIPAN_BUILD": os.path.dirname(program("taipan")), **environment})


@needs_x64
def test_the_wrong_function_is_found(tmp_path):
    source = "".join(f"def f{i}(a, b):\n    return a * {i} + b\n" for i in range(11))
    source += "class Some:\n    def wrong(self, a, b):\n        return a + b\n"
    source += "@micropython.viper\ndef v(a: int) -> int:\n    return a + 1\n"
    source += "print(Some().wrong(3, 4), v(1), [f(1, 2) for f in (f0, f1, f10)])\n"
    (tmp_path / "p.py").write_text(source)
    done = bisect(tmp_path, "p.py")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout == "13 functions\nno difference\n"
    done = bisect(tmp_path, "p.py", TAIPAN_NATIVE=between(tmp_path, "break"))
    assert done.returncode == 1 and done.stderr == ""
    assert "different as machine code: Some.wrong\n" in done.stdout
    assert "x64: wrong with size, balanced, speed\n" in done.stdout


@needs_x64
def test_the_search_ends(tmp_path):
    """Where the difference is that machine code hangs, and where there is nothing to compare with."""
    (tmp_path / "p.py").write_text("def good(): pass\nclass Some:\n    def wrong(self, a, b):\n"
                                   "        return a + b\nx = Some().wrong(1, 1)\nwhile x == 0: good()\nprint(x)\n")
    done = bisect(tmp_path, "--timeout=5", "p.py", TAIPAN_NATIVE=between(tmp_path, "break"))
    assert done.returncode == 1 and "different as machine code: Some.wrong\n" in done.stdout
    (tmp_path / "p.py").write_text("def f(): pass\nwhile True: f()\n")
    done = bisect(tmp_path, "--timeout=2", "p.py")
    assert done.returncode == 2 and "takes too long" in done.stderr
    (tmp_path / "p.py").write_text("import time\ndef f(): print(time.ticks_us())\nf()\n")
    assert "not do the same twice" in bisect(tmp_path, "p.py").stderr
    (tmp_path / "p.py").write_text("x = 1\n")
    assert "no functions" in bisect(tmp_path, "p.py").stderr
    assert bisect(tmp_path, "q.py").returncode == 2


def test_a_crash_leaves_what_code_was_to_be_made_of(tmp_path):
    left = tmp_path / "left"
    left.mkdir()
    (tmp_path / "m.py").write_text("@micropython.native\ndef some_function(a):\n    return a.b\n")
    environment = {"TAIPAN_NATIVE": between(tmp_path, "crash"), "TMPDIR": str(left)}
    for words in (["mpy-cross", "-march=armv7m", "--diagnostics=rich"], ["taipan", "compile", "--march=armv7m"]):
        done = run(*words, "m.py", cwd=tmp_path, env=environment)
        named = re.search(r"was ended by signal 11; what it was to make code of is in (\S+)", done.stderr.decode())
        assert done.returncode == 1 and named
        text = open(named[1]).read()
        assert "some_function" in text and "attr" in text
    assert len(list(left.iterdir())) == 2
    gone = {"TAIPAN_NATIVE": str(tmp_path / "none"), "TMPDIR": str(left)}
    assert run("mpy-cross", "-march=armv7m", "m.py", cwd=tmp_path, env=gone).returncode == 1
    assert len(list(left.iterdir())) == 2
