"""Runs a tree of compiled modules on the stock VM and prints what its `main` printed."""

import sys
import tempfile
from pathlib import Path

import run_suite


def main():
    folder = Path(sys.argv[1])
    files = {"/" + str(p.relative_to(folder)): p for p in sorted(folder.rglob("*.mpy"))}
    with tempfile.TemporaryDirectory() as scratch:
        job_file = Path(scratch) / "jobs.json"
        result = run_suite.run_on_vm([("demo", "main", files)], job_file)["demo"]
    sys.stdout.write(run_suite.vm_text(result))
    return 1 if result["error"] or result["timeout"] else 0


if __name__ == "__main__":
    sys.exit(main())
