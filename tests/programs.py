"""Where the programs under test are: the folder TAIPAN_BUILD, else build/release or build/debug."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def program(name):
    """Path of a built program."""
    chosen = os.environ.get("TAIPAN_BUILD")
    folders = [Path(chosen)] if chosen else [ROOT / "build/release", ROOT / "build/debug"]
    for folder in folders:
        if os.access(folder / name, os.X_OK):
            return str(folder.resolve() / name)
    raise FileNotFoundError(f"{name} is not in {', '.join(map(str, folders))}; run `./dev build`")


def run(name, *arguments, cwd, stdin=b"", env=None):
    """Runs a program; standard output and error stay bytes."""
    command = [program(name), *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS")}
    environment.update(env or {})
    if isinstance(stdin, bytes):
        return subprocess.run(
            command, cwd=cwd, input=stdin, capture_output=True, timeout=60, env=environment
        )
    return subprocess.run(
        command, cwd=cwd, stdin=stdin, capture_output=True, timeout=60, env=environment
    )


def tree(folder):
    """Relative paths of all files below a folder, sorted."""
    return sorted(str(p.relative_to(folder)) for p in Path(folder).rglob("*") if not p.is_dir())
