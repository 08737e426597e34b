"""taipan lint: what its precision rests on, the table of judged findings, what it keeps between runs, what it shows by
running, and what modules cost."""

import os
import re
import subprocess

import pytest

import lint_blocks
import lint_judged
from lint_programs import findings, lint, read_programs
from programs import ROOT, program


def asked(target, text, *words):
    return [(f["line"], f["code"], f["severity"]) for f in findings(["-q", "--target", target, *words, "-"], text)]


# --- the table of judged findings ----------------------------------------------------------------


def test_the_table_is_that_of_the_page():
    table = lint_judged.TABLE.read_text()
    assert table == lint_judged.written(lint_judged.counts(lint_judged.verdicts()), table)


def test_verdicts_are_counted():
    page = ("| MP3001 | a/b.py:3 | run | yes |\n| MP3001 | a/b.py:4 | run | **no**: because |\n"
            "| MP2111 | a/c.py:5 | source | mended: as well |\n| rule | place | by | right |\n")
    rows = lint_judged.verdicts(page)
    assert [row[3] for row in rows] == ["yes", "no", "mended"]
    assert lint_judged.counts(rows) == {"MP2111": (0, 0), "MP3001": (1, 1)}
    text = lint_judged.written({"MP2111": (0, 0), "MP3001": (1, 1)}, lint_judged.TABLE.read_text())
    assert re.findall(r"^TAIPAN_LINT_JUDGED.*$", text, re.MULTILINE) == ["TAIPAN_LINT_JUDGED(MP3001, 1, 1)"]


def test_the_build_demotes_by_the_table():
    """The program's levels are those of rules.def, but hints where the table says under nine in ten."""
    rows = (ROOT / "lint/rules.def").read_text()
    levels = dict(re.findall(r'^TAIPAN_LINT_RULE\((MP\d{4}), "[^"]+",\s*(\w+),', rows, re.MULTILINE))
    table = lint_judged.counts(lint_judged.verdicts())
    low = {code for code, (right, wrong) in table.items() if right * 10 < (right + wrong) * 9}
    assert all(levels[code] in ("Error", "Warning", "Info") for code in low)
    text = {"MP3001": "import enum\n", "MP4101": "print('abc'[::-1])\n", "MP2111": "class A:\n    def __del__(self): pass\n"}
    for code, source in text.items():
        expected = "info" if code in low else {"Error": "error", "Warning": "warning"}[levels[code]]
        assert [row[1:] for row in asked("unix", source)] == [(code, expected)]


# --- precision -----------------------------------------------------------------------------------


def test_an_import_in_a_function_can_be_done_without():
    assert asked("unix", "import enum\ndef f():\n    import enum\n") == [(1, "MP3001", "error"), (3, "MP3001", "warning")]


def test_what_only_the_script_calls_in_a_file(project):
    text = ("import time\ndef main():\n    time.monotonic()\ndef both():\n    time.monotonic()\ndef f():\n    both()\n"
            "if __name__ == '__main__':\n    main()\n    both()\n")
    folder = project({"tool.py": text})
    assert [(f["line"], f["severity"]) for f in findings(["-q", "--target", "unix", str(folder)])] == [
        (3, "warning"), (5, "error")]


def test_rare_paths_are_warnings():
    assert asked("unix", "def f(warn):\n    warn('old', DeprecationWarning)\n") == [(2, "MP2110", "warning")]
    assert asked("unix", "print(DeprecationWarning)\n") == [(1, "MP2110", "error")]
    text = "try:\n    pass\nexcept {}:\n    pass\n"
    assert asked("unix", text.format("UnicodeEncodeError")) == [(3, "MP2109", "warning")]
    assert asked("unix", text.format("FileNotFoundError")) == [(3, "MP2109", "error")]
    assert asked("unix", "'a'.encode('latin-1')\n") == [(1, "MP4103", "warning")]


