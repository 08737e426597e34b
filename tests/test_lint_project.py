"""taipan lint on a project: pyproject.toml, baselines, changed lines, what the board starts, the oldest release,
and why nothing is said."""

import ast
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

from lint_programs import findings, lint
from programs import ROOT, program

sys.path.insert(0, str(ROOT / "tools/capabilities"))
import compare as capabilities  # noqa: E402

BAD = "import enum\n"


def codes(folder, *arguments):
    return sorted((os.path.relpath(f["file"], folder), f["line"], f["code"])
                  for f in findings(["-q", *arguments, str(folder)]))


# --- pyproject.toml ------------------------------------------------------------------------------

CONFIG = """[tool.taipan.lint]
target = "esp32@1.24"
ignore = ["MP3201", "star-import"]
exclude = ["build", "old/*.py"]
extra-modules = ["mydriver"]

[tool.taipan.lint.per-file-ignores]
"tests/*" = ["MP3"]
"""


def test_the_configuration_is_read(project):
    folder = project({
        "pyproject.toml": CONFIG, "src/a.py": "import utime\nimport enum\nimport mydriver\nmydriver.x\n",
        "build/b.py": BAD, "old/c.py": BAD, "tests/d.py": BAD + "print(R'x')\n"})
    assert codes(folder) == [("src/a.py", 2, "MP3001"), ("tests/d.py", 2, "MP1014")]
    assert {t for f in findings(["-q", str(folder)]) for t in f["targets"]} == {"esp32@1.24"}
    # Found upward from the file, not from here; and not with --isolated.
    assert [c[2] for c in codes(folder / "src/a.py")] == ["MP3001"]
    assert [c[2] for c in codes(folder / "src/a.py", "--isolated", "--target", "esp32")] == ["MP3201", "MP3001", "MP3205"]
    # The command line comes first.
    assert {t for f in findings(["-q", "--target", "unix", str(folder)]) for t in f["targets"]} == {"unix"}
    assert codes(folder, "--select", "MP1") == [("tests/d.py", 2, "MP1014")]
    assert codes(folder, "--config", str(folder / "pyproject.toml"), "--ignore", "MP1,MP3001") == []


def test_the_nearest_configuration_with_the_table_counts(project):
    folder = project({"pyproject.toml": CONFIG, "lib/pyproject.toml": "[project]\nname = 'x'\n",
                      "lib/a.py": "import utime\n", "own/pyproject.toml": "[tool.taipan.lint]\ntarget = 'unix'\n",
                      "own/a.py": "import utime\n"})
    assert codes(folder / "lib/a.py") == []
    assert [c[2] for c in codes(folder / "own/a.py")] == ["MP3201"]


@pytest.mark.parametrize("text, place, words", [
    ("[tool.taipan.lint]\ntarget = 3\n", "2:10", "a list of texts"),
    ("[tool.taipan.lint]\nselect = 'MP1'\n", "2:10", "a list of texts"),
    ("[tool.taipan.lint]\nselect = ['MP1', 'MP77']\n", "2:18", "no rule is called 'MP77'"),
    ("[tool.taipan.lint]\nignore = [1]\n", "2:11", "a text is expected"),
    ("[tool.taipan.lint]\ntargets = []\n", "2:1", "there is no key 'targets'"),
    ("[tool.taipan.lint]\nper-file-ignores = []\n", "2:20", "a table of patterns"),
    ("[tool.taipan.lint]\nbaseline = 1\n", "2:12", "a text is expected"),
    ("[tool.taipan]\nlint = 1\n", "2:8", "a table is expected"),
    ("[tool\n", "1:6", ""),
    ("[tool.taipan.lint]\nselect = ['MP1\n", "2:15", "")])
def test_faults_of_the_configuration_are_located(project, text, place, words):
    folder = project({"pyproject.toml": text, "a.py": BAD})
    code, out, error = lint(["-q", str(folder)])
    assert (code, out) == (2, "")
    assert error.startswith(f"{folder}/pyproject.toml:{place}: error: ") and words in error


