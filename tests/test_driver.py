"""`taipan`: many files at once, and the subcommands that look into .mpy files."""

import contextlib
import json
import os
import pty
import signal
import subprocess

import pytest

from programs import GUARD, let_times_settle, program, run, tree

SUBCOMMANDS = ["compile", "dis", "info", "verify", "dump"]


def taipan(folder, *arguments, **options):
    return run("taipan", *arguments, cwd=folder, **options)


@pytest.fixture
def project(tmp_path):
    """src/ with good files, some of which the walk must leave out."""
    files = {
        "src/main.py": "x = 1\n", "src/b.py": "y = 2\n", "src/pkg/__init__.py": "",
        "src/pkg/deep/m.py": "z = 3\n", "src/notes.txt": "no", "src/.git/h.py": "a = 1\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


OUTPUTS = ["b.mpy", "main.mpy", "pkg/__init__.mpy", "pkg/deep/m.mpy"]


def break_files(project):
    (project / "src/b.py").write_text("return 1\n")
    (project / "src/pkg/deep/m.py").write_text("def f():\n\tbreak\n")


# --- inputs and outputs --------------------------------------------------------------------------


def test_a_tree_is_mirrored(project):
    done = taipan(project, "compile", "src", "--out-dir", "out/mpy")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert tree(project / "out/mpy") == OUTPUTS
    assert b"pkg/deep/m.py" in (project / "out/mpy/pkg/deep/m.mpy").read_bytes()
    assert b"src/" not in (project / "out/mpy/main.mpy").read_bytes()


def test_without_a_folder_outputs_are_beside_the_sources(project):
    assert taipan(project, "compile", "src/").returncode == 0
    assert [p for p in tree(project / "src") if p.endswith(".mpy")] == OUTPUTS


def test_single_files(project):
    assert taipan(project, "compile", "src/b.py", "src/main.py", "-d", "out").returncode == 0
    assert tree(project / "out") == ["b.mpy", "main.mpy"]
    assert b"src/b.py" in (project / "out/b.mpy").read_bytes()
    done = taipan(project, "compile", "src/b.py", "-o", "one.bin", "-s", "named.py")
    assert done.returncode == 0 and b"named.py" in (project / "one.bin").read_bytes()


def test_source_prefix(project):
    assert taipan(project, "compile", "src", "-d", "o", "--source-prefix", "lib").returncode == 0
    assert b"lib/pkg/deep/m.py" in (project / "o/pkg/deep/m.mpy").read_bytes()


def test_source_prefix_of_an_absolute_file(project):
    """The host's directories are no part of the name."""
    source = project / "src/b.py"
    assert taipan(project, "compile", source, "-d", "o", "--source-prefix", "lib").returncode == 0
    run("mpy-cross", "-s", "lib/b.py", "-o", "b.mpy", source, cwd=project)
    assert (project / "o/b.mpy").read_bytes() == (project / "b.mpy").read_bytes()


@pytest.mark.parametrize("inputs", [["src/b.py", "src/b.py"], ["src", "src"], ["src", "src/", "./src"],
                                    ["src/b.py", "./src/b.py"], ["src", "src/b.py"]])
def test_a_source_named_twice_is_one_job(project, inputs):
    done = taipan(project, "compile", *inputs, "-d", "out")
    assert (done.returncode, done.stderr) == (0, b"")
    assert tree(project / "out") == (["b.mpy"] if inputs[0].endswith(".py") else OUTPUTS)
    name = b"src/b.py" if inputs[0].endswith(".py") else b"b.py"
    assert bytes([len(name) * 2]) + name in (project / "out/b.mpy").read_bytes()


def test_a_source_named_twice_may_have_an_output(project):
    done = taipan(project, "compile", "src/b.py", "src/b.py", "-o", "o.mpy")
    assert done.returncode == 0 and (project / "o.mpy").exists()


def test_output_equals_that_of_mpy_cross(project):
    assert taipan(project, "compile", "src/b.py", "-o", "a.mpy", "-O2").returncode == 0
    run("mpy-cross", "-O2", "-o", "b.mpy", "src/b.py", cwd=project)
    assert (project / "a.mpy").read_bytes() == (project / "b.mpy").read_bytes()


def test_a_link_to_a_folder_is_not_followed(project):
    (project / "src/loop").symlink_to("..")
    assert taipan(project, "compile", "src", "-d", "out").returncode == 0
    assert tree(project / "out") == OUTPUTS


@pytest.mark.parametrize("arguments, message", [
    (["src/b.py", "twin/b.py", "-d", "out"], "out/b.mpy: would be written for src/b.py and again for twin/b.py"),
    (["src", "twin", "-d", "out"], "out/b.mpy: would be written for src/b.py and again for twin/b.py"),
    (["src/b.py", "-o", "src/b.py"], "src/b.py: would be overwritten by an output"),
    (["src", "-o", "x.mpy"], "-o and -s are for a single file"),
    (["empty"], "no .py files found"),
])
def test_contradictions_are_found_before_anything_is_written(project, arguments, message):
    (project / "empty").mkdir()
    (project / "twin").mkdir()
    (project / "twin/b.py").write_text("x = 2\n")
    before = tree(project)
    done = taipan(project, "compile", *arguments)
    assert done.returncode == 1 and message in done.stderr.decode()
    assert tree(project) == before


def test_file_errors_are_all_reported(project):
    (project / "src/taken.py").write_text("")
    (project / "src/taken.mpy").mkdir()
    done = taipan(project, "compile", "none.py", "src/taken.py", "src/b.py", "-j1")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "none.py: error: cannot open the file: No such file or directory",
        "src/taken.mpy: error: cannot open the file: Is a directory",
        "taipan: 2 errors in 2 of 3 files",
    ]
    assert (project / "src/b.mpy").is_file()


