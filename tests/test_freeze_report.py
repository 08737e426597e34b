"""The reports of taipan freeze on flash, and that they agree with a compiler for 32-bit machines."""

import json
import os
import re
import shutil
import subprocess

import pytest

from programs import ROOT, run

DATA = ROOT / "tests/data/frozen"
MODULES = ["kinds", "constants", "floats", "doubles", "collisions", "empty", "shapes/square"]
QSTRS = "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (2))\nQ()\nQ(print)\nQ(append)\n"
NAMES = 'TAIPAN_NAME("print_exception")\nTAIPAN_NAME("name")\n'
KNOWN = {"stock": ("--qstr-header", "q.h"), "taipan": ("--target", "taipan", "--names", "names.txt")}
LAYOUTS = {"stock": "stock-32bit", "taipan": "taipan-32bit"}
HEAD = re.compile(rb" +bytes +% .*  file\n")


@pytest.fixture
def project(tmp_path):
    """Modules of all kinds of constants, and the strings of both firmwares."""
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "q.h").write_text(QSTRS)
    (tmp_path / "names.txt").write_text(NAMES)
    (tmp_path / "manifest.py").write_text("".join(f'module("{name}.py")\n' for name in MODULES))
    return tmp_path


def freeze(folder, target, *arguments, output=("-o", "frozen.c"), **options):
    return run("taipan", "freeze", "manifest.py", *KNOWN[target], *output, "--no-strict", *arguments,
               cwd=folder, **options)


