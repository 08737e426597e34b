"""Files as the programs take and leave them: outputs and inputs that are no regular files, what cannot
be read, signals.
"""

import ctypes
import os
import signal
import socket
import subprocess
import threading
import time

import pytest

from programs import program, run, tree

QSTRS = "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (2))\nQ()\nQ(print)\n"
SECONDS = 60
FREEZE = ["freeze", "manifest.py", "--qstr-header", "q.h"]
TOP = ["-v", "MPY_DIR=.", "-v", "PORT_DIR=."]


def taipan(folder, *arguments, **options):
    return run("taipan", *arguments, cwd=folder, **options)


@pytest.fixture
def project(tmp_path):
    """A module, a package, a manifest and the strings of a firmware."""
    files = {"m.py": "x = 1\n", "pkg/a.py": "y = 2\n", "pkg/sub/b.py": "z = 3\n", "q.h": QSTRS,
             "build/genhdr/qstrdefs.preprocessed.h": QSTRS,
             "manifest.py": 'module("m.py")\npackage("pkg")\n'}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert taipan(tmp_path, "compile", "m.py", "-o", "m.mpy").returncode == 0
    return tmp_path


# --- outputs -------------------------------------------------------------------------------------

# What writes a file: words of the command line before its name. Each is given to taipan.
OUTPUTS = {
    "freeze": [*FREEZE, "-o"],
    "freeze -b": [*FREEZE, "-b", "build", "-o"],
    "report-json": [*FREEZE, "--report-json"],
    "report-html": [*FREEZE, "--report-html"],
    "makemanifest": ["makemanifest", *TOP, "-b", "build", "manifest.py", "-o"],
    "compile": ["compile", "m.py", "-o"],
    "romfs": ["romfs", "build", "pkg", "-o"],
    "merge": ["mpy-tool", "--merge", "m.mpy", "m.mpy", "-o"],
    "depfile": ["compile", "m.py", "--depfile"],
}


def wanted(project, words):
    """What the words write into a file that nobody knows of."""
    assert taipan(project, *words, "wanted.out").returncode == 0
    text = (project / "wanted.out").read_bytes()
    for name in ("wanted.out", "wanted.out.taipan", "build/wanted.out.taipan"):
        (project / name).unlink(missing_ok=True)
    return text


def without_progress(text):
    """Standard output without stock's progress lines of makemanifest."""
    return b"".join(line for line in text.splitlines(True) if not line.startswith((b"MPY ", b"GEN ")))


@pytest.mark.parametrize("kind", OUTPUTS)
@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output(project, kind, name):
    text = wanted(project, OUTPUTS[kind])
    before = tree(project)
    done = taipan(project, *OUTPUTS[kind], name)
    assert (done.returncode, done.stdout) == (0, text)
    assert tree(project) == before
    assert not os.path.exists("/dev/stdout.taipan")


@pytest.mark.parametrize("kind", OUTPUTS)
def test_a_pipe_gets_the_output_and_is_not_read(project, kind):
    text = wanted(project, OUTPUTS[kind])
    os.mkfifo(project / "pipe")
    before = tree(project)
    got = []
    reader = threading.Thread(target=lambda: got.append((project / "pipe").read_bytes()), daemon=True)
    reader.start()
    done = taipan(project, *OUTPUTS[kind], "pipe")
    reader.join(SECONDS)
    assert (done.returncode, got) == (0, [text])
    assert tree(project) == before


@pytest.mark.parametrize("kind", OUTPUTS)
def test_devices(project, kind):
    before = tree(project)
    done = taipan(project, *OUTPUTS[kind], "/dev/full")
    assert done.returncode == 1 and b"No space left on device" in done.stderr
    assert taipan(project, *OUTPUTS[kind], "/dev/null").returncode == 0
    assert tree(project) == before
    assert not [name for name in os.listdir("/dev") if name.endswith((".taipan", ".tmp"))]


@pytest.mark.parametrize("words", [
    *([*words, "-"] for words in OUTPUTS.values()),
    [*FREEZE, "-o", "o.c", "--verbose"], [*FREEZE, "--list-files"], [*FREEZE, "--report"],
    ["dis", "m.mpy"], ["info", "m.mpy"], ["verify", "m.mpy"], ["dump", "--stage", "ast", "m.py"],
    ["mpy-tool", "-d", "m.mpy"],
])
def test_standard_output_on_a_full_disk(project, words):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program("taipan"), *words], cwd=project, stdout=full,
                              stderr=subprocess.PIPE, timeout=SECONDS)
    assert done.returncode == 1 and b"No space left on device" in done.stderr


