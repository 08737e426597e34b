"""taipan romfs: images as the stock tools make them, and what becomes of bad input."""

import json
import os
import re

import pytest

from programs import ROOT, run, tree

# What the images in data/romfs were made of, with mpremote's writer and the stock cross-compiler
# (which was told the paths within the tree as source names).
TREE = {
    "main.py": "import lib.pkg.tool as tool\n\nprint('main', tool.twice(21))\n",
    "lib/pkg/__init__.py": "",
    "lib/pkg/tool.py": "def twice(x):\n    '''Twice as much.'''\n    assert x is not None\n    return 2 * x\n",
    "lib/a-b.py": "NAMES = ('a', 'b', 1.5, 2**70)\n",
    "lib/ab.py": "import sys\n",
    "both/m.py": "x = 1\n",
    "both/m.mpy": "not looked into",
    "data/a.txt": "hello\n",
    "data/empty": "",
    "data/zeros.bin": b"\0" * 300,
    "data/noext.py.txt": "x",
    ".hidden": "h",
}
DATA = ROOT / "tests/data/romfs"


@pytest.fixture
def project(tmp_path):
    for name, text in TREE.items():
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "tree/none").mkdir()
    return tmp_path


def romfs(folder, *arguments):
    return run("taipan", "romfs", *arguments, cwd=folder)


