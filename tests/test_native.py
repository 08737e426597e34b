"""Files with native code, which another compiler takes: for compile, romfs, freeze and makemanifest."""

import json

import pytest

from programs import program, run

NATIVE = "@micropython.native\ndef f():\n    pass\n"
QSTRS = "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (1))\nQ()\n"

# A compiler that has native code, as far as it matters here: it writes down what it is asked for.
OTHER = """#!/bin/sh
echo "$@" >> {calls}
for last; do true; done
name=$2
while [ "$1" != -o ]; do shift; done
grep -v native "$last" > {calls}.py
exec {mpy_cross} -s "$name" -o "$2" {calls}.py
"""
FAILING = "#!/bin/sh\necho it is\necho no good >&2\nexit 1\n"
WRONG = '#!/bin/sh\nwhile [ "$1" != -o ]; do shift; done\necho text > "$2"\n'


def script(path, text):
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def project(tmp_path):
    files = {"src/a.py": NATIVE, "src/b.py": "x = 1\n", "m.py": 'package(".", base_path="src")\n',
             "q.h": QSTRS, "build/genhdr/qstrdefs.preprocessed.h": QSTRS,
             "freeze.py": 'freeze("src")\n'}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    script(tmp_path / "other", OTHER.format(calls=tmp_path / "calls", mpy_cross=program("mpy-cross")))
    return tmp_path


COMMANDS = {
    "compile": ["compile", "src", "-d", "out"],
    "romfs": ["romfs", "build", "src", "-o", "out.romfs"],
    "freeze": ["freeze", "freeze.py", "-o", "out.c", "--qstr-header", "q.h"],
}
MAKEMANIFEST = ["makemanifest", "-o", "out.c", "-b", "build", "-v", "MPY_DIR=.", "-v", "PORT_DIR=.",
                "-f", "-march=armv7m", "freeze.py"]
ARCH = ["--march", "armv7m"]


def taipan(project, *words, other=None):
    environment = {} if other is None else {"TAIPAN_NATIVE_MPYCROSS": other}
    done = run("taipan", *words, cwd=project, env=environment)
    return done.returncode, done.stderr.decode()


def calls(project):
    path = project / "calls"
    found = path.read_text().splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_another_compiler_takes_files_with_native_code(project, command):
    words = COMMANDS[command] + ARCH
    status, said = taipan(project, *words)
    assert status == 1 and "src/a.py:1:1: error[TP0302]" in said and "--native-mpy-cross" in said
    assert taipan(project, *words, "--native-mpy-cross", "./other") == (0, "")
    asked = "-s a.py -O0 -msmall-int-bits=31 -march=armv7m -o "
    assert [line[:len(asked)] for line in calls(project)] == [asked]
    assert taipan(project, *words, *(["--no-cache"] if command == "freeze" else []),
                  other="./other") == (0, "")
    assert len(calls(project)) == 1


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text, hint", [
    (FAILING, "./bad: it is; no good"), (WRONG, "./bad: what it has made is no .mpy file"),
    (None, "./bad: No such file or directory"),
])
def test_its_errors_have_code_and_place(project, command, text, hint):
    if text:
        script(project / "bad", text)
    words = COMMANDS[command] + ARCH
    status, said = taipan(project, *words, other="./bad")
    assert status == 1 and "src/a.py:1:1: error[TP0302]" in said and f"hint: {hint}\n" in said
    status, said = taipan(project, *words, "--diagnostics=json", other="./bad")
    found = [json.loads(line) for line in said.splitlines()]
    assert [(one["code"], one["line"], one["hint"]) for one in found] == [("TP0302", 1, hint)]


@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_not_asked_when_something_else_is_wrong(project, command):
    (project / "src/a.py").write_text(NATIVE + "break\n")
    status, said = taipan(project, *COMMANDS[command], *ARCH, other="./other")
    assert status == 1 and "TP0302" not in said and "TP0205" in said
    assert calls(project) == []


def test_another_version_of_it_compiles_again(project):
    words = [*COMMANDS["freeze"], *ARCH, "--verbose", "--native-mpy-cross", "./other"]
    assert taipan(project, *words)[0] == 0 and len(calls(project)) == 1
    assert taipan(project, *words)[0] == 0 and calls(project) == []
    (project / "other").write_text((project / "other").read_text() + "# another\n")
    assert taipan(project, *words)[0] == 0 and len(calls(project)) == 1


def test_makemanifest_takes_what_stock_takes(project):
    status, said = taipan(project, *MAKEMANIFEST)
    assert status == 1 and "mpy-cross/build/mpy-cross: No such file" in said
    own = project / "mpy-cross/build/mpy-cross"
    own.parent.mkdir(parents=True)
    script(own, (project / "other").read_text())
    assert taipan(project, *MAKEMANIFEST)[0] == 0 and len(calls(project)) == 1
    for variable, other in (("MICROPY_MPYCROSS", "./bad"), ("TAIPAN_NATIVE_MPYCROSS", "./worse")):
        (project / "out.c.taipan").unlink(missing_ok=True)
        environment = {"MICROPY_MPYCROSS": "./bad", variable: other}
        done = run("taipan", *MAKEMANIFEST, cwd=project, env=environment)
        assert done.returncode == 1 and f"hint: {other}: No such file".encode() in done.stderr
    done = run("taipan", *MAKEMANIFEST, cwd=project, env={"TAIPAN_NATIVE_MPYCROSS": ""})
    assert done.returncode == 1 and b"--" not in done.stderr.split(b"hint: ")[1]


@pytest.mark.parametrize("words, option", [
    (["taipan", "compile"], "--march"), (["mpy-cross", "--diagnostics=rich"], "-march="),
])
def test_hints_name_options_that_the_program_has(project, words, option):
    done = run(*words, "src/a.py", cwd=project)
    assert done.returncode == 1
    assert done.stderr.decode().split("hint: ")[1].split("\n")[0] == f"name the target with {option}"
