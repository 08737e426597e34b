"""taipan lint on a project: pyproject.toml, baselines, changed lines, what the board starts, the oldest release,
and why nothing is said."""

import json
import os
import shutil
import subprocess

import pytest

from lint_programs import findings, lint

BAD = "import enum\n"


@pytest.fixture
def project(tmp_path):
    """Writes files: project({name: text}) gives the folder."""
    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path
    return write


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
    assert [c[2] for c in codes(folder / "src/a.py", "--isolated", "--target", "esp32")] == ["MP3201", "MP3001"]
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
    code, out, _ = lint(["-q", "--target", "rp2-pico,esp32", "--min-version", str(folder)])
    lines = out.splitlines()
    assert code == 1
    assert lines[0] == "rp2-pico: 1.23, for" and lines[1].startswith(f"  {folder}/a.py:3:9: MP3105: ")
    assert lines[2].startswith("esp32: no release of 1.12 to 1.29 runs it")
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
    ("import mine\n", 1, "no table knows 'mine'"),
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
