"""taipan lint: programs with known failures, programs without, stock's grammar, and the words about it."""

import json
import os
import re
import random

import pytest

from lint_programs import findings, lint, read_programs
from programs import ROOT

RULES = re.findall(r'^TAIPAN_LINT_RULE\((MP\d+), "([^"]+)", +(\w+),', (ROOT / "lint/rules.def").read_text(),
                   re.MULTILINE)


@pytest.fixture(scope="module")
def found():
    """{program: [(line, code)]} of all programs, in one run a target."""
    programs = read_programs("programs.txt") + read_programs("clean.txt")
    return {p: sorted((f["line"], f["code"]) for f in findings(["-q", "--target", p.target, "-"], p.text))
            for p in programs}


def test_programs_are_found_out(found):
    wrong = {p.name: (got, p.expected) for p, got in found.items() if got != p.expected}
    assert wrong == {}
    assert sum(1 for p in found if p.expected) >= 60


# --- stock's grammar -----------------------------------------------------------------------------

# What the contract leaves out: types of viper code need the native compiler, assembler depends on the
# processor that a unix build runs on, and stock's unix firmware rejects template strings that its
# cross-compiler takes.
APART = {"viper-del", "viper-mixed", "viper-not", "viper-type-change", "viper-uint-div", "asm-thumb",
         "tstring", "tstring-raw"}
FACTS = json.loads((ROOT / "tests/lint/syntax.json").read_text())


def is_syntax(finding, release):
    """Whether the finding says that the file does not compile."""
    code, words = finding["code"], finding["message"]
    if finding["severity"] != "error" or "NameError" in words:
        return False
    if code == "MP2101":
        return release == "1.29"
    if code == "MP2102":
        return "30 arguments" in words
    return code.startswith("MP1") or code in ("MP6001", "MP6104", "MP6105") or (
        code in ("MP6002", "MP6101", "MP6103") and ("SyntaxError" in words or "no yield" in words
                                                    or "bare raise" in words))


@pytest.fixture(scope="module")
def constructs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("constructs")
    for name, (_, source) in FACTS["rows"].items():
        (folder / f"t_{name}.py").write_text(source)
    return folder


@pytest.mark.parametrize("release", FACTS["versions"])
def test_family_1_is_stocks_grammar(release, constructs):
    bit = FACTS["versions"].index(release)
    got = {os.path.basename(f["file"])[2:-3]
           for f in findings(["-q", "--target", f"unix@{release}", str(constructs)]) if is_syntax(f, release)}
    rejected = {name for name, (mask, _) in FACTS["rows"].items() if not mask >> bit & 1}
    assert (got - rejected - APART, rejected - got - APART) == (set(), set())
    assert len(rejected) > 100


def test_the_matrix_leaves_out_rows_that_were_cut():
    assert not {"many-locals", "many-params", "many-call-args", "big-if-body", "deep-indent", "deep-for",
                "deep-try"} & set(FACTS["rows"])


# --- rules ---------------------------------------------------------------------------------------

# Rules that look at more than the words of one file: their own tests are below.
SPECIAL = {"MP2102", "MP3202", "MP6003", "MP7012", "MP8002", "MP9005"}


def examples():
    """{code: (target, bad, good)} from the words of the rules."""
    _, page, _ = lint(["--explain", "all"])
    found = {}
    for part in re.split(r"\n(?=MP\d{4} )", "\n" + page)[1:]:
        blocks = re.findall(r"^(?:Found|Not found) \((.*)\):\n\n((?:    .*\n|\n(?=    ))*)", part,
                            re.MULTILINE)
        texts = [re.sub(r"^    ", "", text, flags=re.MULTILINE) for _, text in blocks]
        if texts:
            found[part[:6]] = (blocks[0][0], *texts)
    return found


def test_each_rule_finds_its_example_and_not_the_way_out(tmp_path):
    rows = {code: row for code, row in examples().items() if code not in SPECIAL}
    assert set(rows) == {code for code, _, _ in RULES} - SPECIAL
    wrong = []
    for target in {row[0] for row in rows.values()}:
        folder = tmp_path / target.replace("@", "-")
        folder.mkdir()
        for code, (where, bad, good) in rows.items():
            if where == target:
                (folder / f"{code}_bad.py").write_text(bad)
                (folder / f"{code}_good.py").write_text(good)
        found = {(os.path.basename(f["file"])[:-3], f["code"])
                 for f in findings(["-q", "--select", "MP", "--target", target, str(folder)])}
        wrong += [code for code, row in rows.items() if row[0] == target and
                  ((f"{code}_bad", code) not in found or (f"{code}_good", code) in found)]
    assert wrong == []


