"""taipan mpy-tool prints what stock's mpy-tool.py prints: expectations were recorded from that with

    python3 tests/test_mpy_tool.py PATH/OF/mpy-tool.py
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from programs import ROOT, program, run

DATA = ROOT / "tests/data/mpy_tool"
NATIVE = {  # made by stock's cross-compiler, the second with -march-flags
    "native.mpy": ROOT / "tests/data/frozen/machine_code_x64.mpy",
    "riscv.mpy": ROOT / "tests/data/frozen/machine_code_rv32imc.mpy",
}

# Arguments whose standard output was recorded. Files are those that make_files() makes.
CASES = {
    "disassembly": ["-d", "sample.mpy"],
    "disassembly_of_two": ["--disassemble", "second.mpy", "third.mpy"],
    "disassembly_native": ["-d", "native.mpy"],
    "disassembly_flags": ["-d", "riscv.mpy"],
    "hexdump": ["-x", "sample.mpy"],
    "hexdump_native": ["--hex", "native.mpy"],
    "both": ["-xd", "second.mpy"],
    "json": ["-j", "-d", "sample.mpy"],
    "json_native": ["-jd", "native.mpy", "second.mpy"],
    "json_hexdump": ["--json", "-x", "sample.mpy"],
    "nothing": ["sample.mpy"],
    "merged": ["--merge", "second.mpy", "third.mpy", "fourth.mpy"],
    "merged_native": ["--merge", "second.mpy", "native.mpy"],
    "merged_flags": ["--merge", "-march-flags", "2", "riscv.mpy", "second.mpy"],
    "merged_no_flags": ["--merge", "riscv.mpy", "second.mpy"],
    "merged_single": ["--merge", "second.mpy"],
}

# Command line: what standard error ends with.
BAD_LINES = {
    "-d": "the following arguments are required: files",
    "-mlongint-impl x second.mpy":
        "argument -mlongint-impl: invalid choice: 'x' (choose from 'none', 'longlong', 'mpz')",
    "-mmpz-dig-size=x second.mpy": "argument -mmpz-dig-size: invalid int value: 'x'",
    "-mmpz-dig-size=17 second.mpy": "argument -mmpz-dig-size: digits have 8, 16 or 32 bits",
    "-march-flags zba second.mpy": "argument -march-flags: invalid int value: 'zba'",
    "--ex a second.mpy": "ambiguous option: --ex could match --extract, --extract-only",
    "--unknown second.mpy": "unrecognized arguments: --unknown",
    "-Z second.mpy": "unrecognized arguments: -Z",
    "second.mpy -o": "argument -o/--output: expected one argument",
    "--merge=yes second.mpy": "argument --merge: ignored explicit argument 'yes'",
}

# Bytes of a file: what is said about it.
BAD_FILES = {
    b"": "not a valid .mpy file",
    b"X\x06\x00\x1f": "not a valid .mpy file",
    b"M\x05\x00\x1f": "incompatible .mpy version",
    b"M\x06\x09\x1f\x00\x00": "incompatible .mpy sub-version",
    b"M\x06\x00\x1f\x01\x01\x04aa\x00\x63": "corrupt .mpy file",
    b"M\x06\x00\x1f\x01\x00\x04aa\x00\x08\x00": "corrupt .mpy file",
}


def make_files(folder):
    for name, path in NATIVE.items():
        shutil.copy(path, folder / name)
    for name, source, extra in [("sample", "sample", []), ("second", "second", []),
                                ("third", "second", []), ("fourth", "second", ["-O3"])]:
        done = run("mpy-cross", "-s", f"{source}.py", "-o", f"{name}.mpy", *extra,
                   DATA / f"{source}.py", cwd=folder)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("tool")
    make_files(path)
    return path


def tool(*arguments, cwd):
    return run("taipan", "mpy-tool", *arguments, cwd=cwd)


@pytest.mark.parametrize("case", CASES)
def test_output(case, folder):
    done = tool(*CASES[case], cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (DATA / f"{case}.out").read_bytes()


def extracted(folder, command):
    """{name: contents} of what a command line writes."""
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run([*command, "-e", f"{name}/part", "sample.mpy", "second.mpy"],
                              cwd=folder, capture_output=True)
        assert done.returncode == 0, done.stderr
        return {path.name: path.read_bytes().hex() for path in sorted(Path(name).iterdir())}


def test_extraction(folder):
    command = [program("taipan"), "mpy-tool"]
    everything = extracted(folder, command)
    assert everything == json.loads((DATA / "extracted.json").read_text())
    code = extracted(folder, [*command, "--extract-only=CODE,obj"])
    assert {"_CODE_" in name or "_OBJ_" in name for name in code} == {True}
    assert sorted(code.values()) == sorted(
        data for name, data in everything.items() if "_CODE_" in name or "_OBJ_" in name)
    done = tool("--extract-only", "qstr,odd", "-e", "part", "sample.mpy", cwd=folder)
    assert done.returncode == 1 and done.stderr.endswith(b'unknown segment kind "ODD"\n')
    assert not list(folder.glob("part*"))


def test_json_comes_with_text(folder):
    done = tool("-j", "-d", "sample.mpy", cwd=folder)
    assert done.stderr == (DATA / "disassembly.out").read_bytes()
    lines = [each["text"] for each in json.loads(done.stdout)["asm"]]
    assert "\n".join(lines) + "\n" == done.stderr.decode()


def test_merged_goes_to_a_file(folder):
    assert tool(*CASES["merged"], "-o", "merged.mpy", cwd=folder).stdout == b""
    assert (folder / "merged.mpy").read_bytes() == (DATA / "merged.out").read_bytes()


def test_merged_files_run(tmp_path):
    """Leaving a loop through a finally block: stock's tool takes its jump for one byte too long."""
    source = ("def f(n):\n    for i in range(n):\n        try:\n            if i == 2:\n"
              "                break\n        finally:\n            print('left', i)\n    return i\n"
              "print(f(5), NAME)\n")
    for name, text in {"a.py": "NAME = 'first'\n" + "".join(f"name_{i} = {i}\n" for i in range(200)),
                       "b.py": source}.items():
        (tmp_path / name).write_text(text)
        assert run("mpy-cross", name, cwd=tmp_path).returncode == 0
    assert tool("--merge", "-o", "c.mpy", "a.mpy", "b.mpy", cwd=tmp_path).returncode == 0
    assert run("taipan", "verify", "c.mpy", cwd=tmp_path).returncode == 0
    done = run("taipan", "run", "c.mpy", cwd=tmp_path)
    assert done.stdout == b"left 0\nleft 1\nleft 2\n2 first\n"


