"""`taipan run`: its command line, imports from the file system, and how programs end."""

import os
import signal
import subprocess

import pytest

from programs import GUARD, wait_until_it_sleeps, wait_until_it_works
from programs import program as built


@pytest.fixture
def folder(tmp_path):
    """A folder to run in, with write(): {name: text} to files."""
    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return tmp_path, write


def run(*words, cwd=None, stdin="", env=None):
    return subprocess.run([built("taipan"), "run", *map(str, words)], cwd=cwd, input=stdin, env=env,
                          capture_output=True, text=True, timeout=GUARD)


def prints(text, *words, **options):
    done = run(*words, **options)
    assert (done.stdout, done.stderr, done.returncode) == (text, "", 0)


# --- what is run -----------------------------------------------------------------------------------

def test_a_file_gets_its_arguments(folder):
    path, write = folder
    write({"a.py": "import sys\nprint(__name__, __file__, sys.argv, sys.path[0])\n"})
    prints(f"__main__ a.py ['a.py', '-x', '1'] {path}\n", "a.py", "-x", 1, cwd=path)


def test_code_gets_its_arguments():
    prints("['-c', 'a', '-c']\n", "-c", "import sys; print(sys.argv)", "a", "-c")


def test_standard_input_can_be_the_program():
    prints("3\n", "-", stdin="print(1 + 2)")


def test_a_compiled_file_runs(folder):
    path, write = folder
    write({"a.py": "print('compiled')\n"})
    subprocess.run([built("mpy-cross"), "a.py"], cwd=path, check=True)
    prints("compiled\n", "a.mpy", cwd=path)


def test_a_compiled_file_knows_its_name(folder):
    path, write = folder
    write({"a.py": "print(__name__, __file__)\nimport b\n", "b.py": "print(__name__, __file__)\n"})
    for name in ("a", "b"):
        subprocess.run([built("mpy-cross"), f"{name}.py"], cwd=path, check=True)
        (path / f"{name}.py").unlink()
    prints(f"__main__ a.mpy\nb {path}/b.mpy\n", "a.mpy", cwd=path)


def test_a_module_runs_as_main(folder):
    path, write = folder
    write({"m.py": "import sys\nprint(__name__, sys.argv)\n",
           "pack/__init__.py": "print('package', __name__)\n",
           "pack/__main__.py": "from . import part\nprint(__name__, part.x)\n",
           "pack/part.py": "x = 5\n"})
    prints("__main__ ['m', 'a']\n", "-m", "m", "a", cwd=path)
    prints("package pack\n__main__ 5\n", "-m", "pack", cwd=path)


@pytest.mark.parametrize("words, message", [
    ([], "nothing to run"),
    (["-q"], "unknown option -q"),
    (["-c"], "-c needs an argument"),
    (["-X", "heapsize=1"], "-X heapsize=1 is not understood"),
    (["-X", "heapsize=5q", "x.py"], "-X heapsize=5q is not understood"),
    (["no_such_file.py"], "can't open file 'no_such_file.py'"),
])
def test_mistakes_on_the_command_line(words, message):
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr.startswith(f"taipan run: error: {message}")


# --- options ---------------------------------------------------------------------------------------

def test_the_heap_has_the_size_asked_for():
    code = "import gc; print(gc.mem_free() + gc.mem_alloc())"
    small = int(run("-X", "heapsize=100K", "-c", code).stdout)
    large = int(run("-X", "heapsize=3M", "-c", code).stdout)
    assert 80 << 10 < small < 100 << 10
    assert 2 << 20 < large < 3 << 20


@pytest.mark.parametrize("option, level", [("-O0", 0), ("-O", 1), ("-OO", 2), ("-O3", 3)])
def test_the_optimisation_level_reaches_the_compiler(option, level):
    prints(f"{level} {level == 0}\n", option, "-c",
           "import micropython; print(micropython.opt_level(), __debug__)")


# --- imports ---------------------------------------------------------------------------------------