def test_a_configuration_that_cannot_be_read(project):
    folder = project({"a.py": BAD})
    code, _, error = lint(["--config", str(folder / "none.toml"), str(folder)])
    assert code == 2 and "none.toml: error: cannot " in error


# --- baselines and changed lines -----------------------------------------------------------------


def test_a_baseline_hides_what_was_there(project):
    folder = project({"a.py": "import enum\nimport csv\n", "b.py": BAD})
    file = str(folder / "baseline.txt")
    assert lint(["-q", "--target", "unix", "--write-baseline", file, str(folder)])[0] == 0
    assert (folder / "baseline.txt").read_text().splitlines()[0] == "taipan-lint-baseline 1"
    run = lambda: codes(folder, "--target", "unix", "--baseline", file)
    assert run() == []
    (folder / "a.py").write_text("# moved\n\nimport  csv\nimport enum\nimport enum\nimport dataclasses\n")
    # The second `import enum` and the new module are new; lines that moved, and blanks, are not.
    assert run() == [("a.py", 5, "MP3001"), ("a.py", 6, "MP3001")]
    (folder / "b.py").write_text("x = 1\n")
    error = lint(["--target", "unix", "--baseline", file, str(folder)])[2]
    assert "2 findings are in the baseline" in error and "1 findings of the baseline are gone" in error
    folder = project({"pyproject.toml": "[tool.taipan.lint]\nbaseline = 'baseline.txt'\n"})
    assert len(codes(folder, "--target", "unix")) == 2


@pytest.mark.parametrize("text, place", [
    ("", ":1: "), ("[]\n", ":1: "), ("taipan-lint-baseline 1\nx MP3001 a.py\n", ":2: "),
    ("taipan-lint-baseline 1\n0123456789abcdef 3001\n", ":2: ")])
def test_a_baseline_that_is_none(project, text, place):
    folder = project({"a.py": BAD, "base": text})
    code, out, error = lint(["-q", "--baseline", str(folder / "base"), str(folder / "a.py")])
    assert (code, out) == (2, "") and f"{folder}/base{place}error: " in error
    assert lint(["-q", "--baseline", str(folder / "none"), str(folder / "a.py")])[0] == 2
    assert lint(["-q", "--write-baseline", str(folder / "no/where"), str(folder / "a.py")])[0] == 2


@pytest.mark.skipif(not shutil.which("git"), reason="git is not here")
def test_since_a_revision(project):
    folder = project({"a.py": "import enum\nx = 1\n", "sub/b.py": BAD})
    git = lambda *words: subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=b", *words], cwd=folder,
                                        check=True, capture_output=True)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    project({"a.py": "import enum\nx = 1\nimport csv\n", "new.py": BAD})
    assert codes(folder, "--target", "unix", "--since", "HEAD") == [("a.py", 3, "MP3001"), ("new.py", 1, "MP3001")]
    assert codes(folder / "sub", "--target", "unix", "--since", "HEAD") == []
    for bad in ("no-such-revision", "--output=x"):
        code, out, error = lint(["-q", f"--since={bad}", str(folder)])
        assert (code, out) == (2, "") and "git knows no revision" in error
    shutil.rmtree(folder / ".git")
    assert lint(["-q", "--since", "HEAD", str(folder)])[0] == 2


# --- what the board starts -----------------------------------------------------------------------


