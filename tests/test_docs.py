"""The documents agree with the code: generated parts, examples, links and options."""

import json
import re
import subprocess
import sys

import pytest

from programs import ROOT, program, run

sys.path.insert(0, str(ROOT / "tools"))
import gen_docs

EXAMPLES = gen_docs.load_examples()
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "examples/*/*.md")
    for path in ROOT.glob(pattern)
)
SUBCOMMANDS = ("compile", "freeze", "makemanifest", "dis", "info", "verify", "dump")
FENCE = re.compile(r"^( *)```.*?^\1```$", re.DOTALL | re.MULTILINE)


# --- generated parts and examples ----------------------------------------------------------------


def test_generated_parts_are_current():
    done = subprocess.run(
        [sys.executable, ROOT / "tools/gen_docs.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_diagnostic_has_an_example():
    table = {row[1] for row in gen_docs.rows("support/diagnostics.def", "TAIPAN_DIAG")}
    assert table == EXAMPLES.keys()
    for code, example in EXAMPLES.items():
        assert example["source"].strip() and example["remedy"].strip(), code


def findings(folder, text, example):
    """The codes that `taipan compile` reports for a program."""
    (folder / "example.py").write_bytes(text if isinstance(text, bytes) else text.encode())
    arguments = ("compile", "example.py", "--diagnostics=json", *example.get("arguments", []))
    done = run("taipan", *arguments, cwd=folder)
    found = [json.loads(line) for line in done.stderr.splitlines()]
    assert (done.returncode == 0) == all(one["severity"] == "warning" for one in found)
    return [one["code"] for one in found]


@pytest.mark.parametrize("code", [c for c, e in EXAMPLES.items() if "untested" not in e])
def test_example_is_reported_for_its_reason_only(tmp_path, code):
    example = EXAMPLES[code]
    text = eval(example["make"]) if "make" in example else example["source"].lstrip("\n")
    assert findings(tmp_path, text, example) == [code]


@pytest.mark.parametrize("code", [c for c, e in EXAMPLES.items() if "fixed" in e])
def test_fixed_example_is_accepted(tmp_path, code):
    assert findings(tmp_path, EXAMPLES[code]["fixed"].lstrip("\n"), EXAMPLES[code]) == []


# --- links ---------------------------------------------------------------------------------------


def anchors(path):
    """The anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_resolve(document):
    text = FENCE.sub("", document.read_text())
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = document.parent / name if name else document
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


# --- options -------------------------------------------------------------------------------------


def help_text(*command):
    """What a program says about its options. mpy-cross prints that for what it does not know."""
    done = subprocess.run([*command, "--help"], capture_output=True, text=True)
    return done.stdout + done.stderr


def known_options(text):
    return set(re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", text))


@pytest.fixture(scope="module")
def options():
    """{program and subcommand: options its help names}"""
    taipan = program("taipan")
    known = {"taipan " + name: known_options(help_text(taipan, name)) for name in SUBCOMMANDS}
    known["mpy-cross"] = known_options(help_text(program("mpy-cross")))
    return known


def mentioned_commands():
    """(document, "taipan compile" or "mpy-cross", option) of every command line in the documents."""
    command = re.compile(r"(?:^|[\s`/+])(taipan (?:%s)|mpy-cross) ([^`\n|;]*)" % "|".join(SUBCOMMANDS))
    for document in DOCUMENTS:
        for name, rest in command.findall(document.read_text()):
            for option in re.findall(r"(?:^|[\s\[])(--?[A-Za-z][\w-]*)", rest.split("#")[0]):
                yield document.relative_to(ROOT), name, option


def is_known(option, known):
    return option in known or re.sub(r"\d+$", "", option) in known


def test_commands_in_documents_name_options_that_exist(options):
    mentioned = list(mentioned_commands())
    assert len(mentioned) > 10
    unknown = [entry for entry in mentioned if not is_known(entry[2], options[entry[1]])]
    assert unknown == []


def section(name):
    """The part of docs/cli.md about one program."""
    text = (ROOT / "docs/cli.md").read_text()
    return re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]


@pytest.mark.parametrize("name", ["mpy-cross", *("taipan " + name for name in SUBCOMMANDS)])
def test_reference_names_every_option_and_no_other(options, name):
    documented = {
        re.sub(r"^(-\w)\d+$", r"\1", option)
        for option in re.findall(r"`[^`]*`", section(name))
        for option in re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", option)
    } | known_options("".join(re.findall(r"^    taipan.*$", section(name), re.MULTILINE)))
    implied = {"-h", "--help", "--version", "-X", "-OO"}
    assert options[name] - implied <= documented
    assert documented - implied <= options[name]
