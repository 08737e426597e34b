"""Random programs as bytecode and as machine code on one virtual machine; the output has to be the same.

    native_run.py --mpy-cross FILE --vm FILE [--march x64] [--native-opt speed] [--programs numbers]
        [--count N] [--first SEED] [--keep DIR]

The machine is stock's unix port, or another that imports .mpy files with native code (`VM -m NAME`)."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from native_numbers import Numbers
from native_objects import Objects
from native_program import Program

GUARD = 600
PROGRAMS = {"statements": Program, "numbers": Numbers, "objects": Objects}


def output(vm, folder, name):
    try:
        done = subprocess.run([vm, "-m", name], cwd=folder, capture_output=True, timeout=GUARD,
                              check=False)
    except subprocess.TimeoutExpired:
        return b"hangs"
    return done.stdout + done.stderr + f"status {done.returncode}".encode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mpy-cross", required=True)
    parser.add_argument("--vm", required=True)
    parser.add_argument("--march", default="x64")
    parser.add_argument("--native-opt", default="", choices=["", "size", "balanced", "speed"])
    parser.add_argument("--programs", default="all", choices=["all", *PROGRAMS])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep")
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.first, options.first + options.count):
            source = Path(folder) / "p.py"
            kind = options.programs
            if kind == "all":
                kind = ("statements", "numbers", "statements", "objects")[seed % 4]
            source.write_text(PROGRAMS[kind](seed).text())
            found = []
            for name, emitter in (("one", "bytecode"), ("two", "native")):
                words = [options.mpy_cross, f"-march={options.march}", "-X", f"emit={emitter}",
                         *(["-X", f"native-opt={options.native_opt}"] if options.native_opt else []),
                         "-s", "p.py", "-o", f"{folder}/{name}.mpy", source]
                subprocess.run(words, check=True, timeout=GUARD)
                found.append(output(options.vm, folder, name))
            if found[0] == found[1]:
                continue
            wrong += 1
            print(f"seed {seed} differs")
            if options.keep:
                Path(options.keep, f"seed{seed}.py").write_bytes(source.read_bytes())
    print(f"{options.count} programs, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
