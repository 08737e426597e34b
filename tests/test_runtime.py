"""Runs programs with `taipan run` and compares what they print.

The programs of tests/run are about the compiler, those of tests/runtime about the types and modules
of our own runtime. What they must print is CPython's, except where a program says, in a comment
line at its start, `# micropython-only: REASON`.
"""

import os
import re
import subprocess

import pytest

import run_suite
from programs import GUARD
from programs import program as built

RUNTIME = run_suite.TESTS / "runtime"


def runtime_programs():
    return [run_suite.make_program(path.stem, path.stem, {path.name: path},
                                   path.with_suffix(".exp"))
            for path in sorted(RUNTIME.glob("*.py"))]


# The line of a traceback that is about `-c "import …"`.
IMPORTER = '  File "<stdin>", line 1, in <module>'
PROGRAMS = runtime_programs()
ALL = run_suite.find_programs() + PROGRAMS
names = [f"{program.expectation.parent.name}-{program.name}" for program in ALL]


def main_file(program):
    return program.sources[program.main + ".py"]


def run(*arguments, cwd=None, stdin=""):
    return subprocess.run([built("taipan"), "run", *arguments], cwd=cwd, input=stdin,
                          capture_output=True, text=True, timeout=GUARD)


def check(program, done):
    assert done.returncode in (0, 1), f"{done.returncode}: {done.stderr}"
    printed = (done.stdout + done.stderr).splitlines()
    # CPython does not warn where the runtime does.
    printed = [line for line in printed
               if line != IMPORTER and not line.startswith("Warning: ")]
    assert printed == program.expectation.read_text().splitlines()


def test_every_program_has_an_expectation():
    expected = {program.expectation for program in PROGRAMS}
    assert expected == set(RUNTIME.glob("*.exp"))
    assert all(program.expectation.read_text().strip() for program in PROGRAMS)


@pytest.mark.parametrize("program", ALL, ids=names)
def test_program_on_our_runtime(program):
    flags = [flag for flag in program.flags if flag.startswith("-O")]
    check(program, run(*flags, "-c", f"import {program.main}", cwd=program.folder))


@pytest.mark.parametrize("program", PROGRAMS[::3], ids=lambda program: program.name)
def test_compiled_program_on_our_runtime(program, mpy_cross, tmp_path):
    target = tmp_path / "main.mpy"
    name = program.main + ".py"
    subprocess.run([mpy_cross, *program.flags, "-s", name, "-o", target, main_file(program)],
                   check=True)
    check(program, run(str(target), cwd=program.folder))


NOT_NATIVE = {
    "generator_chains_stack": "chains of generators take the machine's stack, as in stock's native code",
    "emergency_errors": "fewer words a frame: the traceback without memory has more frames",
}


@pytest.mark.parametrize("profile", ["size", "speed"])
@pytest.mark.parametrize("program", ALL, ids=names)
def test_program_as_machine_code(native, program, profile):
    """All functions are machine code: the same output, lines of tracebacks included."""
    if program.name in NOT_NATIVE:
        pytest.skip(NOT_NATIVE[program.name])
    flags = [flag for flag in program.flags if flag.startswith("-O")]
    done = subprocess.run([built("taipan"), "run", "-X", "emit=native", "-X", f"native-opt={profile}",
                           *flags, "-c",
                           f"import {program.main}"], cwd=program.folder, capture_output=True,
                          text=True, timeout=GUARD, env={**os.environ, "TAIPAN_NATIVE": native})
    assert done.returncode in (0, 1), f"{done.returncode}: {done.stderr}"
    frame = re.compile(r'^  File "(.*)", line \d+, in (.*)$')

    def comparable(text):
        found = text.splitlines()
        if "-O3" in flags:  # without lines bytecode says 1, machine code nothing
            found = [re.sub(r", line 1, in (?!<module>)", ", in ", line) for line in found]
        if profile != "speed":
            return found
        if "-O3" in flags:  # functions that are called without the runtime are in no traceback without lines
            return [line for line in found if not re.match(r'  File ".*", in ', line)]
        # With speed, calls of a function by itself are one line of a traceback, the innermost.
        outer = [i for i, (line, after) in enumerate(zip(found, found[1:]))
                 if (own := frame.match(line)) and (inner := frame.match(after)) and own.groups() == inner.groups()]
        return [line for i, line in enumerate(found) if i not in outer]

    printed = "".join(line for line in (done.stdout + done.stderr).splitlines(True)
                      if line.rstrip("\n") != IMPORTER and not line.startswith("Warning: "))
    assert comparable(printed) == comparable(program.expectation.read_text())


@pytest.mark.parametrize("program", ALL, ids=names)
def test_program_as_machine_code_without_lines(native, program):
    """Functions then call each other without the runtime, and look into objects: the same output, but for frames
    of tracebacks."""
    if program.name in NOT_NATIVE:
        pytest.skip(NOT_NATIVE[program.name])
    flags = [flag for flag in program.flags if flag.startswith("-O")]
    done = subprocess.run([built("taipan"), "run", "-X", "emit=native", "-X", "native-opt=speed", "-X",
                           "no-native-lines", *flags, "-c", f"import {program.main}"], cwd=program.folder,
                          capture_output=True, text=True, timeout=GUARD, env={**os.environ, "TAIPAN_NATIVE": native})
    assert done.returncode in (0, 1), f"{done.returncode}: {done.stderr}"

    def comparable(text):
        return [line for line in text.splitlines()
                if not re.match(r'  File ".*", (line \d|in )', line) and line != IMPORTER and not line.startswith("Warning: ")]
    assert comparable(done.stdout + done.stderr) == comparable(program.expectation.read_text())


@pytest.mark.cpython
@pytest.mark.parametrize("program", [p for p in PROGRAMS if p.micropython_only is None],
                         ids=lambda program: program.name)
def test_expectation_is_cpythons(program):
    expected = program.expectation.read_text().splitlines()
    assert run_suite.cpython_text(program).splitlines() == expected