def codes_of(arguments, text=None):
    return [f["code"] for f in findings(["-q", *arguments], text)]


def test_too_many_arguments():
    call = "print(" + ",".join("1" for _ in range(255)) + ")\n"
    assert codes_of(["--target", "unix", "-"], call) == []
    assert codes_of(["--target", "unix", "-"], call.replace("(1", "(1,1")) == ["MP2102"]
    assert codes_of(["--target", "unix@1.28", "-"], "print(" + "1," * 30 + "*a)\n") == ["MP2102"]


def test_a_file_with_the_name_of_a_module(tmp_path):
    (tmp_path / "time.py").write_text("x = 1\n")
    (tmp_path / "times.py").write_text("x = 1\n")
    got = findings(["-q", "--target", "esp32", str(tmp_path)])
    assert [(f["code"], os.path.basename(f["file"])) for f in got] == [("MP3202", "time.py")]


def test_private_constants_of_other_files(tmp_path):
    (tmp_path / "config.py").write_text("from micropython import const\n_LIMIT = const(3)\nSIZE = const(4)\n")
    (tmp_path / "main.py").write_text("from config import _LIMIT, SIZE\nimport config\n"
                                      "print(config._LIMIT, config.SIZE)\n")
    got = [(f["code"], f["line"]) for f in findings(["-q", "--target", "esp32", str(tmp_path)])]
    assert got == [("MP6003", 1), ("MP6003", 3)]


def test_large_sources():
    text = "x = 1\n" * 3000
    assert codes_of(["--target", "esp8266", "-"], text) == ["MP7012"]
    assert codes_of(["--target", "esp32", "-"], text) == []


def test_mpy_files(tmp_path):
    (tmp_path / "old.mpy").write_bytes(b"M\x05\x02\x1f")
    (tmp_path / "new.mpy").write_bytes(b"M\x06\x00\x1f")
    (tmp_path / "other.mpy").write_bytes(b"C\x06\x00\x1f")
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    find = lambda target: [os.path.basename(f["file"])
                           for f in findings(["-q", "--target", target, *names])]
    assert find("esp32@1.24") == ["old.mpy", "other.mpy"]
    assert find("esp32@1.17") == ["new.mpy", "other.mpy"]
    assert find("circuitpython@9.2") == ["new.mpy", "old.mpy"]


def test_a_range_is_all_releases_from_a_release_on():
    text = "print((-5).to_bytes(2, 'big'))\n"  # an OverflowError from 1.29 on
    assert "MP4116" in codes_of(["--target", "unix@>=1.20", "-"], text)
    assert "MP4116" not in codes_of(["--target", "unix@1.20", "-"], text)


DEPTH, BLOCKS = 50_000, 5_000


