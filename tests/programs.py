"""Where the programs under test are: the folder TAIPAN_BUILD, else build/release or build/debug.

And how tests wait: for something that happens, never for a time in which it should have happened.
"""

import os
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUARD = 600  # seconds, only against hanging: no test may come near it, however busy the machine is


def program(name):
    """Path of a built program."""
    chosen = os.environ.get("TAIPAN_BUILD")
    folders = [Path(chosen)] if chosen else [ROOT / "build/release", ROOT / "build/debug"]
    for folder in folders:
        if os.access(folder / name, os.X_OK):
            return str(folder.resolve() / name)
    raise FileNotFoundError(f"{name} is not in {', '.join(map(str, folders))}; run `./dev build`")


def native():
    """Path of taipan-native; the test is skipped where it was not built."""
    try:
        return program("taipan-native")
    except FileNotFoundError:
        import pytest  # tools that are no tests use this file without it

        pytest.skip("taipan-native is not built: LLVM 22.1 was not found")


def run(name, *arguments, cwd, stdin=b"", env=None):
    """Runs a program; standard output and error stay bytes."""
    command = [program(name), *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS")}
    environment.update(env or {})
    if isinstance(stdin, bytes):
        return subprocess.run(
            command, cwd=cwd, input=stdin, capture_output=True, timeout=GUARD, env=environment
        )
    return subprocess.run(
        command, cwd=cwd, stdin=stdin, capture_output=True, timeout=GUARD, env=environment
    )


def tree(folder):
    """Relative paths of all files below a folder, sorted."""
    return sorted(str(p.relative_to(folder)) for p in Path(folder).rglob("*") if not p.is_dir())


# --- waiting -------------------------------------------------------------------------------------


def wait_until(holds, what):
    """Waits for something to happen."""
    end = time.monotonic() + GUARD
    while not holds():
        assert time.monotonic() < end, f"this does not happen: {what}"
        time.sleep(0.005)


def process_fields(pid):
    """The fields of /proc/PID/stat from the third on, which is the state."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()


def wait_until_it_sleeps(pid):
    wait_until(lambda: process_fields(pid)[0] == "S", "the process waits")


def wait_until_it_works(pid):
    """Waits until a process has used some more time of a processor."""
    def used():
        user, system = process_fields(pid)[11:13]
        return int(user) + int(system)

    enough = used() + 0.05 * os.sysconf("SC_CLK_TCK")
    wait_until(lambda: used() >= enough, "the process works")


def let_times_settle(folder):
    """Waits until the times of all files tell by themselves that these have not changed since.

    As long as freezer/build/inputs.cpp wants it: longer where a file system keeps whole seconds.
    """
    stats = [path.lstat() for path in (folder, *Path(folder).rglob("*"))]
    times = [(max(s.st_mtime_ns, s.st_ctime_ns), s.st_mtime_ns % 10**9 == 0 == s.st_ctime_ns % 10**9)
             for s in stats]
    old = max(time_ns + (2_200_000_000 if whole else 80_000_000) for time_ns, whole in times)
    wait_until(lambda: time.time_ns() > old, f"the times in {folder} get old")
