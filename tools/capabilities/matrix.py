#!/usr/bin/env python3
"""Makes tests/lint/syntax.json from measured syntax facts: for each construct, the releases whose stock
cross-compiler takes it.

    tools/capabilities/matrix.py FACTS_DIR [-o FILE]

Left out are seven rows whose source the facts cut short, and rows about compilers that abort or hang.
"""

import argparse
import json
import pathlib


def accepted(changes, versions):
    """The bits of the versions that take it; None when one of them neither takes nor rejects it."""
    mask, state, changes = 0, None, dict(changes)
    for bit, version in enumerate(versions):
        state = changes.get(version, state)
        if state != "ok" and not (state or "").split(":")[0].endswith("Error"):
            return None
        mask |= (state == "ok") << bit
    return mask


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=pathlib.Path)
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("-o", "--output", type=pathlib.Path, default=root / "tests/lint/syntax.json")
    options = parser.parse_args()
    facts = json.loads((options.facts / "syntax-matrix.json").read_text())
    rows = {}
    for row in facts["rows"]:
        source = row["source"]
        if source is None or source.endswith("...") or source.endswith("...\n"):
            continue
        mask = accepted(row["mpy_cross"], facts["versions"])
        if mask is not None:
            rows[row["id"]] = [mask, source]
    head = {"versions": [".".join(v.replace("pre", "").split(".")[:2]) for v in facts["versions"]]}
    lines = [json.dumps(name) + ": " + json.dumps(row, ensure_ascii=False)
             for name, row in sorted(rows.items())]
    options.output.write_text(json.dumps(head)[:-1] + ', "rows": {\n' + ",\n".join(lines) + "\n}}\n")
    print(f"{len(rows)} rows of {len(facts['rows'])}")


if __name__ == "__main__":
    main()
