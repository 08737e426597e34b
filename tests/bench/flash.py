"""Flash that frozen modules take on a Cortex-M4: stock's C, ours for stock firmware, ours for our own
runtime.

    flash.py BUILD --reference DIR --lib DIR [--mpy-cross FILE] [--files N]

The modules are packages of the checkout --lib of micropython-lib, until they have at least --files
files. Stock's makemanifest.py and mpy-tool.py are those of the tree --reference; so are the headers,
those of its qemu port with floats of 32 bits, made in a scratch folder. Needs gcc-arm-none-eabi.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from freeze import choose_packages

ROOT = Path(__file__).resolve().parent.parent.parent
COMPILER = "arm-none-eabi-gcc"
MACHINE = ["-mcpu=cortex-m4", "-mthumb", "-Os", "-w", "-c"]
HEADERS = ["qstrdefs.generated.h", "root_pointers.h", "moduledefs.h", "compressed.data.h"]
# What the port leaves open, or decides by the board.
PORT = ["MICROPY_HW_MCU_CORTEX_M4", "MICROPY_PY_BUILTINS_COMPLEX=1", "MICROPY_MODULE_FROZEN_MPY=1",
        "MICROPY_MODULE_FROZEN_STR=1", "MICROPY_QSTR_EXTRA_POOL=mp_qstr_frozen_const_pool",
        'MICROPY_HW_BOARD_NAME="bench"']
LEVEL = "-DTAIPAN_LEVEL=3"  # of our runtime: what the port has


def call(*command, **options):
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def make_headers(reference, lib, build):
    """The port's generated headers, and a configuration with floats."""
    port = reference / "ports/qemu"
    call("make", "-C", port, "BOARD=MPS2_AN500", f"BUILD={build}", f"MPY_LIB_DIR={lib}",
         *(f"{build}/genhdr/{name}" for name in HEADERS))
    (build / "config").mkdir()
    (build / "config/mpconfigport.h").write_text(
        f'#include "{port}/mpconfigport.h"\n#undef MICROPY_FLOAT_IMPL\n'
        "#define MICROPY_FLOAT_IMPL MICROPY_FLOAT_IMPL_FLOAT\n")
    return [f"-I{build / 'config'}", f"-I{port}", f"-I{reference}", f"-I{build}", "-std=gnu99",
            *(f"-D{row}" for row in PORT)]


def text_size(source, flags):
    target = source.with_suffix(".o")
    call(COMPILER, *MACHINE, *flags, source, "-o", target)
    return int(call("arm-none-eabi-size", target).splitlines()[1].split()[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="folder with taipan")
    parser.add_argument("--reference", type=Path, required=True, help="tree of MicroPython")
    parser.add_argument("--lib", type=Path, required=True, help="checkout of micropython-lib")
    parser.add_argument("--mpy-cross", type=Path, help="stock compiler")
    parser.add_argument("--files", type=int, default=130, help="at least so many (default 130)")
    options = parser.parse_args()
    reference, lib = options.reference.resolve(), options.lib.resolve()
    taipan = options.build.resolve() / "taipan"
    mpy_cross = (options.mpy_cross or reference / "mpy-cross/build/mpy-cross").resolve()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = choose_packages(lib, options.files, taipan, folder)
        print(f"{len(files)} files, {sum(map(os.path.getsize, files)):,} bytes")
        port = make_headers(reference, lib, folder)
        command = ["-b", folder, "-v", f"MPY_DIR={reference}", "-v",
                   f"PORT_DIR={reference}/ports/qemu", "-v", f"MPY_LIB_DIR={lib}"]
        manifest = folder / "manifest.py"
        call(sys.executable, reference / "tools/makemanifest.py", *command, "-o",
             folder / "stock.c", manifest, env={**os.environ, "MICROPY_MPYCROSS": str(mpy_cross)})
        call(taipan, "makemanifest", *command, "-o", folder / "ours.c", manifest)
        names = call("arm-none-eabi-g++", "-std=c++20", "-Os", "-E", "-P", LEVEL, f"-I{ROOT}",
                     f"-I{ROOT / 'include'}", "-x", "c++", ROOT / "runtime/value/names_list.h")
        (folder / "names.txt").write_text(names)
        call(taipan, "freeze", "--target", "taipan", "--names", folder / "names.txt", "--lib", lib,
             "--no-strict", "-o", folder / "own.c", manifest)
        stock = text_size(folder / "stock.c", port)
        rows = {"stock's C": stock, "ours, for stock firmware": text_size(folder / "ours.c", port),
                "ours, for our runtime": text_size(folder / "own.c",
                                                   [LEVEL, f"-I{ROOT / 'include'}"])}
        for name, size in rows.items():
            print(f"{name:28}{size:9,}{size / stock:8.3f}")


if __name__ == "__main__":
    main()
