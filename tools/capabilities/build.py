#!/usr/bin/env python3
"""Makes targets/data/capabilities.txt from the facts that derive.py and circuitpython.py found.

    tools/capabilities/build.py DIRECTORY [-o targets/data/capabilities.txt]

The table's form is described in docs/lint/data.md. The same facts give the same bytes.
"""

import argparse
import pathlib
import zlib

import corrections
import lists
from facts import Facts

class Patterns:
    """Numbers sets of (targets, releases that have it, releases not known about)."""

    def __init__(self, facts):
        self.facts, self.ids, self.lines = facts, {}, []

    def id(self, answers):
        """`answers`: {target: (has, unknown)}, bit masks of releases."""
        groups = {}
        for target, (has, unknown) in answers.items():
            full = self.facts.full(target)
            has, unknown = has & full, unknown & full & ~has
            if has | unknown:
                key = ("*" if has == full else f"{has:x}") + (f"/{unknown:x}" if unknown else "")
                groups[key] = groups.get(key, 0) | 1 << self.facts.index[target]
        text = " ".join(f"{members:x}:{key}" for key, members in sorted(groups.items()))
        if text not in self.ids:
            self.ids[text] = len(self.lines)
            self.lines.append(text)
        return self.ids[text]


def signature_text(arguments, keywords):
    """`1-2`, `1-` (no limit), `?` (not known); behind a colon the keywords, `:?` for any."""
    text = "?" if arguments is None else f"{arguments[0]}-{'' if arguments[1] is None else arguments[1]}"
    if keywords == "?":
        return text + ":?"
    return text + (":" + ",".join(keywords) if keywords is not None else "")


def table(facts):
    """The lines of the table without its head and its checksum."""
    patterns, body = Patterns(facts), []
    tree = {}
    for path in facts.all_paths():
        tree.setdefault(path[0], []).append(path)
    for module in sorted(tree):
        for path in sorted(tree[module], key=lambda p: (len(p) > 1, p)):
            answers = facts.answers(path)
            kind, name = facts.kind(path), path[-1]
            indent = " " * (len(path) - 1)
            line = f"{indent}{name} {kind} {patterns.id(answers)}"
            for text, where in sorted(facts.signatures(path, signature_text).items()):
                line += f" {text} {patterns.id(where)}"
            body.append(line)
    features = [f"feature {name} {patterns.id(facts.feature_answers(name))}"
                for name in sorted(facts.feature_names())]
    head = ["patterns"] + patterns.lines + ["features"] + features + ["modules"] + body
    return head


def write(facts, extra, path):
    """Writes the table; a reader never sees half of it."""
    release, date = facts.source
    lines = ["taipan-capabilities 1", f"source {release} {date}", "versions " + " ".join(facts.versions)]
    lines.append("circuitpython " + " ".join(facts.circuitpython_versions))
    lines += [f"target {name} {facts.port(name)} {facts.full(name):x}" for name in facts.targets]
    lines += table(facts) + extra + ["end"]
    text = "\n".join(lines) + "\n"
    text += f"checksum {zlib.crc32(text.encode()):08x}\n"
    part = pathlib.Path(f"{path}.part")
    part.write_text(text)
    part.replace(path)
    return len(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=pathlib.Path, help="directory with the files of derive.py and circuitpython.py")
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("-o", "--output", type=pathlib.Path, default=root / "targets/data/capabilities.txt")
    parser.add_argument("--lists", type=pathlib.Path, default=root / "targets/data/capabilities.txt",
                        help="a table whose lists of boards, packages and CPython's names to keep")
    options = parser.parse_args()
    files = sorted(options.facts.glob("micropython-*.json"))
    if not files:
        parser.error(f"{options.facts}: no file micropython-*.json")
    extra = lists.kept(options.lists.read_text())
    facts = Facts(files, sorted(options.facts.glob("circuitpython-*.json")))
    corrections.correct(facts)
    size = write(facts, lists.lines(extra, facts), options.output)
    print(f"{size} bytes, {len(facts.all_paths())} names, {len(facts.targets)} targets")


if __name__ == "__main__":
    main()
