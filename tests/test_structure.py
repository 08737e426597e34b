"""The rules of CONTRIBUTING.md that a program can check: sizes, rooms, what the programs load."""

import os
import re
import subprocess

import pytest

from programs import ROOT, program

SKIPPED_FOLDERS = {".git", ".dev", "node_modules", "__pycache__", ".pytest_cache"}
MAX_FILE_LINES = 800
MAX_FUNCTION_LINES = 90

# "file: function" that may be longer, and why.
LONG_FUNCTIONS = {"runtime/vm/loop.cpp: loop": "the dispatch loop"}

# Room -> the rooms below it whose headers it may include and whose library it may link. All may
# include their own headers and abi's. The public headers of a room are in include/taipan.
ROOMS = {
    "include/taipan/abi": [],
    "verifier": [],
    "numbers": [],
    "support": [],
    "support/host": [],
    "support/report": ["support"],
    "frontend": ["numbers", "support"],
    "codegen": ["frontend", "numbers", "support"],
    "mpy-format": ["support", "verifier"],
    "backends/bytecode": ["codegen", "frontend", "mpy-format", "numbers", "support", "verifier"],
    "backends/llvm": ["codegen", "frontend", "mpy-format", "support"],
    "backends/frozen_c": ["mpy-format", "numbers", "support", "verifier"],
    "compiler": ["backends/bytecode", "codegen", "frontend", "mpy-format", "support"],
    "targets": ["support"],
    "lint": ["compiler", "frontend", "support", "support/report", "targets"],
    "runtime": ["numbers", "verifier"],
    "hosted": ["compiler", "runtime", "support", "support/host"],
    "freezer": ["backends/frozen_c", "compiler", "frontend", "hosted", "mpy-format", "runtime",
                "support", "support/host"],
}
# What may use all rooms.
TOPMOST = ("src", "tests", "examples")
# Public headers whose folder is not named as the room.
HEADERS = {"backends/bytecode.h": "backends/bytecode", "backends/llvm.h": "backends/llvm", "backends/": "backends/frozen_c",
           "compiler.h": "compiler", "compile_options.def": "compiler", "runtime.h": "runtime",
           "frozen.h": "runtime", "config.h": "runtime"}

# The floors of runtime/, the lowest first: each may include what is below it. The folders of objects
# are one floor.
FLOORS = ["value", "numbers", "port", "memory", "protocol", "objects", "vm", "modules", "embed"]
# The includes that run upwards, and why.
UPWARD = {
    "protocol/function.cpp: objects/numbers/int.h": "arguments that have to be integers",
    "protocol/object.cpp: objects/buffers/stream.h": "a stream is iterated over by lines",
    "protocol/object.cpp: objects/containers/sequence.h": "itemsOf() lists and tuples",
    "protocol/object.cpp: objects/numbers/int.h": "conversions to machine words",
    "protocol/object_attributes.cpp: objects/classes/bound_method.h": "a method that is not called",
    "protocol/object_attributes.cpp: objects/classes/module.h": "the message names the module",
    "vm/loop.cpp: modules/import.h": "the opcodes of the import statement",
    "vm/native_table.cpp: modules/builtins.h": "names that machine code loads",
    "vm/native_table.cpp: modules/import.h": "what machine code does of the import statement",
    "vm/quick.h: modules/builtins.h": "names that neither function nor module has",
}
# Sources of the runtime without a header of their name: built-in types that a header of another name
# declares, and what no other file calls.
WITHOUT_HEADER = {
    "embed/api.cpp": "include/taipan/runtime.h",
    "objects/buffers/memoryview.cpp": "array.h",
    "objects/classes/object_type.cpp": "class.h",
    "objects/classes/singletons.cpp": "value/type.h: the types of words",
    "objects/classes/super.cpp": "class.h",
    "objects/text/bytes.cpp": "str.h: bytes share its slots",
    "port/c_library.cpp": "the C library's own",
}
# Mutable symbols of the runtime's library that embed/globals.cpp does not define.
MUTABLE = {}

# Where each outside library may be included: a room, or one file.
LIBRARIES = {"llvm": "backends/llvm/", "CLI": "src/driver/command_line.cpp",
             "fmt/format-inl": "support/text/fmt_library.cpp", "toml++": "src/driver/lint/config.cpp",
             "nlohmann": "src/driver/"}


def files(*endings):
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS -
                            ({"build"} if folder == str(ROOT) else set()))
        for name in sorted(names):
            if name.endswith(endings):
                path = os.path.relpath(os.path.join(folder, name), ROOT)
                yield path, (ROOT / path).read_text(errors="replace")


