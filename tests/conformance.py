"""Runs the reference project's own tests on our runtime.

    conformance.py --reference DIR --stock MICROPYTHON [--taipan TAIPAN] [options] [DIR|FILE ...]

A test counts when the stock program's output is what the test expects: its .exp file, or else what
CPython prints. Ours must print the same. Tests of machine code emitters are left out. What stock
and CPython printed is kept in a cache, by the contents of the test and of the programs.
"""

import argparse
import dataclasses
import hashlib
import json
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import peers

DIRECTORIES = ["basics", "float", "import", "io", "micropython", "unicode", "stress"]
PYTHON = "/usr/bin/python3"

# Tests of native code, by name and by what they contain.
NATIVE_NAME = re.compile(r"^(native_|viper_|asm|import_mpy_native)")
NATIVE_TEXT = re.compile(rb"@micropython\.(native|viper|asm_)")

# Their .exp files are patterns: a line is a regular expression in which only what a backslash
# precedes is special, and a line of eight # stands for any number of lines.
PATTERN_TESTS = {"micropython/meminfo.py", "basics/bytes_compare3.py", "basics/builtin_help.py",
                 "basics/weakref_callback_exception.py"}
ANY_LINES = b"########\n"

UNITTEST_END = re.compile(rb"\n-{70}\nRan (\d+) tests\n\n(OK|FAILED)[^\n]*\n?$")


def text_of(data):
    return data.decode("utf-8", "surrogateescape")


def bytes_of(text):
    return text.encode("utf-8", "surrogateescape")


def line_pattern(line):
    """The regular expression of a line of such an .exp file."""
    pattern, escaped = "", False
    for char in line.decode():
        if not escaped and char == "\\":
            escaped = True
            continue
        pattern += char if escaped or char not in "()[]{}.*+^$" else "\\" + char
        escaped = False
    return re.compile(pattern.encode())


def matched(output, expected):
    """The output, with all lines replaced by those of the pattern file that match them."""
    lines, result, at = output.splitlines(keepends=True), [], 0
    wanted = expected.splitlines(keepends=True)
    for number, line in enumerate(wanted):
        if line != ANY_LINES:
            if at < len(lines):
                result.append(line if line_pattern(line).match(lines[at]) else lines[at])
                at += 1
            continue
        following = wanted[number + 1:number + 2]
        while at < len(lines) and not (following and line_pattern(following[0]).match(lines[at])):
            at += 1
        result.append(ANY_LINES)
    return b"".join(result + lines[at:])


@dataclasses.dataclass
class Outcome:
    """How a test went on our runtime."""

    test: str
    result: str        # pass, fail, crash, timeout; uncounted: it does not run on stock
    reason: str = ""   # of an uncounted one
    line: int = 0      # the first that differs
    expected: str = ""
    got: str = ""

    @property
    def directory(self):
        return self.test.split("/")[0]


class Suite:
    """The tests and the programs that they run on."""

    def __init__(self, options):
        self.options = options
        self.tests = options.reference.resolve() / "tests"
        if not self.tests.is_dir():
            sys.exit(f"no tests in {options.reference}")
        self.stock = peers.command_of(options.stock)
        self.taipan = peers.command_of(options.taipan) + options.taipan_option
        path = [".frozen", self.tests.parent / "extmod"]
        if options.unittest:
            path.append(options.unittest.resolve())
        self.env = {**os.environ, "MICROPYPATH": ":".join(map(str, path)),
                    "PYTHONIOENCODING": "utf-8"}
        self.cache_file = options.cache / "stock.json"
        self.cache = {}
        if self.cache_file.exists():
            self.cache = json.loads(self.cache_file.read_text())
        self.peers_key = self.hash_of(self.stock[0], PYTHON) + str(options.unittest or "")

    @staticmethod
    def hash_of(*paths):
        digest = hashlib.sha256()
        for path in paths:
            digest.update(Path(path).read_bytes())
        return digest.hexdigest()[:24]

    def names(self):
        """The tests to run, as paths below `tests`."""
        found = []
        for name in self.options.names or DIRECTORIES:
            path = self.tests / name
            if not path.exists():
                sys.exit(f"no such tests: {name}")
            files = [path] if path.suffix == ".py" else sorted(path.glob("*.py"))
            found += [str(file.relative_to(self.tests)) for file in files if is_portable(file)]
        return found

    def run(self, command, test):
        # Tests import and open files beside them.
        return peers.run([*command, self.tests / test], cwd=(self.tests / test).parent,
                         env=self.env, timeout=self.options.timeout,
                         memory=self.options.memory << 20)

    def stock_side(self, test):
        """What the test expects, and why it does not count; from the cache when it is there."""
        path = self.tests / test
        expectation = path.with_name(path.name + ".exp")
        files = [path, expectation] if expectation.exists() else [path]
        key = f"{self.peers_key}{self.hash_of(*files)}"
        kept = self.cache.get(test)
        if kept is None or kept["key"] != key:
            expected, reason = self.run_stock(test, expectation)
            kept = {"key": key, "expected": text_of(expected), "reason": reason}
            self.cache[test] = kept
        return bytes_of(kept["expected"]), kept["reason"]

    def run_stock(self, test, expectation):
        stock = self.run(self.stock, test)
        output = stock.output.replace(b"\r\n", b"\n")
        if stock.timed_out:
            return b"", "stock does not end"
        if stock.code != 0:
            return b"", f"stock ends with code {stock.code}"
        if output in (b"SKIP\n", b"SKIP-TOO-LARGE\n"):
            return b"", "skipped by stock"
        if ended := UNITTEST_END.search(output):
            return (output, "") if ended[2] == b"OK" else (b"", "stock fails")
        expected = self.expectation(test, expectation)
        shown = matched(output, expected) if test in PATTERN_TESTS else output
        return (expected, "") if shown == expected else (b"", "stock prints something else")

    def expectation(self, test, file):
        if file.exists():
            expected = file.read_bytes()
        else:
            python = self.run([PYTHON, "-BS"], test)
            expected = python.output if python.code == 0 else b"CPython fails\n" + python.output
        return expected.replace(b"\r\n", b"\n")

    def outcome(self, test):
        """Runs a test on ours when it counts."""
        expected, reason = self.stock_side(test)
        if reason:
            return Outcome(test, "uncounted", reason)
        ours = self.run_ours(test)
        got = ours.output.replace(b"\r\n", b"\n")
        if test in PATTERN_TESTS and ours.code == 0:
            got = matched(got, expected)
        if ours.code == 0 and got == expected:
            return Outcome(test, "pass")
        result = "timeout" if ours.timed_out else "crash" if ours.crashed else "fail"
        if not ours.timed_out and ours.code != 0:
            got += f"(exit code {ours.code})\n".encode()
        return Outcome(test, result, "", *first_difference(expected, got))

    def run_ours(self, test):
        """By our own compiler in memory, or by another through an .mpy file."""
        if not self.options.mpy_cross:
            return self.run(self.taipan, test)
        with tempfile.TemporaryDirectory() as scratch:
            module = Path(scratch) / (Path(test).stem + ".mpy")
            compiled = peers.run([self.options.mpy_cross.resolve(), "-s", self.tests / test, "-o",
                                  module, self.tests / test])
            return self.run([*self.taipan, module], test) if compiled.code == 0 else compiled

    def outcomes(self):
        with ThreadPoolExecutor(self.options.jobs) as pool:
            yield from pool.map(self.outcome, self.names())

    def save(self):
        self.cache_file.parent.mkdir(parents=True, exist_ok=True)
        written = self.cache_file.with_suffix(f".{os.getpid()}")
        written.write_text(json.dumps(self.cache, indent=0, sort_keys=True))
        written.replace(self.cache_file)


