#!/usr/bin/env python3
"""Writes the generated parts of docs/*.md from the .def tables and docs/diagnostics-examples.toml.

    tools/gen_docs.py            rewrite what stands between `<!-- generated: NAME -->` and
                                 `<!-- end -->`
    tools/gen_docs.py --check    change nothing; exit 1 when a part is not current

Needs Python 3.11 or later (tomllib) and nothing else.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TABLES = ROOT / "include/taipan"
EXAMPLES = DOCS / "diagnostics-examples.toml"
MARKED = re.compile(r"(<!-- generated: ([a-z-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
ARGUMENT = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)|[^,()"]')


# --- reading the tables --------------------------------------------------------------------------


def unquote(text):
    """The value of a C string literal, or the text itself."""
    if not text.startswith('"'):
        return text
    escapes = {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}
    return re.sub(r"\\(.)", lambda found: escapes[found[1]], text[1:-1])


def split_arguments(text):
    """The arguments of a macro call: commas in strings and parentheses do not separate."""
    arguments = [""]
    at = 0
    while at < len(text):
        if text[at] == ",":
            arguments.append("")
            at += 1
            continue
        piece = ARGUMENT.match(text, at)
        arguments[-1] += piece[0]
        at = piece.end()
    return [unquote(argument.strip()) for argument in arguments]


def rows(path, macro):
    """The rows of one macro of a table, as lists of texts, in order."""
    found = []
    for line in (TABLES / path).read_text(encoding="utf-8").splitlines():
        if line.startswith(macro + "("):
            found.append(split_arguments(line[len(macro) + 1 : line.rindex(")")]))
    if not found:
        raise SystemExit(f"gen_docs: no {macro} rows in {path}")
    return found


def load_examples():
    """The examples by diagnostic code."""
    with EXAMPLES.open("rb") as file:
        return tomllib.load(file)


# --- writing Markdown ----------------------------------------------------------------------------


def code(text):
    """`text` as code in a table cell."""
    escaped = text.replace("\n", "\\n").replace("|", "\\|")
    return f"`{escaped}`" if escaped else ""


def table(head, body, align=None):
    lines = ["| " + " | ".join(head) + " |"]
    lines.append("| " + " | ".join(align or ["---"] * len(head)) + " |")
    lines += ["| " + " | ".join(cells) + " |" for cells in body]
    return "\n".join(lines) + "\n"


def yes(flag):
    return "yes" if flag not in ("0", "") else ""


OPERANDS = {
    "None": "",
    "Qstr": "varuint: string",
    "Hint": "varuint: room to make",
    "Slot": "varuint: local variable",
    "Count": "varuint: entries",
    "Args": "varuint: arguments",
    "Split": "varuint: targets",
    "Comp": "varuint: collection",
    "Int": "varint",
    "Object": "varuint: object",
    "Child": "varuint: child",
    "ChildCells": "varuint: child; byte: cells",
    "Jump": "signed offset",
    "Forward": "unsigned offset",
    "Unwind": "signed offset; byte",
    "Folded": "in the opcode byte",
}
FLOWS = {
    "Next": "next",
    "Branch": "next or target",
    "Goto": "target",
    "Stop": "leaves",
    "Block": "next; handler at target",
}


def opcodes():
    body = []
    for name, base, count, operand, pop, push, target, flow in rows("abi/opcodes.def", "TAIPAN_OP"):
        first, last = int(base, 16), int(base, 16) + int(count) - 1
        value = f"{first:02x}" if first == last else f"{first:02x}–{last:02x}"
        jumps = operand in ("Jump", "Forward", "Unwind")
        at_target = f"{int(target):+d}" if jumps and target != "0" else "0" if jumps else ""
        if name == "UNWIND_JUMP":
            at_target = "see below"
        body.append(
            [value, code(name), OPERANDS[operand], code(pop), code(push), at_target, FLOWS[flow]]
        )
    return table(["byte", "opcode", "operand", "pops", "pushes", "at target", "goes on at"], body)


def operators(macro, first):
    body = [
        [str(number), f"{first + number:02x}", code(text), name]
        for number, (name, text, _) in enumerate(rows("abi/operators.def", macro))
    ]
    return table(["number", "byte", "operator", "name in Taipan"], body)


def opcode_base(name):
    return next(int(row[1], 16) for row in rows("abi/opcodes.def", "TAIPAN_OP") if row[0] == name)


def static_strings():
    texts = [text for _, text in rows("abi/static_strings.def", "TAIPAN_STATIC_STRING")]
    body = []
    for at in range(0, len(texts), 5):
        names = [code(text.replace("\n", "\\n")) for text in texts[at : at + 5]]
        # Blank ones would not show; Markdown trims the rest of a cell.
        shown = {0: "(empty)", 3: "(one blank)"}
        names = [shown.get(at + i, name) for i, name in enumerate(names)]
        body.append([str(at + 1)] + names + [""] * (5 - len(names)))
    return table(["first", "", "", "", "", ""], body)


def archs():
    body = []
    for number, row in enumerate(rows("abi/archs.def", "TAIPAN_ARCH")):
        name, word, thumb, native, assembler = row
        assembler = code("@micropython." + assembler) if assembler else ""
        shown = "(none: bytecode only)" if name == "none" else code(name)
        body.append([str(number), shown, word if word != "0" else "", yes(thumb), yes(native), assembler])
    head = ["number", "name", "word, bytes", "Thumb family", "stock emits", "inline assembler"]
    return table(head, body)


PAYLOADS = {
    "None": "",
    "Text": "varuint length, the bytes, a NUL that is not counted",
    "Number": "varuint length, ASCII text, no NUL",
    "Items": "varuint count, that many objects",
}


def object_tags():
    tags = rows("abi/object_tags.def", "TAIPAN_OBJECT_TAG")
    body = [[str(tag), name, PAYLOADS[payload]] for tag, (name, payload) in enumerate(tags)]
    return table(["tag", "object", "payload"], body)


def releases():
    body = []
    for row in rows("mpy-format/releases.def", "TAIPAN_RELEASE"):
        dialect, first, last, version, sub, arch, flags, handlers = row
        span = f"{first} and later" if not last else first if first == last else f"{first} to {last}"
        sub = "" if sub == "-1" else sub
        body.append([dialect, span, version, sub, "" if arch == "none" else code(arch), yes(flags),
                     yes(handlers)])
    head = ["firmware", "releases", "version", "native sub-version", "highest architecture", "arch flags",
            "handlers behind returns"]
    return table(head, body)


def verifier_rules():
    body = [[code(slug), by.lower(), expected] for _, slug, by, expected, _ in
            rows("verifier/rules.def", "TAIPAN_RULE")]
    return table(["rule", "by", "what it says"], body)


# --- diagnostics ---------------------------------------------------------------------------------


def stock_message(exception, text):
    if not exception:
        return ""
    return f"{exception}: {text}" if text else exception


def diagnostics_index():
    body = []
    for _, number, severity, exception, text, _ in rows("support/diagnostics.def", "TAIPAN_DIAG"):
        stock = code(stock_message(exception, text)) or "accepts the source, or crashes"
        body.append([f"[{number}](#{number.lower()})", severity.lower(), stock])
    return table(["code", "severity", "stock says"], body)


def fenced(text):
    return "```python\n" + text.strip("\n") + "\n```\n"


def diagnostic_section(row, example):
    name, number, severity, exception, text, hint = row
    stock = code(stock_message(exception, text)) or "nothing"
    parts = [f"### {number}\n", f"{severity} `{name}`. Stock says: {stock}.\n"]
    if "arguments" in example:
        parts.append("With `taipan compile " + " ".join(example["arguments"]) + "`:\n")
    parts.append(fenced(example["source"]))
    parts.append(example["remedy"] + "\n")
    if "fixed" in example:
        parts.append(fenced(example["fixed"]))
    if hint:
        hint = re.sub(r"\{[^|}]*\|([^}]*)\}", r"\1", hint)  # what taipan says
        parts.append(f"Hint that the compiler prints: “{hint}”.\n")
    return "\n".join(parts)


def diagnostics_catalogue():
    examples = load_examples()
    table_rows = rows("support/diagnostics.def", "TAIPAN_DIAG")
    codes = {row[1] for row in table_rows}
    wrong = [f"no example for {c}" for c in sorted(codes - examples.keys())]
    wrong += [f"an example for {c}, which is no diagnostic" for c in sorted(examples.keys() - codes)]
    if wrong:
        raise SystemExit(f"gen_docs: {EXAMPLES.name}: " + "; ".join(wrong))
    return "\n".join(diagnostic_section(row, examples[row[1]]) for row in table_rows)


GENERATORS = {
    "opcodes": opcodes,
    "unary-operators": lambda: operators("TAIPAN_UNARY", opcode_base("UNARY_OP_MULTI")),
    "binary-operators": lambda: operators("TAIPAN_BINARY", opcode_base("BINARY_OP_MULTI")),
    "static-strings": static_strings,
    "archs": archs,
    "object-tags": object_tags,
    "releases": releases,
    "verifier-rules": verifier_rules,
    "diagnostics-index": diagnostics_index,
    "diagnostics-catalogue": diagnostics_catalogue,
}


def regenerated(text, used):
    """`text` with every generated part made anew; the parts' names are added to `used`."""

    def fresh(found):
        if found[2] not in GENERATORS:
            raise SystemExit(f"gen_docs: unknown part {found[2]}")
        used.add(found[2])
        return f"{found[1]}\n{GENERATORS[found[2]]()}\n{found[4]}"

    return MARKED.sub(fresh, text)


def main(arguments):
    if arguments not in ([], ["--check"]):
        raise SystemExit(__doc__)
    used, stale = set(), []
    for path in sorted(DOCS.glob("*.md")):
        old = path.read_text(encoding="utf-8")
        new = regenerated(old, used)
        if new == old:
            continue
        stale.append(path.relative_to(ROOT))
        if not arguments:
            path.write_text(new, encoding="utf-8")
    if missing := GENERATORS.keys() - used:
        raise SystemExit("gen_docs: no document holds " + ", ".join(sorted(missing)))
    for path in stale:
        print(f"{path}: {'not current; run tools/gen_docs.py' if arguments else 'rewritten'}")
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