def test_files_that_nothing_imports_are_quiet(project):
    folder = project({
        "main.py": "import app\nfrom pkg import inner\n", "app.py": "from lib_a import f\n" + BAD,
        "lib/lib_a.py": BAD, "pkg/__init__.py": BAD, "pkg/inner.py": "from . import beside\n" + BAD,
        "pkg/beside.py": BAD, "pkg/other.py": BAD, "desktop.py": BAD, "tests/t.py": BAD})
    seen = lambda *more: [c[0] for c in codes(folder, "--target", "unix", *more) if c[2] == "MP3001"]
    assert seen() == ["app.py", "lib/lib_a.py", "pkg/__init__.py", "pkg/beside.py", "pkg/inner.py"]
    assert len(seen("--all")) == 8
    assert "3 files are left out" in lint(["--target", "unix", str(folder)])[2]
    # A file that is named is looked at.
    assert "desktop.py" in seen(str(folder / "desktop.py"))
    # An import of a name that is not written there may be any file.
    (folder / "main.py").write_text("import app, sys\n__import__(sys.argv[1])\n")
    assert len(seen()) == 8
    (folder / "main.py").write_text("import sys\nif sys.platform == 'win32':\n    import desktop\n__import__('app')\n")
    assert seen() == ["app.py", "lib/lib_a.py"]


def test_without_a_start_all_files_are_looked_at(project):
    folder = project({"a.py": BAD, "sub/main.py": "x = 1\n"})
    assert codes(folder, "--target", "unix") == [("a.py", 1, "MP3001")]


# --- the oldest release --------------------------------------------------------------------------


def test_the_oldest_release_and_what_asks_for_it(project):
    folder = project({"a.py": "import machine\nimport asyncio\nmachine.USBDevice\n"})
    code, out, _ = lint(["-q", "--target", "rp2-pico,ESP32_GENERIC", "--min-version", str(folder)])
    lines = out.splitlines()
    assert code == 1
    assert lines[0] == "rp2-pico: 1.23, for" and lines[1].startswith(f"  {folder}/a.py:3:9: MP3105: ")
    assert lines[2].startswith("ESP32_GENERIC: no release of 1.12 to 1.29 runs it")
    code, out, _ = lint(["-q", "--target", "rp2-pico", "--min-version", "--format", "json", str(folder)])
    need = json.loads(out)
    assert code == 0 and (need["oldest"], need["newest"]) == ("1.23", "1.29")
    assert [r["line"] for r in need["reasons"]] == [3]


def test_the_oldest_release_in_a_range_and_of_what_went(tmp_path):
    ask = lambda target, text: lint(["-q", "--isolated", "--target", target, "--min-version", "-"], text)[1]
    assert ask("unix@>=1.20", "x = 1\n") == "unix: 1.20 or older\n"
    assert ask("unix@1.20-1.22", "import asyncio\n").startswith("unix: 1.21, for\n  <stdin>:1:8: MP3105: ")
    assert ask("esp32", "import utimeq\n").splitlines()[0].startswith("esp32: 1.12 or older (and up to ")
    assert ask("circuitpython", "x = 1\n") == "circuitpython: 7.0.0 or older\n"
    assert lint(["--min-version", "--target", "esp33", "-"], "x = 1\n")[0] == 2


# --- why nothing is said -------------------------------------------------------------------------


@pytest.mark.parametrize("text, line, words", [
    ("try:\n    import enum\nexcept ImportError:\n    pass\n", 2, "MP3001: MicroPython has no module 'enum'; "
     "a handler around it catches"),
    ("import enum  # mp: ignore[MP3001]\n", 1, "the comment on line 1 says so"),
    ("import sys\nif sys.platform == 'win32':\n    import enum\n", 3, "the condition on line 2 is false for unix"),
    ("raise SystemExit\nimport enum\n", 2, "line 1: nothing behind it in its block runs"),
    ("try:\n    import enum\n    import csv\nexcept ImportError:\n    pass\n", 3,
     "line 2 fails, and a handler takes over"),
    ("try:\n    import json\nexcept ImportError:\n    import enum\n", 4, "is all there for unix"),
    ("import mine\n", 1, "'mine' is neither in the firmware nor beside this file; this is reported"),
    ("import enum\n", 1, "MP3001: MicroPython has no module 'enum'; this is reported"),
    ("x = 1\n", 1, "nothing is known that would fail here")])
def test_silence_is_explained(project, text, line, words):
    folder = project({"a.py": text})
    code, out, error = lint(["-q", "--isolated", "--target", "unix", "--explain-silence", f"{folder}/a.py:{line}"])
    assert (code, error) == (0, "") and words in out and out.startswith(f"{folder}/a.py:{line}: ")


