"""Machine code of native/ by profile: bytes of the files, and instructions that they take to run.

    native.py BUILD [--stock FILE --stock-cross FILE] [--board NAME=ELF,...] [--reference DIR]
    native.py BUILD --examples [--stock FILE --stock-cross FILE] [--board NAME=ELF,...]

Without --stock the programs run on our runtime, as bytecode and as machine code of each profile. With it they
run on stock's unix port, and stock's emitter is beside ours. --board adds stock's images of emulated boards
(mps2-an385, rv32-virt), where the clock counts instructions. On the host valgrind counts them: those of a run
less those of one that only imports. Ratios are stock's emitter over ours. --reference adds perf_bench of the
reference project with its smallest parameters. A program counts when all print the same.

With --examples it is examples/native that is measured: as bytecode, as native functions of each profile, and
as viper functions; as stock makes them, too.
"""

import argparse
import math
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import board as boards

KERNELS = Path(__file__).resolve().parent / "native"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples/native"
PROFILES = ["size", "balanced", "speed"]
MARCH = {"host": "x64", "mps2-an385": "armv7m", "rv32-virt": "rv32imc"}
SCALE = {"host": 10, "mps2-an385": 4, "rv32-virt": 4}
TIMEOUT = 900  # seconds of a machine that does other things too
COUNTED = re.compile(rb"Collected : (\d+)")

# A module that is read from memory, and measured.
ON_BOARD = """
import io, time, gc, vfs, sys
class File(io.IOBase):
    def __init__(self, data): self.data, self.at = data, 0
    def readinto(self, to):
        n = min(len(to), len(self.data) - self.at)
        to[:n] = self.data[self.at:self.at + n]
        self.at += n
        return n
    def ioctl(self, request, argument): return 0 if request == 4 else -1
class Folder:
    def mount(self, readonly, mkfs): pass
    def umount(self): pass
    def chdir(self, path): pass
    def stat(self, path):
        if path.endswith("kernel.mpy"): return (0x8000,) + (0,) * 9
        raise OSError(2)
    def open(self, path, mode): return File(DATA)
vfs.mount(Folder(), "/m")
sys.path.insert(0, "/m")
import kernel
gc.collect()
start = time.ticks_us()
result = kernel.{entry}({scale})
passed = time.ticks_diff(time.ticks_us(), start)
print("=", "kernel", passed, repr(result))
"""
PERF = """
def measured(scale):
    chosen = min(bm_params)
    run, result = bm_setup(bm_params[chosen])
    run()
    return result()[1]
"""


class Wrong(Exception):
    """A program does not compile or run."""


def run(command, folder, env=None):
    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True,
                          timeout=TIMEOUT, check=False, env=env)
    if done.returncode != 0:
        raise Wrong(f"{command[0]}: {(done.stdout + done.stderr)[-600:].decode(errors='replace')}")
    return done


class Compiler:
    """Makes a file of a source by one emitter or profile."""

    entry = "main"

    def __init__(self, options, name):
        self.name = name
        ours = options.build.resolve() / "mpy-cross"
        self.program = options.stock_cross if name == "stock" else ours
        self.words = {"bytecode": [], "stock": ["-X", "emit=native"]}.get(
            name, ["-X", "emit=native", "-X", f"native-opt={name}"])

    def source(self, text):
        return text

    def make(self, source, march, folder):
        made = folder / "kernel.mpy"
        bits = ["-msmall-int-bits=31"] if march != "x64" else []
        run([self.program, f"-march={march}", *bits, *self.words, "-s", "kernel.py", "-o", made, source],
            folder)
        return made


class Example(Compiler):
    """The decorators of the source say what becomes of its functions; of viper's, words() is the entry."""

    def __init__(self, options, name):
        super().__init__(options, name)
        maker, _, emitter = name.rpartition(" ")
        self.program = options.stock_cross if maker else options.build.resolve() / "mpy-cross"
        self.words = ["-X", f"native-opt={name}"] if name in PROFILES else []
        self.entry = "words" if emitter == "viper" else "main"
        # The file has what the entry needs, so that its size is that of one emitter.
        self.dropped = "native" if emitter == "viper" else "viper"

    def source(self, text):
        text = re.sub(rf"@micropython\.{self.dropped}\n(?:.+\n)+\n*", "", text)
        return text.replace("@micropython.native\n", "") if self.name == "bytecode" else text


def on_host(vm, folder, entry, scale):
    """(what is printed, instructions)"""
    (folder / "nothing.py").write_text("import kernel\n")
    (folder / "all.py").write_text(f"import kernel\nprint(kernel.{entry}({scale}))\n")
    counts = []
    for name in ("nothing", "all"):
        done = run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *vm, f"{name}.py"],
                   folder)
        counts.append(int(COUNTED.search(done.stderr)[1]))
    return done.stdout, counts[1] - counts[0]


