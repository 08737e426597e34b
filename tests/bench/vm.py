"""What running costs: our programs, and with --reference those of the reference project.

    vm.py [--stock MICROPYTHON] [--taipan TAIPAN] [--reference DIR] [--filter REGEX] [options]

The figure of a program is the processor time of its process less that of an empty program. Each is
repeated until it takes about --target seconds on stock. Runs of the two alternate, and medians are
taken, so that a busy machine harms both. A program counts when both print the same.
"""

import argparse
import dataclasses
import json
import math
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import peers

OWN = Path(__file__).resolve().parent / "vm"
ROUNDS = re.compile(r"^ROUNDS = (\d+)$", re.MULTILINE)

# Parameters of the reference project's programs for a hosted machine: N is about speed, M about
# memory. With fewer instructions to count, those of a small board.
PARAMETERS = (1000, 1000)
SMALL_PARAMETERS = (100, 100)
# Not measured: machine code, and what only happens once in a process.
NO_REFERENCE = re.compile(r"^(viper_|benchrun|core_import_mpy_single)")
# Runs the benchmark that such a program sets up, with the largest parameters that N and M allow.
RUNNER = """
def measure(n, m, rounds):
    chosen = max(key for key in bm_params if 10 * key[0] <= 12 * n and key[1] <= m)
    run, result = bm_setup(bm_params[chosen])
    for _ in range(rounds):
        run()
    print(result())


measure({}, {}, {})
"""
TIMEOUT = 120


@dataclasses.dataclass
class Program:
    """A program that can be written with any number of repetitions."""

    name: str
    text: str
    rounds: int

    def write(self, folder, rounds):
        raise NotImplementedError


class Own(Program):
    """One of ours: it names its rounds."""

    def write(self, folder, rounds):
        path = folder / f"{self.name}.py"
        path.write_text(ROUNDS.sub(f"ROUNDS = {rounds}", self.text))
        return path


class Reference(Program):
    """One of the reference project: it offers functions that set it up and run it."""

    parameters = PARAMETERS

    def write(self, folder, rounds):
        path = folder / f"{self.name}.py"
        path.write_text(self.text + RUNNER.format(*self.parameters, rounds))
        return path


def programs(options):
    found = [Own(path.stem, path.read_text(), int(ROUNDS.search(path.read_text())[1]))
             for path in sorted(OWN.glob("*.py"))]
    if options.reference:
        folder = options.reference / "tests/perf_bench"
        found += [Reference(path.stem, path.read_text(), 1)
                  for path in sorted(folder.glob("*.py")) if not NO_REFERENCE.match(path.name)]
    return [program for program in found if re.search(options.filter, program.name)]


class Failed(Exception):
    """A program did not run to its end."""


def run(command, path, prefix=()):
    done = peers.run([*prefix, *command, path], cwd=path.parent, timeout=TIMEOUT)
    if done.timed_out:
        raise Failed(f"does not end in {TIMEOUT} s")
    if done.code != 0 or b"SKIP" in done.output:
        last = done.output.decode(errors="replace").strip().splitlines()[-1:]
        raise Failed(f"exit code {done.code}: {''.join(last)[:90]}")
    return done


def seconds(command, path):
    done = run(command, path)
    return done.cpu, done.output


def instructions(command, path):
    """Instructions counted by valgrind, which no load of the machine changes."""
    log = path.with_suffix(".log")
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]
    done = run(command, path, tool)
    count = re.search(r"Collected\s*:\s*(\d+)", log.read_text())
    return int(count[1]), done.output