def test_mpy_cross_outputs(project):
    done = run("mpy-cross", "-o", "/dev/full", "m.py", cwd=project)
    assert (done.returncode, done.stderr) == (1, b'OSError: (28, "can\'t write /dev/full")\n')
    text = (project / "m.mpy").read_bytes()
    for name in ("-", "/dev/stdout"):
        assert run("mpy-cross", "-o", name, "m.py", cwd=project).stdout == text


def test_a_link_to_a_file_stays_a_link(project):
    (project / "real.c").write_text("old")
    (project / "link.c").symlink_to("real.c")
    for _ in range(2):
        assert taipan(project, *FREEZE, "-o", "link.c").returncode == 0
        assert (project / "link.c").is_symlink() and b"frozen" in (project / "real.c").read_bytes()


# --- inputs --------------------------------------------------------------------------------------


def make_specials(folder):
    """Things named like sources that reading would wait for, or never end with."""
    os.mkfifo(folder / "fifo.py")
    (folder / "link.py").symlink_to("fifo.py")
    (folder / "zero.py").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as made:
        here = os.getcwd()
        os.chdir(folder)  # paths of sockets are short
        try:
            made.bind("sock.py")
        finally:
            os.chdir(here)


def test_walks_take_regular_files(project):
    make_specials(project / "pkg")
    (project / "pkg/good.py").symlink_to("../m.py")
    modules = ["a.mpy", "good.mpy", "sub/b.mpy"]
    done = taipan(project, "compile", "pkg", "-d", "out")
    assert (done.returncode, done.stderr, tree(project / "out")) == (0, b"", modules)
    done = taipan(project, *FREEZE, "--keep-mpy", "kept", "-o", "o.c")
    assert (done.returncode, done.stderr) == (0, b"")
    assert tree(project / "kept") == ["m.mpy", *("pkg/" + name for name in modules)]
    done = taipan(project, *FREEZE, "-o", "p.c", "--verbose")
    for name in ("fifo", "link", "sock", "zero"):
        assert f"pkg/{name}.py: warning: left out".encode() in done.stderr
    done = taipan(project, "romfs", "build", "pkg", "-o", "o.romfs")  # says so instead
    assert done.returncode == 1 and done.stderr.count(b"neither a file nor a directory") == 4


@pytest.mark.parametrize("words", [
    ["compile", "zero.py"], ["compile", "zero.py", "m.py"], ["dump", "--stage", "ast", "zero.py"],
    ["dis", "zero.py"], ["verify", "zero.py"], ["run", "zero.py"], ["romfs", "list", "zero.py"],
    ["mpy-tool", "-d", "zero.py"], ["freeze", "zero.py", "-o", "o.c", "--qstr-header", "q.h"],
    [*FREEZE[:-1], "zero.py", "-o", "o.c"],
])
def test_a_device_without_an_end(project, words):
    (project / "zero.py").symlink_to("/dev/zero")
    done = taipan(project, *words)
    assert done.returncode in (1, 2) and b"File too large" in done.stderr
    assert not (project / "zero.mpy").exists() and not (project / "o.c").exists()
    if "m.py" in words:
        assert (project / "m.mpy").exists()


def test_mpy_cross_and_a_device_without_an_end(project):
    done = run("mpy-cross", "-o", "o.mpy", "/dev/zero", cwd=project)
    assert done.returncode == 1 and done.stderr.startswith(b"MemoryError")


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input(project, name):
    module = (project / "m.mpy").read_bytes()
    run("mpy-cross", "-s", "<stdin>", "-o", "named.mpy", "m.py", cwd=project)
    done = taipan(project, "compile", name, stdin=b"x = 1\n")
    assert (done.returncode, done.stdout) == (0, (project / "named.mpy").read_bytes())
    done = taipan(project, "compile", name, "-s", "m.py", "-o", "o.mpy", stdin=b"x = 1\n")
    assert done.returncode == 0 and (project / "o.mpy").read_bytes() == module
    assert taipan(project, "compile", name, "-d", "out", stdin=b"").returncode == 1
    done = taipan(project, "compile", name, stdin=b"return\n")
    assert done.returncode == 1 and done.stderr.startswith(b"<stdin>:1:1: error[TP0206]")
    for words in (["dis", name], ["info", name], ["verify", name], ["mpy-tool", "-d", name]):
        assert taipan(project, *words, stdin=module).returncode == 0, words
    assert taipan(project, "run", name, stdin=b"print(7)").stdout == b"7\n"
    assert run("mpy-cross", "-o", "-", "-s", "m.py", name, cwd=project, stdin=b"x = 1\n").stdout == module