def on_board(name, image, folder, entry, scale):
    data = (folder / "kernel.mpy").read_bytes()
    options = argparse.Namespace(stock=image, board=name, branches=False)
    text = ON_BOARD.replace("{scale}", str(scale)).replace("{entry}", entry)
    printed = boards.Stock(options).talk(f"DATA = {data!r}\n{text}")
    found = boards.lines_of(printed.replace("OK=", "=")).get("kernel")
    if found is None:
        raise Wrong(f"{name}: {printed[-600:]}")
    return found.result, found.passed * 1000


def measured(options, place, path, compiler):
    """(result, instructions, bytes of the file)"""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        source = folder / "kernel.py.txt"
        text = path.read_text()
        entry = "measured" if "bm_params" in text else compiler.entry
        source.write_text(compiler.source(text) + (PERF if entry == "measured" else ""))
        made = compiler.make(source, MARCH[place], folder)
        size = made.stat().st_size
        scale = SCALE[place]
        if place == "host":
            result, passed = on_host(options.vm, folder, entry, scale)
        else:
            result, passed = on_board(place, options.boards[place], folder, entry, scale)
        return result, passed, size


def line_of(options, place, path, compilers, ratios):
    cells, first, results = [], None, {}
    for compiler in compilers:
        try:
            result, passed, size = measured(options, place, path, compiler)
        except (Wrong, subprocess.TimeoutExpired, boards.Failed) as wrong:
            print(f"{path.stem}: {compiler.name}: {wrong}", file=sys.stderr)
            cells.append("fails")
            continue
        if first is None:
            first = (result, passed, size)
        text = f"{passed / 1000:.0f}k {size}"
        if result != results.setdefault(compiler.entry, result):
            text += " differs"
        elif compiler is not compilers[0]:
            ratios[compiler.name].append((first[1] / max(passed, 1), size / first[2], path.stem))
            text += f" ({ratios[compiler.name][-1][0]:.2f} {ratios[compiler.name][-1][1]:.2f})"
        cells.append(text)
    return f"{path.stem:18}" + "".join(f"{cell:>27}" for cell in cells)


def table(options, place, programs, compilers):
    ratios = {compiler.name: [] for compiler in compilers}
    print(f"\n{place} ({MARCH[place]}): instructions and bytes; ratios: speed, size")
    print(f"{'':18}" + "".join(f"{compiler.name:>27}" for compiler in compilers))
    for path in programs:
        print(line_of(options, place, path, compilers, ratios), flush=True)
    for name, found in ratios.items():
        if found:
            speed = math.exp(sum(math.log(row[0]) for row in found) / len(found))
            print(f"{name}: {speed:.2f} times as fast (geometric mean), least {min(found)[0]:.2f} ({min(found)[2]})")


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench native", description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="folder with our programs")
    parser.add_argument("--stock", type=Path, default=os.environ.get("TAIPAN_STOCK_VM"),
                        help="stock's unix port (default: $TAIPAN_STOCK_VM)")
    parser.add_argument("--stock-cross", type=Path, help="stock's mpy-cross")
    parser.add_argument("--board", action="append", default=[], metavar="NAME=ELF",
                        help="stock's image of an emulated board")
    parser.add_argument("--reference", type=Path, help="the reference project, for perf_bench")
    parser.add_argument("--profiles", default=",".join(PROFILES), metavar="WORDS")
    parser.add_argument("--filter", default="", metavar="REGEX", help="only matching programs")
    parser.add_argument("--examples", action="store_true", help="measure examples/native instead")
    parser.add_argument("--no-host", action="store_true", help="boards only")
    return parser.parse_args()


def main():
    options = arguments()
    options.boards = dict(each.split("=", 1) for each in options.board)
    has_stock = options.stock is not None
    options.vm = [options.stock] if has_stock else [options.build.resolve() / "taipan", "run"]
    folders = [KERNELS] + ([options.reference / "tests/perf_bench"] if options.reference else [])
    if options.examples:
        folders = [EXAMPLES]
    programs = [path for folder in folders for path in sorted(folder.glob("*.py"))
                if re.search(options.filter, path.stem)
                and not re.match("viper_|benchrun|core_import|main$", path.stem)]
    profiles = options.profiles.split(",")
    if options.examples:
        stock = ["stock native", "stock viper"] if options.stock_cross else []
        compilers = [Example(options, name) for name in ["bytecode", *stock, *profiles, "viper"]]
    else:
        first = "stock" if options.stock_cross else "bytecode"
        compilers = [Compiler(options, name) for name in [first, *profiles]]
    if not options.no_host:
        table(options, "host", programs, compilers)
    for place in options.boards:
        table(options, place, programs, compilers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