def test_silence_by_rules_and_files(project):
    folder = project({"a.py": BAD, "mine.py": "x = 1\n", "b.py": "import mine\n",
                      "pyproject.toml": "[tool.taipan.lint.per-file-ignores]\n'a.py' = ['MP3001']\n"})
    ask = lambda place, *more: lint(["-q", "--target", "unix", "--explain-silence", place, *more])[1]
    assert "pyproject.toml says so for 'a.py'" in ask(f"{folder}/a.py:1")
    assert "the rule is off" in ask(f"{folder}/a.py:1", "--isolated", "--ignore", "MP3001")
    assert "is a module of the project" in ask(f"{folder}/b.py:1")


@pytest.mark.parametrize("place", ["a.py", "a.py:0", "a.py:x", "none.py:1", ":3", "a.py:99"])
def test_places_that_are_none(project, place):
    folder = project({"a.py": BAD})
    code, out, error = lint(["-q", "--explain-silence", place], cwd=folder)
    assert (code, out) == (2, "") and error


# --- forms of output -----------------------------------------------------------------------------


def test_one_cause_is_shown_once_in_text():
    text = "".join(f"x = 'a'.zfill({i})\n" for i in range(14))
    out = lint(["-q", "--isolated", "--target", "unix", "-"], text)[1]
    assert out.count("MP3102") == 1 and "= also on lines 2, 3, 4, 5, 6, 7, 8, 9 and 5 more\n" in out
    assert lint(["-q", "--isolated", "--all", "--target", "unix", "-"], text)[1].count("MP3102") == 14
    assert len(findings(["-q", "--target", "unix", "-"], text)) == 14


def test_findings_by_what_happens():
    text = "x = [*a]\nimport enum\n'a'.zfill(1)\n"
    out = lint(["-q", "--isolated", "--by-consequence", "--target", "unix", "-"], text)[1]
    heads = [line for line in out.splitlines() if line[:1] not in ("", " ", "<")]
    assert heads == ["does not compile: 1", "fails at import: 1", "fails when reached: 1"]
    assert [f["consequence"] for f in findings(["-q", "--target", "unix", "-"], text)] == [
        "does not compile", "fails at import", "fails when reached"]


def test_fingerprints_do_not_depend_on_other_findings():
    prints = lambda text: [row["fingerprint"] for row in json.loads(
        lint(["-q", "--target", "unix", "--format", "gitlab", "-"], text)[1])]
    assert prints("import enum\nimport csv\n")[1] == prints("import csv\n")[0]
    assert len(set(prints("import enum\nimport enum\n"))) == 2


# --- devices, stubs, watching ---------------------------------------------------------------------

DEVICE = """__main__          machine           umqtt/simple
Plus any modules on the filesystem
{"taipan-device":1,"platform":"rp2","version":"1.24.1","modules":{"machine":{"Pin":["value","irq"],"freq":[],
"Extra":["run"]},"mydriver":{"start":[]},"time":{"sleep":[]}},"lazy":["time"]}
"""


def test_a_device_says_what_it_has(project):
    folder = project({"device.json": DEVICE, "a.py": (
        "import machine, mydriver, time, umqtt.simple\nmachine.Pin(1).value()\nmachine.ADC\nmachine.Extra(1)\n"
        "mydriver.stop\ntime.sleep_ms(1)\nimport rp2\nmachine.Pin.high\nmachine.Pin(1).off()\n")})
    ask = lambda *more: [(f["line"], f["code"], f["targets"]) for f in findings(
        ["-q", "--isolated", "--device-json", str(folder / "device.json"), *more, str(folder / "a.py")])]
    assert ask() == [(3, "MP3101", ["device"]), (5, "MP3101", ["device"]), (7, "MP3001", ["device"]),
                     (8, "MP3101", ["device"]), (9, "MP3101", ["device"])]
    # The others are as they were.
    assert (3, "MP3101", ["device"]) in ask("--target", "device,rp2")
    assert not {3, 7, 8, 9} & {line for line, _, _ in ask("--target", "rp2")}


