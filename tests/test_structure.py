"""The rules of CONTRIBUTING.md that a program can check: sizes, rooms, what the programs load."""

import os
import re
import subprocess

import pytest

from programs import ROOT, program

SKIPPED_FOLDERS = {".git", ".dev", "build", "node_modules", "__pycache__", ".pytest_cache"}
MAX_FILE_LINES = 800
MAX_FUNCTION_LINES = 90

# "file: function" that may be longer, and why.
LONG_FUNCTIONS = {"runtime/vm/execute.cpp: execute": "the dispatch loop"}

# Room (folder, and the one of that name in include/taipan) -> rooms whose headers it may include.
# Everything may include its own and abi's.
ROOMS = {
    "include/taipan/abi": [],
    "include/taipan/support": [],
    "support": ["support"],
    "support/host": [],
    "support/report": ["support"],
    "frontend": ["support"],
    "codegen": ["frontend", "support"],
    "mpy-format": ["support"],
    "backends/bytecode": ["codegen", "frontend", "mpy-format", "support", "backends"],
    "backends/llvm": ["codegen", "frontend", "mpy-format", "support", "backends"],
    "backends/frozen_c": ["mpy-format", "support", "backends"],
    "lint": ["frontend", "support"],
    "freezer": ["backends", "frontend", "mpy-format", "runtime", "support"],
    "compiler": ["backends", "codegen", "frontend", "mpy-format", "support"],
    "runtime": [],
    "hosted": ["runtime"],
}
# What stands on the whole library: the freezer compiles, and runs manifests on the host.
WHOLE_LIBRARY = {"freezer": ("taipan/compiler.h", "support/host/", "hosted/"),
                 "hosted": ("taipan/compiler.h", "support/host/"),
                 "compiler": ("taipan/compiler.h",)}
# Where each outside library may be included.
LIBRARIES = {"gmp": "frontend", "llvm": "backends/llvm", "CLI": "src/driver"}


def files(*endings):
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
        for name in sorted(names):
            if name.endswith(endings):
                path = os.path.relpath(os.path.join(folder, name), ROOT)
                yield path, (ROOT / path).read_text(errors="replace")


CPP = dict(files(".cpp", ".h", ".c"))


# --- sizes ---------------------------------------------------------------------------------------


def blank_out(text):
    """The code without the content of comments, literals and preprocessor lines; lines stay."""
    keep_lines = lambda found: "\n" * found[0].count("\n")
    pattern = (r'//[^\n]*|/\*.*?\*/|R"(\w*)\((?s:.*?)\)\1"|"(?:[^"\\\n]|\\.)*"'
               r"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+'|^[ \t]*#(?:[^\n\\]|\\.|\\\n)*")
    return re.sub(pattern, keep_lines, text, flags=re.MULTILINE | re.DOTALL)


def functions(text):
    """(name, first line, lines) of every function definition.

    Relies on clang-format: a blank stands before the brace of a block, none before that of an
    initialiser.
    """
    code = blank_out(text)
    blocks = []  # (is a function, header, line)
    start = 0  # of the text since the last ; or brace
    for at, c in enumerate(code):
        if c == ";" and code.count("(", start, at) == code.count(")", start, at):
            start = at + 1
        elif c == "{":
            header = code[start:at].strip()
            is_block = at > 0 and code[at - 1] in " \n" and not re.search(r"[=(,]$|return$", header)
            inside = any(block[0] for block in blocks)
            is_function = (is_block and not inside and "(" in header and
                           not re.match(r"(namespace|struct|class|enum|union|extern)\b", header))
            first = at - len(code[start:at].lstrip())
            blocks.append((is_function, header, code.count("\n", 0, first) + 1))
            if is_block:
                start = at + 1
        elif c == "}":
            is_function, header, line = blocks.pop()
            if is_function:
                yield header.split("(")[0].split()[-1], line, code.count("\n", 0, at) + 2 - line
            if code[at + 1:at + 2] == "\n":
                start = at + 1
    assert not blocks


def test_the_function_counter_counts():
    body = "    if (x) {\n        f({1, 2});\n    }\n"
    text = ("namespace a {\nstruct S {\n    int m() const { return 1; }\n};\n"
            "// a { comment\nint S::n(char c,\n         int x)\n    : a_(c), b_{x} {\n" + body +
            "    return '{';\n}\nconstexpr int t[] = {1, 2};\nauto v = X{3};\n"
            "bool operator==(int) {\n    const auto l = [] { return \"{\"; };\n    return l();\n}\n}\n")
    assert list(functions(text)) == [("m", 3, 1), ("S::n", 6, 8), ("operator==", 16, 4)]


def test_no_file_is_too_long():
    lengths = {path: text.count("\n") for path, text in files(".cpp", ".h", ".c", ".py")}
    assert len(lengths) > 100
    assert {p: n for p, n in lengths.items() if n > MAX_FILE_LINES} == {}


def test_no_function_is_too_long():
    found = {f"{path}: {name}": lines for path, text in CPP.items()
             for name, _, lines in functions(text)}
    assert len(found) > 400
    long = {name for name, lines in found.items() if lines > MAX_FUNCTION_LINES}
    assert long == set(LONG_FUNCTIONS)


