"""The options of a compilation on the command lines, by the rows of compile_options.def."""

import ast
import re

import pytest

from programs import ROOT, run

TABLE = ROOT / "include/taipan/compile_options.def"
COLUMNS = ("type", "name", "value", "affects", "form", "cross", "shown", "cross_help", "taipan", "help")

# By form: a value, the words that have to stand beside it, and a source that it makes a difference to.
VALUES = {
    "Level": ("3", [], "assert x\n"),
    "Bits": ("20", [], "x\n"),
    "Machine": ("armv6m", [], None),  # recorded with machine code alone
    "Extensions": ("zba", ["march=rv32imc"], "x\n"),
    "Switch": (None, [], "x\n\ny\n"),
    "Profile": ("speed", ["march=armv6m"], None),  # of machine code alone
    "Functions": ("f", ["march=armv6m"], None),  # of machine code alone
    "Extra": (None, ["march=armv6m"], None),  # of machine code alone
}
MACHINE_CODE = {"viperConstants", "viperDefaults", "viperFloat", "viperInt64", "viperSlices",
                "viperCalls"}  # switches that change nothing else


def rows():
    """The cells of every row, strings without their quotes."""
    text = re.sub(r"//.*", "", TABLE.read_text())
    found = []
    for row in re.findall(r"TAIPAN_COMPILE_OPTION\(((?:\"(?:[^\"\\]|\\.)*\"|[^\"()]|\(\))*)\)", text):
        cells = [cell.strip() for cell in re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^,"])+', row)]
        assert len(cells) == len(COLUMNS), row
        found.append(dict(zip(COLUMNS, (ast.literal_eval(c) if c[0] == '"' else c for c in cells))))
    return found


def both():
    """Rows with words on both command lines."""
    return [row for row in rows() if row["cross"] and row["taipan"]]


def cross_words(row, value):
    if row["form"] == "Switch":
        return ["-X", row["cross"].replace("-X ", "no-")]
    if row["form"] == "Extra":
        return row["cross"].split()
    return (row["cross"] + value).split()


def taipan_words(row, value):
    return [row["taipan"].split(",")[-1]] + ([value] if value else [])


def made(folder, *words):
    (folder / "out.mpy").unlink(missing_ok=True)
    done = run(*words, "-o", "out.mpy", "in.py", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    return (folder / "out.mpy").read_bytes()


def test_the_table_is_read_whole():
    assert [row["name"] for row in rows()] == re.findall(r"^TAIPAN_COMPILE_OPTION\([^,]*, *(\w+)",
                                                         TABLE.read_text(), re.MULTILINE)
    assert {row["form"] for row in both()} == set(VALUES)


@pytest.mark.parametrize("row", both(), ids=lambda row: row["name"])
def test_both_command_lines_say_the_same(row, tmp_path):
    value, beside, source = VALUES[row["form"]]
    if row["name"] in MACHINE_CODE:
        source = None
    (tmp_path / "in.py").write_text(source or "def f(): pass\n")
    cross = made(tmp_path, "mpy-cross", *["-" + word for word in beside], *cross_words(row, value))
    assert cross == made(tmp_path, "taipan", "compile", *["--" + word for word in beside],
                         *taipan_words(row, value))
    plain = made(tmp_path, "mpy-cross", *["-" + word for word in beside])
    assert (cross != plain) == (source is not None)


@pytest.mark.parametrize("command", [["compile"], ["freeze"], ["romfs", "build"]], ids=" ".join)
def test_helps_of_taipan(command, tmp_path):
    text = " ".join(run("taipan", *command, "--help", cwd=tmp_path).stdout.decode().split())
    for row in rows():
        if row["taipan"]:
            assert row["taipan"] in text
            # freeze says more of the level: files may have one of their own.
            assert row["help"] in text or (command, row["name"]) == (["freeze"], "optLevel")


def test_help_of_mpy_cross(tmp_path):
    text = run("mpy-cross", "-h", cwd=tmp_path).stdout.decode()
    for row in rows():
        word = row["cross"].replace("-X ", "  ") + row["shown"]
        assert word in text
        for line in row["cross_help"].split("|"):
            assert line in text
