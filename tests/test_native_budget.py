"""`taipan run --profile` counts what functions run; `taipan compile --native-budget` picks functions by that."""

import json
import os
import platform
import re
import signal
import subprocess

import pytest

import programs
from programs import program, run, wait_until

needs_x64 = pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")
HEADER = ["taipan profile 1", "#     weight        calls file:line function"]


@pytest.fixture
def native(monkeypatch):
    monkeypatch.setenv("TAIPAN_NATIVE", programs.native())


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def rows(text):
    """{file:line name: (weight, calls)}"""
    lines = text.splitlines()
    assert lines[:2] == HEADER
    found = {}
    for line in lines[2:]:
        weight, calls, rest = re.fullmatch(r" *(\d+) +(\d+) (.*)", line).groups()
        assert rest not in found
        found[rest] = int(weight), int(calls)
    return found


def profile(folder, files, *words, status=0):
    """The rows of a run of a.py."""
    write(folder, files)
    done = run("taipan", "run", "--profile", "out.prof", *words, "a.py", cwd=folder)
    assert done.returncode == status, done.stderr
    return rows((folder / "out.prof").read_text())


# --- what is counted ------------------------------------------------------------------------------


def test_instructions_and_calls_are_exact(tmp_path):
    found = profile(tmp_path, {"a.py": """\
def twice(n):
    return n + n
def loop(n):
    s = 0
    while s < n:
        s += 1
    return s
def branch(a, b):
    if a < b:
        return a
    return b
class C:
    def __init__(self):
        self.a = 1
    def cut(self, text):
        return text[1:]
twice(1), twice("a"), twice(1.5)
loop(10)
branch(1, 2), branch(2, 1), branch("a", "b")
C().cut("abc")
"""})
    module = found.pop("a.py:1 <module>")
    assert module[1] == 1
    assert found == {
        "a.py:1 twice": (3 * 4, 3),
        "a.py:3 loop": (2 + 1 + 11 * 4 + 10 * 4 + 2, 1),
        "a.py:8 branch": (3 * 6, 3),  # a comparison and its jump are two, though they run as one
        "a.py:12 C": (10, 1),  # four for __module__ and __qualname__
        "a.py:13 C.__init__": (5, 1),
        "a.py:15 C.cut": (6, 1),  # LOAD_FAST, a constant, None, BUILD_SLICE, LOAD_SUBSCR, RETURN
    }


def test_generators_and_async_functions_count(tmp_path):
    found = profile(tmp_path, {"a.py": """\
def two():
    yield 1
    yield 2
def outer():
    yield from two()
async def five():
    return 5
async def waits():
    return await five()
print(list(two()), next(two()), list(outer()))
two()
for i in outer():
    print(i)
try:
    waits().send(None)
except StopIteration as e:
    print(e.value)
"""})
    assert found["a.py:1 two"] == (8 + 2 + 8 + 8, 4)  # one of them never starts
    assert found["a.py:4 outer"] == (2 * (8 + 2), 2)  # YIELD_FROM is done for each item, and at the end
    assert found["a.py:6 five"] == (2, 1)
    assert found["a.py:8 waits"] == (6, 1)


def test_inner_functions_have_qualified_names(tmp_path):
    found = profile(tmp_path, {"a.py": """\
def outer(n):
    def inner(m):
        return (lambda: m)()
    return [inner(i) for i in range(n)]
class C:
    class D:
        def f(self):
            return 1
outer(3)
C.D().f()
print([i for i in (1, 2)])
"""})
    assert {name: calls for name, (_, calls) in found.items()} == {
        "a.py:1 <module>": 1, "a.py:1 outer": 1, "a.py:2 outer.inner": 3, "a.py:3 outer.inner.<lambda>": 3,
        "a.py:4 outer.<listcomp>": 1, "a.py:5 C": 1, "a.py:6 C.D": 1, "a.py:7 C.D.f": 1,
        "a.py:11 <listcomp>": 1}


