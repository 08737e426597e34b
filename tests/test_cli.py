"""mpy-cross as build systems use it. The texts expected here are those of the stock program."""

import json
import os
import re
import resource
import stat
import subprocess

import pytest

from programs import GUARD, ROOT, program, run, tree

PARSE_ERROR = b"x = (\n"
COMPILE_ERROR = b"return 1\n"
IN_FUNCTION = b"def f():\n  break\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ok.py").write_bytes(b"x = 1\n")
    (tmp_path / "empty.py").write_bytes(b"")
    (tmp_path / "bad.py").write_bytes(PARSE_ERROR)
    (tmp_path / "ret.py").write_bytes(COMPILE_ERROR)
    (tmp_path / "brk.py").write_bytes(IN_FUNCTION)
    (tmp_path / "dir").mkdir()
    (tmp_path / "taken.mpy").mkdir()
    return tmp_path


def mpy_cross(folder, *arguments, **options):
    return run("mpy-cross", *arguments, cwd=folder, **options)


def check_fails(folder, arguments, error, **options):
    """Exit code 1, exactly this on standard error, no output, no new file."""
    before = tree(folder)
    done = mpy_cross(folder, *arguments, **options)
    assert (done.returncode, done.stderr.decode(), done.stdout) == (1, error, b"")
    assert tree(folder) == before


# --- outputs -------------------------------------------------------------------------------------


def test_default_output_is_beside_the_source(folder):
    done = mpy_cross(folder, "ok.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    written = (folder / "ok.mpy").read_bytes()
    assert written[:2] == b"M\x06" and b"ok.py" in written


@pytest.mark.parametrize("name, output", [("x.pyw", "x.pmpy"), ("abc", "ampy"), ("a", "mpy")])
def test_default_output_replaces_two_characters(folder, name, output):
    (folder / name).write_bytes(b"")
    assert mpy_cross(folder, name).returncode == 0
    assert (folder / output).is_file()


def test_output_to_a_file_and_to_standard_output(folder):
    assert mpy_cross(folder, "-o", "out.bin", "ok.py").returncode == 0
    done = mpy_cross(folder, "-o", "-", "ok.py")
    assert done.stdout == (folder / "out.bin").read_bytes() != b""
    assert not (folder / "ok.mpy").exists()


def test_standard_input(folder):
    done = mpy_cross(folder, "-", stdin=b"x = 1\n")
    assert done.returncode == 0 and b"<stdin>" in done.stdout
    named = mpy_cross(folder, "-s", "name.py", "-o", "n.mpy", "-", stdin=b"x = 1\n")
    assert named.returncode == 0 and named.stdout == b""
    assert b"name.py" in (folder / "n.mpy").read_bytes()


def test_backslashes_become_slashes(folder):
    (folder / "dir/in.py").write_bytes(b"")
    assert mpy_cross(folder, "dir\\in.py").returncode == 0
    assert b"dir/in.py" in (folder / "dir/in.mpy").read_bytes()
    done = mpy_cross(folder, "-o", "-", "-s", "a\\b.py", "ok.py")
    assert b"a/b.py" in done.stdout


def test_output_to_a_device_and_to_a_pipe(folder):
    done = subprocess.run(
        [program("mpy-cross"), "-o", "/dev/stdout", "ok.py"], cwd=folder, capture_output=True
    )
    assert done.returncode == 0 and done.stdout[:2] == b"M\x06"
    os.mkfifo(folder / "pipe")
    with subprocess.Popen([program("mpy-cross"), "-o", "pipe", "ok.py"], cwd=folder) as process:
        assert (folder / "pipe").read_bytes() == done.stdout
        assert process.wait(GUARD) == 0
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_an_existing_output_keeps_mode_and_link(folder):
    target = folder / "real.mpy"
    target.write_bytes(b"old")
    target.chmod(0o640)
    (folder / "link.mpy").symlink_to("real.mpy")
    assert mpy_cross(folder, "-o", "link.mpy", "ok.py").returncode == 0
    assert (folder / "link.mpy").is_symlink() and target.read_bytes()[:1] == b"M"
    target.write_bytes(b"old")
    assert mpy_cross(folder, "-o", "real.mpy", "ok.py").returncode == 0
    assert target.read_bytes()[:1] == b"M" and target.stat().st_mode & 0o777 == 0o640


def test_an_unchanged_output_gets_a_new_time(folder):
    assert mpy_cross(folder, "ok.py").returncode == 0
    os.utime(folder / "ok.mpy", (1, 1))
    assert mpy_cross(folder, "ok.py").returncode == 0
    assert (folder / "ok.mpy").stat().st_mtime > 1


def test_a_failed_compilation_leaves_the_old_output(folder):
    (folder / "bad.mpy").write_bytes(b"old")
    assert mpy_cross(folder, "bad.py").returncode == 1
    assert (folder / "bad.mpy").read_bytes() == b"old"


def test_a_full_disk_leaves_no_half_written_file(folder):
    def small_files_only():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))

    before = tree(folder)
    done = subprocess.run(
        ["env", "--ignore-signal=XFSZ", program("mpy-cross"), "ok.py"],
        cwd=folder, capture_output=True, preexec_fn=small_files_only,
    )
    assert done.returncode == 1
    assert done.stderr == b'OSError: (27, "can\'t write ok.mpy")\n'
    assert tree(folder) == before


