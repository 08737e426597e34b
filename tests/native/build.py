"""Makes the .mpy files of this folder anew: build.py STOCK-MPY-CROSS [ARCH...]"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARCHS = ["x64", "armv6m", "armv7m", "rv32imc"]


def command(mpy_cross, arch, source, target):
    """Without decorators all of a file is machine code; with them, what they say."""
    emit = "bytecode" if "@micropython.viper" in source.read_text() else "native"
    bits = 63 if arch == "x64" else 31
    return [str(mpy_cross), f"-march={arch}", f"-msmall-int-bits={bits}", "-X", f"emit={emit}",
            "-s", source.name, "-o", str(target), str(source)]


def main(mpy_cross, *archs):
    for arch in archs or ARCHS:
        (HERE / arch).mkdir(exist_ok=True)
        for source in sorted((HERE / "src").glob("*.py")):
            target = HERE / arch / (source.stem + ".mpy")
            subprocess.run(command(mpy_cross, arch, source, target), check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
