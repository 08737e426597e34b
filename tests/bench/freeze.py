"""What freezing costs, beside the stock tools: nothing compiled yet, one file changed, nothing changed.

    freeze.py BUILD --reference DIR --lib DIR [--mpy-cross FILE] [--files N] [--runs N] [--json FILE]

The manifest requires packages of the checkout --lib of micropython-lib, until they have at least
--files files. Stock's makemanifest.py and mpy-tool.py are those of the tree --reference; its
compiler is --mpy-cross, or the one built in that tree. Both sides get the same command line. Runs
alternate and figures are medians of wall time, so that a busy machine harms both alike.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIBRARIES = ("micropython", "python-stdlib", "python-ecosys")
ENOUGH_SECONDS = 40  # a measurement of slow programs ends early
SETTLE_SECONDS = 0.1  # files younger than a tick of the clock are read again

# What a firmware has of its own; enough for the strings to be looked for in it.
QSTRS = """QCFG(BYTES_IN_LEN, (1))
QCFG(BYTES_IN_HASH, (2))
Q()
Q(__init__)
Q(print)
Q(append)
"""


def spend(command, environment, log):
    """Wall time of a command that must succeed, in milliseconds. What it prints goes to the file
    `log`: reading pipes is Python's time, not the program's."""
    with open(log, "w+", encoding="utf-8") as output:
        files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                 *((os.POSIX_SPAWN_DUP2, output.fileno(), number) for number in (1, 2))]
        start = time.perf_counter()
        _, status = os.waitpid(os.posix_spawn(command[0], command, environment,
                                              file_actions=files), 0)
        wall = time.perf_counter() - start
        if status != 0:
            sys.exit(f"failed: {' '.join(command)}\n{output.read()}")
    return wall * 1e3


class Side:
    """One of the two programs, with a build directory of its own."""

    def __init__(self, name, program, options, folder, mpy_cross=None):
        self.name = name
        self.build = folder / name
        self.log = folder / f"{name}.log"
        self.environment = {k: v for k, v in os.environ.items() if k != "MICROPY_MPYCROSS"}
        if mpy_cross:
            self.environment["MICROPY_MPYCROSS"] = str(mpy_cross)
        variables = {"MPY_DIR": options.reference, "PORT_DIR": options.reference / "ports/unix",
                     "MPY_LIB_DIR": folder / "lib"}
        self.command = [*map(str, program), "-o", str(self.build / "frozen_content.c"),
                        "-b", str(self.build)]
        for variable, value in variables.items():
            self.command += ["-v", f"{variable}={value}"]
        self.command.append(str(folder / "manifest.py"))

    def clear(self):
        shutil.rmtree(self.build, ignore_errors=True)
        header = self.build / "genhdr/qstrdefs.preprocessed.h"
        header.parent.mkdir(parents=True)
        header.write_text(QSTRS)
        time.sleep(SETTLE_SECONDS)

    def run(self):
        return spend(self.command, self.environment, self.log)


def choose_packages(lib, wanted, program, folder):
    """A manifest of packages with at least `wanted` files, and the files."""
    names = sorted({path.parent.name for library in LIBRARIES
                    for path in (lib / library).rglob("manifest.py")})
    manifest = folder / "manifest.py"
    for count in range(len(names) // 2, len(names) + 1, 4):
        manifest.write_text("".join(f'require("{name}")\n' for name in names[:count]))
        listing = subprocess.run([program, "freeze", manifest, "--lib", lib, "--list-files",
                                  "--no-strict"], check=True, capture_output=True, text=True)
        files = [line.split("\t")[1] for line in listing.stdout.splitlines()]
        if len(files) >= wanted:
            break
    return files


def measure(sides, runs, prepare):
    """{name: median} of runs that take turns; `prepare` readies one."""
    times = {side.name: [] for side in sides}
    for number in range(runs):
        for side in sides:
            if sum(times[side.name]) < ENOUGH_SECONDS * 1e3:
                prepare(side, number)
                times[side.name].append(side.run())
    return {name: statistics.median(found) for name, found in times.items()}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="folder with taipan")
    parser.add_argument("--reference", type=Path, required=True, help="tree of MicroPython")
    parser.add_argument("--lib", type=Path, required=True, help="checkout of micropython-lib")
    parser.add_argument("--mpy-cross", type=Path,
                        help="stock compiler (default: the one in the tree)")
    parser.add_argument("--files", type=int, default=130, help="at least so many (default 130)")
    parser.add_argument("--runs", type=int, default=11, help="of each (default 11)")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    for name in ("build", "reference", "lib", "mpy_cross"):
        if getattr(options, name):
            setattr(options, name, getattr(options, name).resolve())
    options.mpy_cross = options.mpy_cross or options.reference / "mpy-cross/build/mpy-cross"
    return options


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        shutil.copytree(options.lib, folder / "lib",
                        ignore=shutil.ignore_patterns(".git"), symlinks=True)
        taipan = options.build / "taipan"
        files = choose_packages(folder / "lib", options.files, taipan, folder)
        changing = Path(max(files, key=os.path.getsize))
        text = changing.read_text()
        sides = [Side("ours", [taipan, "makemanifest"], options, folder),
                 Side("stock", [sys.executable, options.reference / "tools/makemanifest.py"],
                      options, folder, options.mpy_cross)]
        size = sum(map(os.path.getsize, files))
        print(f"{len(files)} files, {size:,} bytes; the one that changes has {len(text):,}")

        def change(side, number):
            changing.write_text(f"{text}\nbench = {number}, '{side.name}'\n")
            time.sleep(SETTLE_SECONDS)

        rows = {"nothing compiled yet": lambda side, number: side.clear(),
                "one file changed": change,
                "nothing changed": lambda side, number: time.sleep(SETTLE_SECONDS)}
        figures = {}
        print(f"{'ms':24}{'ours':>10}{'stock':>10}{'ratio':>9}")
        for what, prepare in rows.items():
            for side in sides:  # whatever the last measurement left behind
                if side.build.exists():
                    side.run()
            found = measure(sides, options.runs, prepare)
            ratio = found["stock"] / found["ours"]
            figures[what] = {**found, "ratio": ratio}
            print(f"{what:24}{found['ours']:10.2f}{found['stock']:10.1f}{ratio:8.0f}x", flush=True)
        if options.json:
            options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
