"""What the runtime takes on a Cortex-M4: code and data of a minimal image at each feature level.

    size.py [--smallest] [--level N] [--largest COUNT] [--files] [--json FILE]

The image starts the runtime, loads an .mpy file from flash and runs it; heap, stack and that file
are not counted, what it uses of the C library is. Beside it: stock firmware without its compiler,
with its .mpy loader, without extension modules, files, clock and standard streams, linked the same
way.
"""

import argparse
import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = "arm-none-eabi-"
LEVELS = ["minimum", "core", "basic", "extra"]

CPU = ["-mcpu=cortex-m4", "-mthumb"]
COMPILE = ["-std=c++20", "-Os", "-DNDEBUG", "-ffunction-sections", "-fdata-sections",
           "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics", "-fno-unwind-tables",
           "-fno-asynchronous-unwind-tables", "-fsingle-precision-constant", "-w",
           f"-I{ROOT}", f"-I{ROOT / 'include'}"]
# As the stock port that is compared with: what it goes without at every level, and C functions of
# its own instead of newlib's.
PORT = {"TAIPAN_HAS_C_LIBRARY": 1, "TAIPAN_HAS_FILE_IMPORT": 0, "TAIPAN_HAS_SYS_MODULES": 0, "TAIPAN_HAS_SYS_EXIT": 0, "TAIPAN_HAS_SYS_PATH": 0,
        "TAIPAN_HAS_SYS_ARGV": 0, "TAIPAN_HAS_SYS_STDFILES": 0, "TAIPAN_HAS_SYS_PS1_PS2": 0,
        "TAIPAN_HAS_INPUT": 0, "TAIPAN_HAS_TIME": 0}
# The heap and the .mpy file are somewhere else: they take no room in the image.
PLACES = {"heapStart": 0x20001000, "heapSize": 0xF000, "moduleStart": 0x08100000,
          "moduleSize": 1000}


def options_of(name):
    """What a list of options in runtime/ has for the compiler and the linker."""
    lines = (ROOT / "runtime" / name).read_text().splitlines()
    return [line for line in lines if line.startswith("-")]


SIZE = options_of("size.txt")
SMALLEST = options_of("smallest.txt")  # with TAIPAN_SMALLEST
LINK = ["-nostartfiles", "-specs=nano.specs", "-specs=nosys.specs", "-Wl,--gc-sections",
        "-Wl,-e,_start", "-Wl,-Ttext=0x08000000", "-Wl,-Tdata=0x20000000",
        "-Wl,--no-warn-rwx-segments",
        *(f"-Wl,--defsym={name}={at:#x}" for name, at in PLACES.items())]

IMAGE = """
#include "taipan/runtime.h"

extern "C" {
extern char heapStart[], heapSize[], moduleStart[], moduleSize[];

static long writeUart(void*, int, const void* data, size_t size) {
    for (size_t i = 0; i < size; ++i)
        *reinterpret_cast<volatile char*>(0x40000000) = static_cast<const char*>(data)[i];
    return static_cast<long>(size);
}

static void halt(void*, const char*) {
    for (;;) {
    }
}

static taipan_port port;

void _start() {
    port.write = writeUart;
    port.halt = halt;
    taipan_value result;
    taipan_init(heapStart, reinterpret_cast<size_t>(heapSize), &port);
    if (taipan_import_mpy("__main__", moduleStart, reinterpret_cast<size_t>(moduleSize),
                          &result) != TAIPAN_OK)
        taipan_print_exception(result);
    taipan_deinit();
    halt(nullptr, "");
}
}
"""


@dataclasses.dataclass(frozen=True)
class Variant:
    """With which kinds of numbers; the float unit is there when float is."""

    name: str
    floats: int
    big: int

    @property
    def machine(self):
        unit = ["-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"] if self.floats else ["-mfloat-abi=soft"]
        return [*CPU, *unit]


VARIANTS = [Variant("small integers", 0, 0), Variant("float, big integers", 1, 1)]

# Stock 1.29-preview by arm-none-eabi-gcc 12.2: .text with read-only data, .data and .bss of such an
# image with newlib, and the .text of its minimal port as others measured it (with a frozen module
# and mathematics of its own; at level extra with extension modules such as json and re, too).
STOCK = {
    ("minimum", "small integers"): (45487, 0, 388, 47388),
    ("core", "small integers"): (62597, 0, 396, 64700),
    ("basic", "small integers"): (64341, 0, 396, 66444),
    ("extra", "small integers"): (75189, 0, 588, 95800),
    ("minimum", "float, big integers"): (66420, 104, 388, 65628),
    ("core", "float, big integers"): (89288, 104, 396, 87820),
    ("basic", "float, big integers"): (91060, 104, 396, 89596),
    ("extra", "float, big integers"): (113808, 104, 588, 127016),
}


