"""The findings that were judged one by one (docs/lint/judged.md) as the table that the build reads
(lint/accuracy.def). A verdict is "yes", "**no**: why", or "mended: why" for a wrong one that the rule no longer
gives, which does not count any more.

    python3 tests/lint_judged.py            right and wrong ones by class of rule and by rule
    python3 tests/lint_judged.py --write    write lint/accuracy.def
"""

import argparse
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[1]
JUDGED = ROOT / "docs/lint/judged.md"
TABLE = ROOT / "lint/accuracy.def"
ROW = re.compile(r"^\| (MP\d{4}) \| (\S+) \| ([^|]+) \| (yes|\*\*no\*\*|mended)(?::[^|]*)? \|$", re.MULTILINE)


def verdicts(text=None):
    """(code, place, how, "yes", "no" or "mended") of each finding, in the order of the page."""
    rows = ROW.findall(JUDGED.read_text() if text is None else text)
    return [(code, place, how, word.strip("*")) for code, place, how, word in rows]


def counts(rows):
    """{code: (right, wrong)}; what was mended counts as neither."""
    table = {}
    for code, _, _, word in rows:
        right, wrong = table.get(code, (0, 0))
        table[code] = (right + (word == "yes"), wrong + (word == "no"))
    return dict(sorted(table.items()))


def written(table, text):
    """`text`, of the table, with the rows in it."""
    rows = "".join(f"TAIPAN_LINT_JUDGED({code}, {right}, {wrong})\n" for code, (right, wrong) in table.items()
                   if right or wrong)
    return re.sub(r"(// clang-format off\n).*(// clang-format on\n)", rf"\g<1>{rows}\g<2>", text, flags=re.DOTALL)


def confidences():
    """{code: "Exact", "Likely" or "Guess"}."""
    rules = (ROOT / "lint/rules.def").read_text()
    return dict(re.findall(r'^TAIPAN_LINT_RULE\((MP\d{4}), "[^"]+",\s*\w+,\s*(\w+),', rules, re.MULTILINE))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    table = counts(verdicts())
    if options.write:
        TABLE.write_text(written(table, TABLE.read_text()))
        return
    classes = {}
    for code, (right, wrong) in table.items():
        name = "exact" if confidences()[code] == "Exact" else "other"
        have = classes.get(name, (0, 0))
        classes[name] = (have[0] + right, have[1] + wrong)
    for name, (right, wrong) in [*sorted(classes.items()), *table.items()]:
        print(f"{name}\t{right} right\t{wrong} wrong")


if __name__ == "__main__":
    main()
