"""The "it runs" suite: finds the programs of tests/run, compiles them, runs them on the stock VM.

A program is tests/run/NAME.py, or a folder tests/run/NAME/ whose main.py is the module to import.
What it must print is in NAME.exp. Leading comment lines of the program steer the harness:

    # micropython-only: REASON    CPython prints something else by design
    # flags: -O1                  options for the cross-compiler
"""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from programs import GUARD

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
RUN = TESTS / "run"
VM_SCRIPT = RUN / "vm.mjs"
VM_PACKAGE = RUN / "node_modules/@micropython/micropython-webassembly-pyscript"
SETUP_HINT = "run `./dev setup` first"


class MissingTool(Exception):
    """A program that the suite needs is absent; the message says how to get it."""


@dataclass(frozen=True)
class Program:
    """One test program; `sources` maps module paths (relative, with .py) to host files."""

    name: str
    main: str
    sources: dict[str, Path]
    expectation: Path
    flags: tuple[str, ...]
    micropython_only: str | None

    @property
    def folder(self):
        """The folder from which CPython imports the main module."""
        return self.sources[self.main + ".py"].parent


def _directive(text, name):
    for line in text.splitlines():
        if not line.startswith("#"):
            return None
        match = re.fullmatch(rf"# {name}: (.+)", line)
        if match:
            return match.group(1)
    return None


def make_program(name, main, sources, expectation):
    """Builds a Program; the directives are those of its main module."""
    text = sources[main + ".py"].read_text(encoding="utf-8")
    flags = tuple((_directive(text, "flags") or "").split())
    only = _directive(text, "micropython-only")
    return Program(name, main, sources, expectation, flags, only)


def folder_sources(folder):
    """All modules below `folder`, as {relative path: host file}."""
    return {str(p.relative_to(folder)): p for p in sorted(folder.rglob("*.py"))}


def find_programs():
    """All programs of tests/run, sorted by name."""
    programs = []
    for path in sorted(RUN.iterdir()):
        expectation = RUN / (path.stem + ".exp")
        if path.suffix == ".py":
            programs.append(make_program(path.stem, path.stem, {path.name: path}, expectation))
        elif (path / "main.py").is_file():
            programs.append(make_program(path.name, "main", folder_sources(path), expectation))
    return programs


def mpy_cross_path():
    """The cross-compiler under test: TAIPAN_MPY_CROSS, else the one of the build folders."""
    chosen = os.environ.get("TAIPAN_MPY_CROSS")
    candidates = [chosen] if chosen else [
        ROOT / "build" / preset / "mpy-cross" for preset in ("debug", "release")
    ]
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return Path(candidate)
    tried = ", ".join(str(candidate) for candidate in candidates)
    raise MissingTool(f"no mpy-cross to test (tried {tried}); {SETUP_HINT}, then build")


def compile_program(mpy_cross, program, out_folder):
    """Compiles each module; returns ({path in the VM: .mpy file}, error text or None)."""
    files = {}
    for relative, source in program.sources.items():
        target = out_folder / program.name / Path(relative).with_suffix(".mpy")
        target.parent.mkdir(parents=True, exist_ok=True)
        command = [mpy_cross, *program.flags, "-s", relative, "-o", target, source]
        done = subprocess.run(command, capture_output=True, text=True, timeout=GUARD)
        if done.returncode != 0:
            return {}, f"mpy-cross exited with {done.returncode} on {relative}:\n" + done.stderr
        files["/" + str(Path(relative).with_suffix(".mpy"))] = target
    return files, None


def compile_all(mpy_cross, programs, out_folder):
    """Compiles `programs`; returns {name: (files, error)}."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = pool.map(lambda p: compile_program(mpy_cross, p, out_folder), programs)
        return dict(zip((p.name for p in programs), results))


def run_on_vm(jobs, job_file, seconds=None):
    """Runs (name, main module, files) jobs in one node process; returns {name: result}.

    `seconds` says by name how long jobs may take that need not end.
    """
    node = shutil.which("node")
    if node is None:
        raise MissingTool(f"node is not installed; {SETUP_HINT}")
    if not VM_PACKAGE.is_dir():
        raise MissingTool(f"the stock virtual machine (npm package) is missing; {SETUP_HINT}")
    payload = []
    for name, main, files in jobs:
        host_files = {vm_path: str(host) for vm_path, host in files.items()}
        payload.append({"name": name, "main": main, "files": host_files,
                        "seconds": (seconds or {}).get(name, GUARD)})
    job_file.write_text(json.dumps(payload), encoding="utf-8")
    command = [node, VM_SCRIPT, job_file]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError("vm.mjs failed:\n" + done.stderr)
    return {result["name"]: result for result in json.loads(done.stdout)}


def vm_text(result):
    """What a run printed, its last traceback included: the text that NAME.exp records."""
    if result["timeout"]:
        return "(stopped: out of time)\n"
    return result["stdout"] + (result["error"] or "")


def cpython_text(program):
    """What CPython prints when it imports the program."""
    code = f"import sys; sys.path.insert(0, ''); import {program.main}"
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-W", "ignore", "-c", code]
    done = subprocess.run(
        command, cwd=program.folder, capture_output=True, text=True, encoding="utf-8", timeout=GUARD
    )
    return done.stdout + done.stderr