def test_an_output_folder_that_is_a_file(project):
    before = tree(project)
    done = taipan(project, "compile", "src", "-d", "src/main.py")
    assert done.returncode == 1 and b"cannot create the directory" in done.stderr
    assert tree(project) == before


@pytest.mark.parametrize("arguments", [
    ["compile"], ["compile", "src", "--march", "pdp11"], ["compile", "src", "-O", "ten"],
    ["compile", "src", "--march", "x64", "--march-flags", "zba"], ["compile", "src", "--nope"],
    ["compile", "src", "--small-int-bits", "7"], ["compile", "src", "--diagnostics", "loud"],
    [], ["frobnicate"], ["info", "x.mpy", "--device", "0123"],
])
def test_bad_command_lines(project, arguments):
    before = tree(project)
    done = taipan(project, *arguments)
    assert done.returncode == 2 and done.stderr != b""
    assert tree(project) == before


# --- diagnostics ---------------------------------------------------------------------------------


def test_all_errors_of_all_files(project):
    break_files(project)
    done = taipan(project, "compile", "src", "-d", "out")
    text = done.stderr.decode()
    assert done.returncode == 1
    assert tree(project / "out") == ["main.mpy", "pkg/__init__.mpy"]
    assert "src/b.py:1:1: error[TP0206]: " in text and "\n    1 | return 1\n" in text
    assert "src/pkg/deep/m.py:2:2: error[TP0205]: " in text
    assert "\n    2 |     break\n      |     ^~~~~\n" in text
    assert text.endswith("taipan: 2 errors in 2 of 4 files\n")


def test_json_lines(project):
    break_files(project)
    (project / "src/\udcff.py").write_bytes(b"return\n")
    done = taipan(project, "compile", "src", "none.py", "-d", "out", "--diagnostics=json")
    found = [json.loads(line) for line in done.stderr.decode("utf-8").splitlines()]
    assert done.returncode == 1 and done.stdout == b""
    assert [f["code"] for f in found] == ["TP0206", "TP0205", "TP0206", "io"]
    assert found[2]["file"] == "src/\ufffd.py"
    assert found[1]["line"] == 2 and found[1]["endColumn"] == found[1]["column"] + 5


