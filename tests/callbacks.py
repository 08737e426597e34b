"""Where the runtime's C++ runs code of the program, and what it keeps across that.

callbacks.py            lists every function with the calls in it that may run code of the program
callbacks.py --kept     lists variables that hold a size, a pointer or a text, were set before such a
                        call and are used after it

A call may run code of the program when it is of a slot, of execute() or of runPending(), or of a
function that has such a call in it. Functions go by their names: those of a file's own come first,
and members of all classes that have the name count as one. Buffer slots run nothing, nor does what lies on
the floors below protocol/: allocating only notes that a finaliser waits. What raises does not come back.

What is kept across such a call has to be good after it: tests/callbacks.txt says of each variable why
it is, and tests/test_callbacks.py that each is there. The interpreter's loop is left out: what it keeps,
it keeps in the frame.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

RUNTIME = Path(__file__).resolve().parent.parent / "runtime"
TABLE = Path(__file__).with_suffix(".txt")

# What runs code of the program by itself.
SLOT = re.compile(
    r"\b(?:Call|Unary|Binary|Attr|Subscr|GetIter|IterNext|Print|MakeNew) (\w+) =|"
    r"->(?:makeNew|binary|unary|call|attr|subscr|print)\(\)\(|"
    r"\bmakeNew\(\)\(|\bprotocol\.(?:read|write|ioctl)\(|\.ioctl\(|\bnext\(iterator\)")
ROOTS = {"execute", "runPending"}

# Variables that are over when the object changes that they were read from.
KEPT = re.compile(
    r"\b(?:size_t|uintptr_t|Text|Buffer|Span|Chars|Part|SliceBounds|Field) (\w+)(?= =| = |;|\(|\{)|"
    r"\b(?:char|Value|Entry|void|uint8_t|auto)\* (?:const )?(\w+)(?= =|;)")
# Objects: the collector does not move them, and their fields are read anew.
OBJECT = re.compile(r"as<|newObject|static_cast<\w+\*>\(allocate|findOrAdd\(|castTo\(")
# What an object says of its size, or where its contents are.
FIELD = re.compile(r"(?:\.|->)(?:size|items|data|text|used)\b(?![(\[])|"
                   r"\b(?:spanOf|textOf|charsOf)\(|\bsize\(\)")
# Counters of loops, and constants.
COUNTER = re.compile(r"[ij]|k[A-Z]\w*")
WORDS = {"if", "for", "while", "switch", "return", "sizeof", "alignof", "catch", "decltype",
         "static_assert", "defined", "noexcept", "alignas", "attempt", "assert"}
LOW = {"value", "numbers", "port", "memory"}
# What does not come back, whatever it runs before: nothing is used after it.
LEAVES = re.compile(r"raise\w*|TAIPAN_RAISE|taipanJump")


class Function:
    def __init__(self, path, name, owner, line, local):
        self.path, self.name, self.owner, self.line, self.local = path, name, owner, line, local
        self.lines = []  # (number, text without comments and literals)

    def calls(self, text):
        """Pairs of a called name and whether it is called as a member."""
        for found in re.finditer(r"(\.|->)?\b([A-Za-z_]\w*)(?:<[\w:, &*]+>)?\(", text):
            if found[2] not in WORDS and not LEAVES.fullmatch(found[2]):
                yield found[2], found[1] is not None


def plain(text):
    """C++ without comments, literals and preprocessor lines; line for line."""
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
    text = re.sub(r"'(?:\\.|[^'\\\n])'|'\\x?[0-9a-f]+'", "0", text)
    text = re.sub(r"(?m)^#(?:[^\n]*\\\n)*[^\n]*$", lambda m: "\n" * m[0].count("\n"), text)
    return text


def named(header):
    """The name of the function that a header defines, and the class it is of; None: none."""
    header = re.sub(r"\[\[[^\]]*\]\]|__attribute__\(\(.*?\)\)|template <[^>]*>", "", header)
    if header.count("(") != header.count(")") or re.search(r"\)\s*,|=\s*$|\breturn\b", header):
        if not re.search(r"\)\s*(?:const)?\s*:\s", header):
            return None
    found = re.search(r"((?:\w+::)*)(~?\w+)\s*\(", header)
    if found is None or found[2] in WORDS:
        return None
    return found[2], found[1].rstrip(":").split("::")[-1]


def functions_of(path):
    text = plain(path.read_text())
    found, stack, start, current = [], [], 0, None
    lines = text.split("\n")
    line = 1
    for at, letter in enumerate(text):
        if letter == "\n":
            line += 1
        elif letter == ";" and current is None:
            start = at + 1
        elif letter == "{":
            kind = "block"
            if current is None:
                header = " ".join(text[start:at].split())
                scope = re.search(r"\b(namespace|struct|class|union|enum)\b(?: (?:class )?(\w+))?",
                                  header)
                name = named(header)
                if scope and "(" not in header:
                    kind = "type" if scope[1] != "namespace" else \
                        "namespace" if scope[2] else "anonymous"
                    name = None
                if name is not None and kind == "block":
                    kind = "function"
                    owner = name[1] or next((s[1] for s in reversed(stack) if s[0] == "type"), "")
                    blank = len(text[start:at]) - len(text[start:at].lstrip())
                    first = text.count("\n", 0, start + blank) + 1
                    local = any(s[0] == "anonymous" for s in stack) or "static " in header
                    current = Function(path, name[0], owner, first, local)
                stack.append((kind, scope[2] if scope else ""))
            else:
                stack.append((kind, ""))
            start = at + 1
        elif letter == "}" and stack:
            kind, _ = stack.pop()
            if kind == "function":
                current.lines = [(n, lines[n - 1]) for n in range(current.line, line + 1)]
                found.append(current)
                current = None
            start = at + 1
    return found


class Program:
    """All functions of the runtime, and which of them may run code of the program."""

    def __init__(self):
        paths = sorted(p for p in RUNTIME.rglob("*") if p.suffix in (".cpp", ".h")
                       and p.relative_to(RUNTIME).parts[0] not in LOW)
        self.functions = [f for path in paths for f in functions_of(path)]
        self.free, self.members, self.own = defaultdict(list), defaultdict(list), defaultdict(list)
        for f in self.functions:
            if f.owner:
                self.members[f.name].append(f)
            elif f.local:
                self.own[f.path, f.name].append(f)
            else:
                self.free[f.name].append(f)
        self.running = {f for f in self.functions
                        if f.name in ROOTS or any(SLOT.search(text) for _, text in f.lines)}
        while True:
            more = {f for f in self.functions
                    if f not in self.running and any(self.callbacks(f))}
            if not more:
                break
            self.running |= more

    def targets(self, function, name, member):
        if member:
            return self.members[name]
        # A constructor, or a member of the same class, is called without a dot too.
        return (self.own[function.path, name] or
                [f for f in self.members[name] if f.owner in (function.owner, name)] or
                self.free[name])

    def callbacks(self, function):
        """The lines of a function that may run code of the program, with the names called there."""
        for number, text in function.lines[1 if len(function.lines) > 1 else 0:]:
            names = [name for name, member in function.calls(text)
                     if any(t in self.running for t in self.targets(function, name, member))]
            names += [found[0] for found in SLOT.finditer(text) if "=" not in found[0]]
            slots = [found[1] for _, line in function.lines for found in SLOT.finditer(line)
                     if found[1]]
            names += [slot for slot in slots if re.search(rf"\b{slot}\(", text)]
            if names:
                yield number, names

    def kept(self, function):
        """Names of variables that were set before a callback and are used after it."""
        callbacks = [number for number, _ in self.callbacks(function)]
        if not callbacks:
            return
        for number, text in function.lines:
            for found in KEPT.finditer(text):
                name = found[1] or found[2]
                rest = text[found.end():]
                if number == function.line or OBJECT.search(rest) or COUNTER.fullmatch(name):
                    continue
                uses = [n for n, line in function.lines
                        if n > number and re.search(rf"\b{name}\b", line)]
                if self.crosses(function, number, callbacks, uses):
                    yield name
        for number, text in function.lines:
            if number in callbacks:
                yield from self.passed(function, text)

    def passed(self, function, text):
        """Sizes that are read as arguments of a call that runs code: `index(list.size, number)`."""
        for found in re.finditer(r"\b(\w+)\(((?:[^()]|\([^()]*\))*)", text):
            targets = self.targets(function, found[1], text[found.start() - 1] in ".>")
            if any(t in self.running for t in targets) and FIELD.search(found[2]):
                yield f"{found[1]}({found[2].strip()})"

    @staticmethod
    def crosses(function, declared, callbacks, uses):
        indent = {n: len(text) - len(text.lstrip()) for n, text in function.lines if text.strip()}
        order = sorted(indent)
        for call in (c for c in callbacks if c > declared):
            if any(use > call for use in uses):
                return True
            # In a loop that both are in, what comes before comes after, too.
            for head, text in function.lines:
                if not declared < head <= call or not re.match(r"\s*(?:for|while|do)\b", text):
                    continue
                body = [n for n in order if n > head]
                end = next((n for n in body if indent[n] <= indent[head]), order[-1] + 1)
                if call < end and any(head <= use < end for use in uses):
                    return True
        return False


def kept_of_all(program):
    """Lines `file function: variable`, each once, in the order of the sources."""
    lines = {}
    for function in program.functions:
        if function.path.name == "execute.cpp":
            continue
        where = f"{function.path.relative_to(RUNTIME)} {function.name}"
        for name in program.kept(function):
            lines[f"{where}: {name}"] = None
    return list(lines)


def main():
    program = Program()
    if "--kept" in sys.argv:
        print("\n".join(kept_of_all(program)))
        return
    for function in program.functions:
        called = [f"{number} {', '.join(dict.fromkeys(names))}"
                  for number, names in program.callbacks(function)]
        if called:
            print(f"{function.path.relative_to(RUNTIME)} {function.name}: {'; '.join(called)}")


if __name__ == "__main__":
    main()
