"""Reads the programs of tests/lint/, and what the linter is to find in them."""

import json
import re
import subprocess

from programs import ROOT, program


class LintProgram:
    """One program: its name, target, whether stock fails on it, its text, and the codes by line."""

    def __init__(self, head, text):
        words = head.split()
        self.name, self.target, self.runs = words[0], words[1], "run" in words[2:]
        self.text = text
        self.expected = sorted((number, code) for number, line in enumerate(text.splitlines(), 1)
                               for code in re.findall(r"\bMP\d{4}\b", line.partition("#>")[2]))


def read_programs(name):
    parts = re.split(r"^=== (.*)\n", (ROOT / "tests/lint" / name).read_text(), flags=re.MULTILINE)
    return [LintProgram(head, text) for head, text in zip(parts[1::2], parts[2::2])]


def lint(arguments, text=None, cwd=None):
    """(exit code, standard output, standard error) of `taipan lint`."""
    done = subprocess.run([program("taipan"), "lint", *arguments], input=text, capture_output=True,
                          text=True, cwd=cwd)
    return done.returncode, done.stdout, done.stderr


def findings(arguments, text=None, cwd=None):
    """The findings as objects."""
    _, out, _ = lint(["--format", "json", *arguments], text, cwd)
    return [json.loads(line) for line in out.splitlines()]
