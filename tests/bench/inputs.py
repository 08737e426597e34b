"""Sources to measure with: programs, repeated under new names.

    inputs.py FOLDER CORPUS COMPILER...

writes them to FOLDER, from those programs of CORPUS that all compilers take; where CORPUS is empty,
from our own tests and examples. The paths go to standard output, as JSON.

Every copy of a program gets its own names for what it defines at the top level, and so the names of
a large module are as many, and its constants as little alike, as if people had written it.
"""

import ast
import io
import json
import subprocess
import sys
import tokenize
from pathlib import Path

# Of a smaller file, a copy would be little but new names.
SMALLEST = 400
ROOT = Path(__file__).resolve().parent.parent.parent


class Program:
    """A source file, cut at the names that copies must not share."""

    def __init__(self, path):
        text = path.read_text()
        names = defined_names(ast.parse(text))
        starts = [0]
        for line in text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self.pieces = []  # text up to and including a name to extend; the last without one
        done = 0
        before = ""
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NAME and token.string in names and before != ".":
                end = starts[token.end[0] - 1] + token.end[1]
                self.pieces.append(text[done:end])
                done = end
            before = token.string
        self.pieces.append(text[done:] if text.endswith("\n") else text[done:] + "\n")

    def copy(self, number):
        """The program with `number` behind its names."""
        return f"_{number}".join(self.pieces)


def defined_names(tree):
    """Names that the module's own statements bind, but for imports, and all const() names: these
    are known to the whole module wherever they stand.
    """
    names = set()
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(statement.name)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            names.update(stored_names(statement))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            names.update(stored_names(node))
    return names


def stored_names(statement):
    """The plain names that a statement assigns to."""
    return {node.id for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def sources(corpus):
    """The files to take programs from."""
    if corpus:
        return sorted(path for path in Path(corpus).rglob("*.py") if path.is_file())
    return [*sorted(ROOT.glob("tests/run/*.py")), *sorted(ROOT.glob("examples/**/*.py"))]


def programs(paths, accepts):
    """Those of the programs that `accepts(path)`, and that CPython's parser takes too."""
    found = []
    for path in paths:
        try:
            if path.stat().st_size > SMALLEST and accepts(path):
                found.append(Program(path))
        except (SyntaxError, ValueError, tokenize.TokenError):
            pass
    return found


def module(parts, enough):
    """Copies of `parts`, one after the other, until `enough(bytes, lines)`."""
    texts = []
    size = lines = 0
    while not enough(size, lines):
        text = parts[len(texts) % len(parts)].copy(len(texts))
        texts.append(text)
        size += len(text.encode())
        lines += text.count("\n")
    return "".join(texts)


def write_modules(folder, corpus, accepts):
    """Writes empty.py, lines.py (2,500 lines), 100k.py, 1m.py and 5m.py, and the text of 1m.py once
    more in modules of 2,500 lines; returns their paths.
    """
    parts = programs(sources(corpus), accepts)
    # One file after the other would put all tests of one feature together.
    parts.sort(key=lambda part: hash_of("".join(part.pieces)))
    texts = {"empty": "", "lines": module(parts, lambda size, lines: lines >= 2500)}
    for name, wanted in (("100k", 100_000), ("1m", 1_000_000), ("5m", 5_000_000)):
        texts[name] = module(parts, lambda size, lines, wanted=wanted: size >= wanted)
    texts |= pieces(parts, 1_000_000)
    paths = {}
    for name, text in texts.items():
        paths[name] = folder / f"{name}.py"
        paths[name].write_text(text)
    return paths


def pieces(parts, wanted):
    """The text of the module of `wanted` bytes, in modules of about 2,500 lines."""
    texts = [""]
    size = number = 0
    while size < wanted:
        text = parts[number % len(parts)].copy(number)
        if texts[-1].count("\n") >= 2500:
            texts.append("")
        texts[-1] += text
        size += len(text.encode())
        number += 1
    return {f"piece{index}": text for index, text in enumerate(texts)}


def hash_of(text):
    """The same number for a text on every run."""
    value = 0
    for byte in text.encode():
        value = (value * 31 + byte) & 0xFFFFFFFF
    return value


def accepted_by(*compilers):
    """A test whether all of these compile a file."""

    def accepts(path):
        return all(
            subprocess.run([*command, "-o", "/dev/null", path], check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
            for command in compilers
        )

    return accepts


if __name__ == "__main__":
    written = write_modules(Path(sys.argv[1]), sys.argv[2], accepted_by(*([c] for c in sys.argv[3:])))
    print(json.dumps({name: str(path) for name, path in written.items()}))
