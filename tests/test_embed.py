"""The runtime in a C program: examples/embed."""

import subprocess

import pytest

import run_suite
from programs import GUARD
from programs import program as built

EXAMPLE = run_suite.TESTS.parent / "examples" / "embed"


@pytest.fixture
def blink(mpy_cross, tmp_path):
    """blink.py of the example, compiled."""
    compiled = tmp_path / "blink.mpy"
    subprocess.run([mpy_cross, "-s", "blink.py", "-o", compiled, EXAMPLE / "blink.py"], check=True)
    return compiled


def run_embedded(file):
    return subprocess.run([built("embed"), file], capture_output=True, text=True,
                          timeout=GUARD)


def test_the_example_runs_and_reports_what_the_program_raised(blink):
    done = run_embedded(blink)
    assert done.returncode == 1
    assert done.stdout == "LED 0 on\nLED 1 off\nLED 2 on\nthree LEDs, 5 in squares\n"
    assert done.stderr == ('Traceback (most recent call last):\n'
                           '  File "blink.py", line 6, in <module>\n'
                           'TypeError: which LED?\n')


def test_a_program_reads_where_nothing_can_be_read(mpy_cross, tmp_path):
    """The example's port has no read(): standard input is at its end."""
    source = tmp_path / "reads.py"
    source.write_text("import sys\n"
                      "try:\n    print(input('name? '))\n"
                      "except Exception as error:\n    print(type(error).__name__)\n"
                      "print(repr(sys.stdin.read()), repr(sys.stdin.readline()))\n")
    subprocess.run([mpy_cross, "-o", tmp_path / "reads.mpy", source], check=True)
    done = run_embedded(tmp_path / "reads.mpy")
    assert (done.returncode, done.stdout, done.stderr) == (0, "name? EOFError\n'' ''\n", "")


def test_a_damaged_file_is_an_error(blink):
    blink.write_bytes(blink.read_bytes()[:40])
    done = run_embedded(blink)
    assert done.returncode == 1
    assert "ValueError" in done.stderr


def test_the_example_is_short():
    assert len((EXAMPLE / "main.c").read_text().splitlines()) < 40