def many_files(folder, count):
    (folder / "many").mkdir()
    for number in range(count):
        text = "return 1\n" if number % 7 == 0 else f"x = {number}\n"
        (folder / f"many/f{number:03}.py").write_text(text)


def test_thread_count_changes_nothing(tmp_path):
    many_files(tmp_path, 100)
    results = {}
    for threads in ("-j1", "-j4", "-j64"):
        done = taipan(tmp_path, "compile", "many", "-d", "out" + threads, threads)
        files = {p: (tmp_path / ("out" + threads) / p).read_bytes()
                 for p in tree(tmp_path / ("out" + threads))}
        results[threads] = (done.returncode, done.stderr, files)
    assert results["-j1"][0] == 1 and len(results["-j1"][2]) == 85
    assert results["-j1"] == results["-j4"] == results["-j64"]


def test_progress_only_on_a_terminal(project):
    try:
        master, slave = pty.openpty()
    except OSError as error:  # as in a chroot without /dev/pts
        pytest.skip(str(error))
    with subprocess.Popen([program("taipan"), "compile", "src", "-d", "out"],
                          cwd=project, stderr=slave) as process:
        assert process.wait(GUARD) == 0
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError):  # EIO at the end; what was written may come in parts
        while part := os.read(master, 10000):
            shown += part
    os.close(master)
    assert b"4/4" in shown and shown.endswith(b"\x1b[K")


# --- build systems -------------------------------------------------------------------------------


def test_depfile_for_make(tmp_path):
    names = ["a b.py", "c#d.py", "e$f.py", "g.py", "h\\ i.py"]
    (tmp_path / "src").mkdir()
    for name in names:
        (tmp_path / "src" / name).write_text("x = 1\n")
    (tmp_path / "Makefile").write_text(
        "all: out/g.mpy\n-include deps.d\n"
        "out/%.mpy:\n\t@echo rebuilt\n"
        f"deps.d:\n\t@{program('taipan')} compile src -d out --depfile deps.d\n"
    )
    make = ["make", "--no-print-directory"]
    assert subprocess.run(make, cwd=tmp_path, capture_output=True).stdout.count(b"rebuilt") == 0
    text = (tmp_path / "deps.d").read_text()
    assert "out/a\\ b.mpy: src/a\\ b.py\n" in text and "out/e$$f.mpy: src/e$$f.py\n" in text
    assert "out/h\\\\\\ i.mpy: src/h\\\\\\ i.py\n" in text
    for name in names:
        os.utime(tmp_path / "src" / name, (2**31, 2**31))
        target = "out/" + name.replace(".py", ".mpy")
        done = subprocess.run([*make, target], cwd=tmp_path, capture_output=True)
        assert done.stdout == b"rebuilt\n", (name, done)
    (tmp_path / "src/g.py").unlink()
    assert subprocess.run(make, cwd=tmp_path, capture_output=True).returncode == 0


def test_depfile_for_ninja(project):
    (project / "build.ninja").write_text(
        f"rule mpy\n  command = {program('taipan')} compile src -d out --depfile d.d\n"
        "  depfile = d.d\n"
        "build " + " ".join("out/" + name for name in OUTPUTS) + ": mpy\n"
    )
    ninja = lambda: subprocess.run(["ninja"], cwd=project, capture_output=True, text=True)
    first = ninja()
    assert first.returncode == 0, first.stdout
    assert "no work to do" in ninja().stdout
    os.utime(project / "src/pkg/deep/m.py", (2**31, 2**31))
    assert "[1/1]" in ninja().stdout


