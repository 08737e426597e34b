"""Every row of the compiler's tables appears in a golden file."""

import re

import golden_file
from programs import ROOT

TABLES = ROOT / "include/taipan"

# Rows that no golden file can show, and why.
WITHOUT_GOLDEN = {
    "SourceTooLarge": "needs more than 1 GiB; tests/unit/backend_test.cpp has it",
    "NestedTooDeep": "needs a hundred nested f-strings; tests/unit/frontend_test.cpp has it",
    "Failed": "the parser's own mark for text that it skips after an error; no lexer makes it",
}


def rows(table, macro):
    """Arguments of the rows `macro(...)`, quotes and escapes resolved."""
    found = []
    for line in (TABLES / table).read_text().splitlines():
        if not line.startswith(macro + "("):
            continue
        cells = re.findall(r'"(?:[^"\\]|\\.)*"|[^,()"]+', line[len(macro) + 1:line.rindex(")")])
        found.append([eval(c) if c[:1] == '"' else c.strip() for c in map(str.strip, cells) if c])
    assert found, f"no {macro} in {table}"
    return found


def transcripts(*folders):
    """What the programs print in the golden files of these folders."""
    return "".join(
        "".join(golden_file.expected(golden_file.split(path.read_bytes().decode())[1]).values())
        for path in golden_file.all_files() if path.parent.name in folders
    )


def missing(wanted, found):
    """Names of `wanted`, {name: pattern}, whose pattern is nowhere in `found`."""
    return [name for name, pattern in wanted.items()
            if name not in WITHOUT_GOLDEN and not re.search(pattern, found, re.MULTILINE)]


def exactly(text):
    return rf"(?<![^\s:]){re.escape(text)}(?!\S)"


def test_every_diagnostic():
    table = rows("support/diagnostics.def", "TAIPAN_DIAG")
    wanted = {row[0]: rf"{row[2].lower()}\[{row[1]}\]" for row in table}
    assert missing(wanted, transcripts("errors")) == []


def test_every_diagnostic_in_stock_form():
    table = rows("support/diagnostics.def", "TAIPAN_DIAG")
    text = {row[0]: re.escape(row[4]).replace(r"\{\}", ".*") for row in table}
    wanted = {row[0]: rf"^{row[3]}: {text[row[0]]}$" for row in table if row[3]}
    assert missing(wanted, transcripts("errors")) == []


def test_mpy_cross_accepts_what_only_the_strict_mode_rejects():
    silent = {row[1] for row in rows("support/diagnostics.def", "TAIPAN_DIAG") if not row[3]}
    checked = set()
    for path in golden_file.all_files():
        found = golden_file.expected(golden_file.split(path.read_bytes().decode())[1])
        said = "".join(text for command, text in found.items()
                       if re.fullmatch(r"\$ taipan compile (--native-\S+ )*main\.py", command))
        codes = silent & set(re.findall(r"TP\d{4}", said))
        if codes:
            assert found["$ mpy-cross main.py"] == "", path.name
            checked |= codes
    assert checked == silent


def test_every_rule_of_the_verifier():
    tests = "".join((ROOT / "tests/unit" / name).read_text()
                    for name in ("verify_test.cpp", "verify_stock_test.cpp", "mpy_validator_test.cpp"))
    wanted = {row[0]: rf"Rule::{row[0]}\b" for row in rows("verifier/rules.def", "TAIPAN_RULE")}
    assert len(wanted) > 50
    assert missing(wanted, tests) == []


def test_every_token_kind():
    text = transcripts("tokens")
    for file, macro in (("frontend/tokens", "TAIPAN_TOKEN"), ("support/keywords", "TAIPAN_KEYWORD"),
                        ("frontend/tokens", "TAIPAN_OPERATOR"), ("frontend/tokens", "TAIPAN_DELIMITER")):
        table = rows(file + ".def", macro)
        wanted = {row[0]: rf"^\d+:\d+-\d+:\d+ {re.escape(row[1])}( |$)" for row in table}
        assert missing(wanted, text) == []


def test_every_syntax_tree_node():
    table = rows("frontend/ast.def", "TAIPAN_NODE")
    assert missing({row[0]: exactly(row[0]) for row in table}, transcripts("ast")) == []


def test_every_opcode():
    names = [row[0] for row in rows("abi/opcodes.def", "TAIPAN_OP")]
    wanted = {name: exactly(re.sub("_(MULTI|N)$", "", name)) for name in names}
    assert missing(wanted, transcripts("bytecode")) == []
    assert missing(wanted, transcripts("ir")) == []


def test_every_operation_of_the_ssa_form():
    table = rows("codegen/ssa.def", "TAIPAN_SSA_OP") + rows("codegen/ssa.def", "TAIPAN_SSA_EXIT")
    wanted = {row[0]: rf"^    (%\d+ = )?{re.escape(row[1])}( |,|$)" for row in table}
    assert missing(wanted, transcripts("ssa")) == []


def test_every_operator():
    for macro, opcode in (("TAIPAN_UNARY", "UNARY_OP"), ("TAIPAN_BINARY", "BINARY_OP")):
        table = rows("abi/operators.def", macro)
        wanted = {row[0]: rf"{opcode} +{re.escape(row[1])}$" for row in table}
        assert missing(wanted, transcripts("ir", "bytecode")) == []


def test_the_exceptions_are_still_needed():
    known = {row[0] for row in rows("support/diagnostics.def", "TAIPAN_DIAG")}
    known |= {row[0] for row in rows("frontend/tokens.def", "TAIPAN_TOKEN")}
    assert set(WITHOUT_GOLDEN) <= known
    assert "SourceTooLarge" in (ROOT / "tests/unit/backend_test.cpp").read_text()