# --- rooms ---------------------------------------------------------------------------------------


def includes(text):
    return re.findall(r'^\s*#\s*include\s+["<]([^">]+)[">]', text, re.MULTILINE)


def room_of(path):
    """The room of a file; None for the programs, the tests and the examples, which may use all."""
    if path.startswith("include/taipan/"):
        parts = path.split("/")
        if len(parts) == 3:
            return None  # the library's own header
        if parts[2] in ("abi", "support"):
            return "/".join(parts[:3])
        return {"backends": "backends/bytecode"}.get(parts[2], parts[2])
    matching = [room for room in ROOMS if path.startswith(room + "/")]
    if not matching:
        assert path.split("/")[0] in ("src", "tests", "examples"), f"{path} is in no known room"
        return None
    return max(matching, key=len)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_include_only_what_they_may(room):
    own = room.rsplit("/", 1)[-1]
    allowed = {"abi", own, *ROOMS[room]}
    wrong = []
    for path, text in CPP.items():
        if room_of(path) != room:
            continue
        for name in includes(text):
            if name.startswith(WHOLE_LIBRARY.get(room, ("?",))):
                continue
            public = re.match(r"taipan/([\w-]+)/", name)
            private = re.match(r"(src|support|frontend|codegen|backends|mpy-format|compiler|lint|freezer"
                               r"|runtime|hosted)/", name)
            if (public and public[1] not in allowed) or name == "taipan/compiler.h":
                wrong.append(f"{path}: {name}")
            elif private and not name.startswith(room + "/"):
                wrong.append(f"{path}: {name}")
    assert wrong == []


def test_public_headers_need_no_private_ones():
    wrong = [f"{path}: {name}" for path, text in CPP.items() if path.startswith("include/")
             for name in includes(text) if "/" in name and not name.startswith("taipan/")]
    assert wrong == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_stay_in_their_room(library):
    wrong = [path for path, text in CPP.items() for name in includes(text)
             if name.startswith(library)
             and not path.startswith((LIBRARIES[library] + "/", "tests/unit/"))]
    assert wrong == []


def test_only_programs_print_or_exit():
    calls = r"\b(?:std::)?(printf|fprintf|puts|fputs|perror|exit|abort)\s*\(|\bstd::c(out|err)\b"
    wrong = [path for path, text in CPP.items()
             # The runtime: what it links shows that it can do neither.
             if not path.startswith(("src/driver", "src/mpy_cross", "tests", "examples", "runtime"))
             and re.search(calls, blank_out(text))]
    assert wrong == []


def test_mpy_cross_stays_clear_of_iostreams_and_locales():
    wrong = [f"{path}: {name}" for path, text in CPP.items() if not path.startswith(("tests", "exam"))
             for name in includes(text)
             if name in ("iostream", "sstream", "fstream", "locale", "regex", "iomanip")]
    assert wrong == []


# --- programs and tree ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["taipan", "mpy-cross"])
def test_what_the_programs_load(name):
    done = subprocess.run(["readelf", "-d", program(name)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    needed = set(re.findall(r"\(NEEDED\).*\[(\w+)", done.stdout))
    known = {"libc", "libm", "libgcc_s", "libstdc", "libgmp", "ld"}
    if "libasan" in needed:
        known |= {"libasan", "libubsan", "libfmt"}  # with the sanitizers
    assert needed - known == set()


def test_the_runtime_stands_alone():
    library = os.path.join(os.path.dirname(program("taipan")), "runtime/libtaipan_runtime.a")
    listing = subprocess.run(["nm", library], capture_output=True, text=True, check=True).stdout
    symbols = re.findall(r"^[0-9a-f ]{8,16} ([A-Za-z]) (\S+)$", listing, re.MULTILINE)
    defined = {name for kind, name in symbols if kind not in "Uw"}
    known = set("memchr memcmp memcpy memmove memset strchr strcspn strlen _GLOBAL_OFFSET_TABLE_".split())
    # The C library's mathematics, for float, math and cmath.
    known |= set("""acos acosh asin asinh atan atan2 atanh ceil copysign cos cosh erf erfc exp expm1
                 fabs floor fmod frexp ldexp lgamma log log10 log1p log2 modf nearbyint pow sin sinh
                 sincos sqrt tan tanh tgamma trunc""".split())
    known |= {name for _, name in symbols if name.startswith(("__asan", "__ubsan"))}
    assert defined
    assert {name for kind, name in symbols if kind in "Uw"} - defined - known == set()


def test_nothing_of_a_developers_machine_is_in_the_tree():
    patterns = {
        "a path of one machine": r"(?<![\w.>)])/(?:work|root|farm|home)/\w",
        "a package registry": r"registry[.]npm|deb[.]debian|files[.]pythonhosted",
        "another project's header": r"part of the [M]icroPython project|Copyright \(c\).*[D]amien",
        "unfinished work": r"\b(?:TO[D]O|FIX[M]E|XX[X])\b",
    }
    wrong = []
    for path, text in files(""):
        if b"\0" in (ROOT / path).read_bytes()[:8000]:
            continue
        wrong += [f"{path}: {what}" for what, pattern in patterns.items() if re.search(pattern, text)]
    assert wrong == []
