"""What linting costs: lines a second on one core, with all exact rules.

    lint.py BUILD [--corpus DIR] [--target SPEC] [--copies N]

Without a corpus, the programs of tests/ are linted, again and again. The start of the program, measured with an
empty file, is taken off. CPU time counts, so that a busy machine harms little.
"""

import argparse
import os
import pathlib
import resource
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def cpu(command):
    """CPU seconds of a command, the least of three runs."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def sources(corpus):
    folders = [pathlib.Path(corpus)] if corpus else [ROOT / "tests" / name for name in ("run", "runtime", "frozen")]
    return [path for folder in folders for path in sorted(folder.rglob("*.py"))
            if "node_modules" not in path.parts]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--corpus")
    parser.add_argument("--target", default="esp32")
    parser.add_argument("--copies", type=int, default=10)
    options = parser.parse_args()
    taipan = os.path.join(options.build, "taipan")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        lines = 0
        for copy in range(options.copies):
            (folder / "files" / str(copy)).mkdir(parents=True)
            for number, path in enumerate(sources(options.corpus)):
                text = path.read_bytes()
                lines += text.count(b"\n")
                (folder / "files" / str(copy) / f"f{number}.py").write_bytes(text)
        (folder / "empty.py").write_text("")
        base = [taipan, "lint", "-q", "-j1", "--no-cache", "--format", "json", "--target", options.target]
        start, all_files = cpu([*base, str(folder / "empty.py")]), cpu([*base, str(folder / "files")])
        count = sum(1 for _ in (folder / "files").rglob("*.py"))
        print(f"start            {start * 1000:8.1f} ms")
        print(f"{count} files, {lines} lines: {all_files * 1000:.0f} ms, {lines / max(all_files - start, 1e-9):,.0f} lines/s")


if __name__ == "__main__":
    main()
