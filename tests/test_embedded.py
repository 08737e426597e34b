"""The parts of the programs that are not C++ are files, checked by the tools for their languages."""

import html.parser
import os
import re
import subprocess

import pytest

from programs import ROOT, run

EMBEDDED = sorted(
    os.path.join(path.parent.relative_to(ROOT), name)
    for path in ROOT.glob("*/CMakeLists.txt")
    for names in re.findall(r"taipan_embed\(\s*\w+\s+([^)]*)\)", path.read_text())
    for name in names.split())
PYTHON = [path for path in EMBEDDED if path.endswith(".py")]
PAGES = [path for path in EMBEDDED if path.endswith(".html")]
# Elements that have no end.
VOID = {"meta", "link", "br", "img", "input", "hr"}


def test_all_such_files_of_the_rooms_are_embedded():
    rooms = ("freezer", "src", "lint", "support", "hosted", "compiler", "mpy-format", "backends")
    found = {str(path.relative_to(ROOT)) for room in rooms for path in (ROOT / room).rglob("*")
             if path.suffix in (".py", ".html", ".js", ".css")}
    assert found == set(EMBEDDED) and PYTHON and PAGES


@pytest.mark.parametrize("path", PYTHON)
def test_python_compiles_by_python_and_by_ours(path, tmp_path):
    text = (ROOT / path).read_text()
    compile(text, path, "exec")
    done = run("taipan", "compile", ROOT / path, "-o", "out.mpy", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    broken = tmp_path / "broken.py"
    broken.write_text(text + "def (:\n")  # the check sees what is wrong
    assert run("taipan", "compile", broken, cwd=tmp_path).returncode == 1


class Page(html.parser.HTMLParser):
    """What is wrong with the nesting of elements, and the texts of scripts."""

    def __init__(self, text):
        super().__init__()
        self.open, self.problems, self.scripts, self.ids = [], [], [], []
        self.feed(text)
        self.close()
        self.problems += [f"<{tag}> stays open" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script" and dict(attributes).get("type") is None:
            self.scripts.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> in line {self.getpos()[0]}")

    def handle_data(self, data):
        if self.open[-1:] == ["script"] and self.scripts:
            self.scripts[-1] += data


def test_the_checker_of_pages_sees_what_is_wrong():
    assert Page("<html><b>a</b><br></html>").problems == []
    assert Page("<html><b>a</html>").problems and Page("<p>").problems and Page("</p>").problems


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_balanced(path):
    page = Page((ROOT / path).read_text())
    assert page.problems == [] and page.scripts
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PAGES)
def test_scripts_of_pages_are_javascript(path, tmp_path):
    page = Page((ROOT / path).read_text())
    script = tmp_path / "script.js"
    for text, status in ((page.scripts[-1], 0), (page.scripts[-1] + "(", 1)):
        script.write_text(text)
        assert subprocess.run(["node", "--check", script], capture_output=True).returncode == status
    named = set(re.findall(r'byId\("(\w+)"\)', page.scripts[-1])) | {"data"}
    assert named == set(page.ids)


def test_gaps_of_the_page_are_those_that_are_filled():
    text = (ROOT / "freezer/report/page.html").read_text()
    assert re.findall(r"\{\{(\w+)\}\}", text) == ["title", "title", "table", "data"]
    assert text.count("{{") == text.count("}}") == 4


def test_no_other_language_is_in_a_literal():
    """Raw literals are C, or a line of a format; neither Python nor a page."""
    literal = re.compile(r'R"(\w*)\((.*?)\)\1"', re.DOTALL)
    wrong = []
    for room in ("freezer", "src", "support", "hosted", "compiler", "mpy-format", "backends"):
        for path in (ROOT / room).rglob("*"):
            if path.suffix not in (".cpp", ".h"):
                continue
            for _, text in literal.findall(path.read_text()):
                if re.search(r"^(import|from|def|class) |<(html|script|style)\b", text, re.MULTILINE):
                    wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []
