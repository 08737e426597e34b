"""Rewrites tests/run/*.exp: python3 tests/record_run.py [NAME ...] (default: all programs).

CPython's output is recorded, except for programs marked micropython-only: theirs is what the stock
VM prints for the compiler that TAIPAN_MPY_CROSS names. Review the difference before it is committed.
"""

import sys
import tempfile
from pathlib import Path

import run_suite


def main():
    programs = run_suite.find_programs()
    wanted = set(sys.argv[1:])
    if wanted:
        programs = [program for program in programs if program.name in wanted]
    micropython_only = [program for program in programs if program.micropython_only]
    with tempfile.TemporaryDirectory() as folder:
        compiled = run_suite.compile_all(
            run_suite.mpy_cross_path(), micropython_only, Path(folder)
        )
        for name, (_, error) in compiled.items():
            if error is not None:
                sys.exit(f"{name}: {error}")
        jobs = [(p.name, p.main, compiled[p.name][0]) for p in micropython_only]
        results = run_suite.run_on_vm(jobs, Path(folder) / "jobs.json")
    for program in programs:
        if program.micropython_only:
            text = run_suite.vm_text(results[program.name])
        else:
            text = run_suite.cpython_text(program)
        program.expectation.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