# --- file errors ---------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments, error", [
    (["missing.py"], 'OSError: (2, "can\'t open missing.py")\n'),
    ([""], 'OSError: (2, "can\'t open ")\n'),
    (["ok.py/x"], 'OSError: (20, "can\'t open ok.py/x")\n'),
    (["dir"], "OSError: 21\n"),
    (["-o", "taken.mpy", "ok.py"], 'OSError: (21, "can\'t open taken.mpy")\n'),
    (["-o", "no/such/x.mpy", "ok.py"], 'OSError: (2, "can\'t open no/such/x.mpy")\n'),
    (["-o", "ok.py/x", "ok.py"], 'OSError: (20, "can\'t open ok.py/x")\n'),
    (["-o", "", "ok.py"], 'OSError: (2, "can\'t open ")\n'),
    (["a\\b.py"], 'OSError: (2, "can\'t open a/b.py")\n'),
    (['it\'s "x".py'], "OSError: (2, 'can\\'t open it\\'s \"x\".py')\n"),
    (["t\tab\x01\u00e9\u6f22.py"], 'OSError: (2, "can\'t open t\\tab\\x01\u00e9\u6f22.py")\n'),
    (["-s", "x" * 256, "ok.py"], "RuntimeError: name too long\n"),
])
def test_file_errors(folder, arguments, error):
    check_fails(folder, arguments, error)


def test_closed_standard_output(folder):
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -o - ok.py >&-', program("mpy-cross")],
        cwd=folder, capture_output=True,
    )
    assert (done.returncode, done.stderr) == (1, b'OSError: (9, "can\'t write <stdout>")\n')


def test_standard_input_is_a_folder(folder):
    handle = os.open(folder / "dir", os.O_RDONLY)
    try:
        check_fails(folder, ["-"], "OSError: 21\n", stdin=handle)
    finally:
        os.close(handle)


# --- errors in the source ------------------------------------------------------------------------


@pytest.mark.parametrize("arguments, error", [
    (["bad.py"], '  File "bad.py", line 2\nSyntaxError: invalid syntax\n'),
    (["-s", "o.py", "bad.py"], '  File "bad.py", line 2\nSyntaxError: invalid syntax\n'),
    (["ret.py"],
     '  File "ret.py", line 1, in <module>\nSyntaxError: \'return\' outside function\n'),
    (["-s", "o.py", "ret.py"],
     '  File "o.py", line 1, in <module>\nSyntaxError: \'return\' outside function\n'),
    (["brk.py"],
     '  File "brk.py", line 2, in f\nSyntaxError: \'break\'/\'continue\' outside loop\n'),
])
def test_stock_form(folder, arguments, error):
    check_fails(folder, arguments, "Traceback (most recent call last):\n" + error)


def test_errors_of_the_source_come_before_those_of_the_emitter(folder):
    native = ["-march=armv7m", "-X", "emit=native"]
    for source, error in (("x = = 1", "SyntaxError: invalid syntax"),
                          ("def f():\n  break", "SyntaxError: 'break'/'continue' outside loop"),
                          ("x = 1", "cannot emit native code for this architecture")):
        (folder / "n.py").write_text(source)
        done = mpy_cross(folder, *native, "n.py")
        assert done.returncode == 1 and error in done.stderr.decode()


def test_stock_form_from_standard_input(folder):
    error = 'Traceback (most recent call last):\n  File "<stdin>", line 2\nSyntaxError: invalid syntax\n'
    check_fails(folder, ["-s", "x.py", "-"], error, stdin=PARSE_ERROR)


def test_rich_form(folder):
    done = mpy_cross(folder, "--diagnostics=rich", "ret.py")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert re.fullmatch(r"ret\.py:1:1: error\[TP0206\]: .*return.*", lines[0])
    assert lines[1] == "    1 | return 1"
    assert re.fullmatch(r" {6}\| \^~*", lines[2])


def test_json_form(folder):
    done = mpy_cross(folder, "--diagnostics=json", "brk.py")
    (line,) = done.stderr.decode().splitlines()
    found = json.loads(line)
    assert done.returncode == 1
    assert (found["file"], found["severity"], found["code"]) == ("brk.py", "error", "TP0205")
    assert (found["line"], found["column"]) == (2, 3)
    missing = json.loads(mpy_cross(folder, "--diagnostics=json", "no.py").stderr)
    assert (missing["file"], missing["code"]) == ("no.py", "io")


