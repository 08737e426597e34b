"""examples/native: what it prints as machine code of each profile, and that all architectures take it."""

import platform
import shutil

import pytest

from programs import ROOT, run

FOLDER = ROOT / "examples/native"
EXPECTED = (FOLDER / "expected.txt").read_bytes()
SOURCES = sorted(path.name for path in FOLDER.glob("*.py"))
ARCHS = ["x64", "armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp", "rv32imc"]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")
@pytest.mark.parametrize("profile", ["size", "balanced", "speed"])
def test_it_prints_the_same_with_every_profile(native, profile):
    done = run("taipan", "run", "-X", f"native-opt={profile}", "main.py", cwd=FOLDER, env={"TAIPAN_NATIVE": native})
    assert (done.returncode, done.stdout, done.stderr) == (0, EXPECTED, b"")


@pytest.mark.parametrize("arch", ARCHS)
def test_every_architecture_takes_it(native, tmp_path, arch):
    for name in SOURCES:
        shutil.copy(FOLDER / name, tmp_path)
        done = run("mpy-cross", f"-march={arch}", name, cwd=tmp_path, env={"TAIPAN_NATIVE": native})
        assert (done.returncode, done.stderr) == (0, b"")
        file = name.replace(".py", ".mpy")
        assert run("taipan", "verify", file, cwd=tmp_path).returncode == 0
        if name != "main.py":
            assert arch in run("taipan", "info", file, cwd=tmp_path).stdout.decode()
