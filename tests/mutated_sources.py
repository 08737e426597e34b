"""Compares our mpy-cross with the stock one on sources with faults.

    mutated_sources.py --stock FILE [--ours FILE] [--count N] [--seed N] [--jobs N] [--keep FOLDER]
                       [--only N]

Every source is a program of our tests, or, every third, generated f-strings and t-strings, most with a
few changes. Both programs have to accept it and write the same bytes, or to print the same error. The
same seed gives the same sources; --only N prints source N. Where stock fails and ours is not to do the
same, the reason is in ALLOWED. Ends with 1 if there is another difference.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "fuzz"))
import golden_file
import seeds
from programs import ROOT, program

BATCH = 100      # sources that a worker takes at a time
LARGEST = 3000   # bytes of a program before it is changed
SECONDS = 10     # for one compilation
FLAGS = [[], [], [], ["-O1"], ["-O3"], ["-X", "no-source-lines"], ["-msmall-int-bits=30"]]

# What changes put into a source: whatever the lexer or the parser has a case for.
PIECES = """
    ( ) [ ] { } , : ; . ... = == != ! := -> + - * ** / // % @ & | ^ ~ << >> < > <= >= += **= >>=
    ' " ''' \"\"\" \\ # f' t" rf' b' u" r' f''' t\"\"\" {{ }} !r !s !r} {a} {a=} {a!r:>4} {a:{b}} {a:{b}}}
    \\n \\x41 \\x \\7 \\777 \\u00e9 \\N{a} \\{ 0 1 08 0x1F 0b 1_0 1e5 1e 1j .5 1. 0xffffffffff 1.e+
    a b self _ __debug__ None True False and as assert async await break class continue def del elif
    else except finally for from global if import in is lambda nonlocal not or pass raise return try
    while with yield const super
""".split() + [" ", "  ", "\t", "\n", "\n ", "\n    ", "\r", "\r\n", "\\\n", "\f", "\0", "é", "\x7f", "\n\n"]

TOKENS = re.compile(rb"\w+|[ \t]+|\n[ \t]*|\"\"\"|'''|[^\w\s]|.", re.DOTALL)


# --- generated f-strings -------------------------------------------------------------------------


class Literals:
    """Draws expressions with f-strings and t-strings in them."""

    GOOD = ["a", "b", "x1", "self.c", "d[0]", "f(a)", "d['k']", 'd["k"]', "a if b else c", "(a, b)", "a, b",
            "(lambda c: a)", "a[1:2]", "{1: 2}[1]", "[i for i in a]", "not a", "-1", "1.5", "'s'", '"s"',
            "a != b", "a == b", "a := 1", "0x1F", "a\n", "a\r\n+ b", "b'x'", "r'\\n'", "'''t'''",
            "'a' 'b'", "a ", " a", "\ta", "a),(b", "a # c\n"]
    BAD = ["", " ", "*a", "yield", "await a", "a)", "(a", "a # c", "\\", "a!r", "a.b!s", "a!a", "1e", "a.",
           "a = ", "a<", "a<=", "a!=", "lambda: a", "'", '"', "a b", "]", "\0"]
    TEXTS = ["", "a", " ", "text", "{{", "}}", "{{}}", "\\n", "\\x7b\\x7d", "\\\n", "#", ":", "!r", "%d", "\\'",
             '\\"', "\\\\", "é", "\\u00e9", "\\q", "))", ",", "\\101", "\r\n", "\n", "'", '"', "}", "\\N", "''"]
    SPECS = ["", ">4", "x", ".3f", "%H:%M", "{w}", "{w}.{p}", ">{w}", "{w:{p}}", "{w!r}", "{a[1]}", "\\n", "{{",
             "'", "\n", "{f'{a}'}", "{"]
    STATEMENTS = ["x = @\n", "print(@)\n", "x = (@\n)\n", "f(@, @\n, a)\n", "def f(a):\n    return @\n",
                  "if @:\n    pass\n", "x = [\n  @,\n  b]\n", "x = @ + @\n", "x = @.y[0]\n", "x = @ % a\n",
                  "class A:\n    @\n    b = 1\n", "async def f():\n    return @\n", "assert a, @\n", "@",
                  "x = {1: @}\n", "a = 1; @; b\n", "lambda: @\n", "x = @ @\n"]

    def __init__(self, choice):
        self.choice = choice

    def often(self, share, usual, other):
        return usual if self.choice.random() < share else other

    def field(self, depth):
        rng = self.choice
        inner = rng.choice(self.often(0.96, self.GOOD, self.BAD))
        if depth and rng.random() < 0.2:
            inner = self.group(depth - 1)
        debug = rng.choice(["", "", "", "="])
        conversion = self.often(0.97, rng.choice(["", "", "!r", "!s"]), rng.choice(["!a", "!"]))
        spec = self.often(0.7, "", ":" + rng.choice(self.often(0.95, self.SPECS[:-5], self.SPECS)))
        return "{" + inner + debug + conversion + spec + self.often(0.99, "}", "")

    def literal(self, depth):
        rng = self.choice
        prefix = rng.choice(["f", "f", "f", "t", "t", "rf", "fr", "rt", "tr", "", "r", "u"])
        prefix = self.often(0.99, prefix, rng.choice(["F", "b", "tf"]))
        quote = rng.choice(["'", "'", '"', '"', "'''", '"""'])
        usual = self.TEXTS[:-7]
        parts = [self.often(0.6, self.field(depth), rng.choice(self.often(0.96, usual, self.TEXTS)))
                 for _ in range(rng.randrange(4))]
        return prefix + quote + "".join(parts) + self.often(0.99, quote, "")

    def group(self, depth):
        count = self.choice.choice([1, 1, 1, 1, 2, 3])
        return self.choice.choice(["", " ", " "]).join(self.literal(depth) for _ in range(count))

    def statement(self):
        first, *rest = self.choice.choice(self.STATEMENTS).split("@")
        return first + "".join(self.group(2) + part for part in rest)

    def program(self):
        return "".join(self.statement() for _ in range(self.choice.randrange(1, 4))).encode()


# --- changes -------------------------------------------------------------------------------------


def texts():
    """The programs that are changed, the same every time."""
    found = dict.fromkeys(seeds.sources())
    for path in golden_file.all_files():
        found[golden_file.source_bytes(golden_file.split(path.read_bytes().decode())[0])] = None
    for folder in ("examples", "tests/frozen", "tests/runtime"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            found[path.read_bytes()] = None
    return [text for text in found if text.strip()]


def window(text, rng):
    """Some lines of a long program."""
    if len(text) <= LARGEST:
        return text
    lines = text.splitlines(keepends=True)
    start = rng.choice([at for at, line in enumerate(lines) if not line[:1].isspace()])
    end, size = start, 0
    while end < len(lines) and size < LARGEST:
        size += len(lines[end])
        end += 1
    return b"".join(lines[start:end])


def change(text, other, rng):
    """`text` with one change; `other` is a program to take parts of."""
    tokens = TOKENS.findall(text) or [b""]
    at = rng.randrange(len(tokens))
    piece = rng.choice(PIECES).encode()
    kind = rng.randrange(8)
    if kind == 0:
        del tokens[at]
    elif kind == 1:
        tokens.insert(at, piece)
    elif kind == 2:
        tokens[at] = piece
    elif kind == 3:
        tokens.insert(at, rng.choice(tokens))
    elif kind == 4:
        to = rng.randrange(len(tokens))
        tokens[at], tokens[to] = tokens[to], tokens[at]
    elif kind == 5:
        parts = TOKENS.findall(other) or [b""]
        start = rng.randrange(len(parts))
        tokens[at:at] = parts[start:start + rng.randrange(1, 8)]
    elif kind == 6:
        del tokens[at:at + rng.randrange(1, 8)]
    else:  # bytes, not tokens
        place = rng.randrange(len(text) + 1)
        return text[:place] + (piece if rng.random() < 0.5 else b"") + text[place + rng.randrange(3):]
    return b"".join(tokens)


def make(number, programs, seed):
    """(source, flags) of a number."""
    rng = random.Random(f"{seed}:{number}")
    generated = number % 3 == 0
    text = Literals(rng).program() if generated else window(rng.choice(programs), rng)
    changes = rng.choice([0, 0, 1, 2]) if generated else rng.choice([1, 1, 1, 2, 3])
    for _ in range(changes):
        text = change(text, rng.choice(programs), rng)
    return text, rng.choice(FLAGS)


# --- comparing -----------------------------------------------------------------------------------


@dataclasses.dataclass
class Made:
    """What a compiler did with a source."""

    code: int      # exit code; None: it did not end
    message: str
    output: bytes  # None: no file


def compile_with(command, folder, flags):
    out = folder / "main.mpy"
    out.unlink(missing_ok=True)
    try:
        done = subprocess.run([command, *flags, "main.py"], cwd=folder, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Made(None, "", None)
    return Made(done.returncode, done.stderr.decode("utf-8", "backslashreplace"),
                out.read_bytes() if out.exists() else None)


def last_line(text):
    return (text.strip().splitlines() or [""])[-1]


# Differences that are meant: name, why, and when it is one.
ALLOWED = [
    ("stock crashes", "a fault of stock's",
     lambda stock, ours: stock.code is not None and stock.code < 0 and ours.code in (0, 1)),
    ("stock does not end", "a fault of stock's",
     lambda stock, ours: stock.code is None and ours.code in (0, 1)),
    ("out of memory", "stock's heap has a fixed size, ours has the machine's memory",
     lambda stock, ours: last_line(stock.message).startswith("MemoryError") and ours.code in (0, 1)),
    ("native code", "another compiler makes it",
     lambda stock, ours: "native" in last_line(ours.message) and ours.code == 1),
]


def compare(job):
    """(number, verdict, detail) of the sources of a batch."""
    numbers, programs, seed, stock, ours = job
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for number in numbers:
            source, flags = make(number, programs, seed)
            (folder / "main.py").write_bytes(source)
            theirs = compile_with(stock, folder, flags)
            mine = compile_with(ours, folder, flags)
            verdict, detail = "same", "accepted" if theirs.code == 0 else "rejected"
            if theirs != mine:
                verdict = next((name for name, _, holds in ALLOWED if holds(theirs, mine)), "different")
                detail = f"stock {described(theirs)}; ours {described(mine)}"
            found.append((number, verdict, detail))
    return found


def described(made):
    if made.code is None:
        return "does not end"
    if made.code == 0:
        return f"accepts it: {len(made.output or b'')} bytes"
    line = re.findall(r", line (\d+)", made.message)
    return f"{made.code}: {last_line(made.message)} (line {line[-1] if line else '-'})"


def main():
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__)[0])
    parser.add_argument("--stock", type=Path, required=True)
    parser.add_argument("--ours", type=Path)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, help="a folder for the sources that make a difference")
    parser.add_argument("--only", type=int, help="print the source of this number")
    options = parser.parse_args()
    programs = texts()
    if options.only is not None:
        source, flags = make(options.only, programs, options.seed)
        print("flags:", *flags, file=sys.stderr)
        sys.stdout.buffer.write(source)
        return 0
    ours = str(options.ours.resolve()) if options.ours else program("mpy-cross")
    batches = [(range(start, min(start + BATCH, options.count)), programs, options.seed,
                str(options.stock.resolve()), ours) for start in range(0, options.count, BATCH)]
    counts = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for batch in pool.map(compare, batches):
            for number, verdict, detail in batch:
                counts[verdict if verdict != "same" else f"same, {detail}"] += 1
                if verdict == "different":
                    print(f"{number}: {detail}", flush=True)
                    if options.keep:
                        keep(options.keep, number, *make(number, programs, options.seed))
    for name, count in counts.most_common():
        print(f"{count:7} {name}")
    return 1 if counts["different"] else 0


def keep(folder, number, source, flags):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.py").write_bytes(source)
    (folder / f"{number}.flags").write_text(" ".join(flags))


if __name__ == "__main__":
    sys.exit(main())