def report(folder, target, *arguments):
    """The report as JSON, of a run that must succeed."""
    done = freeze(folder, target, "--report-json", "report.json", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return json.loads((folder / "report.json").read_text())


@pytest.mark.parametrize("target", KNOWN)
def test_the_parts_add_up(project, target):
    found = report(project, target)
    assert (found["version"], found["layout"]) == (1, LAYOUTS[target])
    assert [each["name"] for each in found["files"]] == [f"{name}.py" for name in MODULES]
    everything = [*found["files"], found["shared"]]
    assert found["bytes"] == sum(each["bytes"] for each in everything) > 2000
    for each in [found, *everything, *(row for file in found["files"] for row in file["functions"])]:
        assert each["bytes"] == sum(each["parts"].values())
    for file in found["files"]:
        assert file["functions"][0]["name"] == "<module>"
        assert all(file["parts"][part] == sum(row["parts"][part] for row in file["functions"])
                   for part in ("code", "preludes", "lines"))


@pytest.mark.parametrize("target", KNOWN)
def test_tables_are_for_people_and_come_last(project, target):
    done = freeze(project, target, "--report", "--list-files", "--verbose")
    assert (done.returncode, done.stderr) == (0, b"")
    before, table = HEAD.split(done.stdout, maxsplit=1)
    assert re.search(rb"^GEN frozen\.c\nkinds\.py\t", before, re.MULTILINE)
    total = report(project, target)["bytes"]
    assert re.search(rb"^ +%d  100.0 .*  \(total\)$" % total, table, re.MULTILINE)
    assert b"kinds.py: <module>\n" in table


@pytest.mark.parametrize("target", KNOWN)
def test_reports_are_the_same_when_nothing_changed(project, target):
    reports = ["--report", "--report-json", "out/r.json", "--report-html", "out/r.html"]
    first = freeze(project, target, *reports, "--depfile", "d")
    made = [(project / name).read_bytes() for name in ("out/r.json", "out/r.html", "d")]
    assert made[0] in made[1]
    assert b"<title>Flash of frozen.c</title>" in made[1]
    assert b"r.json" not in made[2]
    for name in ("out/r.json", "out/r.html", "d"):
        os.unlink(project / name)
    before = os.stat(project / "frozen.c").st_mtime_ns
    again = freeze(project, target, *reports, "--depfile", "d", "--verbose")
    assert again.stdout == first.stdout  # nothing was compiled or written
    assert (first.returncode, again.returncode) == (0, 0)
    assert [(project / name).read_bytes() for name in ("out/r.json", "out/r.html", "d")] == made
    assert os.stat(project / "frozen.c").st_mtime_ns == before


def test_reports_follow_changes(project):
    before = report(project, "stock")
    (project / "empty.py").write_text("print('a text that was not there')\n")
    after = report(project, "stock")
    rows = [{file["name"]: file["bytes"] for file in each["files"]} for each in (before, after)]
    assert rows[0].pop("empty.py") < rows[1].pop("empty.py") and rows[0] == rows[1]


def test_reports_need_no_output(project):
    done = freeze(project, "stock", "--report", output=())
    assert (done.returncode, done.stderr) == (0, b"") and HEAD.match(done.stdout)
    done = freeze(project, "stock", "--report-html", "r.html", output=())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert b"<title>Flash of manifest.py</title>" in (project / "r.html").read_bytes()
    assert not (project / "frozen.c").exists()


def test_strings_of_the_firmware_are_needed_and_count(project):
    done = run("taipan", "freeze", "manifest.py", "--list-files", "--report", cwd=project)
    assert (done.returncode, done.stdout) == (2, b"") and b"--qstr-header" in done.stderr
    before = report(project, "taipan")
    (project / "names.txt").write_text(NAMES + 'TAIPAN_NAME("Square")\n')
    assert before["parts"]["names"] - report(project, "taipan")["parts"]["names"] == len("Square")


def test_there_is_no_report_on_errors(project):
    (project / "empty.py").write_text("break\n")
    done = freeze(project, "taipan", "--report", "--report-json", "r.json", "--report-html", "r.html")
    assert (done.returncode, done.stdout) == (1, b"") and done.stderr
    assert not {"r.json", "r.html"} & set(os.listdir(project))


@pytest.mark.parametrize("form", ["text", "json"])
def test_reports_that_cannot_be_written(project, form):
    (project / "taken").mkdir()
    done = freeze(project, "stock", "--report-json", "taken", "--report-html", "r.html", "--format",
                  form)
    assert done.returncode == 1
    if form == "json":
        assert json.loads(done.stderr)["file"] == "taken"
    else:
        assert done.stderr.startswith(b"taken: error: cannot write the file: ")
    assert (project / "r.html").exists()  # the others come all the same


@pytest.mark.parametrize("option", ["--report-json", "--report-html", "--depfile"])
@pytest.mark.parametrize("path, role", [
    ("./kinds.py", b"an input"), ("manifest.py", b"an input"), ("q.h", b"an input"),
    ("frozen.c", b"the output"),
])
def test_nothing_is_written_over_files_of_the_run(project, option, path, role):
    assert freeze(project, "stock").returncode == 0
    before = (project / path).read_bytes()
    done = freeze(project, "stock", option, path)
    assert (done.returncode, done.stderr) == (1, path.encode() + b": error: is " + role + b" as well\n")
    assert (project / path).read_bytes() == before


@pytest.mark.parametrize("options", [[], ["-O3"]])
def test_the_count_for_our_runtime_is_what_a_compiler_makes(project, options):
    compiler = shutil.which("arm-none-eabi-gcc")
    if compiler is None:
        pytest.fail("arm-none-eabi-gcc is missing: ./dev setup", pytrace=False)
    (project / "data").mkdir()
    (project / "data/one.bin").write_bytes(bytes(range(100)))
    (project / "data/empty").write_bytes(b"")
    with open(project / "manifest.py", "a") as manifest:
        manifest.write('freeze_as_data("data")\n')
    found = report(project, "taipan", *options)
    assert found["parts"]["contents"] == 12 + 100  # the empty one is also a constant
    # Sections of their own have no padding between them.
    subprocess.run([compiler, "-mcpu=cortex-m4", "-mthumb", "-Os", "-fdata-sections", "-c",
                    f"-I{ROOT / 'include'}", "frozen.c"], cwd=project, check=True)
    listed = subprocess.run(["arm-none-eabi-size", "frozen.o"], cwd=project, capture_output=True,
                            text=True, check=True)
    assert [int(number) for number in listed.stdout.split("\n")[1].split()[:3]] == \
        [found["bytes"], 0, 0]