def test_strings_of_the_firmware_from_standard_input(project):
    text = wanted(project, OUTPUTS["freeze"])
    done = taipan(project, "freeze", "manifest.py", "--qstr-header", "-", "-o", "-",
                  stdin=QSTRS.encode())
    assert (done.returncode, done.stdout) == (0, text)
    table = taipan(project, "freeze", "manifest.py", "--qstr-header", "q.h", "--report")
    done = taipan(project, "freeze", "manifest.py", "--qstr-header", "-", "--report",
                  stdin=QSTRS.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, table.stdout, b"")


# --- signals -------------------------------------------------------------------------------------

ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE]


def waiting(process):
    """Whether the process, or its threads, wait for a file to be opened or read."""
    try:
        for task in os.listdir(f"/proc/{process.pid}/task"):
            with open(f"/proc/{process.pid}/task/{task}/wchan") as channel:
                if channel.read() in ("wait_for_partner", "pipe_read", "anon_pipe_read", "fifo_open"):
                    return True
        return False
    except OSError:
        return None


def end(process, number):
    """Sends a signal once the process waits; its status."""
    until = time.monotonic() + 5
    while waiting(process) is False and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(number)
    try:
        return process.wait(SECONDS)
    finally:
        process.kill()


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("words", [
    ["compile", "wait.py"], ["compile", "wait.py", "m.py", "-j1"], ["compile", "-"],
    ["compile", "/dev/stdin"], ["run", "wait.py"], ["run", "-"], ["dump", "--stage", "ast", "-"],
    ["dis", "wait.py"], ["freeze", "wait.py", "-o", "o.c", "--qstr-header", "q.h"],
    ["compile", "m.py", "-o", "wait.py"], [*FREEZE, "-o", "wait.py"],
])
def test_a_signal_ends_waiting(project, words, number):
    os.mkfifo(project / "wait.py")
    before = tree(project)
    process = subprocess.Popen([program("taipan"), *words], cwd=project, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert end(process, number) == -number
    process.stdin.close()
    assert tree(project) == before


def test_a_signal_ends_mpy_cross(project):
    process = subprocess.Popen([program("mpy-cross"), "-"], cwd=project, stdin=subprocess.PIPE)
    assert end(process, signal.SIGTERM) == -signal.SIGTERM
    process.stdin.close()


def test_a_signal_leaves_whole_outputs(project):
    """Files that were there are as they were, or new and whole; nothing else lies about."""
    source = "def f(a):\n" + "    a = a + 1, 'text'\n" * 3000
    (project / "src").mkdir()
    for i in range(60):
        (project / f"src/m{i}.py").write_text(source)
    assert taipan(project, "compile", "src", "-d", "full").returncode == 0
    sizes = {path.name: path.stat().st_size for path in (project / "full").iterdir()}
    for _ in range(3):
        process = subprocess.Popen([program("taipan"), "compile", "src", "-d", "out", "-j3"],
                                   cwd=project)
        until = time.monotonic() + SECONDS
        while not tree(project / "out") and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) in (-signal.SIGTERM, 0)
        for path in (project / "out").iterdir():
            assert path.stat().st_size == sizes[path.name]
            path.unlink()


# --- what cannot be read -------------------------------------------------------------------------

DAC_OVERRIDE, DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24


def as_others():
    """Before a program starts: root, too, reads only what the permissions allow."""
    for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def bound(project, *words):
    return subprocess.run([program("taipan"), *words], cwd=project, preexec_fn=as_others,
                          capture_output=True, timeout=SECONDS)


@pytest.fixture
def locked(project):
    """pkg/sub cannot be read; pkg/open.py leads nowhere."""
    (project / "pkg/sub").chmod(0)
    (project / "pkg/open.py").symlink_to("gone.py")
    listing = subprocess.run(["ls", "pkg/sub"], cwd=project, preexec_fn=as_others, capture_output=True)
    if listing.returncode == 0:
        (project / "pkg/sub").chmod(0o755)
        pytest.skip("permissions do not count here")
    yield project
    (project / "pkg/sub").chmod(0o755)


