"""taipan freeze and taipan makemanifest: from manifests to C source, and what runs leave behind."""

import json
import os
import random
import stat

import pytest

from programs import let_times_settle, program, run, tree

QSTRS = "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (2))\nQ()\nQ(print)\nQ(append)\n"
TOP = ["-v", "MPY_DIR=.", "-v", "PORT_DIR=."]


def write(folder, files):
    """Writes files: {path: text}."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def taipan(folder, *arguments, **options):
    return run("taipan", *arguments, cwd=folder, **options)


def freeze(folder, *arguments, manifest="manifest.py", **options):
    """Runs taipan freeze; the strings of the firmware are in q.h, the output is out/frozen.c."""
    return taipan(folder, "freeze", manifest, "-o", "out/frozen.c", "--qstr-header", "q.h",
                  "--verbose", *arguments, **options)


def frozen(folder, *arguments, **options):
    """The lines of a run that must succeed."""
    done = freeze(folder, *arguments, **options)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


def code(folder):
    return (folder / "out/frozen.c").read_bytes()


def listed(folder, *arguments):
    """Names of what is frozen."""
    done = taipan(folder, "freeze", *arguments, "--list-files")
    assert (done.returncode, done.stderr) == (0, b"")
    return [line.split("\t")[0] for line in done.stdout.decode().splitlines()]


def compiled(folder, source, target, *flags):
    """What mpy-cross makes of a text."""
    (folder / "one.py").write_text(source)
    done = run("mpy-cross", "-s", target, *flags, "-o", "one.mpy", "one.py", cwd=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "one.mpy").read_bytes()


@pytest.fixture
def project(tmp_path):
    """Two modules and a package, old enough for their times to count."""
    write(tmp_path, {"q.h": QSTRS, "a.py": "x = 1\n", "b.py": "def f():\n    return 'text'\n",
          "pkg/__init__.py": "", "pkg/deep/m.py": "assert True\n",
          "manifest.py": 'module("a.py")\nmodule("b.py")\npackage("pkg", opt=3)\n'})
    (tmp_path / "notes.txt").write_text("no")
    let_times_settle(tmp_path)
    return tmp_path


ALL = ["MPY a.py", "MPY b.py", "MPY pkg/__init__.py", "MPY pkg/deep/m.py", "GEN out/frozen.c"]


# --- what is frozen ------------------------------------------------------------------------------


def test_all_kinds_of_files(project):
    write(project, {"lib/net/web/manifest.py": 'metadata(version="1.2")\nmodule("web.py")\n',
          "lib/net/web/web.py": "w = 1\n", "texts/t.py": "print('text')\n",
          "done/m.mpy": compiled(project, "y = 2\n", "m.py"), "sub/manifest.py": 
          'options.defaults(extra=False)\nmodule("sub.py")\nif options.extra:\n  module("x.py")\n',
          "sub/sub.py": "", "sub/x.py": "", "mixed/c.py": "", "mixed/d.mpy": compiled(project, "", "d.py"),
          "manifest.py": 'module("a.py")\npackage("pkg")\nfreeze_as_str("texts")\nfreeze_mpy("done")\n'
          'add_library("net", "lib")\nrequire("web")\ninclude("sub", extra=True)\n'
          'freeze("mixed")\nfreeze_as_mpy(".", "b.py", opt=2)\n'})
    names = ["a.py", "pkg/__init__.py", "pkg/deep/m.py", "t.py", "m.mpy", "web.py", "sub.py", "x.py",
             "c.py", "d.mpy", "b.py"]
    assert listed(project, "manifest.py") == names
    assert frozen(project) == [f"MPY {name}" for name in names
                               if name not in ("t.py", "m.mpy", "d.mpy")] + \
        ["STR t.py", "GEN out/frozen.c"]
    for text in (b"mp_frozen_str_content", b"print('text')", b"mp_frozen_mpy_content", b'"m.py"'):
        assert text in code(project)


@pytest.mark.parametrize("source, line", [
    ("w = 1\n", "\n\n__version__ = '1.2'\n"),
    ("w = 1", "\n\n__version__ = '1.2'\n"),
    ("__version__ = '9'\n", ""),
    ("x = '__version__ ='\n", ""),
])
def test_versions_of_packages_are_in_their_modules(project, source, line):
    write(project, {"a.py": source, "manifest.py": 'metadata(version="1.2")\nmodule("a.py")\n'})
    frozen(project, "--keep-mpy", "mpy")
    assert (project / "mpy/a.mpy").read_bytes() == compiled(project, source + line, "a.py")


@pytest.mark.parametrize("flags, cross_flags, opt_flags", [
    ([], [], ["-O3"]),
    (["-O2"], ["-O2"], ["-O3"]),
    (["-O1", "--no-source-lines"], ["-O1", "-X", "no-source-lines"],
     ["-O3", "-X", "no-source-lines"]),
    (["--small-int-bits", "15"], ["-msmall-int-bits=15"], ["-O3", "-msmall-int-bits=15"]),
    (["--march", "rv32imc", "--march-flags", "zba"], ["-march=rv32imc", "-march-flags=zba"],
     ["-O3", "-march=rv32imc", "-march-flags=zba"]),
    (["-f", "-O1 -msmall-int-bits=20"], ["-O1", "-msmall-int-bits=20"],
     ["-O3", "-msmall-int-bits=20"]),
])
def test_options_are_those_of_mpy_cross(project, flags, cross_flags, opt_flags):
    source = "assert 1 == 2\nx = 1 << 20\n"
    write(project, {"a.py": source, "pkg/deep/m.py": source})
    frozen(project, "--keep-mpy", "mpy", *flags)
    assert (project / "mpy/a.mpy").read_bytes() == compiled(project, source, "a.py", *cross_flags)
    assert (project / "mpy/pkg/deep/m.mpy").read_bytes() == \
        compiled(project, source, "pkg/deep/m.py", *opt_flags)


def test_code_libraries_and_variables_on_the_command_line(project):
    write(project, {"lib/python-stdlib/util/manifest.py": 'module("util.py")\n',
                    "lib/python-stdlib/util/util.py": "",
                    "own/tool/manifest.py": 'module("tool.py")\n', "own/tool/tool.py": ""})
    assert listed(project, 'module("a.py", "$(HERE)")\nrequire("util")\nrequire("tool")',
                  "-v", "HERE=.", "--lib", "lib", "--lib", "mine=own") == \
        ["a.py", "util.py", "tool.py"]


def test_the_output_does_not_depend_on_threads(project):
    frozen(project, "-j", "1")
    alone = code(project)
    (project / "out/frozen.c").unlink()
    (project / "out/frozen.c.taipan").unlink()
    frozen(project, "-j", "4")
    assert code(project) == alone


def test_what_is_named_twice_is_frozen_once(project):
    write(project, {"manifest.py":
                    'module("a.py")\nfreeze(".", "a.py")\npackage("pkg")\npackage("pkg")\n'})
    assert listed(project, "manifest.py") == ["a.py", "pkg/__init__.py", "pkg/deep/m.py"]


def test_data_files_are_modules_for_stock(project):
    data = bytes(range(256)) + b"it's \"data\""
    write(project, {"assets/a-b.bin": data, "assets/pkg/c": b"",
          "manifest.py": 'metadata(version="1")\nfreeze_as_data("assets")\n'})
    frozen(project, "--keep-mpy", "mpy")
    assert tree(project / "mpy") == ["a_b_bin.mpy", "pkg/c.mpy"]
    for name, content in (("a_b_bin", data), ("pkg/c", b"")):
        assert (project / f"mpy/{name}.mpy").read_bytes() == \
            compiled(project, f"data = {content!r}\n", f"{name}.py")


def test_an_empty_manifest(project):
    write(project, {"manifest.py": ""})
    assert frozen(project) == ["GEN out/frozen.c"]


def test_spaces_in_paths(project):
    write(project / "a folder", {"my module.py": "x = 1\n",
                                 "the manifest.py": 'module("my module.py")\n'})
    done = taipan(project, "freeze", "a folder/the manifest.py", "-o", "an output/frozen it.c",
                  "--qstr-header", "q.h", "--depfile", "an output/deps.d")
    assert (done.returncode, done.stderr) == (0, b"")
    rule = (project / "an output/deps.d").read_text().split("\n\n")[0]
    assert rule.startswith("an\\ output/frozen\\ it.c:")
    assert "a\\ folder/my\\ module.py" in rule


# --- errors --------------------------------------------------------------------------------------


def broken(project):
    """Something wrong in every stage."""
    write(project, {"b.py": "def f(:\n  pass\n", "pkg/deep/m.py": "x = 1\nbreak\nreturn\n",
          "wrong.mpy": b"M\x06\x00\x1f\x05", "sub.py": 'module("gone.py")\n',
          "manifest.py": 'module("a.py")\nmodule("missing.py")\n  \nif True:\n    include("sub.py")\n'
          'module("b.py")\npackage("pkg")\nfreeze_mpy(".", "wrong.mpy")\nunknown()\n'})


def test_all_errors_are_reported_at_their_places(project):
    broken(project)
    done = freeze(project)
    assert (done.returncode, done.stdout) == (1, b"")
    lines = done.stderr.decode().splitlines()
    places = [line.split(": error")[0].replace(f"{project}/", "")
              for line in lines if ": error" in line]
    assert places == ["manifest.py:2:1", "sub.py:1:1", "manifest.py:9:1", "b.py:1:7",
                      "pkg/deep/m.py:2:1", "pkg/deep/m.py:3:1", "wrong.mpy"]
    assert "    included from manifest.py:5" in lines


def test_paths_are_shown_as_they_were_given(project):
    write(project, {"sub/manifest.py": 'module("gone.py")\nmodule("bad.py")\npackage("none")\n',
          "sub/bad.py": "x = = 1\n", "manifest.py": 'include("sub/manifest.py")\n'})
    for manifest, cwd, top in (("manifest.py", ".", ""), (project / "manifest.py", ".", f"{project}/"),
                               ("../manifest.py", "pkg", "../"), ("./manifest.py", ".", "")):
        done = taipan(project / cwd, "freeze", manifest, "-o", "o.c", "--qstr-header", "q.h")
        folder = (top + "sub").rstrip("/")
        lines = [line for line in done.stderr.decode().splitlines()
                 if not line.startswith("    ") and "q.h" not in line]
        assert lines == [
            f'{folder}/manifest.py:1:1: error: module(): no file "gone.py" in {folder}',
            f'{folder}/manifest.py:3:1: error: package(): no directory "none" in {folder}',
            f"{folder}/bad.py:1:5: error[TP0101]: expected an expression, found '='",
        ]


@pytest.mark.parametrize("level, flag", [
    ("0", "-O0"), ("3", "-O3"), ("9", "-O9"), ("10", "-O1"), ("'2'", "-O2"), ("'3x'", "-O3"),
])
def test_levels_are_read_as_stock_reads_them(project, level, flag):
    source = "assert a\nprint(__debug__)\n"
    write(project, {"a.py": source, "manifest.py": f'module("a.py", opt={level})\n'})
    frozen(project, "--keep-mpy", "kept")
    assert (project / "kept/a.mpy").read_bytes() == compiled(project, source, "a.py", flag)


@pytest.mark.parametrize("level", ["-1", "'x'", "''", "2.5", "[]"])
def test_what_is_no_level(project, level):
    write(project, {"manifest.py": f'module("a.py", opt={level})\n'})
    done = freeze(project)
    assert (done.returncode, done.stderr) == \
        (1, b"manifest.py:1:1: error: module(): opt has to be None or 0 to 9\n")


@pytest.mark.parametrize("arguments, message", [
    (["--qstr-header", "none"], "none: error: cannot read the file: No such file or directory"),
    (["--target", "taipan", "--names", "none"],
     "none: error: cannot read the file: No such file or directory"),
    (["--target", "taipan", "--names", "a.py"],
     'a.py: error: no names of a runtime: no line is TAIPAN_NAME("...")'),
])
def test_one_cause_is_one_error(project, arguments, message):
    done = taipan(project, "freeze", "manifest.py", "-o", "o.c", *arguments)
    assert (done.returncode, done.stderr.decode()) == (1, message + "\n")


def test_warnings_are_printed_when_a_file_is_compiled(project):
    write(project, {"a.py": "def f(x):\n for i in x:\n  try: continue\n  finally: break\n"})
    done = freeze(project)
    assert done.returncode == 0 and b"a.py:4:12: warning[TP0407]" in done.stderr
    assert frozen(project) == []
    done = freeze(project, "--no-cache", "--diagnostics=json")
    assert done.returncode == 0 and b'"code":"TP0407"' in done.stderr
    assert frozen(project, "--no-strict", "--no-cache")  # stock's bytes, without a word


def test_errors_as_json(project):
    broken(project)
    done = freeze(project, "--format", "json")
    found = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(e["code"], e.get("line"), e.get("column")) for e in found] == [
        ("freeze", 2, 1), ("freeze", 1, 1), ("freeze", 9, 1), ("TP0101", 1, 7), ("TP0205", 2, 1),
        ("TP0206", 3, 1), ("freeze", None, None)]


def test_errors_leave_everything_as_it_was(project):
    frozen(project, "--depfile", "out/d", "--keep-mpy", "mpy")
    before = {name: (project / name).stat() for name in tree(project)}
    contents = {name: (project / name).read_bytes() for name in tree(project)}
    (project / "b.py").write_text("x = 1\nbreak\n")
    done = freeze(project, "--depfile", "out/d", "--keep-mpy", "mpy")
    assert done.returncode == 1
    assert tree(project) == list(before)
    for name, old in before.items():
        if name != "b.py":
            assert (project / name).stat().st_mtime_ns == old.st_mtime_ns
            assert (project / name).read_bytes() == contents[name]


def test_errors_make_no_files(project):
    broken(project)
    before = tree(project)
    freeze(project, "--depfile", "out/d", "--keep-mpy", "mpy")
    assert tree(project) == before


def test_two_files_of_one_name(project):
    write(project, {"other/a.py": "x = 2\n",
          "manifest.py": 'module("a.py")\nmodule("a.py", base_path="other")\n'})
    done = freeze(project)
    assert done.returncode == 1
    assert b"manifest.py:2:1: error: " in done.stderr


def test_an_output_that_is_an_input(project):
    done = taipan(project, "freeze", "manifest.py", "-o", "./a.py", "--qstr-header", "q.h")
    assert done.returncode == 1 and b"is an input as well" in done.stderr
    assert (project / "a.py").read_text() == "x = 1\n"


def test_files_that_cannot_be_read(project):
    (project / "q.h").unlink()
    done = freeze(project)
    assert done.returncode == 1 and b"q.h: error: cannot read the file" in done.stderr
    (project / "q.h").write_text(QSTRS)
    os.mkfifo(project / "pipe.py")  # reading it would wait for ever
    write(project, {"manifest.py": 'module("pipe.py")\n'})
    done = freeze(project)
    assert done.returncode == 1 and b"pipe.py" in done.stderr


def test_modules_stay_within_the_folder_for_them(project):
    write(project, {"up/in/manifest.py": 'freeze(".", "../up.py")\n', "up/up.py": ""})
    done = freeze(project, "--keep-mpy", "mpy", manifest="up/in/manifest.py")
    assert done.returncode == 1 and b"leads out of" in done.stderr
    assert not (project / "up.mpy").exists()


@pytest.mark.parametrize("arguments", [
    ["-o", "o.c"], ["--qstr-header", "q.h"], ["-o", "o.c", "--qstr-header", "q.h", "-v", "NAME"],
    ["-o", "o.c", "--qstr-header", "q.h", "-f", "-O2 other.py"],
    ["-o", "o.c", "--qstr-header", "q.h", "-f", "--what"],
    ["-o", "o.c", "--qstr-header", "q.h", "--march", "pdp11"],
    ["-o", "o.c", "--qstr-header", "q.h", "--march", "x64", "--march-flags", "zba"],
    ["-o", "o.c", "--qstr-header", "q.h", "--lib", "nowhere"],
    ["-o", "o.c", "--qstr-header", "q.h", "--lib", "x'y=pkg"],
    ["-o", "o.c", "--qstr-header", "q.h", "--longint", "huge"],
    ["-o", "o.c", "--qstr-header", "q.h", "--mpz-digits", "17"],
])
def test_wrong_command_lines(project, arguments):
    done = taipan(project, "freeze", "manifest.py", *arguments)
    assert done.returncode == 2 and done.stderr
    assert not (project / "o.c").exists()


# --- what runs leave to the next -----------------------------------------------------------------


def test_only_what_has_changed_is_compiled(project):
    assert frozen(project) == ALL
    assert frozen(project) == []
    write(project, {"b.py": "def f():\n    return 'other'\n"})
    assert frozen(project) == ["MPY b.py", "GEN out/frozen.c"]
    assert b"other" in code(project)
    assert frozen(project) == []


def test_a_run_with_nothing_to_do_touches_nothing(project):
    frozen(project)
    before = {name: (project / name).stat().st_mtime_ns for name in tree(project)}
    frozen(project)
    assert {name: (project / name).stat().st_mtime_ns for name in tree(project)} == before


def test_modules_that_leave_are_gone(project):
    frozen(project)
    write(project, {"manifest.py": 'module("a.py")\n'})
    assert frozen(project) == ["GEN out/frozen.c"]
    assert b"deep" not in code(project)
    kept = (project / "out/frozen.c.taipan").read_bytes()
    assert b"deep" not in kept
    write(project, {"manifest.py": 'module("a.py")\nmodule("b.py")\n'})
    assert frozen(project) == ["MPY b.py", "GEN out/frozen.c"]


def test_files_that_come_and_go_in_a_package(project):
    frozen(project)
    write(project, {"pkg/new.py": "n = 1\n"})
    assert frozen(project) == ["MPY pkg/new.py", "GEN out/frozen.c"]
    (project / "pkg/deep/m.py").unlink()
    assert frozen(project) == ["GEN out/frozen.c"]
    assert b"deep" not in code(project)
    let_times_settle(project)
    frozen(project)
    let_times_settle(project)
    (project / "a.py").unlink()
    assert b'manifest.py:1:1: error: module(): no file "a.py"' in freeze(project).stderr


@pytest.mark.parametrize("change", [
    {"size": True}, {"size": False}, {"size": False, "time": True}, {"replace": True, "time": True},
])
def test_edits_are_seen_whatever_the_time_says(project, change):
    """Also at once, and with an old time: the entry of the file has a time of its own."""
    frozen(project)
    path = project / "a.py"
    old = path.stat()
    text = "x = 22\n" if change.get("size") else "x = 2\n"
    if change.get("replace"):
        (project / "new").write_text(text)
        (project / "new").rename(path)
    else:
        path.write_text(text)
    if change.get("time"):
        os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert frozen(project) == ["MPY a.py", "GEN out/frozen.c"]


def test_edits_right_after_a_run_are_seen(project):
    """Within a tick of the clock: the file that was read had just been written, too."""
    for number in range(30):
        write(project, {"a.py": f"x = {1000 + number}\n"})
        lines = frozen(project)
        assert "MPY a.py" in lines, number
    frozen(project, "--keep-mpy", "mpy")
    assert (project / "mpy/a.mpy").read_bytes() == compiled(project, "x = 1029\n", "a.py")


def test_new_times_alone_change_nothing(project):
    frozen(project)
    before = (project / "out/frozen.c").stat().st_mtime_ns
    let_times_settle(project)
    for name in ("a.py", "manifest.py", "pkg", "q.h"):
        os.utime(project / name)
    assert frozen(project, "--keep-time") == []
    assert (project / "out/frozen.c").stat().st_mtime_ns == before
    # A build that looks at times is content after this one.
    assert frozen(project) == []
    after = (project / "out/frozen.c").stat().st_mtime_ns
    assert after >= (project / "a.py").stat().st_mtime_ns  # the same tick of the clock is enough
    assert after > before
    assert frozen(project) == []


def test_a_newer_program_makes_a_newer_output(project):
    """Make does the step again and again for an output that is older than what it depends on."""
    frozen(project)
    output = project / "out/frozen.c"
    for path in project.rglob("*"):
        os.utime(path, (1000, 1000))
    os.utime(output, (1001, 1001))
    frozen(project, "--keep-time")
    assert output.stat().st_mtime == 1001
    frozen(project)
    assert output.stat().st_mtime > 1001


def test_without_a_cache(project):
    assert frozen(project, "--no-cache") == ALL
    assert tree(project / "out") == ["frozen.c"]
    first = (project / "out/frozen.c").read_bytes()
    assert frozen(project, "--no-cache") == ALL[:-1]  # all of them again; the output is the same
    frozen(project)
    kept = (project / "out/frozen.c.taipan").read_bytes()
    assert frozen(project, "--no-cache") == ALL[:-1]
    assert (project / "out/frozen.c.taipan").read_bytes() == kept
    assert (project / "out/frozen.c").read_bytes() == first


def test_modules_that_are_kept_keep_their_times(project):
    frozen(project, "--keep-mpy", "mpy")
    made = {path: path.stat() for path in (project / "mpy").rglob("*.mpy")}
    let_times_settle(project)
    write(project, {"a.py": "x = 'another'\n"})
    frozen(project, "--keep-mpy", "mpy")
    changed = [path.name for path, old in made.items() if path.stat().st_mtime_ns != old.st_mtime_ns]
    assert made and changed == ["a.mpy"]


def test_a_newer_folder_makes_no_newer_output(project):
    frozen(project)
    before = (project / "out/frozen.c").stat().st_mtime_ns
    os.utime(project / "pkg", ns=(before + 10**9, before + 10**9))
    assert frozen(project) == []
    assert (project / "out/frozen.c").stat().st_mtime_ns == before


def test_the_same_output_again(project):
    write(project, {"a.py": "x = 1 # first\n"})
    frozen(project)
    before = (project / "out/frozen.c").stat()
    let_times_settle(project)
    write(project, {"a.py": "x = 1 # second\n"})
    assert frozen(project, "--keep-time") == ["MPY a.py"]
    assert (project / "out/frozen.c").stat().st_mtime_ns == before.st_mtime_ns
    write(project, {"a.py": "x = 1 # third\n"})
    assert frozen(project) == ["MPY a.py"]
    assert (project / "out/frozen.c").stat().st_mtime_ns > before.st_mtime_ns


@pytest.mark.parametrize("arguments, modules", [
    (["-O", "1"], ["a.py", "b.py"]), (["--march", "armv7m"], ALL), (["--no-source-lines"], ALL),
    (["--longint", "longlong"], []), (["--mpz-digits", "32"], []),
])
def test_other_options_count(project, arguments, modules):
    frozen(project)
    lines = frozen(project, *arguments)
    expected = [name for name in ALL[:-1]] if modules is ALL else [f"MPY {m}" for m in modules]
    assert [line for line in lines if line.startswith("MPY")] == expected
    assert lines != []
    frozen(project)
    first = code(project)
    (project / "out/frozen.c.taipan").unlink()
    (project / "out/frozen.c").unlink()
    frozen(project)
    assert code(project) == first


def test_other_strings_of_the_firmware_count(project):
    frozen(project)
    write(project, {"q.h": QSTRS + "Q(other)\nQ(text)\n"})
    assert frozen(project) == ["GEN out/frozen.c"]


def test_the_version_of_a_package_counts(project):
    for version in ("1.2", "1.3"):
        write(project, {"manifest.py": f'metadata(version="{version}")\nmodule("a.py")\n'})
        assert frozen(project) == ["MPY a.py", "GEN out/frozen.c"]
        assert version.encode() in code(project)


def test_variables_and_the_folder_count(project):
    for name in ("one", "two"):
        (project / name).mkdir()
        (project / name / "v.py").write_text(f"n = '{name}'\n")
    manifest = 'module("v.py", base_path="$(WHICH)")'
    frozen(project, "-v", "WHICH=one", manifest=manifest)
    assert frozen(project, "-v", "WHICH=two", manifest=manifest) == ["MPY v.py", "GEN out/frozen.c"]
    for name in ("one", "two"):
        done = taipan(project / name, "freeze", 'module("v.py")', "-o", project / "here.c",
                      "--qstr-header", project / "q.h", "--verbose")
        assert done.stdout.decode().splitlines()[0] == "MPY v.py"
    assert b"two" in (project / "here.c").read_bytes()


def test_manifests_that_see_more_than_files_are_run_every_time(project):
    write(project, {"manifest.py": 'import os\nmodule(os.getenv("WHICH"))\n'})
    assert frozen(project, env={"WHICH": "a.py"}) == ["MPY a.py", "GEN out/frozen.c"]
    let_times_settle(project)
    assert frozen(project, env={"WHICH": "a.py"}) == []
    assert frozen(project, env={"WHICH": "b.py"}) == ["MPY b.py", "GEN out/frozen.c"]


def test_an_output_that_someone_changed(project):
    frozen(project)
    good = code(project)
    (project / "out/frozen.c").unlink()
    assert frozen(project) == ["GEN out/frozen.c"]
    assert code(project) == good
    (project / "out/frozen.c").write_bytes(good[:-1] + b" ")
    assert frozen(project) == ["GEN out/frozen.c"]
    assert code(project) == good
    os.utime(project / "out/frozen.c")
    assert frozen(project) == []


def test_damaged_caches_are_misses(project):
    frozen(project)
    good, kept = code(project), (project / "out/frozen.c.taipan").read_bytes()
    choice = random.Random(1)
    damaged = [b"", b"\0" * 100, kept[:-1], kept + b"x", kept[:60], kept[:10]]
    for _ in range(40):
        at = choice.randrange(len(kept))
        damaged.append(kept[:at] + bytes([kept[at] ^ (1 << choice.randrange(8))]) + kept[at + 1:])
        damaged.append(kept[:at])
    for number, text in enumerate(damaged):
        (project / "out/frozen.c.taipan").write_bytes(text)
        lines = frozen(project)
        assert lines == [line for line in ALL if line.startswith("MPY")], number
        assert code(project) == good
    assert frozen(project) == []


def test_build_directories(project):
    build = ["-b", "some/build"]
    write(project, {"some/build/genhdr/qstrdefs.preprocessed.h": QSTRS})
    done = taipan(project, "freeze", "manifest.py", "-o", "deep/er/f.c", *build)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (project / "some/build/f.c.taipan").exists() and tree(project / "deep") == ["er/f.c"]
    # Without one that can be written, everything is as good, but not as quick the next time.
    (project / "file").write_text("")
    done = taipan(project, "freeze", "manifest.py", "-o", "deep/er/f.c", "-b", "file",
                  "--qstr-header", "q.h", "--verbose")
    assert done.returncode == 0 and done.stdout.startswith(b"MPY a.py")
    assert done.stderr.count(b"\n") == 1 and b"file/f.c.taipan: cannot be kept" in done.stderr


def test_an_output_that_cannot_be_written(project):
    (project / "out").write_text("")
    done = freeze(project)
    assert done.returncode == 1 and b"out/frozen.c: error: cannot" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(project):
    (project / "out").mkdir()
    (project / "out").chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = freeze(project)
    assert done.returncode == 1 and b"out/frozen.c: error: cannot write the file" in done.stderr


# --- dependency files ----------------------------------------------------------------------------


def test_dependency_files_name_everything(project):
    write(project, {"sub/manifest.py": 'module("s.py")\n', "sub/s.py": "", "texts/t.py": "",
          "manifest.py": 'module("a.py")\ninclude("sub")\nfreeze_as_str("texts")\n'})
    for _ in range(2):  # nothing to do the second time
        frozen(project, "--depfile", "out/d")
        lines = (project / "out/d").read_text().replace("\\\n", "").splitlines()
        output, _, inputs = lines[0].partition(":")
        names = [name.replace(f"{project}/", "") for name in inputs.split()]
        assert output == "out/frozen.c"
        assert sorted(names) == sorted(["a.py", "sub/s.py", "texts/t.py", "q.h", "manifest.py",
                                        "sub/manifest.py"])
        assert lines[1:] == [f"{name}:" for name in inputs.split()]
        (project / "out/d").unlink()


# --- makemanifest --------------------------------------------------------------------------------


@pytest.fixture
def port(project):
    """A build directory as ports have it."""
    write(project, {"build/genhdr/qstrdefs.preprocessed.h": QSTRS})
    let_times_settle(project)
    return project


def makemanifest(folder, *arguments, **options):
    return taipan(folder, "makemanifest", *arguments, **options)


def test_makemanifest_speaks_as_stock(port):
    write(port, {"t/t.py": "x", "manifest.py": 'freeze_as_str("t")\nmodule("a.py")\nmodule("b.py")\n'})
    command = ["-o", "build/frozen_content.c", *TOP, "-b", "build", "-f-O2 -march=armv7m",
               "--mpy-tool-flags=-mlongint-impl longlong", "manifest.py"]
    done = makemanifest(port, *command)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"MPY a.py\nMPY b.py\nSTR t.py\nGEN build/frozen_content.c\n"
    assert b"MICROPY_LONGINT_IMPL != 1" in (port / "build/frozen_content.c").read_bytes()
    before = (port / "build/frozen_content.c").stat().st_mtime_ns
    os.utime(port / "a.py")
    assert makemanifest(port, *command).stdout == b""
    assert (port / "build/frozen_content.c").stat().st_mtime_ns == before


def test_makemanifest_levels_of_the_flags_are_the_last_word(port):
    write(port, {"a.py": "assert 1\n", "manifest.py": 'module("a.py", opt=0)\n'})
    made = []
    for flags in ([], ["-f", "-march=x64"], ["-f=-O3"]):
        done = makemanifest(port, "-o", "f.c", *TOP, "-b", "build", *flags, "manifest.py")
        assert (done.returncode, done.stderr) == (0, b"")
        made.append((port / "f.c").read_bytes())
    assert made[0] == made[1] != made[2]


def test_makemanifest_lists_c_modules(port):
    (port / "c mod").mkdir()
    (port / "c mod/micropython.mk").write_text("")
    write(port, {"manifest.py": 'c_module("c mod")\nfreeze("$(NOWHERE)")\nmodule("gone.py")\n'})
    done = makemanifest(port, "--list-c-modules", *TOP, "manifest.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{port}/c mod\n".encode(), b"")
    write(port, {"manifest.py": 'c_module("none")\n'})
    done = makemanifest(port, "--list-c", *TOP, "manifest.py")
    assert (done.returncode, done.stdout) == (1, b"") and b"manifest.py:1:1: error" in done.stderr


def test_makemanifest_wants_its_variables(port):
    done = makemanifest(port, "-o", "o.c", "manifest.py")
    assert (done.returncode, done.stdout) == \
        (1, b"MPY_DIR and PORT_DIR variables must be specified\n")


@pytest.mark.parametrize("words", [
    [], ["--what", "x"], ["-x", "x"], ["-o"], ["-v", "x", "x"], ["--mpy", "x", "x"],
    [*TOP, "x.py"], ["--list-c-modules=1", "x"], [*TOP, "-o", "o.c", "-f", "-O9 x", "x.py"],
    [*TOP, "-o", "o.c", "--mpy-tool-flags", "-mlongint-impl big", "x.py"],
])
def test_makemanifest_wrong_command_lines(port, words):
    done = makemanifest(port, *words)
    assert done.returncode == 2 and done.stderr.startswith(b"taipan makemanifest: ")


def test_makemanifest_errors(port):
    broken(port)
    done = makemanifest(port, "-o", "o.c", *TOP, "-b", "build", "--", "manifest.py")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b": error") == 7
    assert not (port / "o.c").exists()


def test_the_name_of_the_program_chooses_the_command(port):
    link = port / "makemanifest.py"
    link.symlink_to(program("taipan"))
    done = run(link, "-h", cwd=port)
    assert done.returncode == 0 and done.stdout.startswith(b"usage: taipan makemanifest")


# --- arbitrary input -----------------------------------------------------------------------------


def garbage(choice, text):
    """The text with some of it wrong."""
    text = bytearray(text)
    for _ in range(choice.randrange(1, 6)):
        at = choice.randrange(len(text) + 1)
        what = choice.randrange(3)
        if what == 0:
            text[at:at] = bytes(choice.randrange(256) for _ in range(choice.randrange(1, 9)))
        elif what == 1:
            del text[at:at + choice.randrange(1, 30)]
        else:
            text = text[:at] + choice.choice([b"(", b"'", b"\0", b"\xff", b"\n  ", b"$("]) + text[at:]
    return bytes(text)


def test_nothing_crashes_on_damaged_input(project):
    write(project, {"c.mpy": compiled(project, "def f(x):\n    return x * 1234567890123, 'a' * 3\n", "c.py"),
          "manifest.py": 'metadata(version="1")\nmodule("a.py")\nmodule("b.py")\nfreeze_mpy(".", "c.mpy")\n'
          'include(["$(X)/sub.py"], k=1)\n', "sub.py": 'freeze_as_str("pkg")\n'})
    good = {name: (project / name).read_bytes() for name in
            ("manifest.py", "b.py", "c.mpy", "q.h", "sub.py")}
    frozen(project, "-v", "X=.")
    choice = random.Random(4)
    failed = 0
    for _ in range(120):
        name = choice.choice(list(good))
        before = code(project)
        (project / name).write_bytes(garbage(choice, good[name]))
        done = freeze(project, "-v", "X=.")
        assert done.returncode in (0, 1), (name, (project / name).read_bytes())
        if done.returncode == 1:
            failed += 1
            assert done.stderr and code(project) == before
        (project / name).write_bytes(good[name])
    assert failed > 30
