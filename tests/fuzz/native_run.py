"""Random programs as bytecode and as machine code on one virtual machine; the output has to be the same.

    native_run.py --mpy-cross FILE --vm WORDS [--march x64] [--native-opt speed] [--programs numbers]
        [--every N] [--count N | --seconds N] [--first SEED] [--keep DIR]

The machine is stock's unix port, or another that imports .mpy files with native code (`VM -m NAME`). With
--every it is the program of tests/native/vm.cpp, whose heap then collects each time that the machine code has
made so many objects; for other architectures than the host's it is started by an emulator:

    native_run.py --mpy-cross build/release/mpy-cross --vm 'qemu-arm -L /usr/arm-linux-gnueabihf build/vm-arm/vm'
        --march armv7m --every 1 --seconds 3600

--seconds: until so much time of processors is used, compilation included."""

import argparse
import resource
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from native_numbers import Numbers
from native_objects import Objects
from native_program import Program

GUARD = 600
PROGRAMS = {"statements": Program, "numbers": Numbers, "objects": Objects}


def output(command, folder):
    """What a machine prints, and how it ends."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=GUARD, check=False)
    except subprocess.TimeoutExpired:
        return b"hangs"
    return done.stdout + done.stderr + f"status {done.returncode}".encode()


def used():
    """Seconds of processors that the programs that were started have used."""
    times = resource.getrusage(resource.RUSAGE_CHILDREN)
    return times.ru_utime + times.ru_stime


def program(kinds, seed):
    kind = ("statements", "numbers", "statements", "objects")[seed % 4] if kinds == "all" else kinds
    return PROGRAMS[kind](seed).text()


def differs(options, source, folder):
    """Whether a program does other things as machine code."""
    bits = 63 if options.march == "x64" else 31
    found = []
    for name, emitter, every in (("one", "bytecode", 0), ("two", "native", options.every)):
        words = [options.mpy_cross, f"-march={options.march}", f"-msmall-int-bits={bits}", "-X", f"emit={emitter}",
                 *(["-X", f"native-opt={options.native_opt}"] if options.native_opt else []),
                 "-s", "p.py", "-o", f"{folder}/{name}.mpy", source]
        subprocess.run(words, check=True, timeout=GUARD)
        vm = shlex.split(options.vm)
        if options.every == 0:
            command = [*vm, "-m", name]
        else:
            command = [*vm, "--heap", "1000000", "--every", str(every), f"{name}.mpy"]
        found.append(output(command, folder))
    # Where memory ends depends on the kind of code.
    return found[0] != found[1] and b"MemoryError" not in found[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mpy-cross", required=True)
    parser.add_argument("--vm", required=True)
    parser.add_argument("--march", default="x64")
    parser.add_argument("--native-opt", default="", choices=["", "size", "balanced", "speed"])
    parser.add_argument("--programs", default="all", choices=["all", *PROGRAMS])
    parser.add_argument("--every", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep")
    options = parser.parse_args()
    wrong = 0
    seed = options.first
    with tempfile.TemporaryDirectory() as folder:
        while seed < options.first + options.count if options.seconds is None else used() < options.seconds:
            source = Path(folder) / "p.py"
            source.write_text(program(options.programs, seed))
            if differs(options, source, folder):
                wrong += 1
                print(f"seed {seed} differs", flush=True)
                if options.keep:
                    Path(options.keep, f"seed{seed}.py").write_bytes(source.read_bytes())
            seed += 1
    print(f"{seed - options.first} programs, {wrong} differ, {used():.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
