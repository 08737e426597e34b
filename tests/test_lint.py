"""taipan lint: programs with known failures, programs without, stock's grammar, and the words about it."""

import json
import os
import re
import subprocess
import sys

import pytest

from lint_programs import findings, lint, read_programs
from programs import ROOT, program

DATA = ROOT / "targets/data/capabilities.txt"
RULES = re.findall(r'^TAIPAN_LINT_RULE\((MP\d+), "([^"]+)", +(\w+),', (ROOT / "lint/rules.def").read_text(),
                   re.MULTILINE)


@pytest.fixture(scope="module")
def found():
    """{program: [(line, code)]} of all programs, in one run a target."""
    programs = read_programs("programs.txt") + read_programs("clean.txt")
    return {p: sorted((f["line"], f["code"]) for f in findings(["-q", "--target", p.target, "-"], p.text))
            for p in programs}


def test_programs_are_found_out(found):
    wrong = {p.name: (got, p.expected) for p, got in found.items() if got != p.expected}
    assert wrong == {}
    assert sum(1 for p in found if p.expected) >= 60


def test_each_rule_has_a_page_and_a_file():
    _, page, _ = lint(["--explain", "all"])
    assert re.findall(r"^(MP\d{4}) ([\w-]+)$", page, re.MULTILINE) == [r[:2] for r in RULES]
    assert (ROOT / "docs/lint/rules.md").read_text() == \
        "# The rules\n\nWhat `taipan lint --explain all` prints.\n\n```\n" + page + "```\n"


# --- stock's grammar -----------------------------------------------------------------------------

# What the contract leaves out: viper's types need the native compiler, and stock's unix firmware rejects
# template strings that its cross-compiler takes.
VIPER = {"viper-del", "viper-mixed", "viper-not", "viper-type-change", "viper-uint-div"}
TEMPLATES = {"tstring", "tstring-raw"}


def syntax_codes(release):
    codes = {code for code, _, _ in RULES if code.startswith("MP1")}
    codes |= {"MP6001", "MP6101", "MP6104", "MP6105"}
    return codes | ({"MP2101"} if release == "1.29" else set())


@pytest.mark.parametrize("release", json.loads((ROOT / "tests/lint/syntax.json").read_text())["versions"])
def test_family_1_is_stocks_grammar(release, tmp_path):
    facts = json.loads((ROOT / "tests/lint/syntax.json").read_text())
    bit = facts["versions"].index(release)
    rows = {n: r for n, r in facts["rows"].items() if n not in VIPER | TEMPLATES}
    for name, (_, source) in rows.items():
        (tmp_path / f"t_{name}.py").write_text(source)
    codes = syntax_codes(release)
    got = {os.path.basename(f["file"])[2:-3]
           for f in findings(["-q", "--target", f"unix@{release}", str(tmp_path)]) if f["code"] in codes
           and f["severity"] == "error" and "import" not in f["message"].lower().partition("error")[2]
           and "AttributeError" not in f["message"] and "NameError" not in f["message"]}
    rejected = {name for name, (mask, _) in rows.items() if not mask >> bit & 1}
    assert (got - rejected, rejected - got) == (set(), set())
