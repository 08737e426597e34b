"""The list of mutations fits the sources: every row can be applied, and names tests that are there."""

import re
import shlex

import pytest

import mutate
from programs import ROOT

MUTATIONS = mutate.load()
FEWEST = 60
# Every room has some, by the start of the path.
ROOMS = ["include/taipan/abi/", "numbers/", "support/", "support/host/", "support/report/", "frontend/", "codegen/",
         "backends/bytecode/", "backends/frozen_c/", "backends/llvm/", "mpy-format/", "freezer/", "src/driver/",
         "src/native/", "src/mpy_cross/", "runtime/value/", "runtime/memory/", "runtime/numbers/", "runtime/protocol/",
         "runtime/objects/", "runtime/vm/", "runtime/modules/", "runtime/embed/"]


def test_every_row_applies():
    assert mutate.what_does_not_apply(MUTATIONS) == []


def test_all_rooms_have_mutations():
    assert len(MUTATIONS) >= FEWEST
    assert [room for room in ROOMS if not any(m.file.startswith(room) for m in MUTATIONS)] == []


def matches(pattern, name):
    """Whether a filter of Catch2 finds a test: asterisks at its ends stand for any text."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name) is not None


def test_the_tests_are_there():
    cases = {kind: [found for path in (ROOT / "tests" / kind).glob("*.cpp")
                    for found in re.findall(r'^TEST_CASE\("([^"]*)"(?:, "([^"]*)")?', path.read_text(),
                                            re.MULTILINE)]
             for kind in mutate.UNIT_TESTS}
    for mutation in MUTATIONS:
        for words in mutation.tests:
            kind, *rest = shlex.split(words)
            if kind == "pytest":
                files = [word for word in rest if word.endswith(".py")]
                assert files and all((ROOT / "tests" / name).exists() for name in files), mutation.name
            else:
                assert all(any(pattern in tags if pattern.startswith("[") else matches(pattern, name)
                               for name, tags in cases[kind]) for pattern in rest), mutation.name


def test_a_row_that_does_not_fit_is_found(tmp_path):
    (tmp_path / "a.cpp").write_text("int x = 1;\nint y = 1;\n")

    def row(text):
        return mutate.Mutation("name", "a.cpp", text, "0", ("unit",))

    assert mutate.what_does_not_apply([row("x = 1")], tmp_path) == []
    assert row("y = 1").applied("int y = 1;\n") == "int 0;\n"
    wrong = mutate.what_does_not_apply([row("= 1"), row("z")], tmp_path)
    assert ["occurs 2 times" in wrong[0], "occurs 0 times" in wrong[1]] == [True, True]
    assert len(mutate.what_does_not_apply([mutate.Mutation("n", "b.cpp", "x", "y", ("unit",))],
                                          tmp_path)) == 1


@pytest.mark.parametrize("row", ['name = "a"', 'name = "a"\nfile = "f"\ntext = "x"\nto = "x"\ntests = ["unit"]',
                                 'name = "a"\nfile = "f"\ntext = "x"\nto = "y"\ntests = []'])
def test_rows_have_to_be_whole(tmp_path, row):
    (tmp_path / "list.toml").write_text("[[mutation]]\n" + row + "\n")
    with pytest.raises(ValueError):
        mutate.load(tmp_path / "list.toml")