class Bench:
    """The two programs that run the others, and how they are measured."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.peers = {"stock": peers.command_of(options.stock),
                      "ours": peers.command_of(options.taipan)}
        self.measure = instructions if options.instructions else seconds
        empty = folder / "empty.py"
        empty.write_text("")
        runs = 1 if options.instructions else 4 * options.runs
        figures, _ = self.alternate(empty, runs)
        self.empty = {name: statistics.median(values) for name, values in figures.items()}

    def alternate(self, path, runs):
        """Figures of `runs` runs of each, and what each printed."""
        figures, outputs = {name: [] for name in self.peers}, {}
        order = list(self.peers.items())
        for _ in range(runs):
            order.reverse()
            for name, command in order:
                try:
                    figure, outputs[name] = self.measure(command, path)
                except Failed as error:
                    raise Failed(f"{name}: {error}") from error
                figures[name].append(figure)
        return figures, outputs

    def rounds(self, program):
        """Repetitions that take the time aimed at on stock; few when instructions are counted."""
        if self.options.instructions:
            return max(1, program.rounds // 8)
        figure, _ = seconds(self.peers["stock"], program.write(self.folder, program.rounds))
        spent = max(figure - self.empty["stock"], 1e-3)
        return max(1, round(program.rounds * self.options.target / spent))

    def row(self, program):
        """Measures a program; a dictionary for the table."""
        try:
            path = program.write(self.folder, self.rounds(program))
            runs = 1 if self.options.instructions else self.options.runs
            figures, outputs = self.alternate(path, runs)
        except Failed as error:
            return {"program": program.name, "failed": str(error)}
        if outputs["stock"] != outputs["ours"]:
            return {"program": program.name, "failed": "the two print different results"}
        stock, ours = (max(statistics.median(figures[name]) - self.empty[name], 1e-6)
                       for name in self.peers)
        return {"program": program.name, "stock": stock, "ours": ours, "ratio": stock / ours}


def show(row, scale):
    if "failed" in row:
        print(f"{row['program']:26}  {row['failed']}", flush=True)
    else:
        print(f"{row['program']:26}{row['stock'] * scale:12.1f}{row['ours'] * scale:12.1f}"
              f"{row['ratio']:9.2f}", flush=True)


def summary(rows):
    """Geometric mean and lowest ratio of the programs that both ran."""
    counted = [row for row in rows if "ratio" in row]
    if not counted:
        return {"programs": 0, "failed": len(rows)}
    lowest = min(counted, key=lambda row: row["ratio"])
    mean = math.exp(statistics.fmean(math.log(row["ratio"]) for row in counted))
    return {"programs": len(counted), "failed": len(rows) - len(counted), "mean": mean,
            "lowest": lowest["ratio"], "lowest_program": lowest["program"]}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stock", default=os.environ.get("TAIPAN_STOCK_MICROPYTHON"),
                        help="the stock program (default: $TAIPAN_STOCK_MICROPYTHON)")
    parser.add_argument("--taipan", default="build/release/taipan", help="ours, or any command")
    parser.add_argument("--reference", type=Path,
                        default=os.environ.get("TAIPAN_REFERENCE"),
                        help="checkout with tests/perf_bench (default: $TAIPAN_REFERENCE)")
    parser.add_argument("--filter", default="", metavar="REGEX", help="only matching programs")
    parser.add_argument("--runs", type=int, default=7, help="runs of each (default 7)")
    parser.add_argument("--target", type=float, default=0.4, metavar="SECONDS",
                        help="how long a run of stock is to take (default 0.4)")
    parser.add_argument("--instructions", action="store_true",
                        help="count instructions of short runs instead (millions; needs valgrind)")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    if not options.stock:
        parser.error("which stock program? --stock FILE")
    if options.instructions and not shutil.which("valgrind"):
        parser.error("--instructions needs valgrind")
    return options


def main():
    options = arguments()
    if options.instructions:
        Reference.parameters = SMALL_PARAMETERS
    scale, unit = (1e-6, "Minstr") if options.instructions else (1e3, "ms")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options, Path(scratch))
        print(f"{'program':26}{f'stock {unit}':>12}{f'ours {unit}':>12}{'ratio':>9}")
        start = {"program": "(start-up)", "stock": bench.empty["stock"],
                 "ours": bench.empty["ours"], "ratio": bench.empty["stock"] / bench.empty["ours"]}
        show(start, scale)
        rows = []
        for program in programs(options):
            rows.append(bench.row(program))
            show(rows[-1], scale)
    total = summary(rows)
    if total["programs"]:
        print(f"{'geometric mean':50}{total['mean']:9.2f}")
        print(f"{'lowest: ' + total['lowest_program']:50}{total['lowest']:9.2f}")
    if total["failed"]:
        print(f"{total['failed']} of {len(rows)} programs could not be compared")
    if options.json:
        options.json.write_text(json.dumps({"unit": unit, "start": start, "rows": rows,
                                            "summary": total}, indent=1) + "\n")


if __name__ == "__main__":
    main()