def is_portable(file):
    return not NATIVE_NAME.match(file.name) and not NATIVE_TEXT.search(file.read_bytes())


def first_difference(expected, got):
    """The number of the first line that differs, and both lines."""
    pairs = [data.split(b"\n") for data in (expected, got)]
    length = max(map(len, pairs))
    for lines in pairs:
        lines += [b"(no more)"] * (length - len(lines))
    for number, (want, have) in enumerate(zip(*pairs), 1):
        if want != have:
            return number, text_of(want), text_of(have)
    return 0, "", ""


def shown(text):
    """A line for the terminal: short, and without what does not print."""
    text = text if len(text) <= 160 else text[:157] + "..."
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def summary(outcomes):
    """The table as dictionaries, a row a directory and one for all."""
    rows = []
    directories = list(dict.fromkeys(outcome.directory for outcome in outcomes))
    for name in [*directories, "all"]:
        mine = [outcome.result for outcome in outcomes if name in (outcome.directory, "all")]
        row = {"directory": name, "counted": len(mine) - mine.count("uncounted")}
        row.update({result: mine.count(result) for result in ("pass", "fail", "crash", "timeout")})
        row["percent"] = 100 * row["pass"] / row["counted"] if row["counted"] else 100.0
        row["uncounted"] = mine.count("uncounted")
        rows.append(row)
    return rows


def report(outcomes, rows, options):
    print(f"{'directory':14}{'counted':>9}{'pass':>7}{'fail':>7}{'crash':>7}{'timeout':>9}{'%':>8}")
    for row in rows:
        print(f"{row['directory']:14}{row['counted']:9}{row['pass']:7}{row['fail']:7}"
              f"{row['crash']:7}{row['timeout']:9}{row['percent']:8.1f}")
    for outcome in outcomes:
        if outcome.result in ("fail", "crash", "timeout"):
            print(f"{outcome.result:8}{outcome.test}:{outcome.line}\n"
                  f"        expected {shown(outcome.expected)}\n        got      {shown(outcome.got)}")
        elif outcome.result == "uncounted" and options.uncounted:
            print(f"{'-':8}{outcome.test}: {outcome.reason}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help=f"default: {' '.join(DIRECTORIES)}")
    parser.add_argument("--reference", type=Path, required=True, help="checkout with tests/")
    parser.add_argument("--stock", required=True, help="the stock unix standard program")
    parser.add_argument("--taipan", default="build/release/taipan", help="ours, or any command")
    parser.add_argument("--taipan-option", action="append", default=[], metavar="WORD",
                        help="goes before the test's name; may be repeated")
    parser.add_argument("--mpy-cross", type=Path, help="compile with it and run the .mpy")
    parser.add_argument("--unittest", type=Path, help="folder with the module unittest")
    parser.add_argument("--cache", type=Path, default=Path("build/conformance"))
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--timeout", type=float, default=10, help="seconds a test")
    parser.add_argument("--memory", type=int, default=2048, help="MB a test; 0 for no limit")
    parser.add_argument("--uncounted", action="store_true", help="list the tests that do not count")
    parser.add_argument("--require", type=float, metavar="PERCENT",
                        help="fail below it, and on any crash or timeout")
    parser.add_argument("--json", type=Path, help="file for all outcomes")
    return parser.parse_args()


def main():
    options = arguments()
    suite = Suite(options)
    try:
        outcomes = list(suite.outcomes())
    finally:
        suite.save()
    rows = summary(outcomes)
    report(outcomes, rows, options)
    if options.json:
        options.json.write_text(json.dumps(
            {"table": rows, "tests": [dataclasses.asdict(one) for one in outcomes]}, indent=1))
    total = rows[-1]
    if options.require is not None and (
            total["percent"] < options.require or total["crash"] or total["timeout"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