def test_compile_names_what_it_cannot_read_and_does_the_rest(locked):
    done = bound(locked, "compile", "pkg", "m.py", "-d", "out")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "pkg/sub: error: cannot list the directory: Permission denied",
        "pkg/open.py: error: cannot open the file: No such file or directory",
        "taipan: 2 errors in 1 of 3 files",
    ]
    assert tree(locked / "out") == ["a.mpy", "m.mpy"]


def test_freeze_names_what_it_cannot_read(locked):
    done = bound(locked, *FREEZE, "-o", "o.c")
    assert done.returncode == 1 and not (locked / "o.c").exists()
    lines = done.stderr.decode().splitlines()
    assert lines[0] == ("manifest.py:2:1: error: package(): cannot list the directory pkg/sub: "
                        "Permission denied")
    assert 'package(): no file "pkg/open.py"' in lines[1] and len(lines) == 2
    (locked / "pkg/open.py").unlink()
    done = bound(locked, *OUTPUTS["makemanifest"], "o.c")  # stock does not mind
    assert done.returncode == 0 and (locked / "o.c").exists()
    assert b"manifest.py:2:1: warning: package(): cannot list the directory" in done.stderr


def test_romfs_names_what_it_cannot_read(locked):
    done = bound(locked, "romfs", "build", "pkg", "-o", "o.romfs")
    assert done.returncode == 1
    assert b"pkg/sub: error: cannot list the directory" in done.stderr
    assert b"pkg/open.py: error: No such file" in done.stderr


def test_a_tree_deeper_than_paths_go(project):
    """Where even root cannot list."""
    name = "d" * 200
    descriptor = os.open(project / "pkg", os.O_RDONLY)
    for _ in range(24):
        os.mkdir(name, dir_fd=descriptor)
        inner = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    done = taipan(project, "compile", "pkg", "-d", "out")
    subprocess.run(["rm", "-rf", project / "pkg" / name], check=True)
    assert done.returncode == 1 and done.stderr.count(b"cannot list the directory: File name too long") == 1
    assert tree(project / "out") == ["a.mpy", "sub/b.mpy"]


@pytest.mark.parametrize("call", ['package("none")', 'package("none", base_path="pkg")',
                                  'package("m.py")'])
def test_a_package_that_is_not_there(project, call):
    (project / "manifest.py").write_text(f'module("m.py")\n{call}\n')
    done = taipan(project, *FREEZE, "-o", "o.c")
    assert done.returncode == 1 and not (project / "o.c").exists()
    assert done.stderr.startswith(b"manifest.py:2:1: error: package(): ")
    assert call.split('"')[1].encode() in done.stderr and done.stderr.count(b"\n") == 1
    done = taipan(project, *OUTPUTS["makemanifest"], "o.c")
    assert done.returncode == 0 and (project / "o.c").exists()
    assert done.stderr.startswith(b"manifest.py:2:1: warning: package(): ")


def test_a_package_that_comes_later(project):
    (project / "manifest.py").write_text('package("late")\n')
    time.sleep(0.1)
    assert taipan(project, *OUTPUTS["makemanifest"], "o.c").returncode == 0
    (project / "late").mkdir()
    (project / "late/x.py").write_text("")
    assert b"MPY late/x.py" in taipan(project, *OUTPUTS["makemanifest"], "o.c").stdout


def test_a_manifest_may_try_packages(project):
    (project / "manifest.py").write_text(
        'try:\n    package("none")\nexcept Exception:\n    module("m.py")\n')
    done = taipan(project, *FREEZE, "--list-files")
    assert (done.returncode, done.stdout.split(b"\t")[0]) == (0, b"m.py")


# --- dependency files ----------------------------------------------------------------------------

# Parts of names, and what can read a dependency file with them.
MAKE_AND_NINJA = [" ", "  ", "#", ":", "%", "$", "$$", "@", "!", "+", ",", "~", "(", ")", "{", "}", "[",
                  "]", "\\", "a\\ ", "ä"]
MAKE_ONLY = [";", "|", "*", "?", "<", ">", "^", "`", "&", "'", '"', "\\#", "\\:", "\\$"]
NEITHER = ["\n", "\r", "\t", "="]


def rebuilt_by_make(folder, output, source):
    """Whether make does the step again, with a source that is older, and then newer."""
    (folder / "Makefile").write_text(
        ".DEFAULT_GOAL := none\nnone:\ninclude deps.d\n%.mpy %.c:\n\t@echo rebuilt\n")
    done = []
    for when in (5, 20):
        os.utime(folder / output, (10, 10))
        os.utime(folder / source, (when, when))
        made = subprocess.run(["make", "-r", output], cwd=folder, capture_output=True, timeout=SECONDS)
        assert made.returncode == 0, made.stderr
        done.append(b"rebuilt" in made.stdout)
    return done


