"""C source for stock firmware: compiled with gcc against the declarations in data/stock_headers,
and what is in it compared with the .mpy files that it was made from."""

import math
import platform
import re
import shutil
import struct
import subprocess

import pytest

import mpy_reader
from programs import ROOT, run

DATA = ROOT / "tests/data/frozen"
HEADERS = ROOT / "tests/data/stock_headers"
WARNINGS = ["-std=gnu99", "-Wall", "-Wextra", "-Werror", "-Wpointer-arith", "-Wdouble-promotion",
            "-Wfloat-conversion", "-Wtrigraphs"]
STATIC = (ROOT / "include/taipan/abi/static_strings.def").read_text()
STATIC_STRINGS = [eval(text) for text in re.findall(r'^TAIPAN_STATIC_STRING\(.*?, (".*")\)$', STATIC,
                                                    re.MULTILINE)]
# Beyond these, firmware has every static string.
FIRMWARE = ["MARK", "method", "x", "kürzer", "_lt_"]
MODULES = ["kinds.py", "constants.py", "floats.py", "doubles.py", "infinities.py", "collisions.py",
           "empty.py", "shapes/__init__.py", "shapes/square.py", "shapes/round.py"]

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="needs gcc")


def test_all_static_strings_are_known():
    assert len(STATIC_STRINGS) == 165 and STATIC_STRINGS[0] == ""


def qstr_hash(data, size):
    value = 5381
    for byte in data:
        value = value * 33 ^ byte
    return value & ((1 << 8 * size) - 1) or 1


@pytest.fixture(scope="module")
def firmware(tmp_path_factory):
    """A folder with the generated headers of a firmware."""
    folder = tmp_path_factory.mktemp("firmware")
    (folder / "genhdr").mkdir()
    for size in (1, 2):
        lines = [f"QCFG(BYTES_IN_LEN, (1))", f"QCFG(BYTES_IN_HASH, ({size}))", "# 1 \"other lines\""]
        lines += [f"Q({text})" for text in FIRMWARE + ["MARK"]]
        (folder / f"hash{size}.h").write_text("\n".join(lines) + "\n")
    escapes = dict(re.findall(r'\((0x[0-9a-f]{4}), "(\w+)"\)',
                              (ROOT / "backends/frozen_c/qstr_escapes.def").read_text()))

    def ident(text):
        return "".join(c if re.match("[A-Za-z0-9_]", c, re.ASCII)
                       else "_" + escapes.get(f"0x{ord(c):04x}", f"0x{ord(c):02x}") + "_"
                       for c in text)

    (folder / "genhdr/qstrdefs.generated.h").write_text(
        "".join(f"QDEF(MP_QSTR_{ident(text)})\n" for text in STATIC_STRINGS + FIRMWARE))
    return folder


@pytest.fixture(scope="module")
def mpy_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mpy")
    paths = []
    for i, name in enumerate(MODULES):
        paths.append(folder / f"{i}.mpy")
        done = run("mpy-cross", "-s", name, "-o", paths[-1], DATA / name, cwd=folder)
        assert done.returncode == 0, done.stderr
    return paths


def freeze(firmware, *arguments, size=2):
    done = run("taipan", "mpy-tool", "-f", "-q", firmware / f"hash{size}.h", *arguments, cwd=firmware)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def check(firmware, content, *options):
    """Compiles without output; the messages."""
    path = firmware / "check.c"
    path.write_bytes(content)
    done = subprocess.run(["gcc", "-fsyntax-only", *WARNINGS, f"-I{HEADERS}", f"-I{firmware}",
                           "-DMICROPY_QSTR_BYTES_IN_HASH=2", *options, path],
                          capture_output=True, text=True)
    return done.stderr


# --- configurations -------------------------------------------------------------------------------

