"""Does the linter find what stops desktop modules at import? For each module of a CPython library, the first
failure that a stock unix build shows is compared with the findings.

    python3 tests/lint_desktop.py --stock MICROPYTHON [--library /usr/lib/python3.11] [--count 40] [--step 4]
    python3 tests/lint_desktop.py --stock MICROPYTHON --programs

The second form runs the programs of tests/lint/programs.txt that stock is said to fail on, and names those that
it does not fail on.
"""

import argparse
import glob
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from lint_programs import findings, read_programs

# Frozen in the firmware that is linted for; the stock build here may have none.
FROZEN = ("argparse", "asyncio", "mip", "requests", "ssl")


def first_failure(stock, source, folder):
    """(line, text) of the failure in the file itself when it is imported; None when there is none."""
    shutil.copy(source, folder)
    name = pathlib.Path(source).stem
    run = subprocess.run([stock, "-c", f"import {name}"], cwd=folder, capture_output=True, text=True,
                         timeout=20, env={**os.environ, "MICROPYPATH": "."})
    (folder / f"{name}.py").unlink()
    places = re.findall(rf'File "\.?/?{name}\.py", line (\d+)', run.stdout + run.stderr)
    error = (run.stdout + run.stderr).strip().splitlines()[-1:] or [""]
    if run.returncode == 0 or not places or any(f"'{frozen}'" in error[0] for frozen in FROZEN):
        return None
    return int(places[-1]), error[0]


def modules(library):
    names = sorted(glob.glob(f"{library}/*.py")) + sorted(glob.glob(f"{library}/*/*.py"))
    return [n for n in names if not os.path.basename(n).startswith("__")]


def measure(stock, sources, count):
    """(found, missed): lists of (file, line, error, lines of findings)."""
    found, missed = [], []
    with tempfile.TemporaryDirectory() as folder:
        for source in sources:
            if len(found) + len(missed) >= count:
                break
            try:
                failure = first_failure(stock, source, pathlib.Path(folder))
            except subprocess.TimeoutExpired:
                continue
            if not failure:
                continue
            with tempfile.TemporaryDirectory() as alone:
                copy = pathlib.Path(alone) / os.path.basename(source)
                shutil.copy(source, copy)
                lines = {f["line"] for f in findings(["-q", "--target", "unix", str(copy)])}
            row = (source, failure[0], failure[1], sorted(lines)[:8])
            (found if failure[0] in lines else missed).append(row)
    return found, missed


def programs_that_run(stock):
    """(names of programs that are said to fail and do not, how many were run)."""
    rows = [p for p in read_programs("programs.txt") if p.runs]
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "program.py"
        wrong = []
        for row in rows:
            file.write_text(row.text)
            done = subprocess.run([stock, file], cwd=folder, capture_output=True, timeout=20)
            wrong += [row.name] if done.returncode == 0 else []
    return wrong, len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stock", required=True)
    parser.add_argument("--library", default=max(glob.glob("/usr/lib/python3.*"), default=""))
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--step", type=int, default=4, help="take every Nth module")
    parser.add_argument("--programs", action="store_true")
    options = parser.parse_args()
    if options.programs:
        wrong, count = programs_that_run(options.stock)
        print(f"{count - len(wrong)} of {count} programs fail on stock", *wrong)
        return
    found, missed = measure(options.stock, modules(options.library)[::options.step], options.count)
    for row in missed:
        print("missed", *row)
    print(f"{len(found)} of {len(found) + len(missed)} first failures are found at their line")


if __name__ == "__main__":
    main()
