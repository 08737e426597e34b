"""Exceptions keep the float registers that a call preserves: on AArch64 and RISC-V, emulated."""

import shutil
import subprocess

import pytest

from programs import GUARD
import run_suite

SOURCES = ["tests/data/jump_buffer_floats.cpp", "runtime/memory/jump_buffer.cpp",
           "runtime/embed/globals.cpp", "runtime/memory/heap.cpp", "runtime/memory/name_table.cpp"]


@pytest.mark.parametrize(("machine", "registers"), [("aarch64", 8), ("riscv64", 12)])
def test_float_registers_are_kept(machine, registers, tmp_path):
    compiler, emulator = f"{machine}-linux-gnu-g++", f"qemu-{machine}"
    if not (shutil.which(compiler) and shutil.which(emulator)):
        pytest.skip(f"needs {compiler} and {emulator}")
    root = run_suite.ROOT
    # What the five files need of the rest is never called.
    flags = ["-std=c++20", "-O1", "-static", "-fno-exceptions", "-fno-rtti", f"-I{root}",
             f"-I{root / 'include'}", "-ffunction-sections", "-fdata-sections",
             "-Wl,--gc-sections", "-Wl,--unresolved-symbols=ignore-all"]
    program = tmp_path / "program"
    subprocess.run([compiler, *flags, *(root / path for path in SOURCES), "-o", program],
                   check=True, timeout=GUARD)
    done = subprocess.run([emulator, program], capture_output=True, text=True, timeout=GUARD)
    assert done.stdout == f"{registers} of {registers}, 1\n", done.stderr