CONFIGURATIONS = {
    "REPR_A": [],
    "REPR_B": ["-DMICROPY_OBJ_REPR=1"],
    "REPR_C": ["-DMICROPY_OBJ_REPR=2", "-DMICROPY_FLOAT_IMPL=1", "-m32", "-ffreestanding"],
    "REPR_D": ["-DMICROPY_OBJ_REPR=3", "-m32", "-ffreestanding"],
    "32 bits": ["-m32", "-ffreestanding"],
    "single precision": ["-DMICROPY_FLOAT_IMPL=1", "-m32", "-ffreestanding"],
    "saved code": ["-DMICROPY_PERSISTENT_CODE_SAVE=1"],
    "traced code": ["-DMICROPY_PERSISTENT_CODE_SAVE=1", "-DMICROPY_PY_SYS_SETTRACE=1"],
    "listed": ["-DMICROPY_FROZEN_LIST_ITEM(a,b)=extern const char listed[];"],
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_it_compiles(name, firmware, mpy_files):
    options = CONFIGURATIONS[name]
    if "-m32" in options and platform.machine() != "x86_64":
        pytest.skip("-m32 is an option of x86")
    assert check(firmware, freeze(firmware, *mpy_files), *options) == ""


@pytest.mark.parametrize("bits", ["8", "16", "32"])
def test_it_compiles_for_digits(bits, firmware, mpy_files):
    content = freeze(firmware, "-mmpz-dig-size", bits, *mpy_files)
    assert check(firmware, content, f"-DMPZ_DIG_SIZE={bits}") == ""
    assert "MPZ_DIG_SIZE" in check(firmware, content, "-DMPZ_DIG_SIZE=64")


def test_it_compiles_for_long_long(firmware, mpy_files):
    files = [path for path, name in zip(mpy_files, MODULES) if name != "doubles.py"]
    content = freeze(firmware, "-mlongint-impl", "longlong", *files)
    assert check(firmware, content, "-DMICROPY_LONGINT_IMPL=1") == ""


WRONG = {
    "-DMICROPY_LONGINT_IMPL=0": "incompatible MICROPY_LONGINT_IMPL",
    "-DMPZ_DIG_SIZE=32": "incompatible MPZ_DIG_SIZE",
    "-DMICROPY_QSTR_BYTES_IN_HASH=1": "other sizes of string hashes or lengths",
    "-DMICROPY_FLOAT_IMPL=0": "frozen modules hold float constants",
    "-DMICROPY_PY_BUILTINS_COMPLEX=0": "frozen modules hold complex constants",
}


@pytest.mark.parametrize("option", WRONG)
def test_the_firmware_has_to_fit(option, firmware, mpy_files):
    message = check(firmware, freeze(firmware, *mpy_files), "-UMICROPY_QSTR_BYTES_IN_HASH",
                    *([] if "HASH" in option else ["-DMICROPY_QSTR_BYTES_IN_HASH=2"]), option)
    assert f'#error "{WRONG[option]}' in message or WRONG[option] in message


def test_wide_small_ints_need_wide_words(firmware, tmp_path):
    (tmp_path / "a.py").write_text("x = 1 << 40\n")
    assert run("mpy-cross", "-msmall-int-bits=47", "a.py", cwd=tmp_path).returncode == 0
    content = freeze(firmware, tmp_path / "a.mpy")
    assert check(firmware, content) == ""
    if platform.machine() == "x86_64":
        assert "too_wide" in check(firmware, content, "-m32", "-ffreestanding")
        assert check(firmware, content, *CONFIGURATIONS["REPR_D"]) == ""


# --- contents -------------------------------------------------------------------------------------


def raw_codes(cursor):
    """(kind, code, prelude offset or 0, number of children) of every function, parents first."""
    head = cursor.varuint()
    kind, body = head & 3, bytes(cursor.take(head >> 3))
    offset = 0
    if kind == 1:
        offset = cursor.varuint()
    elif kind == 2:
        assert cursor.varuint() == 0
    children = cursor.varuint() if head & 4 else 0
    yield kind, body, offset, children
    for _ in range(children):
        yield from raw_codes(cursor)


def parse(path):
    """(strings, objects, functions) of a .mpy file."""
    cursor = mpy_reader._Cursor(path.read_bytes())
    cursor.take(4)
    strings, objects = cursor.varuint(), cursor.varuint()
    strings = [mpy_reader._read_qstr(cursor) for _ in range(strings)]
    strings = [STATIC_STRINGS[each - 1].encode() if isinstance(each, int) else each
               for each in strings]
    tags = []
    for _ in range(objects):
        tags.append((cursor.data[cursor.pos], mpy_reader._read_object(cursor)))
    return strings, tags, list(raw_codes(cursor))


def dump(firmware, content, files, *options):
    """Compiles the file with the program that prints it, and runs that."""
    path = firmware / "dumped.c"
    path.write_bytes(content)
    counts = [tuple(map(len, parse(file)[:2])) for file in files]
    lists = ["{" + ",".join(str(each[i]) for each in counts) + "}" for i in (0, 1)]
    program = firmware / "dump"
    subprocess.run(["gcc", "-w", f"-I{HEADERS}", f"-I{firmware}", f'-DFROZEN_FILE="{path}"',
                    f"-DSTRING_COUNTS={lists[0]}", f"-DOBJECT_COUNTS={lists[1]}",
                    "-DMICROPY_PERSISTENT_CODE_SAVE=1", *options, HEADERS / "dump.c",
                    "-o", program], check=True)
    done = subprocess.run([program], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def expected_object(tag, value, number_of, size):
    if tag == 0:
        return "functions"
    if value is None or isinstance(value, bool):
        return f"immediate:{ {None: 0, False: 1, True: 3}[value]}"
    if value is Ellipsis:
        return "ellipsis"
    if isinstance(value, str):
        data = value.encode("utf-8", "surrogatepass")
        if data in number_of:
            return f"qstr:{number_of[data]}"
        assert len(value) >= 25
        return f"str:{qstr_hash(data, size)}:{data.hex()}00"
    if isinstance(value, bytes):
        return f"bytes:{qstr_hash(value, size) if value else 0}:{value.hex()}00"
    if isinstance(value, int):
        return f"small:{value}" if -2**29 <= value < 2**29 else value
    if isinstance(value, float):
        return value
    if isinstance(value, complex):
        return value
    return tuple(expected_object(5, each, number_of, size) for each in value)


def assert_object(text, want):
    """One printed object, and what it should be."""
    if isinstance(want, str):
        assert text == want
    elif isinstance(want, tuple):
        assert text[0] == "(" and text[-1] == ")"
        parts, depth, start = [], 0, 1
        for at, c in enumerate(text[:-1]):
            depth += {"(": 1, ")": -1}.get(c, 0)
            if c == "," and depth == 1 and not text[start:at].startswith("complex"):
                parts.append(text[start:at])
                start = at + 1
        assert len(parts) == len(want), text
        for part, each in zip(parts, want):
            assert_object(part, each)
    elif isinstance(want, int):
        kind, number = text.split(":")
        assert kind == "int" and int(number, 16) == want
    else:
        kind, numbers = text.split(":")
        values = list(map(float, numbers.split(",")))
        wanted = [want] if isinstance(want, float) else [want.real, want.imag]
        assert kind == ("float" if isinstance(want, float) else "complex")
        # Bit by bit: there are two zeros.
        pack = lambda each: "nan" if math.isnan(each) else struct.pack("<d", each)
        assert list(map(pack, values)) == list(map(pack, wanted))


@pytest.mark.parametrize("size, options", [(2, []), (1, []), (2, ["-DMPZ_DIG_SIZE=32"])])
def test_everything_is_in_it(size, options, firmware, mpy_files):
    digits = ["-mmpz-dig-size", "32"] if options else []
    content = freeze(firmware, *digits, *mpy_files, size=size)
    lines = iter(dump(firmware, content, mpy_files, f"-DMICROPY_QSTR_BYTES_IN_HASH={size}",
                      *options))
    known = [each.encode() for each in STATIC_STRINGS + FIRMWARE]
    before = len(known) + 1
    _, previous, total, is_sorted, alloc, count = next(lines).split()
    assert (previous, int(total), is_sorted, alloc) == ("1", before, "1", "10")
    new = []
    for _ in range(int(count)):
        _, hashed, length, text = next(lines).split()
        data = bytes.fromhex(text)
        assert data[-1] == 0 and len(data) - 1 == int(length)
        assert int(hashed) == qstr_hash(data[:-1], size)
        new.append(data[:-1])
    assert new == sorted(set(new) - set(known)) and len(new) > 50
    number_of = {text: i + 1 for i, text in enumerate(known + new)}
    for name, path in zip(MODULES, mpy_files):
        strings, objects, functions = parse(path)
        assert next(lines) == f"module {name}"
        assert next(lines).split()[1:] == [str(number_of[each]) for each in strings]
        for tag, value in objects:
            assert_object(next(lines)[len("object "):],
                          expected_object(tag, value, number_of, size))
        for kind, code, _, children in functions:
            generator = int(code[0] >= 0x80 and code[1] & 0x40 != 0)
            assert next(lines) == f"code {kind + 2} {generator} {children} {code.hex()}"
    assert next(lines, None) is None


def test_machine_code(firmware):
    """A file of stock's cross-compiler: native functions, a generator, a closure, and viper code."""
    path = DATA / "machine_code_x64.mpy"
    content = freeze(firmware, path)
    assert check(firmware, content) == ""
    separate = "-DMICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE=1"
    assert check(firmware, content, separate, "-DMICROPY_PERSISTENT_CODE_SAVE=1") == ""
    lines = [each for each in dump(firmware, content, [path], "-DMICROPY_QSTR_BYTES_IN_HASH=2")
             if each.startswith("code")]
    functions = parse(path)[2]
    assert {kind for kind, *_ in functions} == {0, 1, 2}
    assert len(lines) == len(functions)
    generators = 0
    for line, (kind, code, offset, children) in zip(lines, functions):
        words = line.split()
        generators += int(words[2])
        assert words[1] == str(kind + 2) and words[3:5] == [str(children), code.hex()]
        if kind == 1:
            assert words[5:] == [str(offset), str(offset)]
    assert generators == 1


@pytest.mark.skipif(shutil.which("arm-none-eabi-gcc") is None, reason="needs arm-none-eabi-gcc")
def test_machine_code_is_executable(firmware, tmp_path):
    (tmp_path / "frozen.c").write_bytes(freeze(firmware, DATA / "machine_code_armv6m.mpy"))
    subprocess.run(["arm-none-eabi-gcc", "-Os", "-mthumb", "-mcpu=cortex-m0", *WARNINGS,
                    "-ffreestanding", f"-I{HEADERS}", f"-I{firmware}",
                    "-DMICROPY_QSTR_BYTES_IN_HASH=2", "-c", "frozen.c"], cwd=tmp_path, check=True)
    symbols = subprocess.run(["arm-none-eabi-nm", "frozen.o"], cwd=tmp_path, capture_output=True,
                             text=True, check=True).stdout
    native = re.findall(r"^(\w+) t fun_data_\w+_(?:add|generate|outer|total)_\d+_\d+$", symbols,
                        re.MULTILINE)
    assert native and all(int(address, 16) % 2 == 0 for address in native)


@pytest.mark.parametrize("arch,alone", [(4, "4"), (5, "2")], ids=["armv6m", "armv7m"])
def test_machine_code_is_aligned_for_what_reads_it(arch, alone, firmware, tmp_path):
    """Firmware reads words from native functions, two of them from generators."""
    file = bytearray((DATA / "machine_code_armv6m.mpy").read_bytes())
    file[2] = file[2] & 3 | arch << 2
    (tmp_path / "m.mpy").write_bytes(file)
    content = freeze(firmware, tmp_path / "m.mpy").decode()
    aligned = dict(re.findall(r"fun_data_machine_code_(?:(\w+)_)?0_\d+\[.*aligned\((\d)\)", content))
    assert aligned == {"": "2", "add": alone, "text": alone, "outer": alone, "inner": alone,
                       "generate": "4"}


@pytest.mark.skipif(shutil.which("arm-none-eabi-gcc") is None, reason="needs arm-none-eabi-gcc")
def test_bytes_and_words_do_not_alternate(firmware, mpy_files, tmp_path):
    """Firmware is compiled with a section for each object; padding between these would count."""
    (tmp_path / "frozen.c").write_bytes(freeze(firmware, *mpy_files))
    subprocess.run(["arm-none-eabi-gcc", "-Os", "-fdata-sections", "-mthumb", "-mcpu=cortex-m0",
                    *WARNINGS, "-ffreestanding", f"-I{HEADERS}", f"-I{firmware}",
                    "-DMICROPY_QSTR_BYTES_IN_HASH=2", "-c", "frozen.c"], cwd=tmp_path, check=True)
    listed = subprocess.run(["arm-none-eabi-objdump", "-hw", "frozen.o"], cwd=tmp_path,
                            capture_output=True, text=True, check=True).stdout
    sections = re.findall(r"^ *\d+ \.rodata\.(\w+) .* 2\*\*(\d)", listed, re.MULTILINE)
    code = [i for i, (name, _) in enumerate(sections) if name.startswith("fun_data_")]
    assert len(code) > 10 and any(name.startswith("children_") for name, _ in sections)
    words = [name for name, power in sections[code[0]:code[-1] + 1] if int(power) > 1]
    assert words == []


# --- what others stumble over ---------------------------------------------------------------------

SOURCES = {
    "docstring beyond ASCII": ('"""Grüße, 漢字 🐍 */ // \\\\"""\n', "m.py"),
    "control characters": ("x = '\\0\\1\\n\\r\\x7f'\ny = 'long enough to be an object \\n\\0\\x1b'\n",
                           "m.py"),
    "names beyond ASCII": ("größe = 1\ndef härte(): pass\n", "m.py"),
    "path upwards": ("x = 1\n", "../lib//m.py"),
    "name of the file beyond ASCII": ("x = 1\n", "grüße.py"),
    "equal methods": ("class A:\n    def f(self): return 1\nclass B:\n    def f(self): return 1\n",
                      "m.py"),
    "comment signs and backslashes": ("def f(): return '*/ // ??/ \\\\'\n", "a??/*\\.py"),
    "no string that firmware lacks": ("", "MARK"),
    "hundreds of strings": ("".join(f"name_{i} = 'text {i}'\n" for i in range(700)), "m.py"),
}


@pytest.mark.parametrize("case", SOURCES)
def test_it_copes_with(case, firmware, tmp_path):
    source, name = SOURCES[case]
    (tmp_path / "source.py").write_text(source)
    made = run("mpy-cross", "-s", name, "-o", "m.mpy", "source.py", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    content = freeze(firmware, tmp_path / "m.mpy")
    assert check(firmware, content) == ""
    lines = dump(firmware, content, [tmp_path / "m.mpy"], "-DMICROPY_QSTR_BYTES_IN_HASH=2")
    assert "module " + name.replace("\\", "/") in lines
    if case.startswith("no string"):
        assert lines[0] == f"pool 1 {len(STATIC_STRINGS + FIRMWARE) + 1} 0 0 0"


def test_equal_names_of_modules(firmware, tmp_path):
    """a/b.py and a_b.py have the same escaped name."""
    for i, name in enumerate(["a/b.py", "a_b.py", "a.b.py"]):
        (tmp_path / "s.py").write_text("def f(): pass\n")
        assert run("mpy-cross", "-s", name, "-o", f"{i}.mpy", "s.py", cwd=tmp_path).returncode == 0
    content = freeze(firmware, *(tmp_path / f"{i}.mpy" for i in range(3)))
    assert check(firmware, content) == ""


def failing(firmware, tmp_path, *files, options=()):
    done = run("taipan", "mpy-tool", "-f", "-q", firmware / "hash2.h", *options, *files,
               cwd=tmp_path)
    assert done.returncode == 1 and done.stdout == b""
    return done.stderr.decode().splitlines()


def test_all_failures_are_reported(firmware, tmp_path):
    for name, source in {"a.py": f"x = 1\ndef f():\n    pass\n    return {'n' * 200}\n",
                         "b.py": "y = 1\ndef g():\n    return 10**30\nz = (1, 2**64)\n"}.items():
        (tmp_path / name).write_text(source)
        assert run("mpy-cross", name, cwd=tmp_path).returncode == 0
    # The compiler makes no longer names than firmware takes.
    data = (tmp_path / "a.mpy").read_bytes()
    length = lambda count: bytes([0x80 | 2 * count >> 7, 2 * count & 0x7f])
    assert length(200) + b"n" * 200 in data
    (tmp_path / "a.mpy").write_bytes(data.replace(length(200) + b"n" * 200, length(300) + b"n" * 300))
    assert failing(firmware, tmp_path, "a.mpy", "a.mpy", "b.mpy") == [
        f"error while freezing a.py: line 4: <module>.f: a name of 300 bytes, but the firmware's may "
        f'have 255 at most: "{"n" * 40}..."',
        'error while freezing a.py: "a.py" is frozen twice: a.mpy and a.mpy',
        f"error while freezing a.py: line 4: <module>.f: a name of 300 bytes, but the firmware's may "
        f'have 255 at most: "{"n" * 40}..."',
    ]
    assert failing(firmware, tmp_path, "b.mpy", options=["-mlongint-impl", "none"]) == [
        "error while freezing b.py: line 4: <module>: the integer 18446744073709551616 is too large "
        "for firmware without long integers",
        "error while freezing b.py: line 3: <module>.g: the integer 1000000000000000000000000000000 "
        "is too large for firmware without long integers",
    ]
    assert failing(firmware, tmp_path, "b.mpy", options=["-mlongint-impl", "longlong"])[0] == (
        "error while freezing b.py: line 4: <module>: the integer 18446744073709551616 does not fit "
        "in 64 bits")