def test_a_decorated_function_has_the_line_of_its_first_decorator(tmp_path):
    found = profile(tmp_path, {"a.py": "def d(f): return f\n@d\n@d\ndef f(): pass\nf()\n"})
    assert found["a.py:2 f"] == (2, 1)


def test_text_that_is_run_later_is_counted(tmp_path):
    """Its code comes and goes; each has its place in memory from others."""
    found = profile(tmp_path, {"a.py": """\
import gc
for i in range(50):
    exec("def f%d():\\n    return 1\\nf%d()" % (i, i))
    gc.collect()
eval("(lambda: 2)()")
"""})
    assert [found[f"<string>:1 f{i}"] for i in range(50)] == [(2, 1)] * 50
    assert found["<string>:1 <module>"][1] == 51
    assert found["<string>:1 <lambda>"] == (2, 1)


FILES = {"a.py": "import pkg.b\npkg.b.f(3)\ndef load():\n    import c\n    c.f()\nload()\n", "pkg/__init__.py": "",
         "pkg/b.py": "def f(n):\n    return [i for i in range(n)]\n", "c.py": "def f():\n    pass\n"}


def test_all_files_of_a_program_are_in_its_profile(tmp_path):
    found = profile(tmp_path, FILES)
    root = str(tmp_path.resolve()) + "/"
    assert {name.replace(root, "") for name in found} == {
        "a.py:1 <module>", "a.py:3 load", "pkg/__init__.py:1 <module>", "pkg/b.py:1 <module>", "pkg/b.py:1 f",
        "pkg/b.py:2 f.<listcomp>", "c.py:1 <module>", "c.py:1 f"}


def test_compiled_files_are_counted_by_the_names_that_they_have(tmp_path):
    expected = profile(tmp_path, FILES)
    write(tmp_path, {f"src/{name}": text for name, text in FILES.items()})
    run("taipan", "compile", "src", "-d", "out", cwd=tmp_path)
    done = run("taipan", "run", "--profile", "-", "out/a.mpy", cwd=tmp_path)
    root = str(tmp_path.resolve()) + "/"
    assert rows(done.stdout.decode()) == {name.replace(root, ""): row for name, row in expected.items()}


def test_the_heaviest_comes_first_and_runs_are_alike(tmp_path):
    profile(tmp_path, FILES)
    text = (tmp_path / "out.prof").read_text()
    weights = [int(line.split()[0]) for line in text.splitlines()[2:]]
    assert weights == sorted(weights, reverse=True)
    for _ in range(3):
        profile(tmp_path, FILES)
        assert (tmp_path / "out.prof").read_text() == text


@needs_x64
def test_machine_code_is_not_counted_but_names_what_it_makes(tmp_path, native):
    found = profile(tmp_path, {"a.py": """\
import micropython
@micropython.native
def outer(n):
    @micropython.bytecode
    def inner():
        return n
    return inner()
outer(1)
"""})
    assert {name.split()[1] for name in found} == {"<module>", "outer.inner"}


@pytest.mark.parametrize("flags", [["-O1", "-DTAIPAN_OPTIMIZE=0"], ["-O1", "-DTAIPAN_OPTIMIZE=2"]])
def test_the_ordinary_loop_is_the_same_with_and_without_counting(tmp_path, flags):
    """And without it there is no other."""
    def code(file, *more):
        subprocess.run(["g++", "-std=c++20", "-fno-exceptions", "-fno-rtti", "-w", *flags, *more, "-I.", "-Iinclude", "-c",
                        f"runtime/vm/{file}.cpp", "-o", tmp_path / "o"], cwd=programs.ROOT, check=True)
        text = subprocess.run(["objdump", "-d", "--no-show-raw-insn", tmp_path / "o"],
                              capture_output=True, text=True, check=True).stdout
        return [line for line in text.splitlines() if "\t" in line]  # instructions with their addresses

    assert code("loop") == code("loop", "-DTAIPAN_HAS_PROFILE=1") != []
    for file in ("loop_counting", "profile"):
        assert code(file) == []
        assert code(file, "-DTAIPAN_HAS_PROFILE=1") != []


