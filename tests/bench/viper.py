"""Viper code beside stock's: bytes of functions, and instructions of the kernels in viper/kernels.py.

    viper.py BUILD [--stock-mpy-cross FILE] [--stock-vm FILE] [--stock-board ELF] [--march ARCH,ARCH]

Instructions on x64 are callgrind's, of stock's unix port (--stock-vm), for one call of each kernel; C is
viper/kernels.c by gcc -O2 without vectors. On a board (stock's image of its qemu port for
MPS2_AN385) they are thousands, by its clock, which counts them. What both give is compared. Ratios are ours
over stock's, and ours over C.
"""

import argparse
import base64
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER), str(FOLDER.parent)]

import board  # noqa: E402
import mpy_reader  # noqa: E402

ARCHS = "armv6m,armv7m,armv7emsp,rv32imc,x64"
KERNELS = ["int_sum", "sieve", "copy", "checksum", "crc32", "blur"]
TIMES = 20

CALL = """
import sys
sys.path[:] = [{folder!r}]
import kernels
name, kernel, arguments = [one for one in kernels.kernels() if one[0] == {name!r}][0]
for i in range({times}):
    result = kernel(*arguments)
print(result)
"""
C_CALL = """
#include <stdint.h>
#include <stdio.h>
typedef intptr_t word;
word int_sum(word), sieve(uint8_t *, word), copy(uint8_t *, const uint8_t *, word);
word checksum(const uint32_t *, word), crc32(const uint8_t *, word), blur(uint8_t *, const uint8_t *, word, word);
static uint8_t source[4096], to[4096];
int main(void) {
    for (int i = 0; i < 4096; ++i) source[i] = (i * 7 + (i >> 3)) & 255;
    word result = 0;
    for (int i = 0; i < TIMES; ++i) result = CALL;
    printf("%ld\\n", (long)result);
}
"""
C_ARGUMENTS = {"int_sum": "10000", "sieve": "to, 4096", "copy": "to, source, 4096",
               "checksum": "(const uint32_t *)source, 1024", "crc32": "source, 1024",
               "blur": "to, source, 64, 64"}
# A file system of one file, from which a board imports it.
BOARD = """
import binascii, io, sys, time, vfs
class File(io.IOBase):
    def __init__(self, data):
        self.data, self.at = data, 0
    def readinto(self, to):
        n = min(len(to), len(self.data) - self.at)
        to[:n] = self.data[self.at:self.at + n]
        self.at += n
        return n
    def ioctl(self, request, argument):
        return 0 if request == 4 else -1
class Files:
    def mount(self, readonly, mkfs): pass
    def umount(self): pass
    def chdir(self, path): pass
    def stat(self, path):
        if path.lstrip("/") != "kernels.mpy": raise OSError(2)
        return (0x8000,) + (0,) * 9
    def open(self, path, mode):
        return File(binascii.a2b_base64({data!r}))
vfs.mount(Files(), "/files")
sys.path[:] = ["/files"]
import kernels
for name, kernel, arguments in kernels.kernels():
    start = time.ticks_us()
    result = kernel(*arguments)
    print("=", name, time.ticks_diff(time.ticks_us(), start), repr(result))
"""


def compiled(compiler, arch, folder):
    """kernels.mpy in a folder; its bytes."""
    made = Path(folder) / "kernels.mpy"
    bits = "63" if arch == "x64" else "31"
    subprocess.run([compiler, f"-march={arch}", f"-msmall-int-bits={bits}", "-o", made,
                    FOLDER / "viper" / "kernels.py"], check=True)
    return made.read_bytes()


def sizes(data):
    root = mpy_reader.read_mpy(data, mpy_reader.load_opcodes()).root
    found = [code.size for code in root.children if code.kind == mpy_reader.KIND_VIPER]
    assert len(found) == len(KERNELS)
    return found


def counted(command, folder):
    """(instructions, what it prints)"""
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
                          cwd=folder, capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1]), done.stdout


def per_call(command, folder):
    """The same of one call, of a command that takes how many there are."""
    few, _ = counted(command(1), folder)
    many, printed = counted(command(1 + TIMES), folder)
    return (many - few) / TIMES, printed


def vm_figures(vm, folder):
    def command(name):
        return lambda times: [vm, "-c", CALL.format(folder=str(folder), name=name, times=times)]
    return {name: per_call(command(name), folder) for name in KERNELS}


def c_figures(folder):
    found = {}
    for name in KERNELS:
        def command(times, name=name):
            (Path(folder) / "call.c").write_text(C_CALL)
            subprocess.run(["gcc", "-O2", "-fno-tree-vectorize", "-fno-tree-loop-distribute-patterns",
                            f"-DTIMES={times}", f"-DCALL={name}({C_ARGUMENTS[name]})", "call.c",
                            FOLDER / "viper" / "kernels.c", "-o", f"call{times}"], cwd=folder, check=True)
            return [f"./call{times}"]
        found[name] = per_call(command, folder)
    return found


def board_figures(image, data):
    options = argparse.Namespace(stock=image, board="mps2-an385")
    printed = board.Stock(options).talk(BOARD.format(data=base64.b64encode(data).decode()))
    return {name: (int(time), result) for name, time, result in
            re.findall(r"^(?:OK)?= (\w+) (\d+) (.*)$", printed, re.MULTILINE)}


def mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def print_figures(what, columns):
    print(f"\n{what:24}" + "".join(f"{name:>12}" for name in columns) + "   ours/stock   ours/C")
    ratios = {"stock": [], "C": []}
    for name in KERNELS:
        line = f"{name:24}" + "".join(f"{column[name][0]:12.0f}" for column in columns.values())
        for other in ("stock", "C"):
            if other not in columns:
                continue
            same = columns[other][name][1] == columns["ours"][name][1]
            ratios[other].append(columns["ours"][name][0] / columns[other][name][0])
            line += f"{ratios[other][-1]:11.2f}" if same else "    differs"
        print(line)
    for other, found in ratios.items():
        if found:
            print(f"geometric mean, ours over {other}: {mean(found):.2f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--stock-mpy-cross")
    parser.add_argument("--stock-vm")
    parser.add_argument("--stock-board")
    parser.add_argument("--march", default=ARCHS)
    options = parser.parse_args()
    compilers = {"ours": Path(options.build).resolve() / "mpy-cross"}
    if options.stock_mpy_cross:
        compilers["stock"] = options.stock_mpy_cross
    with tempfile.TemporaryDirectory() as folder:
        for arch in options.march.split(","):
            found = {who: sizes(compiled(compiler, arch, folder)) for who, compiler in compilers.items()}
            print(f"{arch:12}" + "  ".join(f"{who} {sum(sizes_)} {sizes_}"
                                           for who, sizes_ in found.items()), end="")
            print(f"  {sum(found['ours']) / sum(found['stock']):.2f}" if "stock" in found else "")
        if options.stock_vm:
            columns = {}
            for who, compiler in compilers.items():
                compiled(compiler, "x64", folder)
                columns[who] = vm_figures(options.stock_vm, folder)
            columns["C"] = c_figures(folder)
            print_figures("x64, instructions", columns)
        if options.stock_board:
            print_figures("armv7m, thousands", {
                who: board_figures(options.stock_board, compiled(compiler, "armv7m", folder))
                for who, compiler in compilers.items()})


if __name__ == "__main__":
    main()