def test_what_cannot_be_merged(folder):
    done = tool("--merge", "native.mpy", "native.mpy", cwd=folder)
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.endswith(b"can't merge files when more than one contains native code\n")


@pytest.mark.parametrize("line", BAD_LINES)
def test_bad_command_line(line, folder):
    done = tool(*line.split(), cwd=folder)
    assert done.returncode == 2 and done.stdout == b""
    assert done.stderr.decode().splitlines()[-1] == "mpy-tool: error: " + BAD_LINES[line]


@pytest.mark.parametrize("data", BAD_FILES)
def test_bad_file(data, tmp_path):
    (tmp_path / "bad.mpy").write_bytes(data)
    done = tool("-d", "bad.mpy", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.decode().startswith(f"bad.mpy: {BAD_FILES[data]}")


def test_other_failures(folder):
    done = tool("-d", "native.mpy", "riscv.mpy", cwd=folder)
    assert done.stderr == b"riscv.mpy: native architecture mismatch\n" and done.returncode == 1
    done = tool("-d", "missing.mpy", cwd=folder)
    assert done.stderr == b"missing.mpy: error: No such file or directory\n" and done.returncode == 1
    (folder / "empty.h").write_bytes(b"")
    done = tool("-fq", "empty.h", "second.mpy", cwd=folder)
    assert b"no usable QCFG lines" in done.stderr and done.returncode == 1 and done.stdout == b""


def test_help(folder):
    done = tool("-h", cwd=folder)
    assert done.returncode == 0 and b"-mlongint-impl" in done.stdout


def test_frozen_code_without_a_header(folder):
    done = tool("-f", "second.mpy", cwd=folder)
    assert b"mp_frozen_mpy_content" in done.stdout
    assert b"mp_frozen_str_sizes" not in done.stdout  # those come from makemanifest.py
    as_json = json.loads(tool("-jf", "second.mpy", cwd=folder).stdout)
    assert as_json["languageId"] == "c"
    assert "\n".join(each["text"] for each in as_json["asm"]) + "\n" == done.stdout.decode()


def test_the_name_of_the_program_chooses_it(folder):
    for name in ("mpy-tool.py", "taipan-mpy-tool"):
        link = folder / name
        os.symlink(program("taipan"), link)
        done = subprocess.run([link, "-d", "sample.mpy"], cwd=folder, capture_output=True)
        assert done.stdout == (DATA / "disassembly.out").read_bytes()


def record(stock):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder)
        for case, arguments in CASES.items():
            done = subprocess.run([sys.executable, stock, *arguments], cwd=folder,
                                  capture_output=True, check=True)
            (DATA / f"{case}.out").write_bytes(done.stdout)
        parts = extracted(folder, [sys.executable, stock])
        (DATA / "extracted.json").write_text(json.dumps(parts, indent=1) + "\n")


if __name__ == "__main__":
    record(Path(sys.argv[1]).resolve())