def test_packages_and_relative_imports(folder):
    path, write = folder
    write({"main.py": "import p.q.r\nfrom p import q, s\nfrom p.q.r import *\n"
                      "print(p.q.r is q.r, s.up, x, p.__path__)\n",
           "p/__init__.py": "print('p')\n",
           "p/s.py": "from .q.r import x as up\n",
           "p/q/r.py": "x = 7\n_hidden = 8\n"})
    done = run("main.py", cwd=path)
    assert done.stderr == ""
    assert done.stdout == f"p\nTrue 7 7 {path}/p\n"


def test_source_comes_before_compiled_and_both_before_a_builtin(folder):
    path, write = folder
    write({"both.py": "print('compiled')\n", "errno.py": "import uerrno\nx = uerrno.ENOENT\n",
           "main.py": "import both, errno, sys\nprint(errno.x)\n"})
    subprocess.run([built("mpy-cross"), "both.py"], cwd=path, check=True)
    prints("compiled\n2\n", "main.py", cwd=path)
    write({"both.py": "print('source')\n"})
    prints("source\n2\n", "main.py", cwd=path)
    (path / "both.py").unlink()
    prints("compiled\n2\n", "main.py", cwd=path)


def test_the_search_path_comes_from_the_environment(folder):
    path, write = folder
    write({"lib/one.py": "print('one')\n", "more/two.py": "print('two')\n"})
    env = {"MICROPYPATH": f"{path}/lib:{path}/more"}
    prints("one\ntwo\n", "-c", "import one, two", env=env, cwd="/")


def test_a_module_that_fails_is_not_there_afterwards(folder):
    path, write = folder
    write({"bad.py": "x = 1\n1 / 0\n",
           "main.py": "import sys\nfor i in range(2):\n    try:\n        import bad\n"
                      "    except ZeroDivisionError:\n        print('bad' in sys.modules)\n"})
    prints("False\nFalse\n", "main.py", cwd=path)


@pytest.mark.parametrize("code, message", [
    ("import nothing", "no module named 'nothing'"),
    ("import sys.nothing", "no module named 'sys.nothing'"),
    ("from sys import nothing", "can't import name nothing"),
])
def test_import_errors(code, message):
    done = run("-c", code)
    assert done.stderr.splitlines()[-1] == f"ImportError: {message}"


# --- how programs end ------------------------------------------------------------------------------

def test_an_exception_is_reported_with_its_traceback(folder):
    path, write = folder
    write({"a.py": "import b\nb.f()\n", "b.py": "def f():\n    return 1 / 0\n"})
    done = run("a.py", cwd=path)
    assert done.returncode == 1
    assert done.stderr == ('Traceback (most recent call last):\n'
                           '  File "a.py", line 2, in <module>\n'
                           f'  File "{path}/b.py", line 2, in f\n'
                           'ZeroDivisionError: divide by zero\n')


def test_a_syntax_error_is_located(folder):
    path, write = folder
    write({"a.py": "x = 1\nx = = 2\n"})
    done = run("a.py", cwd=path)
    assert done.returncode == 1
    assert done.stderr == ('Traceback (most recent call last):\n  File "a.py", line 2\n'
                           'SyntaxError: invalid syntax\n')


@pytest.mark.parametrize("argument, status, message", [
    ("", 0, ""), ("None", 0, ""), ("3", 3, ""), ("True", 1, ""), ("256 + 5", 5, ""),
    ("-1", 255, ""), ("(1 << 70) + 3", 3, ""), ("False", 0, ""), ("2.5", 1, "2.5\n"), ("[1]", 1, "[1]\n"),
    ("'gone'", 1, "gone\n"),
])
def test_exit_status(argument, status, message):
    done = run("-c", f"import sys; sys.exit({argument})")
    assert (done.returncode, done.stderr) == (status, message)


def test_what_was_registered_for_the_end_runs():
    done = run("-c", "import sys; sys.atexit(lambda: print('end')); sys.exit(4)")
    assert (done.returncode, done.stdout) == (4, "end\n")