@pytest.mark.parametrize("text", [
    "", "{}", "[]", '{"taipan-device":2}', '{"taipan-device":1,"platform":"rp2","version":"1.24","modules":3}',
    '{"taipan-device":1,"platform":"rp2","version":"1.24","modules":{"a":{"b":3}}}',
    '{"taipan-device":1,"platform":"rp2","version":"1.24","modules":{"a":{"b":[3]}}}',
    '{"taipan-device":1,"platform":"toaster","version":"1.24","modules":{}}'])
def test_what_is_no_device(project, text):
    folder = project({"device.json": text, "a.py": BAD})
    code, out, error = lint(["-q", "--device-json", str(folder / "device.json"), str(folder / "a.py")])
    assert (code, out) == (2, "") and "device.json: error: " in error


def test_the_script_for_boards_asks_for_all_modules_of_the_table():
    table = capabilities.Table((ROOT / "targets/data/capabilities.txt").read_text())
    boards = [t for t in table.targets if not t.startswith("circuitpython")]
    built_in = {path[0] for path, (kind, _) in table.entries.items()
                if len(path) == 1 and kind == "m" and "." not in path[0] and path[0] != "__main__"
                and any(table.answer(path, t, r) is not False for t in boards for r in table.releases)}
    names = re.search(r"NAMES = \((.*?)\)", (ROOT / "tools/device_facts.py").read_text(), re.DOTALL)[1]
    assert set(re.findall(r'"(\w+)"', names)) == built_in


def test_devices_are_compared_with_the_table():
    table = capabilities.Table((ROOT / "targets/data/capabilities.txt").read_text())
    device = {"version": "1.24.1", "lazy": [], "modules": {"heapq": {"heappush": [], "heapify": [], "new": []},
                                                           "uheapq": {"x": []}}}
    agree, extra, missing = capabilities.compare(table, "unix-standard", device, [])
    assert (agree, extra, missing) == (2, [("heapq", "new")], [("heapq", "heappop")])
    assert capabilities.compare(table, "unix-standard", device, ["heapq"]) == (0, [], [])


@pytest.mark.parametrize("target", ["unix", "esp32@>=1.22", "rp2", "level:minimum", "circuitpython@9.2"])
def test_stubs_are_python_with_what_the_target_has(tmp_path, target):
    folder = tmp_path / "stubs"
    assert lint(["-q", "--isolated", "--target", target, "--stubs", str(folder)])[0] == 0
    stubs = {str(path.relative_to(folder)): ast.parse(path.read_text()) for path in folder.rglob("*.pyi")}
    assert "builtins.pyi" not in stubs
    if target == "rp2":
        classes = {n.name: n for n in stubs["machine.pyi"].body if isinstance(n, ast.ClassDef)}
        irq = next(n for n in classes["Pin"].body if getattr(n, "name", "") == "irq")
        assert [a.arg for a in irq.args.args] == ["self", "handler", "trigger", "hard"]
        names = {n.name for n in stubs["time.pyi"].body if isinstance(n, ast.FunctionDef)}
        assert "sleep_ms" in names and "monotonic" not in names
        assert "esp32.pyi" not in stubs and "rp2.pyi" in stubs


def test_stubs_of_all_targets_are_valid(tmp_path):
    names = [line.split()[0] for line in lint(["--list-targets"])[1].splitlines()[:-1]]
    assert "esp32" in names and len(names) > 30
    for name in names:
        folder = tmp_path / name
        assert lint(["-q", "--isolated", "--target", name, "--stubs", str(folder)])[0] == 0
        for path in folder.rglob("*.pyi"):
            compile(path.read_text(), str(path), "exec")  # parameters named twice, defaults before others


def test_stubs_need_a_folder_and_a_target(tmp_path):
    (tmp_path / "file").write_text("")
    assert lint(["-q", "--stubs", str(tmp_path / "file/x"), "--target", "unix"])[0] == 2
    assert lint(["-q", "--stubs", str(tmp_path / "x"), "--target", "esp33"])[0] == 2


