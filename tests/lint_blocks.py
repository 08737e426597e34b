"""The 25 stumbling blocks (tests/lint/blocks.txt) with what the linter says of each: docs/lint/blocks.md.

    python3 tests/lint_blocks.py --write
"""

import pathlib
import re
import sys
import tempfile

from lint_programs import findings, lint, read_programs
from programs import ROOT

PAGE = ROOT / "docs/lint/blocks.md"
HEAD = """# The 25 commonest stumbling blocks

What users of MicroPython meet most, as small inputs, and what `taipan lint` says of them. This page is written by
`python3 tests/lint_blocks.py --write` from tests/lint/blocks.txt; a test holds it.
"""


def source_of(block):
    """(first line of the block where that tells what the input is, the input without the marks, its times)."""
    text = "".join(line.partition("  #>")[0].rstrip() + "\n" for line in block.text.strip().splitlines())
    match = re.match(r"(file \S+ [0-9a-f]+|times \d+)\n", text)
    return (match.group(1).split() if match else None), text[match.end():] if match else text


def ask(block, *words, run=lint):
    """What `run`, lint or findings, gives for the block."""
    how, text = source_of(block)
    words = [*words, "-q", "--isolated", "--no-cache", "--target", block.target]
    if not how or how[0] == "times":
        return run([*words, "-"], text * int(how[1] if how else 1))
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, how[1]).write_bytes(bytes.fromhex(how[2]))
        return run([*words, how[1]], cwd=folder)


def shown(block):
    """The input, and what stands for its name in a command, as the page has it."""
    how, text = source_of(block)
    if not how:
        return f"```python\n{text}```", "-"
    if how[0] == "times":
        return f"```python\n{text}```\n\n{how[1]} times.", "-"
    return f"A file `{how[1]}` that begins with the bytes `{how[2]}`.", how[1]


def page():
    parts = [HEAD]
    for number, block in enumerate(read_programs("blocks.txt"), 1):
        source, name = shown(block)
        out = ask(block)[1]
        end = "" if name == "-" else " " + name
        parts.append(f"\n## {number}. {block.name.replace('-', ' ').capitalize()}\n\n{source}\n\n"
                     f"`taipan lint --target {block.target}{end}`:\n\n```text\n{out}```\n")
    return "".join(parts)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page())
    else:
        print(page(), end="")