class Build:
    """The runtime at one level, compiled and linked."""

    def __init__(self, level, variant, folder, options):
        self.level, self.variant, self.options = level, variant, options
        self.folder = folder / f"{LEVELS[level]}-{variant.floats}{variant.big}"
        self.folder.mkdir()
        self.undefined = []

    def defines(self):
        values = {"TAIPAN_OPTIMIZE": 0, "TAIPAN_LEVEL": self.level, "TAIPAN_FLOAT": self.variant.floats,
                  "TAIPAN_FLOAT_DOUBLE": 0, "TAIPAN_BIGINT": self.variant.big, **PORT}
        values.update(define.split("=", 1) for define in self.options.define)
        return [f"-D{name}={value}" for name, value in values.items()]

    def flags(self):
        return [*self.variant.machine, *COMPILE, *SIZE,
                *(SMALLEST if self.options.smallest else [])]

    def compile(self, source):
        """An object file; None, with the compiler's first error shown, when it does not compile."""
        # Files of one name lie in several folders.
        target = self.folder / f"{source.parent.name}-{source.stem}.o"
        done = tool("g++", *self.flags(), *self.defines(), "-c", source, "-o", target)
        if done.returncode == 0:
            return target
        errors = [line for line in done.stderr.splitlines() if "error:" in line]
        print(f"  {LEVELS[self.level]}: {(errors or [done.stderr.strip()])[0]}", file=sys.stderr)
        return None

    def link(self, objects):
        """The image; None, with the names of what is missing kept, when it does not link."""
        image = self.folder / "image.elf"
        # As C: there is nothing of a C++ library in it.
        done = tool("gcc", *self.flags(), *LINK, *objects, "-lm", "-o", image)
        if done.returncode == 0:
            return image
        missing = re.findall(r"undefined reference to [`']([^']+)'", done.stderr)
        self.undefined = sorted(set(missing)) or [done.stderr.strip().splitlines()[-1]]
        return None

    def measure(self, sources):
        """The figures as a dictionary. Without a linked image, those of all objects together."""
        entry = self.folder / "image.cpp"
        entry.write_text(IMAGE)
        with ThreadPoolExecutor(self.options.jobs) as pool:
            objects = list(pool.map(self.compile, [entry, *sources]))
        broken = objects.count(None)
        objects = [one for one in objects if one]
        image = None if broken else self.link(objects)
        row = {"level": LEVELS[self.level], "numbers": self.variant.name, "linked": bool(image),
               "broken": broken, "undefined": self.undefined}
        row.update(sizes([image] if image else objects))
        if self.options.largest and image:
            row["largest"] = largest(image, self.options.largest)
        if self.options.files:
            row["files"] = {one.stem: sizes([one])["text"] for one in objects}
        return row


def tool(name, *words):
    return subprocess.run([TOOLS + name, *map(str, words)], capture_output=True, text=True,
                          check=False)


def sizes(files):
    """.text with read-only data, .data and .bss of all files together."""
    done = tool("size", *files)
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    return {name: sum(int(row[column]) for row in rows)
            for column, name in enumerate(("text", "data", "bss"))}


def largest(image, count):
    """The largest functions and tables: pairs of size and name."""
    done = tool("nm", "--print-size", "--size-sort", "--reverse-sort", "--radix=d", "--demangle",
                image)
    rows = [line.split(None, 3) for line in done.stdout.splitlines()]
    return [(int(size), name) for _, size, kind, name in rows if kind not in "bB"][:count]


def sources_of(listing):
    """The files that the library's CMake list names, patterns expanded."""
    text = re.sub(r"#[^\n]*", "", listing.read_text())
    found = []
    for word in re.findall(r"[\w./*${}-]+\.cpp", text):
        pattern = re.sub(r"\$\{\w+\}/", "", word)
        found += sorted(listing.parent.glob(pattern))
    return list(dict.fromkeys(found))


def show(row):
    """A line of the table, and what was asked for beside it."""
    text, data, bss, port = STOCK[row["level"], row["numbers"]]
    name = f"{row['level']}, {row['numbers']}"
    if not row["linked"]:
        why = f"{row['broken']} do not compile" if row["broken"] else \
            f"missing: {', '.join(row['undefined'][:4])}"
        print(f"{name:31}{row['text']:8}{row['data']:6}{row['bss']:6}   objects, no image: {why}")
    else:
        print(f"{name:31}{row['text']:8}{row['data']:6}{row['bss']:6}{text:9}{data:6}{bss:6}"
              f"{row['text'] / text:8.3f}{port:9}", flush=True)
    for size, symbol in row.get("largest", []):
        print(f"{size:10}  {symbol[:100]}")
    for file, size in sorted(row.get("files", {}).items(), key=lambda item: -item[1]):
        print(f"{size:10}  {file}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--level", type=int, action="append", choices=range(len(LEVELS)),
                        help="only this level; may be repeated")
    parser.add_argument("--largest", type=int, default=0, metavar="COUNT",
                        help="list the largest functions and tables of each image")
    parser.add_argument("--files", action="store_true", help="list the sizes of the object files")
    parser.add_argument("--define", action="append", default=[], metavar="NAME=VALUE",
                        help="another value of a feature macro; may be repeated")
    parser.add_argument("--smallest", action="store_true",
                        help="with TAIPAN_SMALLEST: optimised at link time")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    if not shutil.which(TOOLS + "g++"):
        parser.error(f"needs {TOOLS}g++: the packages gcc-arm-none-eabi, "
                     "libnewlib-arm-none-eabi and libstdc++-arm-none-eabi-dev")
    return options


def main():
    options = arguments()
    sources = sources_of(ROOT / "runtime/CMakeLists.txt")
    print(f"{'':31}{'.text':>8}{'.data':>6}{'.bss':>6}{'stock':>9}{'.data':>6}{'.bss':>6}"
          f"{'ratio':>8}{'port':>9}")
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for variant in VARIANTS:
            for level in options.level or range(len(LEVELS)):
                rows.append(Build(level, variant, Path(scratch), options).measure(sources))
                show(rows[-1])
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
