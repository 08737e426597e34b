"""The runtime with values of another layout than usual (TAIPAN_VALUES of taipan/config.h).

Values of 64 bits with floats in them, in the program of examples/embed: some programs of tests/run
and tests/runtime, which must print what they print everywhere.
"""

import subprocess

import pytest

import run_suite
from programs import GUARD
from test_runtime import ALL

EXAMPLE = run_suite.ROOT / "examples" / "embed"
BUILD = run_suite.ROOT / "build" / "nan-boxed"  # kept: what is unchanged is not built again
NAN_BOXED = "-DTAIPAN_VALUES=2"

# About numbers, what else lies in a value, and what the loop keeps on its stack.
NAMES = {"algo_matrix", "bigint_arithmetic", "binary_operators_all", "complex_literals",
         "const_objects", "constant_folding_float", "division_floor_mod_signs", "float_literals",
         "for_range_basic", "int_varint_boundaries", "is_is_not", "unwind_deep_mixed",
         "with_return_break_continue", "complex_numbers", "float_arithmetic", "float_text",
         "int_operators", "iterators", "list_sort", "math_functions", "native_subclasses",
         "number_text_differences", "set_methods", "struct_packing"}
PROGRAMS = [program for program in ALL if program.name in NAMES]


@pytest.fixture(scope="session")
def embedded():
    """The example's program with such a runtime in it."""
    flags = [f"-DCMAKE_C_FLAGS={NAN_BOXED}", f"-DCMAKE_CXX_FLAGS={NAN_BOXED}"]
    for step in (["-S", EXAMPLE, "-B", BUILD, "-G", "Ninja", *flags], ["--build", BUILD]):
        done = subprocess.run(["cmake", *step], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return BUILD / "embed"


def test_there_are_programs():
    assert {program.name for program in PROGRAMS} == NAMES


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_program_with_floats_in_values(program, embedded, mpy_cross, tmp_path):
    target = tmp_path / "main.mpy"
    main = program.sources[program.main + ".py"]
    subprocess.run([mpy_cross, *program.flags, "-msmall-int-bits=51", "-o", target, main],
                   check=True)
    done = subprocess.run([embedded, target], capture_output=True, text=True, timeout=GUARD)
    printed = [line for line in (done.stdout + done.stderr).splitlines()
               if not line.startswith("Warning: ")]  # of keys that are compared, by chance
    assert printed == program.expectation.read_text().splitlines()