def test_output_comes_in_order():
    code = "import sys; print('a', end=''); sys.stderr.write('b'); print('c'); 1 / 0"
    done = subprocess.run([built("taipan"), "run", "-c", code], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=GUARD)
    assert done.stdout.startswith("abc\nTraceback")


@pytest.mark.parametrize("wait", ["while True: pass", "import time; time.sleep(10000)", "input()"])
def test_an_interrupt_is_an_exception(wait):
    code = f"try:\n    print('ready')\n    {wait}\nexcept KeyboardInterrupt:\n    print('stopped')\n"
    with subprocess.Popen([built("taipan"), "run", "-c", code], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        (wait_until_it_works if "while" in wait else wait_until_it_sleeps)(child.pid)
        child.send_signal(signal.SIGINT)
        assert child.stdout.readline() == "stopped\n"
        child.stdin.close()
        assert child.wait(GUARD) == 0


# Long computations on integers: many steps, and steps that are long.
@pytest.mark.parametrize("endless", ["pow(3, 1 << 5000000, (1 << 4000) + 1)", "7 ** (1 << 29)",
                                     "n = (1 << 200000000) - 1; n * (n - 1)",
                                     "str((1 << 60000000) - 1)", "int('7' * 18000000)",
                                     "((1 << 99000000) - 1) // ((1 << 44000000) - 1)"])
def test_an_interrupt_ends_a_computation(endless):
    code = f"try:\n    print('ready')\n    {endless}\nexcept KeyboardInterrupt:\n    print('stopped')\n"
    with subprocess.Popen([built("taipan"), "run", "-X", "heapsize=900M", "-c", code],
                          stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        wait_until_it_works(child.pid)
        child.send_signal(signal.SIGINT)
        assert child.stdout.readline() == "stopped\n"
        assert child.wait(GUARD) == 0


@pytest.mark.parametrize("code, status", [("print(1)", 1), ("print('x' * 20000)", 1), ("1 / 0", 1),
                                          ("print(1); raise SystemExit(5)", 5),
                                          ("import sys; sys.stdout.write('a')", 1),
                                          ("import sys; sys.atexit(lambda: print(2))", 1)])
@pytest.mark.parametrize("as_file", [False, True])
def test_output_that_cannot_be_written_is_an_error(folder, code, status, as_file):
    path, write = folder
    write({"a.py": code})
    words = ["a.py"] if as_file else ["-c", code]
    with open("/dev/full", "w") as full:
        done = subprocess.run([built("taipan"), "run", *words], cwd=path, stdout=full, text=True,
                              stderr=subprocess.PIPE, timeout=GUARD)
    message = "taipan run: error: cannot write standard output: No space left on device\n"
    assert done.stderr.endswith(message) == (code != "1 / 0")
    assert done.returncode == status


def test_what_is_not_utf8_becomes_readable(folder):
    path, write = folder
    code = "import sys\nprint([argument.encode() for argument in sys.argv])\nprint(__file__.encode())\n"
    name = os.fsdecode(b"\xff.py")
    write({name: code})
    replaced = b"\xef\xbf\xbd"
    prints(f"{[replaced + b'.py', b'a' + replaced]}\n{replaced + b'.py'}\n", name,
           os.fsdecode(b"a\xc3"), cwd=path)
    # Bytes in a source are no text either, where they are not in a comment.
    (path / "b.py").write_bytes(b"# \xff\nprint('\xff')\n")
    done = run("b.py", cwd=path)
    assert (done.stdout, done.returncode) == ("", 1) and "UnicodeError" in done.stderr
    done = subprocess.run([built("taipan"), "run", "-c", "print(input())"], input=b"\xff\n",
                          capture_output=True, timeout=GUARD)
    assert done.stdout == b"" and b"UnicodeError" in done.stderr


def test_input_reads_lines():
    prints("> 'a b'\n'c'\nend\n", "-c", "print(repr(input('> ')))\nprint(repr(input()))\n"
           "try:\n    input()\nexcept EOFError:\n    print('end')\n", stdin="a b\nc")