def nested(line):
    """Blocks in blocks; a line with more than one block takes several levels."""
    return "".join("\t" * level + text + "\n" for level, text in
                   enumerate(line.split("|") * (BLOCKS // (line.count("|") + 1))))


# What nests, and whether it is so deep that a part is not looked at: everything on which the parser, the walks
# or the lexer recurse. Chains (1 + 1 + …, elif) are deep trees that no recursion of the parser made.
DEEP = {
    "parentheses": ("x = " + "(" * DEPTH + ")" * DEPTH, True),
    "signs": ("x = " + "-" * DEPTH + "1", True),
    "not": ("x = " + "not " * DEPTH + "1", True),
    "sum": ("x = " + "1 + " * DEPTH + "1", True),
    "power": ("x = " + "1 ** " * DEPTH + "1", True),
    "or": ("x = " + "a or " * DEPTH + "1", True),
    "compared": ("x = " + "a < " * DEPTH + "1", False),
    "attributes": ("x = a" + ".b" * DEPTH, True),
    "calls": ("x = a" + "()" * DEPTH, True),
    "subscripts": ("x = a" + "[0]" * DEPTH, True),
    "subscripts inside": ("x = " + "a[" * DEPTH + "1" + "]" * DEPTH, True),
    "lambda": ("x = " + "lambda: " * DEPTH + "1", True),
    "conditional": ("x = " + "1 if a else " * DEPTH + "1", True),
    "lists": ("x = " + "[" * DEPTH + "]" * DEPTH, True),
    "lists not closed": ("x = " + "[" * DEPTH, True),
    "dictionaries": ("x = " + "{1: " * DEPTH + "1" + "}" * DEPTH, True),
    "walrus": ("x = " + "(a := " * DEPTH + "1" + ")" * DEPTH, True),
    "yield": ("def f():\n x = " + "(yield " * DEPTH + "a" + ")" * DEPTH, True),
    "comprehensions": ("x = " + "[a for a in " * DEPTH + "b" + "]" * DEPTH, True),
    "clauses": ("x = [a " + "for a in b " * DEPTH + "]", False),
    "targets": ("for " + "[" * DEPTH + "a" + "]" * DEPTH + " in b: pass", True),
    "assignments": ("a = " * DEPTH + "1", False),
    "decorators": ("@a\n" * DEPTH + "def f(): pass", False),
    "elif": ("if a:\n pass\n" + "elif a:\n pass\n" * DEPTH, True),
    "strings": ("x = " + "'a' " * DEPTH, False),
    "f-strings not closed": ("x = " + "f'{" * DEPTH, False),
    "f-strings": ("x = " + "f\"{f'{" * 1000 + "1" + "}'}\"" * 1000, True),
    "formats": ("x = f'" + "{x:" * DEPTH + "}" * DEPTH + "'", True),
    "if without end": (nested("if 1:"), True),
    "if": (nested("if a:") + "\t" * BLOCKS + "pass\n", True),
    "try": (nested("try:"), True),
    "def": (nested("def f():"), True),
    "class": (nested("class A:"), True),
    "with": (nested("with a:"), True),
    "match": (nested("match a:|case 1:"), True),
    "faults": (nested("x = = 1:"), True),
    "indents": (nested("x = 1"), True),
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_said_and_survived(name):
    text, cut = DEEP[name]
    code, out, error = lint(["-q", "--select", "MP", "--target", "unix,esp32@1.12", "--format", "json", "-"], text)
    assert code in (0, 1) and error == ""
    assert any('"MP9005"' in line for line in out.splitlines()) == cut


def test_what_is_around_a_deep_part_is_still_looked_at():
    text = "import enum\nx = " + "1 + " * DEPTH + "1\nimport csv\n"
    assert [c for c in codes_of(["--target", "unix", "-"], text) if c != "MP9005"] == ["MP3001", "MP3001"]


def test_behind_an_import_that_fails_the_body_of_a_try_is_dead():
    guarded = "try:\n    import {0}\n    x = {0}.__name__\n    'a'.zfill(3)\nexcept {1}:\n    x = 0\n"
    assert asked("unix", guarded.format("enum", "ImportError")) == []
    assert asked("unix", guarded.format("enum", "Exception")) == []
    assert asked("unix", guarded.format("enum", "ValueError")) == ["MP3001", "MP3102"]
    assert asked("unix", guarded.format("json", "ImportError")) == ["MP3102"]
    assert asked("unix", guarded.format("own", "ImportError")) == ["MP3102"]
    # From 1.20 on the board has it: in one of the releases the body runs on.
    late = "try:\n    import deflate\n    'a'.zfill(3)\nexcept ImportError:\n    pass\n"
    assert asked("unix@1.20", late) == [] and asked("unix@>=1.20", late) == ["MP3102"]
    assert asked("unix", "try:\n    from time import monotonic\n    'a'.zfill(3)\nexcept ImportError:\n"
                         "    pass\nelse:\n    'a'.zfill(3)\n") == []


def test_behind_a_handler_that_leaves_nothing_is_looked_at():
    text = ("def f():\n    try:\n        import enum\n    except ImportError:\n        return\n"
            "    'a'.zfill(3)\n")
    assert asked("unix", text) == []
    assert asked("unix", text.replace("return", "pass")) == ["MP3102"]
    assert asked("unix", text.replace("enum", "json")) == ["MP3102"]


def test_what_only_a_start_by_hand_reaches_is_no_error(tmp_path):
    text = "if __name__ == '__main__':\n    import doctest\n    x = [*a]\n"
    for name, levels in (("heap.py", ["warning", "error"]), ("main.py", ["error", "error"])):
        (tmp_path / name).write_text(text)
        got = findings(["-q", "--target", "unix", str(tmp_path / name)])
        assert [f["severity"] for f in got] == levels


def test_a_package_that_only_an_installation_has():
    got = findings(["-q", "--target", "rp2", "-"], "import usb.device\nfrom usb.device.cdc import CDC\n")
    assert [(f["code"], f["hint"]) for f in got] == [
        ("MP3002", "micropython-lib has it: mip install usb-device"),
        ("MP3002", "micropython-lib has it: mip install usb-device-cdc")]


def test_each_rule_has_a_page_and_a_file():
    _, page, _ = lint(["--explain", "all"])
    assert re.findall(r"^(MP\d{4}) ([\w-]+)$", page, re.MULTILINE) == [r[:2] for r in RULES]
    assert (ROOT / "docs/lint/rules.md").read_text() == \
        "# The rules\n\nWhat `taipan lint --explain all` prints.\n\n```\n" + page + "```\n"
    files = {path.name for path in (ROOT / "lint/rules").iterdir()}
    assert files == {f"{code.lower()}_{slug.replace('-', '_')}.cpp" for code, slug, _ in RULES}


# --- findings ------------------------------------------------------------------------------------


def asked(target, source):
    return codes_of(["--target", target, "-"], source)


def test_one_cause_is_one_finding():
    assert asked("unix", "import dataclasses\n@dataclasses.dataclass\nclass A:\n"
                         "    x = dataclasses.field()\n") == ["MP3001"]
    assert asked("unix", "import os.path\nprint(os.path.join(os.path.sep, ''))\n") == ["MP3203"]


def test_errors_go_on_after_a_syntax_error():
    text = ("match x:\n    case 1: pass\nimport dataclasses\nx = = 1\nprint(R'x')\ndef f(a, /): pass\n"
            "'a'.zfill(1)\n")
    assert asked("unix", text) == ["MP1003", "MP3001", "MP1001", "MP1014", "MP1002", "MP3102"]


def test_suppressions():
    text = ("import enum  # mp: ignore[MP3001]\nimport csv  # noqa\nimport enum  # noqa: E501\n"
            "x = 1  # mp: ignore\nx = 2  # mp: ignore[MP9999]\n# mp: ignore-next[unknown-module]\n"
            "import csv\n")
    got = [(f["line"], f["code"]) for f in findings(["-q", "--target", "unix", "-"], text)]
    assert got == [(3, "MP3001"), (4, "MP9001"), (5, "MP9002")]
    assert asked("unix", "# mp: ignore-file[MP3001]\nimport enum\nimport csv\n") == []


def test_select_and_ignore():
    text = "import enum\nprint(R'x')\n"
    assert codes_of(["--target", "unix", "--select", "MP1", "-"], text) == ["MP1014"]
    assert codes_of(["--target", "unix", "--ignore", "MP1,unknown-module", "-"], text) == []
    assert lint(["--select", "MP77", "-"], text)[0] == 2


def test_damaged_programs_are_survived(tmp_path):
    source = random.Random(16)
    texts = [p.text for p in read_programs("programs.txt") + read_programs("clean.txt")]
    pieces = [b"(", b'"""', b"f'{", b"\n  ", b"\\\n", b":", b"lambda", b"{", b"match x:\n", b"\xff", b"@"]
    for i in range(400):
        data = bytearray(source.choice(texts).encode())
        for _ in range(source.randint(1, 8)):
            at = source.randrange(len(data))
            how = source.randrange(4)
            if how == 0:
                data[at] = source.randrange(256)
            elif how == 1:
                del data[at + 1:at + source.randint(1, 20)]
            elif how == 2:
                data[at:at] = source.choice(pieces)
            else:
                data = data[:at + 1]
        (tmp_path / f"m{i}.py").write_bytes(bytes(data))
    for target in ("unix,esp32@1.12,circuitpython@9.2", "any"):
        code, _, error = lint(["-q", "--select", "MP", "--format", "json", "--target", target, str(tmp_path)])
        assert code in (0, 1) and error == ""
