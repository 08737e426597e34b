"""Mutations: one-line faults, put into a copy of the sources one at a time, and the tests that see them.

    ./dev mutate [REGEX] [--list] [--jobs N] [--only-named]

The rows are in mutations.toml, whose top explains them. Each fault is put into a copy of the sources
below build/mutate, which is built by itself: the tree stays as it is, whatever happens. A mutation is
killed by a test that fails, that crashes or that does not end. Named tests run first; if all of them
pass, so do all unit tests and then all end-to-end tests, until one fails. Exit code 1 when there are
survivors, 2 when a row does not fit the sources or a test fails without any mutation.
"""

import argparse
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests/mutations.toml"
WORK = ROOT / "build/mutate"
PROGRAMS = ["taipan", "mpy-cross", "embed", "embed-compiler", "taipan_share"]
MAKER = "taipan-native"  # of machine code; it is there with LLVM
UNIT_TESTS = {"unit": "unit_tests", "native": "native_tests"}
ALL_TESTS = ["unit", "pytest"]
# Quick to build: no sanitizers, nothing for debuggers; with assertions and the tests' hooks.
FLAGS = ["-DCMAKE_BUILD_TYPE=", "-DCMAKE_CXX_FLAGS=-O1 -DTAIPAN_TEST_HOOKS=1", "-DTAIPAN_WERROR=OFF"]
PATIENCE = 30  # times as long as without the mutation, and a minute: then a test does not end
FIELDS = {"name", "file", "text", "to", "tests"}


@dataclass(frozen=True)
class Mutation:
    """A row of the list."""

    name: str
    file: str
    text: str
    to: str
    tests: tuple

    def applied(self, source):
        """The source with the fault in it. Fails unless the text occurs exactly once."""
        count = source.count(self.text)
        if count != 1:
            raise ValueError(f"{self.name}: {self.file}: the text occurs {count} times: {self.text!r}")
        return source.replace(self.text, self.to)

    def line(self, source):
        return source.count("\n", 0, source.index(self.text)) + 1


def load(path=LIST):
    rows = tomllib.loads(path.read_text())["mutation"]
    found = []
    for row in rows:
        if set(row) != FIELDS or row["text"] == row["to"] or not row["tests"]:
            raise ValueError(f"{path.name}: a row is not whole: {row}")
        found.append(Mutation(row["name"], row["file"], row["text"], row["to"], tuple(row["tests"])))
    names = [each.name for each in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"{path.name}: names that are there twice: {sorted(twice)}")
    return found


def needs_maker(tests):
    """Whether tests that a row names are of machine code."""
    return any(word in words for words in tests for word in ("native", "viper"))


def what_does_not_apply(mutations, root=ROOT):
    """What is wrong with rows, a line each."""
    wrong = []
    for each in mutations:
        try:
            each.applied((root / each.file).read_text())
        except (OSError, ValueError) as error:
            wrong.append(str(error))
    return wrong


# --- the copy ------------------------------------------------------------------------------------