def rebuilt_by_ninja(folder, output, source, command):
    """Whether Ninja does the step again, with a source that is as it was, and then newer."""
    escaped = "".join("$" + c if c in " :$" else c for c in output)
    (folder / "build.ninja").write_text(
        f"rule step\n  command = {command}\n  depfile = deps.d\nbuild {escaped}: step\n")
    ninja = lambda: subprocess.run(["ninja"], cwd=folder, capture_output=True, text=True,
                                   timeout=SECONDS)
    assert "[1/1]" in ninja().stdout
    done = ["no work to do" not in ninja().stdout]
    os.utime(folder / source, (2**31, 2**31))
    return [*done, "[1/1]" in ninja().stdout]


@pytest.mark.parametrize("part", MAKE_AND_NINJA + MAKE_ONLY)
def test_make_and_ninja_read_names_back(project, part):
    name = f"x{part}y.py"
    (project / name).write_text("x = 1\n")
    words = ["compile", name, "-o", "out.mpy", "--depfile", "deps.d"]
    assert taipan(project, *words).returncode == 0
    assert rebuilt_by_make(project, "out.mpy", name) == [False, True]
    if part in MAKE_AND_NINJA:
        (project / "step").write_text("#!/bin/sh\nexec " + " ".join(
            "'" + word.replace("'", "'\\''") + "'" for word in (program("taipan"), *words)) + "\n")
        assert rebuilt_by_ninja(project, "out.mpy", name, "sh ./step") == [False, True]


@pytest.mark.parametrize("part", [part for part in MAKE_AND_NINJA + MAKE_ONLY if part != "%"])
def test_make_reads_outputs_back(project, part):
    output = f"x{part}y.mpy"
    assert taipan(project, "compile", "m.py", "-o", output, "--depfile", "deps.d").returncode == 0
    assert rebuilt_by_make(project, output, "m.py") == [False, True]


@pytest.mark.parametrize("source, output", [
    *((f"x{part}y.py", "out.mpy") for part in NEITHER), ("m.py", "x=y.mpy"), ("m.py", "x%y.mpy"),
    ("m.py", "x\ny.mpy"), ("m.py", "x\\"), ("m.py", "x:"), ("m.py", "x&"), ("m.py", "x(y)"),
    ("m.py", "-"),
])
def test_names_that_make_cannot_read(project, source, output):
    (project / source).write_text("x = 1\n")
    done = taipan(project, "compile", source, "-o", output, "--depfile", "deps.d")
    assert done.returncode == 1 and b"deps.d: error: \"" in done.stderr
    assert b"make has no way to write" in done.stderr and not (project / "deps.d").exists()


def test_an_equals_sign_behind_other_inputs(project):
    (project / "pkg/a=b.py").write_text("x = 1\n")
    words = [*FREEZE, "-o", "o.c", "--depfile", "deps.d"]
    assert taipan(project, *words).returncode == 0
    assert rebuilt_by_make(project, "o.c", "pkg/a=b.py")[1]
    (project / "pkg/a=b.py").unlink()
    taipan(project, "romfs", "build", "pkg", "-o", "o.mpy", "--depfile", "deps.d")
    assert rebuilt_by_make(project, "o.mpy", "pkg/a.py")[1]


def test_a_deleted_source_does_not_stop_make(project):
    (project / "src").mkdir()
    for name in ("a b.py", "c#d.py", "e:f.py", "g;h.py"):
        (project / "src" / name).write_text("")
    assert taipan(project, "compile", "src", "-d", "out", "--depfile", "deps.d").returncode == 0
    (project / "Makefile").write_text("all: out/a\\ b.mpy\ninclude deps.d\n%.mpy:\n\t@echo rebuilt\n")
    for path in (project / "src").iterdir():
        path.unlink()
    done = subprocess.run(["make", "-r"], cwd=project, capture_output=True)
    assert done.returncode == 0 and b"rebuilt" in done.stdout


def test_standard_input_is_no_dependency(project):
    done = taipan(project, "compile", "-", "-o", "o.mpy", "--depfile", "-", stdin=b"x = 1\n")
    assert (done.returncode, done.stdout) == (0, b"o.mpy:\n")