# --- how it ends ----------------------------------------------------------------------------------


@pytest.mark.parametrize("end, status", [
    ("raise ValueError('x')", 1), ("import sys\nsys.exit(3)", 3), ("raise SystemExit", 0),
    ("def g(): return g()\ng()", 1), ("import sys\nsys.atexit(f)", 0)])
def test_a_profile_is_written_however_the_program_ends(tmp_path, end, status):
    calls = 2 if "atexit" in end else 1
    found = profile(tmp_path, {"a.py": f"def f(): pass\nf()\n{end}\n"}, status=status)
    assert found["a.py:1 f"] == (2 * calls, calls)


def test_exceptions_leave_counts_right(tmp_path):
    found = profile(tmp_path, {"a.py": """\
def fails():
    raise KeyError
def catches():
    try:
        fails()
    except KeyError:
        return 1
def again():
    for i in (1, 2, 3):
        catches()
again()
"""})
    assert found["a.py:1 fails"] == (3 * 2, 3)
    assert found["a.py:3 catches"][1] == 3 and found["a.py:3 catches"][0] % 3 == 0
    assert found["a.py:8 again"][1] == 1


def test_a_program_that_is_interrupted_has_a_profile(tmp_path):
    write(tmp_path, {"a.py": "def f(): pass\nf()\nprint('runs')\nwhile True: pass\n"})
    child = subprocess.Popen([program("taipan"), "run", "--profile", "p", "a.py"], cwd=tmp_path,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout.readline() == b"runs\n"
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=programs.GUARD)
    assert child.returncode == 130
    assert rows((tmp_path / "p").read_text())["a.py:1 f"] == (2, 1)


def test_standard_output_has_the_profile_behind_that_of_the_program(tmp_path):
    write(tmp_path, {"a.py": "print('a', end='')\n"})
    done = run("taipan", "run", "--profile", "-", "a.py", cwd=tmp_path)
    assert done.stdout.startswith(b"ataipan profile 1\n")
    assert rows(done.stdout[1:].decode()) == {"a.py:1 <module>": (8, 1)}


def test_the_program_is_the_same_with_a_profile(tmp_path):
    write(tmp_path, {"a.py": "import sys\nprint(sys.argv, [i for i in range(3)])\nsys.exit(5)\n"})
    plain = run("taipan", "run", "a.py", "x", cwd=tmp_path)
    counted = run("taipan", "run", "--profile", "p", "a.py", "x", cwd=tmp_path)
    assert (plain.stdout, plain.returncode) == (counted.stdout, counted.returncode)


@pytest.mark.parametrize("path, why", [
    ("none/p", "No such file or directory"), (".", "Is a directory"), ("a.py/p", "Not a directory")])
def test_where_nothing_can_be_written_the_program_does_not_run(tmp_path, path, why):
    write(tmp_path, {"a.py": "print('runs')\n"})
    done = run("taipan", "run", "--profile", path, "a.py", cwd=tmp_path)
    assert (done.stdout, done.returncode) == (b"", 1)
    assert done.stderr.decode() == f"taipan run: error: cannot write the profile '{path}': {why}\n"


def test_a_profile_is_replaced_in_one_step(tmp_path):
    write(tmp_path, {"a.py": "pass\n", "p": "old"})
    os.link(tmp_path / "p", tmp_path / "kept")
    run("taipan", "run", "--profile", "p", "a.py", cwd=tmp_path)
    assert (tmp_path / "kept").read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["a.py", "kept", "p"]


def test_the_option_needs_a_file(tmp_path):
    done = run("taipan", "run", "--profile", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, b"taipan run: error: --profile needs an argument\n")


# --- a budget -------------------------------------------------------------------------------------