def test_an_extra_module_and_files_for_pcs(project):
    text = "import enum\nimport mine\nenum.x\n"
    ask = lambda *words: [f["code"] for f in findings(["-q", "--target", "unix", *words, "-"], text)]
    assert ask("--extra-module", "enum") == ["MP3205"]
    assert ask("--extra-module", "enum", "--extra-module", "mine") == []
    folder = project({"a.py": "import pytest\nimport enum\n"})
    got = findings(["-q", "--target", "unix", str(folder)])
    assert [(f["code"], f["severity"]) for f in got] == [("MP9005", "info")]
    assert len(findings(["-q", "--all", "--target", "unix", str(folder)])) == 2
    guarded = "try:\n    import pytest\nexcept ImportError:\n    pass\nimport enum\n"
    assert [f["code"] for f in findings(["-q", "--target", "unix", "-"], guarded)] == ["MP3001"]


def test_a_file_for_pcs_that_is_named_is_looked_at(project):
    """What was asked for by name is, whatever an earlier run on its folder kept."""
    folder = project({"test_a.py": "import pytest\nimport subprocess\n", "b.py": "import subprocess\n"})
    run = lambda *words: [(pathlib.Path(f["file"]).name, f["line"], f["code"])
                          for f in findings(["-q", "--isolated", "--target", "unix", *words])]
    skipped = [("b.py", 1, "MP3001"), ("test_a.py", 1, "MP9005")]
    named = [("test_a.py", 1, "MP3001"), ("test_a.py", 2, "MP3001")]
    assert run(str(folder)) == skipped
    assert run(f"{folder}/test_a.py") == named
    assert run(str(folder)) == skipped
    assert run(f"{folder}/test_a.py") == named
    row = findings(["-q", "--isolated", "--target", "unix", str(folder)])[-1]
    assert row["message"] == "the file imports pytest, runs on a PC and is not looked at: its name or --all does"
    names = [f["code"] for f in findings(["-q", "--target", "unix", "-"], "import pytest\n")]
    assert names == ["MP3001"]


