"""What running costs on a board: programs of board/ on the emulated one, in instructions.

    board.py BUILD [--stock ELF] [--optimize WORD,WORD] [--filter REGEX] [--branches] [options]

The emulator lets an instruction take a nanosecond of the board's time, so that `time.ticks_us()`
counts thousands of instructions, the same in every run. Ours is the image of examples/firmware with
the programs frozen; stock is an image of its qemu port for the same board (ports/qemu,
BOARD=MPS2_AN385, MICROBIT or VIRT_RV32), which gets them through its raw REPL. A program counts when both give the same
result. Ratios are stock's instructions over ours. Code and data are those of the whole image, heap
and stack aside.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = Path(__file__).resolve().parent / "board"
CONFIGURATIONS = ["size", "balanced", "speed"]
TIMEOUT = 900  # seconds of a machine that does other things too

# Runs a module's run() and prints how long it took. The first collection leaves nothing of what ran
# before, so that all start with the same memory.
MEASURE = """
import gc, time
def measure(name, run):
    gc.collect()
    start = time.ticks_us()
    result = run()
    passed = time.ticks_diff(time.ticks_us(), start)
    print("=", name, passed, repr(result))
"""


@dataclass(frozen=True)
class Board:
    """An emulated board that both have."""

    emulator: tuple
    tools: str  # what the names of the tools for its images start with
    clock: dict = field(hash=False)  # by image: the function that reads the clock
    stock_scale: float = 1  # thousands of instructions in what stock takes for a microsecond


CLOCK = {"ours": "board_ticks", "stock": "ticks_us"}
# The microbit's timer runs at 16 MHz, and stock's driver takes it for one of 25 MHz.
BOARDS = {
    "mps2-an385": Board(("qemu-system-arm", "-M", "mps2-an385"), "arm-none-eabi-", CLOCK),
    "microbit": Board(("qemu-system-arm", "-M", "microbit",
                       "-global", "nrf51-soc.flash-size=1048576",
                       "-global", "nrf51-soc.sram-size=262144"), "arm-none-eabi-", CLOCK, 25 / 16),
    "rv32-virt": Board(("qemu-system-riscv32", "-M", "virt", "-bios", "none"),
                       "riscv64-unknown-elf-", CLOCK),
}


@dataclass
class Figures:
    """What a program took: thousands of instructions, branches taken (None: not counted), result."""

    passed: int
    result: str
    branches: int = None


class Failed(Exception):
    """An image cannot be built, or a program does not run to its end."""


def start(board, image, log=None):
    """The emulator with an image; what is written to it is what the board reads."""
    command = [*board.emulator, "-icount", "shift=0", "-display", "none", "-monitor", "none",
               "-serial", "stdio", "-semihosting", "-kernel", str(image)]
    if log is not None:
        command += ["-singlestep", "-d", "exec,nochain", "-D", str(log)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT)


def lines_of(text):
    """Results by program, from what measure() printed."""
    found = {}
    for line in text.splitlines():
        if line.startswith("= "):
            _, name, passed, result = line.split(" ", 3)
            found[name] = Figures(int(passed), result)
    return found


class Branches(threading.Thread):
    """Counts the branches taken between two readings of the clock, from the emulator's log: the
    address of each instruction, a line each."""

    PLACE = re.compile(rb"\[[0-9a-f]+/([0-9a-f]+)/")

    def __init__(self, log, clock):
        super().__init__(daemon=True)
        self.log, self.clock, self.counts = log, clock, []

    def run(self):
        count, last = 0, 0
        with open(self.log, "rb") as lines:
            for line in lines:
                found = self.PLACE.search(line)
                if found is None:
                    continue
                at = int(found[1], 16)
                if at == self.clock:
                    self.counts.append(count)
                    count = 0
                count += not 0 < at - last <= 4
                last = at


def address_of(board, image, function):
    done = subprocess.run([f"{board.tools}nm", image], capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        words = line.split()
        if words[-1] == function:
            return int(words[0], 16) & ~1
    raise Failed(f"{image} has no function {function}")


def traced(board, image, clock, run):
    """What run(log) gives, and the branches before each reading of the clock."""
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "log"
        os.mkfifo(log)
        counter = Branches(log, address_of(board, image, clock))
        counter.start()
        done = run(log)
        counter.join()
        return done, counter.counts


# --- our image -----------------------------------------------------------------------------------


class Ours:
    """The image of examples/firmware with the programs in flash, in one configuration."""

    def __init__(self, options, optimize, programs):
        self.options, self.optimize, self.programs = options, optimize, programs
        self.board = BOARDS[options.board]
        self.folder = options.work / f"{options.board}-{optimize}"

    def build(self):
        content = self.folder / "content"
        content.mkdir(parents=True, exist_ok=True)
        rows = ["module('main.py')"]
        for path in self.programs:
            (content / path.name).write_text(path.read_text())
            rows.append(f"module({path.name!r})")
        main = MEASURE + "".join(f"import {path.stem}\nmeasure({path.stem!r}, {path.stem}.run)\n"
                                 for path in self.programs)
        (content / "main.py").write_text(main)
        (content / "manifest.py").write_text("\n".join(rows) + "\n")
        command = ["cmake", "-S", ROOT / "examples/firmware", "-B", self.folder, "-G", "Ninja",
                   f"-DBOARD={self.options.board}", f"-DTAIPAN_OPTIMIZE={self.optimize}",
                   f"-DMANIFEST={content / 'manifest.py'}",
                   f"-DTAIPAN_EXECUTABLE={self.options.build.resolve() / 'taipan'}",
                   *(f"-D{each}" for each in self.options.define)]
        for step in (command, ["cmake", "--build", self.folder, "-j", str(self.options.jobs)]):
            done = subprocess.run(step, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if done.returncode != 0:
                raise Failed(f"{self.optimize}: {done.stdout[-3000:]}")
        return self.folder / "firmware.elf"

    def run(self, image, log=None):
        process = start(self.board, image, log)
        try:
            output, _ = process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"{self.optimize}: does not end in {TIMEOUT} s") from None
        text = output.decode(errors="replace").replace("\r", "")
        if process.returncode != 0:
            raise Failed(f"{self.optimize}: exit code {process.returncode}: {text[-2000:]}")
        return lines_of(text)

    def figures(self):
        """(figures by program, size)"""
        image = self.build()
        found = self.run(image)
        if self.options.branches:
            _, counts = traced(self.board, image, self.board.clock["ours"],
                               lambda log: self.run(image, log))
            for number, name in enumerate(found):
                found[name].branches = counts[2 * number + 1]
        return found, size_of(self.board, image)


def size_of(board, image):
    """(bytes of code and constants, bytes of variables), heap and stack aside: those are what is
    left of the memory."""
    done = subprocess.run([f"{board.tools}size", "-A", image], capture_output=True, text=True,
                          check=True)
    sections = {words[0]: int(words[1]) for words in map(str.split, done.stdout.splitlines())
                if len(words) == 3 and words[1].isdigit()}
    code = sum(sections.get(name, 0) for name in (".text", ".rodata", ".ARM.exidx", ".data"))
    return code, sections.get(".data", 0) + sections.get(".bss", 0)


# --- stock's image -------------------------------------------------------------------------------


class Stock:
    """Stock's image, which gets a program through its raw REPL."""

    def __init__(self, options):
        self.options = options
        self.board = BOARDS[options.board]

    def talk(self, text, log=None):
        """What a program prints."""
        process = start(self.board, self.options.stock, log)
        timer = threading.Timer(TIMEOUT, process.kill)
        timer.start()
        try:
            self.until(process, b">>> ")
            process.stdin.write(b"\x01")
            process.stdin.flush()
            self.until(process, b"exit\r\n>")
            process.stdin.write(text.encode() + b"\x04")
            process.stdin.flush()
            return self.until(process, b"\x04>").decode(errors="replace").replace("\r", "")
        finally:
            timer.cancel()
            process.kill()
            process.wait()

    @staticmethod
    def until(process, end):
        read = b""
        while not read.endswith(end):
            piece = process.stdout.read(1)
            if not piece:
                raise Failed(f"stock: ends, or does not end in time: {read[-500:]!r}")
            read += piece
        return read

    def program(self, path):
        text = f"{MEASURE}{path.read_text()}\nmeasure({path.stem!r}, run)\n"
        printed = self.talk(text)
        found = lines_of(printed.replace("OK=", "=")).get(path.stem)
        if found is None:
            raise Failed(f"stock: {path.stem}: {printed[-500:]}")
        found.passed = round(found.passed * self.board.stock_scale)
        if self.options.branches:
            _, counts = traced(self.board, self.options.stock, self.board.clock["stock"],
                               lambda log: self.talk(text, log))
            found.branches = counts[-1]
        return found

    def figures(self, programs):
        with ThreadPoolExecutor(self.options.jobs) as workers:
            return {path.stem: figures
                    for path, figures in zip(programs, workers.map(self.program, programs))}


