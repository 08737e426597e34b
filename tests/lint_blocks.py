"""The 25 stumbling blocks (tests/lint/blocks.txt) with what the linter says of each: docs/lint/blocks.md.

    python3 tests/lint_blocks.py --write
"""

import sys

from lint_programs import lint, read_programs
from programs import ROOT

PAGE = ROOT / "docs/lint/blocks.md"
HEAD = """# The 25 commonest stumbling blocks

What users of MicroPython meet most, as small inputs, and what `taipan lint` says of them. This page is written by
`python3 tests/lint_blocks.py --write` from tests/lint/blocks.txt; a test holds it.
"""


def page():
    parts = [HEAD]
    for number, block in enumerate(read_programs("blocks.txt"), 1):
        source = "".join(line.partition("  #>")[0].rstrip() + "\n" for line in block.text.strip().splitlines())
        parts.append(f"\n## {number}. {block.name.replace('-', ' ').capitalize()}\n")
        if source.startswith("#>"):
            parts.append("\n" + source.removeprefix("#> ").strip().capitalize() + ".\n")
            continue
        _, out, _ = lint(["-q", "--isolated", "--no-cache", "--target", block.target, "-"], source)
        parts.append(f"\n```python\n{source}```\n\n`taipan lint --target {block.target}`:\n\n```text\n{out}```\n")
    return "".join(parts)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page())
    else:
        print(page(), end="")
