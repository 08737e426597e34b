"""Runs hostile programs and names the seeds that a runtime does not survive.

hostile_run.py [--binary TAIPAN] [--first N] [--count N] [--jobs N] [--keep FOLDER]

A program may end as it likes, but not by a signal, a report of a sanitizer or never. Exit status 1
when a seed fails.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hostile

ROOT = Path(__file__).resolve().parent.parent.parent
# Small heaps are collected often.
HEAPS = ("256k", "512k", "2M")
SANITIZER = (b"ERROR: AddressSanitizer", b"runtime error:")
SECONDS = 60  # of the processor; a program takes some hundredths of one, with sanitizers a few tenths


def run(binary, seed, seconds=SECONDS):
    """What is wrong with a seed (None: nothing), and whether its program came to its end."""
    command = [binary, "run", "-X", "heapsize=" + HEAPS[seed % len(HEAPS)], "-c",
               hostile.program(seed)]
    # The collector looks for objects on the stack.
    environment = {**os.environ, "ASAN_OPTIONS": "detect_stack_use_after_return=0"}
    try:
        done = subprocess.run(["prlimit", f"--cpu={seconds}", *command], capture_output=True,
                              stdin=subprocess.DEVNULL, env=environment, timeout=20 * seconds)
    except subprocess.TimeoutExpired:
        return "hangs", False
    for line in done.stderr.splitlines():
        if any(mark in line for mark in SANITIZER):
            return line.decode(errors="replace"), False
    if done.returncode not in (0, 1):
        return f"status {done.returncode}", False
    return None, b"\nend " in b"\n" + done.stdout


def run_all(binary, seeds, jobs=1, seconds=SECONDS):
    """The failures as pairs of a seed and what is wrong, and how many programs came to their end."""
    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda seed: (seed, *run(binary, seed, seconds)), seeds))
    failures = [(seed, wrong) for seed, wrong, _ in results if wrong is not None]
    return failures, sum(ended for _, _, ended in results)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--binary", default=str(ROOT / "build/debug/taipan"))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of the processor, for a seed")
    parser.add_argument("--keep", type=Path, help="where the programs of failing seeds go")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.count)
    failures, ended = run_all(options.binary, seeds, options.jobs, options.seconds)
    for seed, wrong in failures:
        print(f"seed {seed}: {wrong}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{seed}.py").write_text(hostile.program(seed))
    print(f"{len(seeds)} seeds, {len(failures)} failures, {ended} programs came to their end")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
