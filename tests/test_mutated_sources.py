"""The comparison with stock on changed sources finds what it is for, and draws the same every time."""

import stat
import subprocess
import sys

import mutated_sources
from programs import ROOT, program

TOOL = ROOT / "tests/mutated_sources.py"


def compare(stock, *options):
    """Exit code and output of a comparison of a few sources."""
    command = [sys.executable, TOOL, "--stock", stock, "--ours", program("mpy-cross"), "--jobs", "1", *options]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def script(folder, text):
    path = folder / "stock"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_compiler_is_like_itself():
    code, output = compare(program("mpy-cross"), "--count", "30")
    assert code == 0 and sum(int(line.split()[0]) for line in output.splitlines()) == 30


def test_other_bytes_and_other_lines_are_found(tmp_path):
    ours = program("mpy-cross")
    other_bytes = script(tmp_path, f'{ours} "$@" && printf x >>main.mpy')
    code, output = compare(other_bytes, "--count", "60", "--keep", tmp_path / "kept")
    assert code == 1 and "accepts it" in output
    number = output.split(":")[0]
    source, _ = mutated_sources.make(int(number), mutated_sources.texts(), 1)
    assert (tmp_path / "kept" / f"{number}.py").read_bytes() == source
    other_lines = script(tmp_path, f'{ours} "$@" 2>error || {{ sed "s/, line /, line 1/" error >&2; exit 1; }}')
    code, output = compare(other_lines, "--count", "30")
    assert code == 1 and "(line 1" in output


def test_faults_of_stock_are_allowed(tmp_path):
    code, output = compare(script(tmp_path, "kill -SEGV $$"), "--count", "10")
    assert code == 0 and output.split() == ["10", "stock", "crashes"]
    code, output = compare(script(tmp_path, "echo MemoryError: x >&2; exit 1"), "--count", "10")
    assert code == 0 and output.split() == ["10", "out", "of", "memory"]


def test_every_third_source_has_literals_with_fields():
    programs = mutated_sources.texts()
    drawn = [mutated_sources.make(number, programs, 5)[0] for number in range(0, 300, 3)]
    assert drawn == [mutated_sources.make(number, programs, 5)[0] for number in range(0, 300, 3)]
    assert sum(b"{" in text for text in drawn) > 80