def build(folder, *arguments):
    """The image of a build that must succeed."""
    done = romfs(folder, "build", "tree", "-o", "out.img", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return (folder / "out.img").read_bytes()


def contents(folder):
    return {name: (folder / name).read_bytes() for name in tree(folder)}


# --- images --------------------------------------------------------------------------------------


def test_images_are_those_of_the_stock_tools(project):
    assert build(project) == (DATA / "compiled.img").read_bytes()
    assert build(project, "-O3") == (DATA / "compiled_o3.img").read_bytes()
    for option in ("--no-compile", "--no-mpy"):
        assert build(project, option) == (DATA / "sources.img").read_bytes()


def test_the_output_has_mpremotes_name_by_default(project):
    for name in ("tree", "tree/", "tree//"):
        assert romfs(project, "build", name).returncode == 0
        assert (project / "tree.romfs").read_bytes() == (DATA / "compiled.img").read_bytes()
        (project / "tree.romfs").unlink()


def test_the_directory_one_is_in_has_a_name(project):
    (project / "tree/in").mkdir()
    for cwd, name in (("tree", "."), ("tree", "./"), ("tree/in", "..")):
        done = run("taipan", "romfs", "build", name, cwd=project / cwd)
        assert (done.returncode, done.stderr) == (0, b"")
        (project / "tree.romfs").unlink()
    done = run("taipan", "romfs", "build", "/", cwd=project)
    assert (done.returncode, done.stderr) == (2, b"taipan romfs: -o is needed: / has no name\n")


def test_images_do_not_depend_on_where_the_tree_is(project):
    first = build(project, "-j1")
    moved = project / "elsewhere/deeper"
    moved.mkdir(parents=True)
    (project / "tree").rename(moved / "tree")
    assert build(moved, "-j4") == first


def test_compiled_files_are_those_of_mpy_cross(project):
    build(project, "-O2", "--march", "armv7m", "--small-int-bits", "29", "--source-prefix", "rom")
    assert romfs(project, "extract", "out.img", "-o", "out").returncode == 0
    done = run("mpy-cross", "-O2", "-march=armv7m", "-msmall-int-bits=29", "-s",
               "rom/lib/pkg/tool.py", "-o", "one.mpy", "tree/lib/pkg/tool.py", cwd=project)
    assert done.returncode == 0
    assert (project / "out/lib/pkg/tool.mpy").read_bytes() == (project / "one.mpy").read_bytes()


def test_an_extracted_image_is_the_tree(project):
    for alignment in ("1", "4", "64"):
        build(project, "--no-compile", "--align", alignment)
        done = romfs(project, "extract", "out.img", "-o", f"out{alignment}")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert contents(project / f"out{alignment}") == contents(project / "tree")
        assert (project / f"out{alignment}/none").is_dir()


def test_a_list_names_everything(project):
    build(project)
    done = romfs(project, "list", "out.img")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = [line.split() for line in done.stdout.decode().splitlines()]
    assert [name for _, name in lines] == [
        ".hidden", "both/", "both/m.mpy", "both/m.py", "data/", "data/a.txt", "data/empty",
        "data/noext.py.txt", "data/zeros.bin", "lib/", "lib/a-b.mpy", "lib/ab.mpy", "lib/pkg/",
        "lib/pkg/__init__.mpy", "lib/pkg/tool.mpy", "main.mpy", "none/"]
    sizes = {name: size for size, name in lines}
    assert sizes["data/zeros.bin"] == "300"
    assert sizes["none/"] == "-"


def test_a_list_shows_no_control_characters(project):
    (project / "tree/a\x1b[2J").write_text("")
    build(project)
    assert b"\x1b" not in romfs(project, "list", "out.img").stdout


def test_links_are_followed(project):
    os.symlink("../data", project / "tree/lib/linked")
    os.symlink("a.txt", project / "tree/data/b.txt")
    build(project)
    assert romfs(project, "extract", "out.img", "-o", "out").returncode == 0
    assert (project / "out/lib/linked/b.txt").read_text() == "hello\n"
    assert not (project / "out/data/b.txt").is_symlink()


def test_a_depfile_names_files_and_directories(project):
    build(project, "--depfile", "d")
    rule = (project / "d").read_text().split("\n\n")[0].replace("\\\n", " ").split()
    assert rule[0] == "out.img:"
    assert {"tree", "tree/lib/pkg", "tree/main.py", "tree/data/empty"} <= set(rule)


# --- bad input -----------------------------------------------------------------------------------


def fails(folder, *arguments):
    """What a command says that must fail without leaving anything behind."""
    before = tree(folder)
    done = romfs(folder, *arguments)
    assert done.returncode == 1, done
    assert done.stdout == b""
    assert tree(folder) == before
    return done.stderr.decode()


def test_errors_of_all_files_are_reported_and_nothing_is_written(project):
    (project / "tree/main.py").write_text("x = 1\nreturn\nbreak\n")
    (project / "tree/lib/ab.py").write_text("(\n")
    os.mkfifo(project / "tree/pipe")
    os.symlink("nowhere", project / "tree/gone")
    said = fails(project, "build", "tree", "-o", "out.img")
    assert "tree/main.py:2:1: error" in said
    assert "tree/main.py:3:1: error" in said
    assert "tree/lib/ab.py:2:1: error" in said
    assert "tree/pipe: error: neither a file nor a directory" in said
    assert "tree/gone: error: No such file" in said
    lines = fails(project, "build", "tree", "-o", "out.img", "--diagnostics=json").splitlines()
    assert len({json.loads(line)["file"] for line in lines}) == 4


def test_the_old_image_stays_when_a_build_fails(project):
    image = build(project)
    (project / "tree/main.py").write_text("return\n")
    assert romfs(project, "build", "tree", "-o", "out.img").returncode == 1
    assert (project / "out.img").read_bytes() == image


def test_trees_that_cannot_be_images(project):
    assert "No such file" in fails(project, "build", "nowhere")
    assert "not a directory" in fails(project, "build", "tree/main.py", "-o", "x")
    assert "lie in the directory" in fails(project, "build", "tree", "-o", "tree/lib/x.img")
    assert "lie in the directory" in fails(project / "tree", "build", ".", "-o", ".romfs")
    assert "cannot write" in fails(project, "build", "tree", "-o", "nowhere/x.img")
    os.symlink("..", project / "tree/lib/up")
    assert "tree/lib/up: error: a link to a directory that it is in" in fails(
        project, "build", "tree", "-o", "out.img")


def test_names_that_are_not_utf8(project):
    try:
        open(os.fsencode(project / "tree") + b"/\xff", "w").close()
    except OSError:
        pytest.skip("the file system takes no such name")
    assert "the name is not UTF-8" in fails(project, "build", "tree", "-o", "out.img")


def test_a_compiled_file_takes_the_name_of_nothing_else(project):
    (project / "tree/main.mpy").mkdir()
    assert "two entries are called 'main.mpy'" in fails(project, "build", "tree", "-o", "out.img")


def test_files_that_are_no_images(project):
    image = build(project)
    (project / "cut.img").write_bytes(image[:-1])
    (project / "up.img").write_bytes(b"\xd2\xcd\x31\x07\x05\x05\x02..\x02\x00")
    for command in (["list"], ["extract", "-o", "out"]):
        assert "not a ROMFS image (byte 0)" in fails(project, *command, "tree/main.py")
        assert "cut.img: error: a record runs out" in fails(project, *command, "cut.img")
        assert "an entry is called '..'" in fails(project, *command, "up.img")
        assert "No such file" in fails(project, *command, "nowhere")


def test_nothing_is_extracted_over_other_files(project):
    build(project)
    assert "is there already and not empty" in fails(project, "extract", "out.img", "-o", "tree")


@pytest.mark.parametrize("arguments", [
    [], ["build"], ["list"], ["extract", "x"], ["build", "tree", "--align", "3"],
    ["build", "tree", "--march", "z80"], ["build", "tree", "--march-flags", "zba"],
    ["build", "tree", "-O", "12"], ["melt"],
])
def test_wrong_command_lines(project, arguments):
    assert romfs(project, *arguments).returncode == 2
    assert tree(project) == [f"tree/{name}" for name in sorted(TREE)]


def test_the_reference_names_every_option():
    text = (ROOT / "docs/cli.md").read_text().split("## taipan romfs\n")[1].split("\n## ")[0]
    documented = set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", text))
    done = run("taipan", "romfs", "build", "--help", cwd=ROOT)
    options = set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", done.stdout.decode()))
    assert options - {"-h", "--help"} == documented