# Of a second sample of 200; each was reported and works, or was told wrongly.
WRONG = [
    "import collections\nclass Q(collections.defaultdict):\n    def __missing__(self, k):\n        return 0\n",
    "class A: pass\nclass B(A):\n    def led(self): pass\nclass C(A): pass\n"
    "class D(C, B):\n    def led(self):\n        return super().led()\n",
    "def f(lines):\n    return lines[::-1]\n",
    "import asyncio\nasync def f(s):\n    yield asyncio.IORead(s)\n",
    "import mine\nh = mine.a()\nh = mine.b()\nh.hexdigest()\n",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_was_found_wrongly_is_not_found(text):
    assert asked("unix", text, "--ignore", "MP3205,MP3002") == []


def test_near_them_there_still_are_findings():
    codes = lambda text: [row[1] for row in asked("unix", text)]
    assert codes("class Q(dict):\n    def __missing__(self, k):\n        return 0\n") == ["MP2111"]
    assert codes("async def f():\n    yield 3\n") == ["MP5101"]
    assert codes("print(str(3)[::-1])\n") == ["MP4101"]
    diamond = ("class A: pass\nclass B(A):\n    def __init__(self):\n        super().__init__()\nclass C(A):\n"
               "    def __init__(self):\n        self.c = 1\nclass D(B, C): pass\n")
    assert codes(diamond) == ["MP2114"]


def test_libraries_are_told_by_where_they_come_from():
    hint = lambda text: [(f["code"], f["hint"]) for f in findings(["-q", "--target", "unix", "-"], text)]
    assert hint("import traceback\n") == [("MP3002", "micropython-lib has it: mip install traceback")]
    assert hint("import warnings\n") == [("MP3002", "micropython-lib has it: mip install warnings")]
    assert hint("from urllib import urequest\n") == [("MP3002", "micropython-lib has it: mip install urllib.urequest")]
    assert hint("import collections\ncollections.defaultdict(list)\n") == [
        ("MP3002", "micropython-lib has it: mip install collections-defaultdict")]


def test_names_that_a_module_of_the_project_adds(project):
    folder = project({"a.py": "from collections import defaultdict\nfrom json import scanner\n",
                      "collections/defaultdict.py": "x = 1\n", "json/scanner.py": "x = 1\n"})
    assert [f["code"] for f in findings(["-q", "--target", "unix", str(folder / "a.py")])] == []


def test_a_file_that_extends_a_module_hides_nothing(project):
    folder = project({"time.py": "try:\n    from time import *\nfinally:\n    pass\n", "random.py": "x = 1\n"})
    got = [(os.path.basename(f["file"]), f["code"]) for f in findings(["-q", "--target", "unix", str(folder)])]
    assert got == [("random.py", "MP3202")]


def test_modules_that_nothing_is_known_of(project):
    folder = project({"a.py": "import mine\nimport other\n", "mine.py": "x = 1\n"})
    rows = findings(["-q", "--target", "unix", str(folder)])
    assert [(f["line"], f["code"], f["severity"]) for f in rows] == [(2, "MP3205", "info")]
    assert asked("unix", "try:\n    import other\nexcept ImportError:\n    import enum\n") == [(4, "MP3001", "error")]


def test_files_for_tools_of_pcs_are_told_at_the_import(project):
    folder = project({"a.py": "import enum\nimport pytest\n"})
    assert [(f["line"], f["code"]) for f in findings(["-q", "--target", "unix", str(folder)])] == [(2, "MP9005")]


# --- recall --------------------------------------------------------------------------------------


def test_attributes_of_self_have_the_type_of_their_only_value():
    servo = ("from machine import PWM, Pin\nclass Servo:\n    def __init__(self, n):\n        self.pwm = PWM(Pin(n))\n"
             "    def angle(self, a):\n        self.pwm.duty(a)\n")
    assert asked("rp2-pico", servo) == [(6, "MP3101", "error")]
    assert asked("rp2-pico", servo.replace("= PWM(Pin(n))", "= None\n        self.pwm = PWM(Pin(n))")) == [
        (7, "MP3101", "error")]
    several = servo + "    def use(self, pwm):\n        self.pwm = pwm\n"
    assert asked("rp2-pico", several) == []
    assert asked("rp2-pico", servo + "    def use(self, all):\n        for self.pwm in all: pass\n") == []
    assert asked("esp32", servo) == []


PROGRAMS = read_programs("fresh.txt")


@pytest.mark.parametrize("row", PROGRAMS, ids=lambda row: row.name)
def test_programs_as_users_write_them(row):
    got = [(f["line"], f["code"]) for f in findings(["-q", "--target", row.target, "-"], row.text)]
    assert sorted(got) == row.expected


def test_the_25_stumbling_blocks():
    rows = read_programs("blocks.txt")
    assert len(rows) == 25
    for row in rows:
        got = lint_blocks.ask(row, run=findings)
        if lint_blocks.source_of(row)[0]:  # whose lines are those of another text
            assert (row.name, [f["code"] for f in got]) == (row.name, [code for _, code in row.expected])
        else:
            assert (row.name, sorted((f["line"], f["code"]) for f in got)) == (row.name, row.expected)
    assert lint_blocks.PAGE.read_text() == lint_blocks.page()


# --- output --------------------------------------------------------------------------------------


def test_one_cause_in_many_files_is_shown_once(project):
    folder = project({f"f{i}.py": "import enum\n" for i in range(7)})
    words = ["-q", "--isolated", "--target", "unix", str(folder)]
    out = lint(words)[1]
    assert out.count("MP3001") == 1
    assert f"= and in 6 more files: {folder}/f1.py, {folder}/f2.py, {folder}/f3.py, …\n" in out
    assert lint([*words, "--all"])[1].count("MP3001") == 7
    for i in range(4, 7):
        (folder / f"f{i}.py").unlink()
    (folder / "f3.py").write_text("x = 1\n")
    assert lint(words)[1].count("MP3001") == 3


# --- what is kept --------------------------------------------------------------------------------


def test_results_are_kept(project, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = project({"p/a.py": "import enum\nprint(R'x')\n", "p/b.py": "import csv\n"}) / "p"
    words = ["--isolated", "--format", "json", "--target", "unix", str(folder)]
    first = lint(words)
    kept = list((tmp_path / "cache/taipan/lint").iterdir())
    assert len(kept) == 1 and first[0] == 1
    stamp = kept[0].stat().st_mtime_ns
    assert lint(words) == first and kept[0].stat().st_mtime_ns == stamp
    # Fixes are kept, too.
    assert "print(r'x')" in lint(["--isolated", "-q", "--diff", "--target", "unix", str(folder)])[1]
    # Changed text, other options, a damaged file.
    (folder / "b.py").write_text("x = 1\n")
    assert "csv" not in lint(words)[1]
    assert "csv" not in lint([*words, "--ignore", "MP3001"])[1]
    assert len(list((tmp_path / "cache/taipan/lint").iterdir())) == 2
    for damage in (b"", b"taipan lint 1\n", kept[0].read_bytes()[:-3], kept[0].read_bytes()[:-1] + b"\xff"):
        kept[0].write_bytes(damage)
        assert [line for line in lint(words)[1].splitlines() if "enum" in line]


def test_a_result_is_read_where_nothing_changed(project, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = project({"p/a.py": "import enum\n"}) / "p"
    words = ["--isolated", "--format", "json", "--target", "unix", str(folder)]
    lint(words)
    kept = next((tmp_path / "cache/taipan/lint").iterdir())
    before = kept.stat().st_mtime_ns
    # An empty folder for another user of the same cache leaves it; --no-cache neither reads nor writes.
    assert lint([*words, "--no-cache"])[0] == 1 and kept.stat().st_mtime_ns == before
    kept.unlink()
    lint([*words, "--no-cache"])
    assert list((tmp_path / "cache/taipan/lint").iterdir()) == []


def test_a_cache_that_cannot_be_written_is_none(project, tmp_path, monkeypatch):
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = project({"p/a.py": "import enum\n"}) / "p"
    assert lint(["-q", "--isolated", "--target", "unix", str(folder)])[0] == 1


# --- shown by running ----------------------------------------------------------------------------


def proofs(text, *words):
    rows = findings(["-q", "--target", "unix", "--prove", *words, "-"], text)
    return [(f["line"], f["code"], f.get("proof")) for f in rows]


def test_findings_are_shown_by_running_them():
    text = "import enum\nprint('abc'[::-1])\nname = 'abc'\nprint(name[::2])\nraise FileNotFoundError\n"
    got = {line: proof for line, _, proof in proofs(text)}
    assert got[1].startswith("ImportError: no module named 'enum'")
    assert got[2].startswith("NotImplementedError: ") and got[4].startswith("NotImplementedError: ")
    assert got[5].startswith("NameError: ")
    out = lint(["-q", "--isolated", "--prove", "--target", "unix", "-"], text)[1]
    assert "      = when run here: ImportError: no module named 'enum'\n" in out
    assert "when run here" not in lint(["-q", "--isolated", "--target", "unix", "-"], text)[1]


def test_nothing_runs_that_could_do_harm(tmp_path):
    file = tmp_path / "made"
    text = (f"import os\nopen({str(file)!r}, 'w', newline='')\nos.system('touch {file}').zfill(2)\n"
            f"exec(\"open({str(file)!r}, 'w')\", flush=True)\ndef f(x):\n    x.zfill(3)\n")
    assert [proof for _, _, proof in proofs(text)] == [None] * len(proofs(text))
    assert not file.exists()


def test_a_program_without_an_end_shows_nothing():
    assert [row[2] for row in proofs("n = 10 ** 8\nprint(str(sum(range(n ** 2))).zfill(3))\n")] == [None]


# --- costs ---------------------------------------------------------------------------------------


def test_costs_of_modules(project):
    folder = project({"main.py": "import a\na.f()\n", "a.py": "import b\ndef f():\n    return b.x\n", "b.py": "x = 'text'\n",
                      "unused.py": "x = 1\n", "bad.py": "x =\n"})
    code, out, _ = lint(["--isolated", "-q", "--costs", "--target", "rp2", str(folder)])
    rows = {os.path.basename(line.split()[-1]): line.split()[:-1] for line in out.splitlines()}
    assert code == 0 and set(rows) == {"imports", "main.py", "a.py", "b.py", "all"}
    number = lambda name, column: int(rows[name][column])
    for name in ("main.py", "a.py", "b.py"):
        file = folder / "x.mpy"
        subprocess.run([program("mpy-cross"), "-s", name, "-o", file, folder / name], check=True)
        assert number(name, 0) == file.stat().st_size
        assert 0 < number(name, 1) and number(name, 2) % 16 == 0
    assert number("main.py", 3) == sum(number(name, 2) for name in ("main.py", "a.py", "b.py"))
    assert number("a.py", 3) == number("a.py", 2) + number("b.py", 2)
    assert number("all", 2) == number("main.py", 3)
    assert "does not compile" in lint(["--isolated", "-q", "--costs", "--target", "rp2", str(folder / "bad.py")])[1]