def test_no_depfile_after_errors_and_none_for_odd_names(project):
    break_files(project)
    assert taipan(project, "compile", "src", "-d", "out", "--depfile", "d.d").returncode == 1
    assert not (project / "d.d").exists()
    (project / "li\nne.py").write_text("")
    done = taipan(project, "compile", "li\nne.py", "--depfile", "d.d")
    assert done.returncode == 1 and b"line break" in done.stderr


# --- times ---------------------------------------------------------------------------------------

OLD = 1000 * 10**9  # ns: older than any source here, and than the program
FUTURE = 2**31 * 10**9


def times(project):
    return {name: (project / "out" / name).stat().st_mtime_ns for name in tree(project / "out")}


def set_time(path, ns):
    os.utime(path, ns=(ns, ns))


def test_outputs_that_would_be_the_same_are_not_touched(project):
    compiled = lambda *more: taipan(project, "compile", "src", "-d", "out", *more).returncode == 0
    assert compiled()
    for name in OUTPUTS:
        set_time(project / "out" / name, FUTURE)
    before = {name: (project / "out" / name).stat() for name in OUTPUTS}
    assert compiled()
    after = {name: (project / "out" / name).stat() for name in OUTPUTS}
    assert [(s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for s in before.values()] == \
        [(s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for s in after.values()]
    (project / "src/b.py").write_text("y = 3\n")
    assert compiled()
    changed = [name for name, time in times(project).items() if time != FUTURE]
    assert changed == ["b.mpy"]


def test_an_output_older_than_its_source_gets_a_new_time(project):
    compiled = lambda *more: taipan(project, "compile", "src", "-d", "out", *more).returncode == 0
    assert compiled()
    for name in OUTPUTS:
        set_time(project / "out" / name, FUTURE)
    set_time(project / "src/b.py", 2 * FUTURE)
    assert compiled("--keep-time") and set(times(project).values()) == {FUTURE}
    assert compiled()
    assert [name for name, time in times(project).items() if time != FUTURE] == ["b.mpy"]


def test_an_output_older_than_the_program_gets_a_new_time(project):
    assert taipan(project, "compile", "src", "-d", "out").returncode == 0
    for path in project.glob("src/**/*.py"):
        set_time(path, OLD)
    set_time(project / "out/b.mpy", OLD + 1)
    assert taipan(project, "compile", "src", "-d", "out", "--keep-time").returncode == 0
    assert times(project)["b.mpy"] == OLD + 1
    assert taipan(project, "compile", "src", "-d", "out").returncode == 0
    assert times(project)["b.mpy"] > OLD + 1


def test_make_and_ninja_are_content_with_unchanged_outputs(project):
    (project / "Makefile").write_text(
        "out/b.mpy: src/b.py\n"
        f"\t{program('taipan')} compile $< -o $@ --depfile out/b.d\n-include out/b.d\n")
    (project / "out").mkdir()
    (project / "build.ninja").write_text(
        f"rule mpy\n  command = {program('taipan')} compile src -d nin --keep-time --depfile d.d\n"
        "  depfile = d.d\n  restat = 1\n"
        "rule copy\n  command = cp $in $out\n"
        "build " + " ".join("nin/" + name for name in OUTPUTS) + ": mpy\n"
        "build board: copy nin/b.mpy\n")

    def built(*words):
        done = subprocess.run(words, cwd=project, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "compile" in built("make") and "[2/2]" in built("ninja")
    let_times_settle(project)
    (project / "src/b.py").write_text("y = 2 # the same\n")
    assert "compile" in built("make") and "up to date" in built("make")
    assert "cp" not in built("ninja", "-v")  # nothing is copied to the board
    assert "no work to do" in built("ninja")


# --- sources that are gone -----------------------------------------------------------------------


def prune(project, *more, inputs=("src",)):
    return taipan(project, "compile", *inputs, "-d", "out", "--prune", *more)


def test_prune_removes_what_was_made_of_sources_that_are_gone(project):
    assert prune(project, "--source-prefix", "app").returncode == 0
    assert tree(project / "out") == OUTPUTS
    (project / "src/b.py").unlink()
    (project / "src/pkg/deep/m.py").unlink()
    assert taipan(project, "compile", "src", "-d", "out", "--source-prefix", "app").returncode == 0
    assert tree(project / "out") == OUTPUTS
    done = prune(project, "--source-prefix", "app")
    assert (done.returncode, done.stderr) == (0, b"")
    assert tree(project / "out") == ["main.mpy", "pkg/__init__.mpy"]
    assert not (project / "out/pkg/deep").exists()  # nor the directory, which is empty now


def test_prune_leaves_all_other_files(project):
    assert taipan(project, "compile", "src", "-d", "out").returncode == 0
    made = (project / "out/main.mpy").read_bytes()
    others = {
        "out/vendor.mpy": made, "out/pkg/main.mpy": made,  # of other names
        "out/noise.mpy": b"no module", "out/gone.txt": made, "out/gone.py": b"x = 1\n",
        "out/.hidden/main.mpy": made, "elsewhere/main.mpy": made,
    }
    for name, data in others.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(data)
    (project / "out/linked").symlink_to(project / "elsewhere")
    (project / "out/b.mpy").rename(project / "elsewhere/b.mpy")
    (project / "out/b.mpy").symlink_to(project / "elsewhere/b.mpy")
    (project / "out/empty").mkdir()
    (project / "src/b.py").unlink()
    (project / "src/main.py").unlink()
    before = tree(project / "out")
    assert prune(project).returncode == 0
    assert set(before) - set(tree(project / "out")) == {"main.mpy"}
    assert tree(project / "elsewhere") == ["b.mpy", "main.mpy"] and (project / "out/empty").exists()


@pytest.mark.parametrize("trouble", ["an error", "an unreadable folder"])
def test_prune_removes_nothing_when_something_is_wrong(project, trouble):
    assert prune(project).returncode == 0
    (project / "src/b.py").unlink()
    if trouble == "an error":
        (project / "src/main.py").write_text("x = \n")
    else:
        if os.geteuid() == 0:
            pytest.skip("root reads everything")
        (project / "src/pkg").chmod(0)
    assert prune(project).returncode == 1
    (project / "src/pkg").chmod(0o755)
    assert tree(project / "out") == OUTPUTS


@pytest.mark.parametrize("arguments, message", [
    (["src", "--prune"], b"--prune needs --out-dir"),
    (["src", "-d", "src", "--prune"], b"--out-dir is src"),
    (["src", "-d", "src/../src/", "--prune"], b"--out-dir is src"),
    (["src", "src/b.py", "-d", "out", "--prune"], b"--prune takes directories"),
    (["src", "-d", "out", "-o", "x.mpy", "--prune"], b"-o"),
])
def test_prune_has_to_know_where_outputs_are(project, arguments, message):
    done = taipan(project, "compile", *arguments)
    assert done.returncode == 2 and message in done.stderr
    assert not [name for name in tree(project) if name.endswith(".mpy")]


# --- the jobserver -------------------------------------------------------------------------------


def fill(pipe, tokens):
    os.write(pipe, tokens)


def drain(pipe):
    os.set_blocking(pipe, False)
    try:
        return os.read(pipe, 100)
    except BlockingIOError:
        return b""


@pytest.mark.parametrize("tokens", [b"", b"+", b"abc"])
def test_jobserver_pipe_gets_its_tokens_back(tmp_path, tokens):
    many_files(tmp_path, 100)
    read_end, write_end = os.pipe()
    fill(write_end, tokens)
    flags = f" -j3 --jobserver-auth={read_end},{write_end}"
    done = subprocess.run(
        [program("taipan"), "compile", "many", "-d", "out", "-j8"], cwd=tmp_path,
        capture_output=True, timeout=GUARD, pass_fds=(read_end, write_end),
        env={**os.environ, "MAKEFLAGS": flags},
    )
    assert done.returncode == 1 and len(tree(tmp_path / "out")) == 85
    assert sorted(drain(read_end)) == sorted(tokens)
    assert os.get_blocking(write_end)
    os.close(read_end)
    os.close(write_end)


def test_jobserver_fifo_gets_its_tokens_back(tmp_path):
    many_files(tmp_path, 100)
    os.mkfifo(tmp_path / "fifo")
    fifo = os.open(tmp_path / "fifo", os.O_RDWR)
    fill(fifo, b"++")
    flags = f"-j3 --jobserver-auth=fifo:{tmp_path}/fifo"
    done = taipan(tmp_path, "compile", "many", "-d", "out", env={"MAKEFLAGS": flags})
    assert done.returncode == 1 and len(tree(tmp_path / "out")) == 85
    assert drain(fifo) == b"++"
    os.close(fifo)


@pytest.mark.parametrize("flags", [
    "--jobserver-auth=97,98", "--jobserver-auth=-2,-2", "--jobserver-auth=fifo:/no/such",
    "--jobserver-auth=x", "w -- A=--jobserver-auth=",
])
def test_a_jobserver_that_cannot_be_used(project, flags):
    done = taipan(project, "compile", "src", "-d", "out", env={"MAKEFLAGS": flags})
    assert (done.returncode, done.stderr) == (0, b"")
    assert tree(project / "out") == OUTPUTS


def test_a_signal_returns_the_tokens(tmp_path):
    (tmp_path / "in").mkdir()
    sources = ["in/a.py", "in/b.py"]
    for source in sources:
        os.mkfifo(tmp_path / source)  # holds a thread
    read_end, write_end = os.pipe()
    fill(write_end, b"tt")
    process = subprocess.Popen(
        [program("taipan"), "compile", *sources, "-d", "out", "-j3"],
        cwd=tmp_path, stderr=subprocess.DEVNULL, pass_fds=(read_end, write_end),
        env={**os.environ, "MAKEFLAGS": f"--jobserver-auth={read_end},{write_end}"},
    )
    writers = [os.open(tmp_path / source, os.O_WRONLY) for source in sources]  # waits for both threads
    process.send_signal(signal.SIGTERM)
    assert process.wait(GUARD) == -signal.SIGTERM
    for writer in writers:
        os.close(writer)
    assert drain(read_end) == b"tt"
    os.close(read_end)
    os.close(write_end)


# --- looking into .mpy files ---------------------------------------------------------------------


@pytest.fixture
def module(project):
    (project / "m.py").write_text("def area(w, h):\n    return w * h\n\nprint(area(3, 4))\n")
    assert taipan(project, "compile", "m.py").returncode == 0
    return project


def test_dis(module):
    done = taipan(module, "dis", "m.mpy")
    text = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b""
    assert "area" in text and "RETURN_VALUE" in text and "BINARY_OP" in text
    assert "return w * h" not in text
    assert "return w * h" in taipan(module, "dis", "m.mpy", "--source", "m.py").stdout.decode()
    assert len(taipan(module, "dis", "m.mpy", "--bytes").stdout) > len(done.stdout)


def test_info(module):
    text = taipan(module, "info", "m.mpy").stdout.decode()
    size = (module / "m.mpy").stat().st_size
    assert f"{size:>8}  bytes in the file" in text
    assert "source          m.py" in text and "format          v6.0" in text
    assert "area" in text and "loads on        v1." in text
    yes = taipan(module, "info", "m.mpy", "--device", "0x306")
    no = taipan(module, "info", "m.mpy", "--device", "5")
    assert (yes.returncode, no.returncode) == (0, 1)
    assert b"device 0x306: loads" in yes.stdout and b"device 0x5: does not load" in no.stdout


def test_verify(module):
    good = taipan(module, "verify", "m.mpy")
    assert (good.returncode, good.stdout) == (0, b"m.mpy: ok\n")
    data = (module / "m.mpy").read_bytes()
    (module / "short.mpy").write_bytes(data[:-3])
    (module / "bad.mpy").write_bytes(data[:-1] + b"\x00")
    done = taipan(module, "verify", "short.mpy", "m.mpy", "bad.mpy", "none.mpy")
    assert done.returncode == 1 and b"m.mpy: ok\n" in done.stdout
    for name in ("short.mpy", "none.mpy"):
        assert f"{name}: error: " in done.stderr.decode()
    assert b"bad.mpy: " in done.stdout + done.stderr and b"bad.mpy: ok" not in done.stdout


HANDLERS = """\
def leave(x):
    try:
        return x
    finally:
        print(x)
def inside(x):
    for i in x:
        with i:
            break
def behind(x):
    try:
        x()
    finally:
        return x
class Safe:
    def f(self):
        with self:
            return self.g()
"""


def test_firmware_that_leaves_out_handlers_is_not_named(tmp_path):
    (tmp_path / "m.py").write_text(HANDLERS)
    assert taipan(tmp_path, "compile", "m.py").returncode == 0
    where = ["<module>.leave", "<module>.inside", "<module>.Safe.f"]
    text = taipan(tmp_path, "info", "m.mpy").stdout.decode()
    assert "loads on        v1.20 or later\n" in text and "not on CircuitPython" in text
    named = text.split("before v1.20, ")[1].splitlines()[1:]
    assert [line.split(":")[0].strip() for line in named] == where
    done = taipan(tmp_path, "verify", "m.mpy")
    assert done.returncode == 0 and done.stdout.endswith(b"m.mpy: ok\n")
    lines = done.stdout.decode().splitlines()[:-1]
    assert [line.split(": ")[1:3] for line in lines] == [["warning", name] for name in where]
    assert all("v1.20" in line for line in lines)
    offset = int(lines[0].split("offset ")[1].split(":")[0])
    assert f"{where[0]}: offset {offset}" in text
    old = taipan(tmp_path, "info", "m.mpy", "--device", "0x0006")
    assert old.returncode == 1 and b"older than v1.20" in old.stdout
    new = taipan(tmp_path, "info", "m.mpy", "--device", "0x0106")
    assert new.returncode == 0 and b"not CircuitPython" in new.stdout


def test_a_file_without_such_handlers_is_for_all(tmp_path):
    (tmp_path / "m.py").write_text("def f(x):\n    try:\n        x()\n    finally:\n        return x\n")
    assert taipan(tmp_path, "compile", "m.py").returncode == 0
    text = taipan(tmp_path, "info", "m.mpy").stdout.decode()
    assert "loads on        v1.19 or later\n" in text and "before v1.20" not in text
    assert taipan(tmp_path, "verify", "m.mpy").stdout == b"m.mpy: ok\n"
    assert taipan(tmp_path, "info", "m.mpy", "--device", "6").returncode == 0


@pytest.mark.parametrize("command", ["dis", "info", "verify"])
def test_what_is_no_mpy_file(module, command):
    for name in ("m.py", "src", "missing.mpy"):
        done = taipan(module, command, name)
        assert done.returncode == 1 and f"{name}: error: ".encode() in done.stderr


@pytest.mark.parametrize("stage", ["tokens", "ast", "scopes", "ir", "ssa", "bytecode"])
def test_dump(module, stage):
    done = taipan(module, "dump", f"--stage={stage}", "m.py")
    assert done.returncode == 0 and b"area" in done.stdout


def test_help_and_version(tmp_path):
    text = taipan(tmp_path, "--help").stdout.decode()
    assert all(name in text for name in SUBCOMMANDS)
    for name in SUBCOMMANDS:
        assert taipan(tmp_path, name, "--help").returncode == 0
    assert taipan(tmp_path, "--version").stdout.startswith(b"taipan 0.")
