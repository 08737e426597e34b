"""What compiling costs: start-up, a usual module, large modules, a whole tree.

    compile.py BUILD [--stock MPY_CROSS] [--stock2 MPY_CROSS] [--corpus DIR] [--json FILE]

Compares the programs in BUILD with other mpy-cross binaries. Runs alternate between them; figures
are medians, so that a busy machine harms all alike. Never fails on a slow figure. A process shows
no less peak memory than this one has.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import inputs

# A measurement of slow programs ends early.
ENOUGH_SECONDS = 15
QUIET = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
         (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]


class Cost:
    """What one process took: seconds, seconds, bytes."""

    def __init__(self, wall, usage):
        self.wall = wall
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * 1024


def spend(command):
    """Runs a command that must succeed."""
    command = [str(word) for word in command]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=QUIET)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return Cost(wall, usage)


def median(costs):
    """The medians of many runs."""
    result = costs[0]
    for figure in ("wall", "cpu", "memory"):
        setattr(result, figure, statistics.median(getattr(cost, figure) for cost in costs))
    return result


def alternate(measures, runs):
    """Calls each of the functions `runs` times in turn; name to median cost."""
    costs = {name: [] for name in measures}
    spent = dict.fromkeys(measures, 0)
    for _ in range(runs):
        for name, measure in measures.items():
            if spent[name] < ENOUGH_SECONDS:
                cost = measure()
                costs[name].append(cost)
                spent[name] += cost.wall
    return {name: median(found) for name, found in costs.items()}


def instructions(command):
    """User instructions of a run, counted by valgrind; None without it."""
    if not shutil.which("valgrind"):
        return None
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = subprocess.run([*tool, *map(str, command)], capture_output=True, text=True, check=False)
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    return int(found[1].replace(",", "")) if found else None


class Table:
    """The figures: a row has one of each compiler, and how many times better ours is."""

    def __init__(self, names):
        self.names = names
        self.rows = []
        others = "".join(f"{name:>14}{'ratio':>9}" for name in names[1:])
        print(f"{'':46}{names[0]:>14}{others}")

    def add(self, what, unit, figures, more=False):
        """Adds and prints a row; `more` tells that larger is better."""
        ours = figures.get(self.names[0])
        if ours is None:
            return
        ratios = {}
        line = f"{f'{what}, {unit}':46}{ours:14,.2f}"
        for name in self.names[1:]:
            other = figures.get(name)
            if other is None:
                line += f"{'-':>14}{'-':>9}"
                continue
            ratios[name] = ours / other if more else other / ours
            line += f"{other:14,.2f}{ratios[name]:8.1f}x"
        print(line, flush=True)
        self.rows.append({"what": what, "unit": unit, "more_is_better": more, "figures": figures,
                          "ratios": ratios})

    def note(self, what, unit, figure):
        """Adds a row that only ours has."""
        self.add(what, unit, {self.names[0]: figure})


class Bench:
    """One run of all measurements."""

    def __init__(self, options, folder):
        self.build = options.build.resolve()
        self.folder = folder
        self.out = folder / "out.mpy"
        self.runs = options.runs
        self.compilers = {"ours": [self.build / "mpy-cross"]}
        for name in ("stock", "stock2"):
            if path := getattr(options, name):
                # Large modules need more than the default memory of stock.
                self.compilers[name] = [Path(path).resolve()]
        self.table = Table(list(self.compilers))
        self.paths = write_inputs(folder, options.corpus, self.compilers.values())
        self.lines = {name: count_lines(path) for name, path in self.paths.items()}
        self.costs = {}

    def command(self, name, source, large=False, out=None):
        heap = ["-X", "heapsize=512m"] if large and name != "ours" else []
        return [*self.compilers[name], *heap, "-o", out or self.out, source]

    def new_folder(self):
        """An empty one, as a first build meets it: a file that is there already costs less or more."""
        folder = self.folder / "new"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def measure(self, source, runs):
        """Costs of compiling one of the modules by each compiler."""
        large = source in ("1m", "5m")
        path = self.paths[source]
        # Stock's time grows with the square of the number of names: 5 MB would take it minutes.
        names = ["ours"] if source == "5m" else self.compilers
        self.costs[source] = alternate(
            {name: lambda name=name: spend(self.command(name, path, large)) for name in names}, runs)
        return self.costs[source]

    def milliseconds(self, what, costs):
        for figure in ("wall", "cpu"):
            self.table.add(what, f"ms {figure}",
                           {name: getattr(cost, figure) * 1e3 for name, cost in costs.items()})

    def small(self, source, what, runs):
        """A process with a small input."""
        self.milliseconds(what, self.measure(source, runs))
        counts = {name: instructions(self.command(name, self.paths[source]))
                  for name in self.compilers}
        if None not in counts.values():
            self.table.add(what, "million instructions",
                           {name: count / 1e6 for name, count in counts.items()})

    def large(self, source, what, runs):
        """A process with a large input."""
        costs = self.measure(source, runs)
        for figure in ("cpu", "wall"):
            self.table.add(what, f"thousand lines/s {figure}",
                           {name: self.lines[source] / getattr(cost, figure) / 1e3
                            for name, cost in costs.items()}, more=True)
        size = self.paths[source].stat().st_size
        self.table.add(what, "peak memory / source size",
                       {name: cost.memory / size for name, cost in costs.items()})

    def growth(self):
        """Time a line, start-up taken off: of the 1 MB in small modules, of it in one, and of 5."""
        startup = {name: cost.cpu for name, cost in self.costs["empty"].items()}
        pieces = [name for name in self.paths if name.startswith("piece")]
        costs = [self.measure(piece, 5) for piece in pieces]
        self.table.add(f"{self.lines['1m']:,} lines in {len(pieces)} modules, less start-up",
                       "us cpu/line",
                       {name: (sum(cost[name].cpu for cost in costs) - len(pieces) * startup[name])
                              / self.lines["1m"] * 1e6 for name in self.compilers})
        for source in ("1m", "5m"):
            self.table.add(f"{self.lines[source]:,} lines, less start-up", "us cpu/line",
                           {name: (cost.cpu - startup[name]) / self.lines[source] * 1e6
                            for name, cost in self.costs[source].items()})

    def in_process(self):
        """The library in a loop, when its bench has been built."""
        program = self.build / "tests/bench/bench_throughput"
        if not program.exists():
            program = self.build / "bench_throughput"
        if not program.exists():
            print("(no bench_throughput in the build: its rows are left out)")
            return
        for source in ("lines", "100k", "1m", "5m"):
            out = subprocess.run([program, self.paths[source]], check=True, capture_output=True)
            found = json.loads(out.stdout)
            self.table.note(f"library, {found['lines']:,} lines", "us cpu/line",
                            found["cpu"] / found["lines"] * 1e6)

    def tree(self, corpus):
        """A tree in one process against a process a file."""
        tree = self.folder / "tree"
        files = self.copy_tree(corpus, tree)
        what = f"tree of {len(files)} files"
        print(f"({what}: {sum(f.stat().st_size for f in files):,} bytes)")
        whole = lambda *more: spend([self.build / "taipan", "compile", tree, "--no-strict", *more,
                                     "--out-dir", self.new_folder() / "out"])
        costs = alternate({"whole": lambda: whole("-j1"), "threads": whole,
                           **{name: lambda name=name: self.each(name, files)
                              for name in self.compilers}}, min(self.runs, 7))
        threads, whole = costs.pop("threads"), costs.pop("whole")
        self.milliseconds(f"{what}, a process each", costs)
        self.milliseconds(f"{what}, taipan -j1", {**costs, "ours": whole})
        self.table.add(f"{what}, taipan, all processors", "ms wall",
                       {"ours": threads.wall * 1e3})

    def each(self, name, files):
        """A process a file, as build systems do."""
        folder = self.new_folder()
        costs = [spend(self.command(name, file, out=folder / f"{number}.mpy"))
                 for number, file in enumerate(files)]
        for figure in ("wall", "cpu"):
            setattr(costs[0], figure, sum(getattr(cost, figure) for cost in costs))
        return costs[0]

    def copy_tree(self, corpus, tree):
        """Copies the sources of `corpus` that all compilers take; without it, our own."""
        accepts = inputs.accepted_by(*self.compilers.values())
        roots = [corpus] if corpus else [inputs.ROOT / "tests/run", inputs.ROOT / "examples"]
        files = []
        for root in roots:
            for path in sorted(root.rglob("*.py")):
                target = tree / root.name / path.relative_to(root)
                if path.is_file() and accepts(path):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
                    files.append(target)
        return files


def count_lines(path):
    with path.open("rb") as file:
        return sum(1 for _ in file)


def write_inputs(folder, corpus, compilers):
    """Names and paths of the modules. Another process writes them: one's peak memory is the least
    that those which it starts can show.
    """
    done = subprocess.run([sys.executable, Path(inputs.__file__), folder, corpus or "",
                           *(compiler[0] for compiler in compilers)],
                          check=True, capture_output=True, text=True)
    return {name: Path(path) for name, path in json.loads(done.stdout).items()}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="folder with mpy-cross and taipan")
    parser.add_argument("--stock", default=os.environ.get("TAIPAN_STOCK_MPY_CROSS"),
                        help="another mpy-cross (default: $TAIPAN_STOCK_MPY_CROSS)")
    parser.add_argument("--stock2", help="one more, such as one with two-byte string hashes")
    parser.add_argument("--corpus", type=Path, help="tree of sources to compile (default: our own)")
    parser.add_argument("--runs", type=int, default=21, help="runs of a small module (default 21)")
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options, Path(scratch))
        bench.small("empty", "start-up", options.runs * 5)
        bench.small("lines", f"{bench.lines['lines']:,} lines", options.runs)
        bench.large("1m", "1 MB", min(options.runs, 9))
        bench.large("5m", "5 MB", min(options.runs, 5))
        bench.growth()
        bench.in_process()
        bench.tree(options.corpus)
        if options.json:
            options.json.write_text(json.dumps(bench.table.rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
