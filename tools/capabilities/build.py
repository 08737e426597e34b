#!/usr/bin/env python3
"""Makes targets/data/capabilities.txt from capability facts (JSON: names, numbers, ranges).

    tools/capabilities/build.py FACTS_DIR [-o targets/data/capabilities.txt]

The table's form is described in docs/lint/design.md. The same facts give the same bytes.
"""

import argparse
import json
import pathlib
import zlib

import corrections
import lists
from facts import Facts

KINDS = {"function": "f", "class": "c", "int": "i", "str": "s", "object": "o", "classmethod": "m",
         "staticmethod": "t", "list": "o", "tuple": "o", "other": "o", "bool": "o", "float": "o"}


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


def write(facts, extra, path, source, date):
    lines = [f"taipan-capabilities 1", f"source {source} {date}",
             "versions " + " ".join(facts.versions),
             "circuitpython " + " ".join(facts.circuitpython_versions)]
    lines += [f"target {name} {facts.port(name)} {facts.full(name):x}" for name in facts.targets]
    lines += table(facts) + extra + ["end"]
    text = "\n".join(lines) + "\n"
    text += f"checksum {zlib.crc32(text.encode()):08x}\n"
    pathlib.Path(path).write_text(text)
    return len(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=pathlib.Path)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("-o", "--output", default=root / "targets/data/capabilities.txt")
    parser.add_argument("--date", default="2026-11-29", help="of the facts")
    options = parser.parse_args()
    load = lambda name: json.loads((options.facts / name).read_text())
    facts = Facts(load, KINDS)
    corrections.correct(facts)
    size = write(facts, lists.lines(load, facts), options.output, "1.29.0-preview.731", options.date)
    print(f"{size} bytes, {len(facts.all_paths())} names, {len(facts.targets)} targets")


if __name__ == "__main__":
    main()