def own_files():
    """Paths of the files of the tree that are not ignored."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT,
                            capture_output=True, check=True).stdout
    return [name for name in os.fsdecode(listed).split("\0") if name and (ROOT / name).exists()]


def make_copy(source):
    """Makes `source` a copy of the tree. Files that are the same keep their times, for the build."""
    wanted = own_files()
    for name in wanted:
        old, new = source / name, ROOT / name
        if old.exists() and old.read_bytes() == new.read_bytes():
            continue
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(new, old)
        shutil.copymode(new, old)
    keep = set(wanted)
    for path in list(source.rglob("*")):
        name = str(path.relative_to(source))
        if name.startswith("build/") or "node_modules" in name or "__pycache__" in name:
            continue
        if path.is_file() and name not in keep:
            path.unlink()
    modules = source / "tests/run/node_modules"
    if not modules.is_symlink() and (ROOT / "tests/run/node_modules").is_dir():
        modules.symlink_to(ROOT / "tests/run/node_modules")


# --- processes -----------------------------------------------------------------------------------


def run(command, cwd, seconds=None, **environment):
    """(exit code or "time", output). Nothing that was started is left behind."""
    with subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, start_new_session=True,
                          env={**os.environ, **environment}) as child:
        try:
            output, _ = child.communicate(timeout=seconds)
            return child.returncode, output.decode(errors="replace")
        except subprocess.TimeoutExpired:
            return "time", ""
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)


class Workshop:
    """The copy of the sources and its build."""

    def __init__(self, jobs):
        self.source = WORK
        self.build_folder = WORK / "build/quick"
        self.jobs = jobs
        self.has_maker = False
        self.usual = {}  # seconds that a test takes, by its words

    def prepare(self):
        self.source.mkdir(parents=True, exist_ok=True)
        make_copy(self.source)
        command = ["cmake", "-S", str(self.source), "-B", str(self.build_folder), "-G", "Ninja", *FLAGS]
        if shutil.which("ccache"):
            command.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
        if shutil.which("mold"):
            command.append("-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=mold")
        code, output = run(command, self.source)
        if code != 0:
            sys.exit(f"mutate: cannot configure:\n{output}")
        self.has_maker = MAKER in (self.build_folder / "build.ninja").read_text()

    def targets(self, tests):
        """What the tests run."""
        kinds = {words.split()[0] for words in tests}
        return ([UNIT_TESTS[kind] for kind in UNIT_TESTS if kind in kinds]
                + (PROGRAMS if "pytest" in kinds else [])
                + ([MAKER] if self.has_maker and "pytest" in kinds else []))

    def build(self, tests):
        return run(["cmake", "--build", str(self.build_folder), "-j", str(self.jobs), "--target",
                    *self.targets(tests)], self.source)

    def test(self, words, seconds=None):
        kind, *rest = shlex.split(words)
        if kind in UNIT_TESTS:
            return run([str(self.build_folder / UNIT_TESTS[kind]), "--warn", "NoTests", "--abort",
                        ",".join(rest)], self.build_folder, seconds)
        files = [word if word.startswith("-") or not word.endswith(".py") else f"tests/{word}"
                 for word in rest] or ["tests"]
        return run([sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *files],
                   self.source, seconds, TAIPAN_BUILD=str(self.build_folder),
                   TAIPAN_MPY_CROSS=str(self.build_folder / "mpy-cross"))

    def learn(self, tests):
        """Runs tests without a mutation. They have to pass, and tell how long they take."""
        code, output = self.build(tests)
        if code != 0:
            sys.exit(f"mutate: the sources do not build:\n{output[-4000:]}")
        for words in tests:
            if words in self.usual:
                continue
            start = time.monotonic()
            code, output = self.test(words)
            self.usual[words] = time.monotonic() - start
            if code != 0:
                sys.exit(f"mutate: not a mutation, but {words} fails:\n{output[-4000:]}")

    def killer(self, mutation, tests):
        """The test that fails with the mutation in the copy, and how; None when none does."""
        path = self.source / mutation.file
        good = path.read_text()
        path.write_text(mutation.applied(good))
        try:
            code, output = self.build(tests)
            if code != 0:
                sys.exit(f"mutate: {mutation.name} does not build:\n{output[-4000:]}")
            for words in tests:
                code, _ = self.test(words, 60 + PATIENCE * self.usual[words])
                if code != 0:
                    return words, "does not end" if code == "time" else f"exit code {code}"
        finally:
            path.write_text(good)
        return None


# --- the command ---------------------------------------------------------------------------------


def chosen(mutations, regex):
    return [each for each in mutations
            if not regex or re.search(regex, f"{each.name} {each.file}")]


def arguments():
    parser = argparse.ArgumentParser(prog="./dev mutate", description=__doc__.splitlines()[0])
    parser.add_argument("regex", nargs="?", default="", help="only rows whose name or file it finds")
    parser.add_argument("--list", action="store_true", help="print the rows and stop")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes of the build")
    parser.add_argument("--only-named", action="store_true",
                        help="run the tests of the row and no others")
    return parser.parse_args()


def main():
    options = arguments()
    mutations = load()
    wrong = what_does_not_apply(mutations)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 2
    rows = chosen(mutations, options.regex)
    if options.list:
        for each in rows:
            print(f"{each.name:56}{each.file}:{each.line((ROOT / each.file).read_text())}")
        return 0
    shop = Workshop(options.jobs)
    shop.prepare()
    if not shop.has_maker:
        left_out = [each for each in rows if needs_maker(each.tests)]
        rows = [each for each in rows if each not in left_out]
        print(f"without LLVM: {len(left_out)} mutations of machine code are left out", flush=True)
    start = time.monotonic()
    shop.learn(list(dict.fromkeys(words for each in rows for words in each.tests)))
    print(f"{len(rows)} mutations; everything is green without them "
          f"({time.monotonic() - start:.0f} s)", flush=True)
    survivors = []
    for number, each in enumerate(rows, 1):
        found = shop.killer(each, list(each.tests))
        if found is None and not options.only_named:
            shop.learn(ALL_TESTS)
            found = shop.killer(each, ALL_TESTS)
        if found is None:
            survivors.append(each)
        outcome = "SURVIVES" if found is None else f"{found[0]}: {found[1]}"
        print(f"{number:3} {time.monotonic() - start:5.0f} s  {each.name:56}{outcome}", flush=True)
    for each in survivors:
        print(f"survivor: {each.name}: {each.file}: {each.text!r} -> {each.to!r}")
    print(f"{len(rows) - len(survivors)} of {len(rows)} mutations killed")
    return 1 if survivors else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
