"""Code of the program's that C++ runs: what is kept across it, and programs that make the most of it.

tests/callbacks.py finds what the runtime keeps; tests/fuzz/hostile.py writes the programs.
"""

import subprocess
import sys

import callbacks
from programs import GUARD, ROOT
from programs import program as built

sys.path.insert(0, str(ROOT / "tests/fuzz"))
import hostile  # noqa: E402
import hostile_run  # noqa: E402

SEEDS = range(24)


def test_all_that_is_kept_is_known_to_be_good_afterwards():
    known = [line for line in callbacks.TABLE.read_text().splitlines()
             if line and not line.startswith("#")]
    found = callbacks.kept_of_all(callbacks.Program())
    assert sorted(set(found) - set(known)) == [], "say in callbacks.txt why they are good"
    assert sorted(set(known) - set(found)) == [], "no longer kept"
    assert len(known) == len(set(known))


def test_the_scan_sees_what_runs_code():
    """A few functions of each kind, and some that run nothing."""
    running = {function.name for function in callbacks.Program().running}
    assert {"toIndex", "boundsOf", "equal", "hashOf", "iterNext", "printValue", "sortItems", "call",
            "listSubscr", "strFind", "transfer", "unpackFrom", "findOrAddRow", "powerOf"} <= running
    assert not {"newList", "newStr", "indexOf", "within", "replaceItems", "extendBy",
                "keepInPlace"} & running


def test_hostile_programs_do_no_harm():
    failures, ended = hostile_run.run_all(built("taipan"), SEEDS)
    assert failures == []
    assert ended >= len(SEEDS) - 2


def test_the_same_seed_gives_the_same_program():
    assert hostile.program(5) == hostile.program(5) != hostile.program(6)
    compiled = subprocess.run([built("mpy-cross"), "-o", "/dev/null", "-"], text=True,
                              input=hostile.program(5), capture_output=True, timeout=GUARD)
    assert (compiled.returncode, compiled.stderr) == (0, "")