# --- the command ---------------------------------------------------------------------------------


def mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else math.nan


def table(programs, columns):
    """The table, and by column its ratios to stock."""
    names = list(columns)
    stock = columns.get("stock", {})
    ratios = {name: {} for name in names if name != "stock"}
    lines = [f"{'thousands of instructions':28}" + "".join(f"{name:>18}" for name in names)]
    for path in programs:
        line = f"{path.stem:28}"
        for name in names:
            figures = columns[name][path.stem]
            text = str(figures.passed)
            if name != "stock" and path.stem in stock:
                if figures.result == stock[path.stem].result:
                    ratios[name][path.stem] = stock[path.stem].passed / max(figures.passed, 1)
                    text += f" ({ratios[name][path.stem]:.2f})"
                else:
                    text += " (differs)"
            line += f"{text:>18}"
        lines.append(line)
    if any(figures.branches is not None for figures in columns[names[0]].values()):
        lines += ["", "thousands of branches taken"]
        for path in programs:
            lines.append(f"{path.stem:28}" + "".join(
                f"{columns[name][path.stem].branches / 1000:18.0f}" for name in names))
    return lines, ratios


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench board", description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="folder with the program taipan")
    parser.add_argument("--stock", type=Path, default=os.environ.get("TAIPAN_STOCK_BOARD"),
                        help="stock's image for the board (default: $TAIPAN_STOCK_BOARD)")
    parser.add_argument("--board", default="mps2-an385", choices=sorted(BOARDS))
    parser.add_argument("--optimize", default=",".join(CONFIGURATIONS), metavar="WORDS",
                        help="configurations of the runtime (default: all three)")
    parser.add_argument("--programs", type=Path, default=PROGRAMS,
                        help="folder of modules with a function run() (default: board/)")
    parser.add_argument("--filter", default="", metavar="REGEX", help="only matching programs")
    parser.add_argument("--branches", action="store_true", help="count branches taken, too; slow")
    parser.add_argument("--define", action="append", default=[], metavar="NAME=VALUE",
                        help="for CMake, e.g. LEVEL=4")
    parser.add_argument("--work", type=Path, default=ROOT / "build/board",
                        help="folder for images (default build/board)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def main():
    options = arguments()
    options.work = options.work.resolve()
    programs = [path for path in sorted(options.programs.glob("*.py"))
                if re.search(options.filter, path.stem)]
    columns, sizes = {}, {}
    try:
        if options.stock:
            columns["stock"] = Stock(options).figures(programs)
            sizes["stock"] = size_of(BOARDS[options.board], options.stock)
        for optimize in options.optimize.split(","):
            columns[optimize], sizes[optimize] = Ours(options, optimize, programs).figures()
    except Failed as error:
        print(f"board: {error}", file=sys.stderr)
        return 1
    lines, ratios = table(programs, columns)
    print("\n".join(lines))
    print()
    print(f"{'code and constants, bytes':28}" + "".join(f"{sizes[name][0]:18}" for name in columns))
    if options.stock:
        print(f"{'geometric mean':28}{'':18}" + "".join(
            f"{mean(list(each.values())):18.3f}" for each in ratios.values()))
        print(f"{'lowest':28}{'':18}" + "".join(
            f"{min(each.values(), default=math.nan):18.2f}" for each in ratios.values()))
    print(f"{'variables, bytes':28}" + "".join(f"{sizes[name][1]:18}" for name in columns))
    if options.json:
        options.json.write_text(json.dumps(
            {name: {"code": sizes[name][0], "variables": sizes[name][1],
                    "programs": {each: vars(figures) for each, figures in columns[name].items()}}
             for name in columns}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
