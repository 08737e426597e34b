"""Writes seeds for the fuzz targets: seeds.py MPY_CROSS OUT

The statements of the test programs and the snippets, into OUT/parse and OUT/compile (which start
with a byte of options), and what the compiler makes of them into OUT/mpy and, behind such a byte,
into OUT/vm. The seeds kept in corpus/
are those of them that reach new code: ./fuzz_parse -merge=1 corpus/parse OUT/parse, and so on.
"""

import ast
import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LARGEST = 2000


def statements(text):
    """The top-level statements of a program, where CPython can tell them apart."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return [text]
    return [ast.get_source_segment(text, node) + "\n" for node in tree.body]


def sources():
    """Every seed text, without repetition, in the same order every time."""
    found = {}
    for paragraph in (HERE / "snippets.txt").read_text().split("\n\n")[1:]:
        found[paragraph.rstrip("\n") + "\n"] = None
    for path in sorted(HERE.parent.glob("run/*.py")):
        for statement in statements(path.read_text()):
            if len(statement) <= LARGEST:
                found[statement] = None
    return [text.encode() for text in found]


def main():
    mpy_cross, out = sys.argv[1], Path(sys.argv[2])
    for kind in ("parse", "compile", "mpy", "vm"):
        (out / kind).mkdir(parents=True, exist_ok=True)
    for text in sources():
        digest = hashlib.sha1(text).digest()
        name = digest.hex()[:12]
        (out / "parse" / name).write_bytes(text)
        # Any byte of options, but not the least stack, with which nothing deep compiles.
        (out / "compile" / name).write_bytes(bytes([digest[0] & 0x7F]) + text)
        command = [mpy_cross, "-o", out / "mpy" / name, "-s", "fuzz.py", out / "parse" / name]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
        if (out / "mpy" / name).exists():
            # Mostly 0, which leaves the heap alone.
            options = digest[1] if digest[0] % 4 == 0 else 0
            (out / "vm" / name).write_bytes(bytes([options]) + (out / "mpy" / name).read_bytes())


if __name__ == "__main__":
    main()