# --- command line --------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments, error", [
    ([], "no input file\n"),
    (["--"], "no input file\n"),
    (["-O2"], "no input file\n"),
    (["ok.py", "-"], "multiple input files\n"),
    (["--", "--"], 'OSError: (2, "can\'t open --")\n'),
    (["-X", "emit=native", "ok.py"], "arch not specified\n"),
    (["ok.py", "--", "-X", "emit=viper"], "multiple input files\n"),
    (["-march=x64", "-march-flags=1", "ok.py"], "unrecognised arch flags\n"),
    (["-march=rv32imc", "-march-flags=4", "ok.py"], "unrecognised arch flags\n"),
    (["-march=rv32imc", "-march-flags=03", "ok.py"], "unrecognised arch flags\n"),
    (["-msmall-int-bits=0", "ok.py"], "small-int bits out of range\n"),
    (["-msmall-int-bits=7", "ok.py"], "small-int bits out of range\n"),
    (["-msmall-int-bits=65", "ok.py"], "small-int bits out of range\n"),
])
def test_command_line_errors(folder, arguments, error):
    check_fails(folder, arguments, error)


@pytest.mark.parametrize("arguments", [
    ["-q", "ok.py"], ["-vv", "ok.py"], ["-X"], ["-X", "foo", "ok.py"], ["-o"], ["-s"],
    ["-o", "x.mpy", "-X"], ["ok.py", "--", "-X", "foo"], ["-q", "--version"],
    ["-march=foo", "ok.py"], ["-march=none", "ok.py"], ["-msmall-int-bits=zz", "ok.py"],
    ["--diagnostics=loud", "ok.py"],
])
def test_usage(folder, arguments):
    done = mpy_cross(folder, *arguments)
    assert (done.returncode, done.stderr) == (1, b"")
    first = f"usage: {program('mpy-cross')} [<opts>] [-X <implopt>] [--] <input filename>\n"
    assert done.stdout.decode().startswith(first + "Options:\n")


@pytest.mark.parametrize("arguments", [
    ["-O"], ["-OO"], ["-O3"], ["-O9"], ["-Ox"], ["-v", "-v"], ["-X", "heapsize=64kw"],
    ["-X", "emit=bytecode"], ["-X", "no-source-lines"], ["-march-flags=nonsense"],
    ["-march=host"], ["-march=debug"], ["-msmall-int-bits=0x1f"], ["--"],
    ["-msmall-int-bits=8"], ["-msmall-int-bits=64"],
    ["-march=rv32imc", "-march-flags=zba,zcmp"],
])
def test_accepted_options(folder, arguments):
    done = mpy_cross(folder, *arguments, "ok.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / "ok.mpy").is_file()


def test_header_reflects_the_options(folder):
    done = mpy_cross(folder, "-o", "-", "-msmall-int-bits=63", "ok.py")
    assert done.stdout[:4] == b"M\x06\x00\x3f"
    done = mpy_cross(folder, "-o", "-", "-march=rv32imc", "-march-flags=0b11", "ok.py")
    assert done.stdout[2] & 0x40


def test_later_options_win(folder):
    done = mpy_cross(folder, "-o", "a.mpy", "-o", "b.mpy", "-s", "p.py", "-s", "q.py", "ok.py")
    assert done.returncode == 0 and not (folder / "a.mpy").exists()
    written = (folder / "b.mpy").read_bytes()
    assert b"q.py" in written and b"p.py" not in written


def test_a_source_may_be_called_as_a_keyword_is(folder):
    (folder / "loop.py").write_text("while True:\n    if not x:\n        break\n")
    for keyword in re.findall(r'"(\w+)"', (ROOT / "include/taipan/support/keywords.def").read_text()):
        done = mpy_cross(folder, "-s", keyword, "loop.py")
        assert (keyword, done.returncode, done.stderr) == (keyword, 0, b"")


def test_version_line(folder):
    done = mpy_cross(folder, "--version", "-q")
    assert (done.returncode, done.stderr) == (0, b"")
    pattern = r"MicroPython v1\.29\.0-preview\+taipan\.\d+\.\d+\.\d+ on \d{4}-\d\d-\d\d; " \
              r"mpy-cross emitting mpy v6\.3\n"
    assert re.fullmatch(pattern, done.stdout.decode())


def test_a_small_stack_is_respected(folder):
    (folder / "deep.py").write_bytes(b"x = " + b"(" * 100000 + b")" * 100000 + b"\n")
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -s 512; exec "$0" deep.py', program("mpy-cross")],
        cwd=folder, capture_output=True, timeout=GUARD,
    )
    assert done.returncode == 1 and done.stderr != b""
