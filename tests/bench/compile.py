"""What compiling costs: start-up, large files, many files. TAIPAN_STOCK adds the stock mpy-cross.

Processor time, best of several runs, on sources made up here.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 7
FUNCTION = '''\
def update_{n}(self, value, scale={n}, *args, **kwargs):
    """Moves the filter on by one sample."""
    total = {n}.5
    for index, item in enumerate(args):
        if item is None or index % 3 == {m}:
            continue
        total += self.weight_{m}[index] * (item - value) / scale
    try:
        self.state_{m} = {{"total": total, "count": len(args), "name": "sample {n}"}}
    except (ValueError, TypeError) as error:
        print("update_{n} failed:", error)
        raise
    return [x ** 2 for x in range({n}) if x & 0x{n:x}], kwargs.get("key_{m}", -{n})

'''


def source(size):
    """About `size` bytes of Python."""
    parts = []
    total = 0
    while total < size:
        parts.append(FUNCTION.format(n=len(parts), m=len(parts) % 50))
        total += len(parts[-1])
    return "".join(parts)


def cpu_seconds(command):
    """The least processor time that a command took."""
    best = float("inf")
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, used)
    return best


def bench_single(label, compiler, folder):
    for name in ("empty", "100k", "1M"):  # stock needs more than its default memory for the last
        path = folder / f"{name}.py"
        seconds = cpu_seconds([compiler, "-X", "heapsize=64mw", "-o", folder / "out.mpy", path])
        speed = path.stat().st_size / seconds / 1e6
        print(f"{label:10} {name:12} {seconds * 1e3:9.2f} ms {speed:8.2f} MB/s")


def main():
    build = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "empty.py").write_text("")
        (folder / "100k.py").write_text(source(100_000))
        (folder / "1M.py").write_text(source(1_000_000))
        (folder / "many").mkdir()
        for number in range(200):
            (folder / f"many/m{number}.py").write_text(source(5000))
        bench_single("mpy-cross", build / "mpy-cross", folder)
        if stock := os.environ.get("TAIPAN_STOCK"):
            bench_single("stock", stock, folder)
        seconds = cpu_seconds([build / "taipan", "compile", folder / "many", "-j1"])
        size = sum(p.stat().st_size for p in (folder / "many").glob("*.py"))
        print(f"{'taipan':10} {'200 files':12} {seconds * 1e3:9.2f} ms {size / seconds / 1e6:8.2f} MB/s")


if __name__ == "__main__":
    main()