CPP = dict(files(".cpp", ".h", ".c"))
SOURCES = {**CPP, **dict(files(".inc", ".def"))}
LISTS = dict(files("CMakeLists.txt", ".cmake"))


def runtime_library():
    return os.path.join(os.path.dirname(program("taipan")), "runtime/libtaipan_runtime.a")


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
    public = path.removeprefix("include/taipan/")
    if public != path and not public.startswith("abi/"):
        path = next((room + "/" for start, room in HEADERS.items() if public.startswith(start)),
                    public)
    matching = [room for room in ROOMS if path.startswith(room + "/")]
    if not matching:
        assert path.startswith(TOPMOST), f"{path} is in no known room"
        return None
    return max(matching, key=len)


def included_room(name):
    """The room of an included file; None for those of outside libraries and of TOPMOST."""
    if name.startswith("taipan/"):
        return room_of("include/" + name)
    return max((room for room in ROOMS if name.startswith(room + "/")), key=len, default=None)


def test_rooms_are_listed_from_the_lowest_to_the_highest():
    names = list(ROOMS)
    assert [f"{room}: {used}" for room in names for used in ROOMS[room]
            if names.index(used) >= names.index(room)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_include_only_what_they_may(room):
    allowed = {"include/taipan/abi", room, *ROOMS[room]}
    wrong = []
    for path, text in SOURCES.items():
        if room_of(path) != room:
            continue
        for name in includes(text):
            used = included_room(name)
            if (used and used not in allowed) or name.startswith(TOPMOST):
                wrong.append(f"{path}: {name}")
    assert wrong == []


def linked():
    """(path, library, what it links) of all CMake lists."""
    for path, text in LISTS.items():
        if path == "cmake/TaipanRoom.cmake":
            continue  # defines taipan_room()
        text = re.sub(r"#[^\n]*", "", text)
        for name, words in re.findall(r"taipan_room\(\s*(\w+)(.*?)\)", text, re.DOTALL):
            for used in words.partition("USES")[2].split():
                yield path, f"taipan_{name}", f"taipan_{used}"
        for name, words in re.findall(r"target_link_libraries\(\s*([\w-]+)(.*?)\)", text, re.DOTALL):
            for used in words.split():
                yield path, name, used


def room_of_library(name):
    room = name.removeprefix("taipan_").replace("mpy_format", "mpy-format")
    room = "compiler" if name == "taipan" else room
    return next((known for known in ROOMS if known.rsplit("/", 1)[-1] == room), None)


def test_rooms_link_only_what_they_may():
    found = [(path, room_of_library(name), name, used) for path, name, used in linked()
             if not path.startswith(TOPMOST) and name.startswith("taipan")]
    assert len(found) > 30
    assert [row for row in found if row[1] is None] == []
    wrong = [f"{path}: {name} {used}" for path, room, name, used in found
             if room_of_library(used) and room_of_library(used) not in ROOMS[room]]
    assert wrong == []


def test_lists_name_files_of_their_own_folder():
    wrong = [f"{path}: {name}" for path, text in LISTS.items()
             for name in re.findall(r"[\w./-]*\.\./[\w./-]+\.(?:cpp|c)\b", text)]
    assert wrong == []


# --- folders of the freezer and of the driver ----------------------------------------------------

# Folder -> the others that it may include, of the same room.
PARTS = {
    "freezer/manifest": [],
    "freezer/romfs": [],
    "freezer/budget": [],
    "freezer/build": ["freezer/manifest"],
    "freezer/report": ["freezer/build"],
    "src/driver/mpy_tool": [],
    "src/driver/compile": [],
    "src/driver/lint": ["src/driver/compile"],
    "src/driver/lsp": ["src/driver/lint"],
}


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_a_room_include_only_what_they_may(part):
    others = set(PARTS) - {part, *PARTS[part]}
    wrong = [f"{path}: {name}" for path, text in SOURCES.items() if path.startswith(part + "/")
             for name in includes(text) if os.path.dirname(name) in others]
    assert wrong == []


def test_the_freezer_has_no_files_but_those_of_its_parts():
    found = {os.path.dirname(path) for path in SOURCES if path.startswith("freezer/")}
    assert found == {part for part in PARTS if part.startswith("freezer/")}


# --- floors of the runtime -----------------------------------------------------------------------


RUNTIME = {path.removeprefix("runtime/"): text for path, text in SOURCES.items()
           if path.startswith("runtime/")}


def test_files_of_the_runtime_are_on_a_floor():
    assert {path.split("/")[0] for path in RUNTIME} == set(FLOORS)


def test_includes_that_run_upwards_are_named():
    floor = lambda path: FLOORS.index(path.split("/")[0])
    found = {f"{path}: {name.removeprefix('runtime/')}" for path, text in RUNTIME.items()
             for name in includes(text) if name.startswith("runtime/")
             and floor(name.removeprefix("runtime/")) > floor(path)}
    assert found == set(UPWARD)
    assert len(found) <= 10


def test_headers_and_sources_of_the_runtime_have_one_name():
    """The header's, and behind it what tells several sources of one header apart."""
    headers = {os.path.splitext(path)[0] for path in RUNTIME if path.endswith(".h")}
    names = {header.rsplit("/", 1)[1] for header in headers}
    wrong = []
    for path in RUNTIME:
        stem = os.path.splitext(path)[0]
        if path.endswith(".cpp") and not path.endswith("_module.cpp") \
                and stem.rsplit("/", 1)[1] not in names \
                and not any(stem.startswith(header + "_") for header in headers):
            wrong.append(path)
    assert sorted(wrong) == sorted(WITHOUT_HEADER)


def test_a_module_is_a_file_and_a_row():
    rows = re.findall(r"^TAIPAN_(?:EXTENSIBLE_)?MODULE\(\w+, (\w+)Module\)",
                      RUNTIME["modules/modules.def"], re.MULTILINE)
    defined = {path: re.findall(r"^constinit const ModuleContext (\w+)Module\b", text, re.MULTILINE)
               for path, text in RUNTIME.items() if path.startswith("modules/")}
    assert {name: path for path, names in defined.items() for name in names} == \
        {name: f"modules/{name}_module.cpp" for name in set(rows)}


def test_mutable_variables_of_the_runtime_have_one_home():
    listing = subprocess.run(["objdump", "-tC", runtime_library()], capture_output=True, text=True,
                             check=True).stdout
    found, member = set(), ""
    for line in listing.splitlines():
        if named := re.match(r"(\S+):\s+file format", line):
            member = named[1]
        # Constants with addresses in them are .data.rel.ro. The sanitizers have variables of theirs.
        row = re.search(r" O (\.s?(?:bss|data)\S*)\s+[0-9a-f]+\s+(?:\.hidden )?(.*)$", line)
        if row and not row[1].startswith(".data.rel.ro") and "asan" not in row[2] + row[1]:
            found.add(f"{member}: {row[2].rsplit('::', 1)[-1]}")
    elsewhere = {row for row in found if not row.startswith("globals.cpp.o: ")}
    assert any(row.startswith("globals.cpp.o: taipan_state_") for row in found)
    assert elsewhere == set(MUTABLE)


def test_public_headers_need_no_private_ones():
    wrong = [f"{path}: {name}" for path, text in CPP.items() if path.startswith("include/")
             for name in includes(text) if "/" in name and not name.startswith("taipan/")]
    assert wrong == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_stay_in_their_room(library):
    wrong = [path for path, text in CPP.items() for name in includes(text)
             if name.startswith(library)
             and not path.startswith((LIBRARIES[library], "tests/unit/"))]
    assert wrong == []


def test_only_programs_print_or_exit():
    calls = r"\b(?:std::)?(printf|fprintf|puts|fputs|perror|exit|abort)\s*\(|\bstd::c(out|err)\b"
    wrong = [path for path, text in CPP.items()
             # The runtime: what it links shows that it can do neither.
             if not path.startswith(("src/driver", "src/mpy_cross", "src/native/main", "tests", "examples", "runtime"))
             and re.search(calls, blank_out(text))]
    assert wrong == []


def test_mpy_cross_stays_clear_of_iostreams_and_locales():
    wrong = [f"{path}: {name}" for path, text in CPP.items() if not path.startswith(("tests", "exam"))
             for name in includes(text)
             if name in ("iostream", "sstream", "fstream", "locale", "regex", "iomanip")]
    assert wrong == []


# --- facts that exist once ---------------------------------------------------------------------

# Where the bytes of the format are taken apart and put together.
CODEC = "include/taipan/abi/"
# Shifts by seven bits that are of no number of the format, and why.
OTHER_SHIFTS = {"runtime/objects/text/str_utf8.cpp": "bit 7 of all bytes of a word",
                "tests/unit/abi_test.cpp": "what the codec has to read",
                "tests/unit/merge_test.cpp": "a reader and writer to hold the merger's against",
                "tests/unit/verify_stock_test.cpp": "a size that takes three bytes"}


def sources():
    return {path: blank_out(text) for path, text in files(".cpp", ".h", ".c", ".inc")
            if not path.startswith(CODEC)}


def test_numbers_of_the_format_are_decoded_in_one_place():
    shift = r"(?:<<|>>)=?\s*7\b"
    found = {path for path, code in sources().items() if re.search(shift, code)}
    assert found == set(OTHER_SHIFTS)


def test_jumps_are_decoded_in_one_place():
    bias = r"\b0x4000\b|\b16384\b|\b0x7fff\b"
    wrong = [path for path, code in sources().items()
             if path.startswith(("mpy-format", "backends/bytecode", "codegen", "runtime/vm",
                                 "verifier")) and re.search(bias, code)]
    assert wrong == []


# Where UTF-8 is decoded and texts are escaped with numbers on the host; the runtime has its own.
TEXTS = "support/text/"


def test_texts_are_decoded_and_escaped_in_one_place():
    """Six bits of a byte that goes on with a character, the digits of an escape."""
    signs = r"<< 6\b|& 0xc0\b|0123456789abcdef"
    found = {path for path, text in files(".cpp", ".h")
             if not path.startswith((TEXTS, CODEC, "runtime/", "tests/", "examples/"))
             and re.search(signs, text)}
    assert found == set()


def test_operators_are_counted_and_spelled_in_one_place():
    wrong = []
    for path, text in files(".cpp", ".h", ".inc"):
        if path.startswith(CODEC):
            continue
        if re.search(r"OpCount\s*=", text):
            wrong.append(f"{path}: a count of its own")
        # Texts: the runtime enumerations add to the list, the loop has a handler for each, a test makes
            # a table of it.
        if "abi/operators.def" in text and path not in ("runtime/value/operators.h",
                                                            "runtime/vm/loop.cpp",
                                                        "tests/unit/constant_test.cpp"):
            wrong.append(f"{path}: a table of its own")
        if re.search(r"(?s)\"exception-match\"|\"__ifloordiv__\", *\"__itruediv__\"", text) and (
                not path.startswith("tests/")):
            wrong.append(f"{path}: texts of its own")
    assert wrong == []


def test_the_opcode_table_is_read_in_one_place():
    users = [path for path, text in files(".cpp", ".h", ".inc")
             if "abi/opcodes.def" in text and not path.startswith(CODEC)]
    assert users == ["runtime/vm/loop.cpp"]  # labels of the handlers


def test_the_version_is_asked_of_the_dialect():
    host = ("mpy-format/", "include/taipan/mpy-format/", "src/", "freezer/", "backends/frozen_c/")
    wrong = [path for path, code in sources().items() if path.startswith(host)
             and re.search(r"\babi::opInfo\((?!uint8_t\{0\})|header\.version [!=]= \d", code)]
    assert wrong == []


# --- programs and tree ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["taipan", "mpy-cross"])
def test_what_the_programs_load(name):
    done = subprocess.run(["readelf", "-d", program(name)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    needed = set(re.findall(r"\(NEEDED\).*\[(\w+)", done.stdout))
    known = {"libc", "libm", "libgcc_s", "libstdc", "ld"}
    if "libasan" in needed:
        known |= {"libasan", "libubsan", "libfmt"}  # with the sanitizers
    assert needed - known == set()


def test_the_runtime_stands_alone():
    listing = subprocess.run(["nm", runtime_library()], capture_output=True, text=True, check=True).stdout
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


# What gives out new memory. A function that keeps what it got, inlined into the interpreter's loop,
# would keep it where the collector does not look (TAIPAN_OWN_FRAME).
ALLOCATORS = re.compile(r"runtime::(?:(?:re)?allocate|newBlankObject|Heap::(?:re)?allocate|Region::)")


def test_the_interpreters_loop_gets_no_memory_itself(tmp_path):
    subprocess.run(["ar", "x", runtime_library(), "loop.cpp.o"], cwd=tmp_path, check=True)
    assert allocators_in_the_loop(tmp_path / "loop.cpp.o") == set()


def allocators_in_the_loop(file, tools=""):
    """The allocators that loop() calls in an object file, its cold part included."""
    called = {}
    listing = subprocess.run([f"{tools}objdump", "-drC", file], capture_output=True, text=True,
                             check=True).stdout
    for line in listing.splitlines():
        if found := re.match(r"[0-9a-f]+ <(.*)>:$", line):
            calls = called.setdefault(found[1], set())
        elif found := re.search(r"\bR_\w+\t(\S.*)$|\t(?:bl?x?|call\w*|jmp\w*)\s.*<(.*?)(?:\+0x\w+)?>$", line):
            calls.add(found[1] or found[2])
    loops = [name for name in called if "runtime::loop(" in name]
    assert any("runtime::enterCall(" in call for name in loops for call in called[name])
    return {call for name in loops for call in called[name] if ALLOCATORS.search(call)}


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
