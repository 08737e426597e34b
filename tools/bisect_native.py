#!/usr/bin/env python3
"""Cuts a program that does something else as machine code than as bytecode down to the functions that make
the difference, mostly one. `./dev bisect-native PROGRAM.py` is this.

    bisect_native.py [--timeout SECONDS] [--native-opt PROFILE] PROGRAM.py [ARGUMENT...]

Every function of the program, and of modules that lie beside it, is compiled as bytecode or as machine code
(`-X native-skip`) and run by `taipan run`. What is compared is standard output, the exit status, and the last
line of standard error; a run that takes longer than the limit counts as one that printed nothing. Functions
of @micropython.viper stay what they are.

Exit status: 0: no difference; 1: a difference, and the functions are named; 2: it could not be looked for.
"""

import argparse
import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROFILES = ("size", "balanced", "speed")
ROOT = Path(__file__).resolve().parent.parent


class Stop(Exception):
    """Why nothing can be looked for."""


def modules_of(program):
    """The program and what it imports that lies beside it."""
    found, waiting = [], [program]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.append(path)
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue  # MicroPython may take it
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for name in names:
                beside = program.parent.joinpath(*name.split("."))
                waiting += [each for each in (beside.with_suffix(".py"), beside / "__init__.py") if each.is_file()]
    return found


def viper_functions(path):
    """Qualified names of functions of @micropython.viper, and of those in them."""
    found = set()

    def walk(node, names, is_viper):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                inner = [*names, child.name]
                viper = is_viper or any(ast.unparse(each) == "micropython.viper" for each in child.decorator_list)
                if viper:
                    found.add(".".join(inner))
                walk(child, inner, viper)
            else:
                walk(child, names, is_viper)

    try:
        walk(ast.parse(path.read_bytes()), [], False)
    except (SyntaxError, ValueError):
        pass
    return found


class Program:
    def __init__(self, folder, path, arguments, timeout):
        self.folder, self.path, self.arguments, self.timeout = Path(folder), path, arguments, timeout
        self.runs = 0

    def functions(self):
        """Those that may become machine code, in the order of the sources."""
        names = []
        with tempfile.TemporaryDirectory() as scratch:
            for path in modules_of(self.path):
                done = self.start([self.folder / "mpy-cross", "-march=x64", "-X", "emit=native", "--native-map=-",
                                   "-o", Path(scratch, "out.mpy"), path])
                if done is None or (done.returncode != 0 and b"no function" not in done.stderr):
                    raise Stop(f"{path} cannot be compiled: " +
                               (done.stderr.decode(errors="replace").strip() if done else "it takes too long"))
                viper = viper_functions(path)
                for line in done.stdout.decode().splitlines():
                    name = line.rsplit(" ", 1)[1].split("#")[0]
                    outer = [name.rsplit(".", i)[0] for i in range(name.count(".") + 1)]
                    if name not in names and viper.isdisjoint(outer):
                        names.append(name)
        return names

    def start(self, words):
        """None when it takes too long."""
        try:
            return subprocess.run(words, input=b"", capture_output=True, timeout=self.timeout, check=False)
        except subprocess.TimeoutExpired:
            return None

    def run(self, skipped, profile=None):
        """What the program does, `skipped` being bytecode."""
        self.runs += 1
        words = [self.folder / "taipan", "run", "-X", "emit=native"]
        if skipped:
            words += ["-X", "native-skip=" + ",".join(skipped)]
        if profile:
            words += ["-X", f"native-opt={profile}"]
        done = self.start([*words, self.path, *self.arguments])
        if done is None:
            return "takes too long", b"", b""
        last = done.stderr.strip().splitlines()[-1:] or [b""]
        return done.returncode, done.stdout, last[0]


def smallest(items, is_wrong):
    """A part of `items` with which `is_wrong` holds, and with no smaller one that was tried: halves first, then
    finer parts and what they leave."""
    parts = 2
    while len(items) > 1:
        size = -(-len(items) // parts)
        pieces = [items[i:i + size] for i in range(0, len(items), size)]
        rests = [[each for each in items if each not in piece] for piece in pieces] if parts > 2 else []
        found = next((each for each in pieces + rests if is_wrong(each)), None)
        if found is not None:
            parts = 2 if len(found) <= size else max(parts - 1, 2)
            items = found
        elif size == 1:
            break
        else:
            parts = min(2 * parts, len(items))
    return items


def bisect(program, profile):
    names = program.functions()
    if not names:
        raise Stop("the program has no functions")
    expected = program.run(names)
    if expected != program.run(names):
        raise Stop("as bytecode it does not do the same twice")
    if expected[0] == "takes too long":
        raise Stop("as bytecode it takes too long")

    def is_wrong(chosen, of=profile):
        return program.run([name for name in names if name not in chosen], of) != expected

    print(f"{len(names)} functions", flush=True)
    if not is_wrong(names):
        print("no difference")
        return 0
    found = smallest(names, is_wrong)
    wrong = [each for each in PROFILES if is_wrong(found, each)]
    right = [each for each in PROFILES if each not in wrong]
    print(f"different as machine code: {', '.join(found)}")
    print(f"x64: wrong with {', '.join(wrong) or 'none alone'}" + (f"; right with {', '.join(right)}" if right else ""))
    print(f"{program.runs} runs; to look at it: taipan dump --stage=ssa|llvm|asm --march x64 {program.path}")
    return 1


def main():
    parser = argparse.ArgumentParser(description="Finds the function that machine code makes wrong.")
    parser.add_argument("--timeout", type=float, default=20, help="seconds of a run (20)")
    parser.add_argument("--native-opt", choices=PROFILES, help="profile of the machine code (the usual)")
    parser.add_argument("program", type=Path)
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    folder = os.environ.get("TAIPAN_BUILD", ROOT / "build/release")
    try:
        if not options.program.is_file():
            raise Stop(f"{options.program}: no such file")
        return bisect(Program(folder, options.program, options.arguments, options.timeout), options.native_opt)
    except (Stop, OSError) as error:
        print(f"bisect-native: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