SOURCES = {
    "main.py": """\
import work
import micropython
@micropython.native
def asked(a):
    return a + 1
@micropython.bytecode
def never(n):
    s = 0
    while n:
        n -= 1
        s += n
    return s
class C:
    def __init__(self, n):
        self.n = n
    def step(self):
        self.n = (self.n * 5 + 1) & 0xff
        return self.n
def gen(n):
    i = 0
    while i < n:
        yield i * i
        i += 1
def unused(a):
    for i in range(a):
        print(i)
c = C(3)
print(asked(1), never(100), sum([c.step() for i in range(50)]), sum(gen(30)), work.hot(200), work.outer(9))
""",
    "work.py": """\
def hot(n):
    s = 0
    for i in range(n):
        s = (s + i * i) & 0xffff
    return s
def outer(n):
    def inner(m):
        t = 0
        while m:
            m -= 1
            t += m
        return t
    return inner(n) + inner(n + 1)
def plain(a):
    return a
""",
}


@pytest.fixture
def project(tmp_path, native):
    """Two sources in src, and the profile of their run."""
    write(tmp_path, {f"src/{name}": text for name, text in SOURCES.items()})
    done = run("taipan", "run", "--profile", "p.prof", "src/main.py", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def compiled(folder, *words, out="out"):
    done = run("taipan", "compile", *words, "-d", out, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done


def machine_code(folder, *files):
    """{(file, function): bytes} of what taipan info calls machine code."""
    found = {}
    for file in files or programs.tree(folder):
        text = run("taipan", "info", file, cwd=folder).stdout.decode()
        for size, name in re.findall(r"^ *(\d+) +\d+ +\d+ +\d+  (\S.*?)  (?:native|viper|asm)$", text, re.MULTILINE):
            found[file, name.removeprefix("<module>.")] = int(size)
    return found


@pytest.mark.parametrize("arch", ["armv7m", "x64"])
@pytest.mark.parametrize("source", ["profile", "estimate"])
def test_a_budget_is_kept(project, arch, source):
    words = ["--profile-data", "p.prof"] if source == "profile" else []
    before = set()
    for bytes_ in (0, 300, 500, 800, 1200, 2000, 100000):
        done = compiled(project, "src", "--march", arch, f"--native-budget={bytes_}", *words)
        found = machine_code(project / "out")
        asked = found["main.mpy", "asked"]
        assert sum(found.values()) <= max(bytes_, asked)
        assert (b"taipan: warning: functions that ask for machine code take" in done.stderr) == (asked > bytes_)
        assert len(found) >= len(before)
        before = found
    names = {name for _, name in before}
    assert {"C.step", "gen", "hot", "outer.inner", "asked"} <= names
    assert not names & {"never", "<module>", "C"}
    # What does not run is not picked; what only might is.
    assert ("unused" in names) == (source == "estimate")


def test_the_most_weight_a_byte_comes_first(project):
    compiled(project, "src", "--march=armv7m", "--native-budget=200", "--profile-data=p.prof")
    assert set(machine_code(project / "out")) == {("main.mpy", "asked"), ("work.mpy", "hot")}


def test_functions_that_are_larger_beside_bytecode_are_measured_again(tmp_path, native):
    """Constants of bytecode come before those of machine code, which asks for them by longer instructions then."""
    cold = "".join(f"def cold{i}(a):\n    return a.name{i}(a.other{i}, {i}.5, {i}.25)\n" for i in range(60))
    write(tmp_path, {"m.py": "def hot(n):\n    while n > 0.75:\n        n = n * 0.75 + 0.75 - 0.625 - 0.625\n"
                             "        g('a text that is long', 'another long text')\n" + cold,
                     "p": "taipan profile 1\n9000 1 m.py:1 hot\n5 1 m.py:5 cold0\n"})
    sizes = {}
    for name, words in [("all", []), ("alone", ["-X", "native-only=hot"])]:
        run("mpy-cross", "-march=armv7m", "-X", "emit=native", *words, "m.py", cwd=tmp_path)
        sizes[name] = machine_code(tmp_path, "m.mpy")["m.mpy", "hot"]
    assert sizes["alone"] > sizes["all"]
    for bytes_, picked in [(sizes["all"], {"cold0"}), (sizes["alone"], {"hot"})]:
        compiled(tmp_path, "m.py", "--march=armv7m", f"--native-budget={bytes_}", "--profile-data=p", out=".")
        found = machine_code(tmp_path, "m.mpy")
        assert {name for _, name in found} == picked
        assert sum(found.values()) <= bytes_


def test_the_budget_may_be_told_in_kilobytes(project):
    for text in ("2048", "2k", "2K"):
        compiled(project, "src", "--march=armv7m", "--native-budget", text, "--native-budget-report=r")
        assert "  of a budget of 2048 bytes" in (project / "r").read_text()


def test_no_budget_at_all_is_what_the_source_asks_for(project):
    compiled(project, "src", "--march=armv7m", "--native-budget=0", "--profile-data=p.prof", out="zero")
    compiled(project, "src", "--march=armv7m", out="plain")
    for name in ("main.mpy", "work.mpy"):
        assert (project / "zero" / name).read_bytes() == (project / "plain" / name).read_bytes()


@needs_x64
@pytest.mark.parametrize("bytes_", ["600", "2k", "100k"])
@pytest.mark.parametrize("opt", ["size", "balanced", "speed"])
def test_what_is_picked_runs(project, bytes_, opt):
    expected = run("taipan", "run", "src/main.py", cwd=project).stdout
    compiled(project, "src", "--march=x64", "--small-int-bits=63", "--native-budget", bytes_, "--native-opt", opt,
             "--profile-data=p.prof")
    assert len(machine_code(project / "out")) > 1
    done = run("taipan", "run", "out/main.mpy", cwd=project)
    assert (done.stdout, done.returncode) == (expected, 0)


def test_the_product_is_the_same_whatever_threads_and_order(project):
    write(project, {f"src/m{i}.py": SOURCES["work.py"].replace("hot", f"hot{i}") for i in range(6)})
    names = [f"src/{name}" for name in sorted(os.listdir(project / "src"))]
    words = ["--march=armv7m", "--native-budget=900"]
    made = []
    for threads, order in [("1", names), ("4", names), ("4", names[::-1]), ("2", names[3:] + names[:3])]:
        compiled(project, *order, *words, "-j", threads, "--native-budget-report=r")
        made.append(([(project / "out" / name).read_bytes() for name in programs.tree(project / "out")],
                     (project / "r").read_text()))
    assert made.count(made[0]) == len(made)
    compiled(project, "src/m0.py", *words)  # other modules have a part in it
    assert len(machine_code(project / "out", "m0.mpy")) > 1


def test_a_second_run_touches_nothing(project):
    words = ["src", "--march=armv7m", "--native-budget=1k", "--profile-data=p.prof"]
    compiled(project, *words)
    before = {name: os.stat(project / "out" / name) for name in programs.tree(project / "out")}
    compiled(project, *words)
    for name, stat in before.items():
        after = os.stat(project / "out" / name)
        assert (after.st_ino, after.st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)


def test_outputs_get_a_new_time_when_the_profile_does(project):
    """For make, by the rules of the dependency file."""
    words = ["src", "--march=armv7m", "--native-budget=1k", "--profile-data=p.prof", "--depfile=d"]
    compiled(project, *words)
    assert (project / "d").read_text().splitlines() == [
        "out/main.mpy: src/main.py src/work.py p.prof", "out/work.mpy: src/work.py src/main.py p.prof",
        "src/main.py:", "src/work.py:", "p.prof:"]
    before = os.stat(project / "out/main.mpy")
    os.utime(project / "p.prof", ns=(before.st_mtime_ns + 1, before.st_mtime_ns + 1))
    compiled(project, *words)
    after = os.stat(project / "out/main.mpy")
    assert after.st_ino == before.st_ino and after.st_mtime_ns > before.st_mtime_ns


def test_a_report_tells_what_was_picked(project):
    done = compiled(project, "src", "--march=armv7m", "--native-budget=1k", "--profile-data=p.prof",
                    "--native-budget-report=-")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "   bytes  weight  function"
    found = machine_code(project / "out")
    total = sum(weight for weight, _ in rows((project / "p.prof").read_text()).values())
    weights = {name.split()[-1]: weight for name, (weight, _) in
               rows((project / "p.prof").read_text()).items()}
    told = {}
    for line in lines[1:-1]:
        size, share, file, name, asked = re.fullmatch(
            r" *(\d+) +([\d.]+)%  src/(\w+)\.py: ([\w.<>]+)(, which the source asks for)?", line).groups()
        told[file + ".mpy", name] = int(size)
        assert bool(asked) == (name == "asked")
        assert share == f"{100 * weights.get(name, 0) / total:.1f}"
    assert told == found
    assert re.fullmatch(rf" *{sum(found.values())} +[\d.]+%  of a budget of 1024 bytes", lines[-1])


def test_functions_of_one_name_are_one(tmp_path, native):
    write(tmp_path, {"m.py": "def f(n):\n    while n: n -= 1\ndef f(n):\n    while n: n -= 1\n    return 5\n"})
    compiled(tmp_path, "m.py", "--march=armv7m", "--native-budget=10k", out=".")
    text = run("taipan", "info", "m.mpy", cwd=tmp_path).stdout.decode()
    sizes = [int(size) for size in re.findall(r"(\d+) +\d+ +\d+ +\d+  <module>\.f  native", text)]
    assert len(sizes) == 2
    compiled(tmp_path, "m.py", "--march=armv7m", f"--native-budget={sum(sizes) - 1}", out=".")
    assert machine_code(tmp_path, "m.mpy") == {}


def test_a_function_that_is_to_be_bytecode_is_never_picked(tmp_path, native):
    """Not even one that has the name of another."""
    write(tmp_path, {"m.py": "import micropython\n@micropython.bytecode\ndef f(n):\n    while n: n -= 1\n"
                             "def f(n):\n    while n: n -= 1\n@micropython.bytecode\ndef g(n):\n"
                             "    def h(n):\n        while n: n -= 1\n    return h\n"})
    compiled(tmp_path, "m.py", "--march=armv7m", "--native-budget=10k", out=".")
    text = run("taipan", "info", "m.mpy", cwd=tmp_path).stdout.decode()
    assert re.findall(r"<module>\.(\S+)(.*)", text) == [("f", ""), ("f", "  native"), ("g", ""), ("g.h", "")]


@pytest.mark.parametrize("words, wanted", [
    (["--native-only=work"], set()), (["--native-only=hot"], {"hot"}),
    (["--native-skip=hot,outer.inner"], {"outer", "plain"})])
def test_other_options_limit_what_is_picked(project, words, wanted):
    compiled(project, "src/work.py", "--march=armv7m", "--native-budget=10k", *words)
    assert {name for _, name in machine_code(project / "out")} == wanted


def test_what_is_inside_of_a_picked_function_is_picked_for_itself(project):
    compiled(project, "src/work.py", "--march=armv7m", "--native-budget=10k", "--native-skip=outer.inner")
    assert ("work.mpy", "outer") in machine_code(project / "out")
    compiled(project, "src/work.py", "--march=armv7m", "--native-budget=10k", "--native-skip=outer")
    assert ("work.mpy", "outer.inner") in machine_code(project / "out")


def test_viper_functions_count_as_well(tmp_path, native):
    write(tmp_path, {"m.py": "import micropython\n@micropython.viper\ndef v(n: int) -> int:\n    return n + 1\n"
                             "def f(n):\n    while n: n -= 1\n"})
    compiled(tmp_path, "m.py", "--march=armv7m", "--native-budget=10k", out=".")
    sizes = machine_code(tmp_path, "m.mpy")
    assert len(sizes) == 2
    compiled(tmp_path, "m.py", "--march=armv7m", f"--native-budget={sum(sizes.values()) - 1}", out=".")
    assert len(machine_code(tmp_path, "m.mpy")) == 1


def test_debuggers_see_what_is_picked(project):
    compiled(project, "src/work.py", "--march=armv7m", "--native-budget=10k", "--native-map=map", "--remarks=remarks")
    assert re.search(r"src/work.py:4 hot$", (project / "map").read_text(), re.MULTILINE)
    assert "src/work.py:4: hot: binary" in (project / "remarks").read_text()


def test_standard_input_has_a_budget(project):
    done = run("taipan", "compile", "-", "--march=armv7m", "--native-budget=10k", "-o", "m.mpy", cwd=project,
               stdin=SOURCES["work.py"].encode())
    assert done.returncode == 0, done.stderr
    assert ("m.mpy", "hot") in machine_code(project, "m.mpy")


def test_what_another_compiler_makes_counts_and_stays(tmp_path, native):
    """It makes the whole of a file that has an assembler function."""
    write(tmp_path, {"other.py": "import micropython\n@micropython.native\ndef n(a): return a + 1\n",
                     "a.py": "import micropython\n@micropython.asm_thumb\ndef n(): pass\n",
                     "b.py": "def f(n):\n    while n: n -= 1\n",
                     "fake": "#!/bin/sh\neval out=\\${$(($# - 1))}\ncp other.mpy $out\n"})
    (tmp_path / "fake").chmod(0o755)
    run("mpy-cross", "-march=armv7m", "other.py", cwd=tmp_path)
    size = machine_code(tmp_path, "other.mpy")["other.mpy", "n"]
    words = ["a.py", "b.py", "--march=armv7m", "--native-mpy-cross=./fake", "--native-budget-report=-"]
    for bytes_, picked in [(size + 10, []), (1000, [("b.mpy", "f")])]:
        done = compiled(tmp_path, *words, f"--native-budget={bytes_}", out=".")
        assert list(machine_code(tmp_path, "a.mpy", "b.mpy")) == [("a.mpy", "n"), *picked]
        assert f"{size}    0.0%  a.py: n, which the source asks for" in done.stdout.decode()


def test_one_start_of_the_program_compiles_all(project, tmp_path, monkeypatch):
    real = program("taipan-native")
    fake = tmp_path / "native"
    fake.write_text(f"#!/bin/sh\necho started >> {tmp_path}/starts\nexec {real}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("TAIPAN_NATIVE", str(fake))
    compiled(project, "src", "--march=armv7m", "--native-budget=1k", "-j1")
    assert (tmp_path / "starts").read_text() == "started\n"


def test_only_one_output_is_standard_output(tmp_path, native):
    write(tmp_path, {"m.py": "pass\n"})
    for words in (["-o", "-"], ["--remarks=-"]):
        done = run("taipan", "compile", "m.py", "--march=armv7m", "--native-budget=8k", "--native-budget-report=-",
                   *words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"only one output can be standard output" in done.stderr


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize("words, message", [
    (["--native-budget=8x"], "--native-budget: a number of bytes, or of 1,024 as in 8k"),
    (["--native-budget=k"], "--native-budget: a number of bytes, or of 1,024 as in 8k"),
    (["--native-budget=-1"], "--native-budget: a number of bytes, or of 1,024 as in 8k"),
    (["--native-budget=99999999999999999999"], "--native-budget: a number of bytes, or of 1,024 as in 8k"),
    (["--native-budget=18014398509481984k"], "--native-budget: a number of bytes, or of 1,024 as in 8k"),
    (["--profile-data=p"], "--profile-data needs --native-budget"),
    (["--native-budget-report=r"], "--native-budget-report needs --native-budget"),
])
def test_words_that_are_not_understood(tmp_path, words, message):
    write(tmp_path, {"m.py": "pass\n"})
    done = run("taipan", "compile", "m.py", "--march=armv7m", *words, cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (2, f"taipan compile: {message}\n")
    assert programs.tree(tmp_path) == ["m.py"]


def test_a_budget_needs_an_architecture(tmp_path):
    write(tmp_path, {"m.py": "pass\n"})
    done = run("taipan", "compile", "m.py", "--native-budget=8k", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (
        2, "taipan compile: --native-budget needs a target architecture: name it with --march\n")


def test_an_architecture_without_machine_code_is_an_error(tmp_path, native):
    write(tmp_path, {"m.py": "def f(): pass\n"})
    done = run("taipan", "compile", "m.py", "--march=xtensa", "--native-budget=8k", cwd=tmp_path)
    assert done.returncode == 1 and b"error[TP0302]" in done.stderr
    assert programs.tree(tmp_path) == ["m.py"]
    done = run("taipan", "compile", "m.py", "--march=xtensa", "--native-budget=0", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_taipan_native_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("TAIPAN_NATIVE", "")
    write(tmp_path, {"m.py": "def f(): pass\n"})
    done = run("taipan", "compile", "m.py", "--march=armv7m", "--native-budget=8k", cwd=tmp_path)
    assert done.returncode == 1 and b"error[TP0302]" in done.stderr


def test_sources_with_errors_do_not_keep_others_from_being_made(project):
    write(project, {"src/bad.py": "def f(:\n"})
    done = run("taipan", "compile", "src", "-d", "out", "--march=armv7m", "--native-budget=1k", cwd=project)
    assert done.returncode == 1
    assert b"src/bad.py:1" in done.stderr and b"1 error in 1 of 3 files" in done.stderr
    assert programs.tree(project / "out") == ["main.mpy", "work.mpy"]


@pytest.mark.parametrize("text, message", [
    (None, "p: error: cannot open the file: No such file or directory"),
    ("", "p:1: error: this is no profile"),
    ("taipan profile 9\n", "p:1: error: a profile of version 9, and not of 1"),
    ("taipan profile 1\nnonsense\n", "p:2: error: a line has a weight, calls, a file and line, and a function"),
    ("taipan profile 1\n1 1 m.py:1 f\n", "p:2: error: 'm.py' may be 'a/m.py' or 'b/m.py'"),
])
def test_a_profile_that_is_wrong_is_an_error_at_its_line(tmp_path, native, text, message):
    write(tmp_path, {"a/m.py": "def f(): pass\n", "b/m.py": "def f(): pass\n"})
    if text is not None:
        write(tmp_path, {"p": text})
    before = programs.tree(tmp_path)
    done = run("taipan", "compile", "a/m.py", "b/m.py", "--march=armv7m", "--native-budget=8k", "--profile-data=p",
               cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[0] == message
    assert programs.tree(tmp_path) == before


def test_what_a_profile_has_and_sources_have_not_is_a_warning(project):
    text = (project / "p.prof").read_text() + f"5 1 {project.resolve()}/src/work.py:1 gone\n5 1 other.py:1 f\n"
    (project / "p.prof").write_text(text)
    lines = text.count("\n")
    words = ["src", "-d", "out", "--march=armv7m", "--native-budget=1k", "--profile-data=p.prof"]
    done = run("taipan", "compile", *words, cwd=project)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        f"p.prof:{lines - 1}: warning: 'src/work.py' has no function 'gone'",
        f"p.prof:{lines}: warning: 'other.py' is none of the sources"]
    done = run("taipan", "compile", *words, "--diagnostics=json", cwd=project)
    assert [(found["severity"], found["code"], found["line"]) for found in
            map(json.loads, done.stderr.splitlines())] == [
        ("warning", "profile", lines - 1), ("warning", "profile", lines)]


def test_lines_that_moved_change_nothing(project):
    compiled(project, "src", "--march=armv7m", "--native-budget=1k", "--profile-data=p.prof")
    before = machine_code(project / "out")
    write(project, {f"src/{name}": "# a line\n\n" + text for name, text in SOURCES.items()})
    compiled(project, "src", "--march=armv7m", "--native-budget=1k", "--profile-data=p.prof")
    assert machine_code(project / "out") == before