def test_files_are_watched(project):
    folder = project({"a.py": "x = 1\n"})
    process = subprocess.Popen([program("taipan"), "lint", "--isolated", "--target", "unix", "--watch", str(folder)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert "0 errors" in process.stderr.readline()
        os.utime(folder / "a.py", (1, 1))
        assert "files changed" in process.stderr.readline() and "0 errors" in process.stderr.readline()
        project({"b.py": BAD})
        assert "files changed" in process.stderr.readline() and "1 errors" in process.stderr.readline()
        assert process.stdout.readline().startswith(f"{folder}/b.py:1:8: error[MP3001]")
    finally:
        process.kill()
    assert lint(["--watch", "--isolated", str(folder / "none.py")])[0] == 2


def test_several_ways_to_one_name_are_no_fault():
    text = ("import sys, machine\nif hasattr(machine, 'dht_readinto'):\n    from machine import dht_readinto\n"
            "elif sys.platform.startswith('esp'):\n    from esp import dht_readinto\n")
    assert findings(["-q", "--target", "any", "-"], text) == []
    assert [f["code"] for f in findings(["-q", "--target", "esp32", "-"], "from esp import dht_readinto\n")] == ["MP3106"]


def test_a_star_that_is_mostly_empty_is_a_warning():
    text = "def f(*a, **k):\n    g(x=1, *a)\ndef g(*a, **k): pass\nb = [1]\ng(x=1, *b)\n"
    got = [(f["line"], f["severity"]) for f in findings(["-q", "--target", "unix@1.24", "-"], text)]
    assert got == [(2, "warning"), (5, "error")]
    assert {f["severity"] for f in findings(["-q", "--target", "unix@1.29", "-"], text)} == {"error"}


# --- findings that were wrong: each was among 200 that were judged one by one ----------------------

WRONG = [
    ("unix", "class D(dict):\n    def __getitem__(self, k):\n        return self.__missing__(k)\n"
             "    def __missing__(self, k):\n        return 0\n"),
    ("unix", "import hmac_of_mine  # mp: ignore[MP3205]\nhmac_of_mine.new(b'').hexdigest()\nd = hmac_of_mine.new(b'')\nd.hexdigest()\n"),
    ("unix", "import byteslib  # noqa\nbyteslib.decode(b'1234', 'ascii')\nfrom byteslib import codec  # noqa\ncodec.decode('1234')\n"),
    ("rp2", "import network\nif network.WLAN().status() == network.STAT_GOT_IP: pass\n"),
    ("unix", "def f(d):\n    t = d.timetuple()\n    return t.tm_year\n"),
    ("rp2", "x = 60000000.0\n"),
    ("rp2", "from micropython import schedule\nclass A:\n    def poll(self, rx):\n        schedule(self.work, 0)\n"
            "    def work(self, _): pass\n"),
    ("unix", "class A:\n    lbp = 0\nclass B(A):\n    def led(self): pass\nclass C(A):\n    def nud(self): pass\n"
             "class D(B, C):\n    lbp = 1\n"),
    ("circuitpython@9.2", "import neopixel\n"),
    ("unix", "import textwrap_of_mine as t  # noqa\nt.wrap('a').expandtabs()\n"),
]


@pytest.mark.parametrize("target, text", WRONG)
def test_what_was_found_wrongly_is_not_found(target, text):
    assert [(f["code"], f["line"]) for f in findings(["-q", "--target", target, "-"], text)] == []


def test_near_them_there_still_are_findings():
    ask = lambda target, text: [f["code"] for f in findings(["-q", "--target", target, "-"], text)]
    assert ask("unix", "class D(dict):\n    def __missing__(self, k):\n        return 0\n") == ["MP2111"]
    assert ask("unix", "def f(h):\n    h.hexdigest()\n") == ["MP3102"]
    assert ask("unix", "import time\nt = time.gmtime()\nu = t\nu.tm_year\n") == ["MP4110"]
    assert ask("rp2", "x = 60000001.0\n") == ["MP4119"]
    assert ask("rp2", "from micropython import schedule\nclass A:\n    def __init__(self, p):\n"
                      "        p.irq(handler=self.poll, hard=True)\n    def poll(self, p):\n        schedule(self.work, 0)\n"
                      "    def work(self, _): pass\n") == ["MP5006"]


def test_a_file_that_extends_a_built_in_module_needs_the_old_name(project):
    folder = project({"binascii.py": "from ubinascii import *\n", "machine/pin.py": "import umachine\n",
                      "pkg/__init__.py": "", "pkg/websocket.py": "import uos\n"})
    got = [(os.path.relpath(f["file"], folder), f["code"]) for f in findings(["-q", "--target", "unix", str(folder)])]
    assert got == [("pkg/websocket.py", "MP3201")]


def test_the_hooks_for_pre_commit_are_commands(project):
    folder = project({"a.py": "print(R'x')\n"})
    text = (ROOT / ".pre-commit-hooks.yaml").read_text()
    for pattern in re.findall(r"^  exclude: '(.*)'$", text, re.MULTILINE):
        names = ("main.py", "src/contest.py", "test_a.py", "src/tests/test_b.py", "a_test.py", "conftest.py", "setup.py")
        assert [name for name in names if not re.search(pattern, name)] == ["main.py", "src/contest.py"]
    entries = re.findall(r"^  entry: (.*)$", text, re.MULTILINE)
    for entry, status in zip(entries, (1, 0), strict=True):
        words = entry.split()
        assert words[:2] == ["taipan", "lint"]
        run = subprocess.run([program("taipan"), *words[1:], "--target", "unix", str(folder / "a.py")],
                             capture_output=True, text=True)
        assert run.returncode == status
    assert (folder / "a.py").read_text() == "print(r'x')\n"
