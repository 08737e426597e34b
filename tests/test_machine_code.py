"""Machine code on the runtime: programs that stock's compiler made (tests/native), on this machine and on
an emulated board; what they print, what is refused, where tracebacks say that they are.
"""

import os
import platform
import re
import shutil
import subprocess
import sys

import pytest

from programs import ROOT, native, program, run

sys.path.insert(0, str(ROOT / "tests" / "fuzz"))
import viper_programs  # noqa: E402

NATIVE = ROOT / "tests" / "native"
SOURCES = NATIVE / "src"
PROGRAMS = sorted(path.stem for path in (NATIVE / "exp").glob("*.exp"))
ALSO = ["float_numbers"]  # of tests/run, by our compiler
GUARD = 300  # seconds: against hanging only
BUILDS = ROOT / "build"
EMULATORS = {
    "mps2-an385": ["qemu-system-arm", "-M", "mps2-an385"],
    "microbit": ["qemu-system-arm", "-M", "microbit", "-global", "nrf51-soc.flash-size=1048576",
                 "-global", "nrf51-soc.sram-size=262144"],
    "rv32-virt": ["qemu-system-riscv32", "-M", "virt", "-bios", "none"],
}
ARCHS = {"mps2-an385": "armv7m", "microbit": "armv6m", "rv32-virt": "rv32imc"}
COMPILERS = {"rv32-virt": "riscv64-unknown-elf-g++"}
# Which texts of exceptions are shorter below level full.
SHORTER = [("<lambda>() takes", "function takes"), (" with base 10: 'x'", " with base 10")]

needs_x64 = pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")


def expectation(name):
    folder = ROOT / "tests" / "run" if name in ALSO else NATIVE / "exp"
    return (folder / f"{name}.exp").read_text()


def test_every_source_is_a_program_or_its_module():
    assert PROGRAMS == ["dropped", "functions", "generators", "imports", "integers", "viper"]
    assert {path.stem for path in SOURCES.glob("*.py")} == {*PROGRAMS, "module_a"}
    for arch in ["x64", *ARCHS.values()]:
        assert {path.stem for path in (NATIVE / arch).glob("*.mpy")} == {*PROGRAMS, "module_a"}


@needs_x64
@pytest.mark.parametrize("name", PROGRAMS)
def test_program_on_this_machine(name):
    done = run("taipan", "run", f"{name}.mpy", cwd=NATIVE / "x64")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expectation(name), b"")


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name != "viper"])
def test_bytecode_prints_the_same(name, tmp_path):
    for path in SOURCES.glob("*.py"):
        lines = path.read_text().splitlines()
        (tmp_path / path.name).write_text(
            "".join(line + "\n" for line in lines if "@micropython." not in line))
    done = run("taipan", "run", f"{name}.py", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expectation(name), b"")


@pytest.mark.skipif("TAIPAN_STOCK_MPY_CROSS" not in os.environ,
                    reason="TAIPAN_STOCK_MPY_CROSS names no compiler of stock's")
@pytest.mark.parametrize("arch", ["x64", *ARCHS.values()])
def test_stock_still_makes_the_same_files(arch, tmp_path):
    import importlib.util
    spec = importlib.util.spec_from_file_location("build", NATIVE / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    for source in SOURCES.glob("*.py"):
        target = tmp_path / f"{source.stem}.mpy"
        subprocess.run(build.command(os.environ["TAIPAN_STOCK_MPY_CROSS"], arch, source, target),
                       check=True)
        assert target.read_bytes() == (NATIVE / arch / target.name).read_bytes()


@needs_x64
def test_tracebacks_name_functions_of_machine_code(tmp_path):
    (tmp_path / "main.py").write_text(
        "import sys\nsys.path.append(%r)\nimport module_a\ndef f(x): return x.nothing\n"
        "try: module_a.call(f)\nexcept AttributeError as e: sys.print_exception(e)\n"
        "module_a.call(1)\n" % str(NATIVE / "x64"))
    done = run("taipan", "run", "main.py", cwd=tmp_path)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).decode().splitlines() == [
        "Traceback (most recent call last):", '  File "main.py", line 5, in <module>',
        '  File "module_a.py", in call', '  File "main.py", line 4, in f',
        "AttributeError: 'int' object has no attribute 'nothing'",
        "Traceback (most recent call last):", '  File "main.py", line 7, in <module>',
        '  File "module_a.py", in call', "TypeError: 'int' object isn't callable"]


@needs_x64
def test_files_for_other_machines_are_refused(tmp_path):
    for arch in ARCHS.values():
        done = run("taipan", "run", str(NATIVE / arch / "viper.mpy"), cwd=tmp_path)
        assert done.returncode == 1 and b"ValueError: incompatible .mpy arch" in done.stderr


@needs_x64
def test_scheduled_calls_run_behind_a_call_of_machine_code(tmp_path):
    (tmp_path / "main.py").write_text(
        "import sys, micropython\nsys.path.append(%r)\nimport module_a\n"
        "def again(value):\n    micropython.schedule(print, 'scheduled')\n    return value\n"
        "print(module_a.call(again))\n" % str(NATIVE / "x64"))
    done = run("taipan", "run", "main.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"scheduled\n1\n")


def compile_ours(arch, profile=None):
    """The folder with what our own compiler makes of the programs; None: of the profile that is usual there."""
    environment = {"TAIPAN_NATIVE": native()}
    folder = BUILDS / "native-ours" / (f"{arch}-{profile}" if profile else arch)
    folder.mkdir(parents=True, exist_ok=True)
    for source in [*SOURCES.glob("*.py"), *(ROOT / "tests" / "run" / f"{name}.py" for name in ALSO)]:
        words = [f"-march={arch}", f"-msmall-int-bits={63 if arch == 'x64' else 31}", "-X", "emit=native",
                 *(["-X", f"native-opt={profile}"] if profile else []), "-s", source.name,
                 "-o", str(folder / f"{source.stem}.mpy"), str(source)]
        done = run("mpy-cross", *words, cwd=folder, env=environment)
        assert (done.returncode, done.stderr) == (0, b"")
    return folder


def image(folder, arch, *options, files=None):
    """Builds the image with the programs in a folder that is kept."""
    build = BUILDS / folder
    configure = ["cmake", "-S", NATIVE, "-B", build, "-G", "Ninja",
                 f"-DFILES={files or NATIVE / arch}", *options]
    if shutil.which("ccache"):
        configure += ["-DCMAKE_C_COMPILER_LAUNCHER=ccache", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"]
    for command in (configure, ["cmake", "--build", build]):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return build / "programs.elf"


def on_board(name, folder, *options, ours=False, profile=None):
    """The image for a board, with its emulator."""
    for tool in (COMPILERS.get(name, "arm-none-eabi-g++"), EMULATORS[name][0]):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is missing")
    files = compile_ours(ARCHS[name], profile) if ours else None
    made = image(folder, ARCHS[name], f"-DBOARD={name}", *options, files=files)
    return [*EMULATORS[name], "-display", "none", "-monitor", "none", "-serial", "stdio",
            "-semihosting", "-kernel", made]


@pytest.fixture(scope="session", params=EMULATORS)
def board(request):
    return on_board(request.param, f"native-{request.param}")


@pytest.fixture(scope="session", params=[*((name, None) for name in EMULATORS), ("mps2-an385", "speed"),
                                         ("rv32-virt", "speed")],
                ids=lambda param: "-".join(filter(None, param)))
def board_with_ours(request):
    name, profile = request.param
    folder = "-".join(filter(None, ("native-ours", name, profile)))
    return on_board(name, folder, ours=True, profile=profile)


@pytest.mark.parametrize("name", PROGRAMS + ALSO)
def test_program_of_our_compiler_on_a_board(name, board_with_ours):
    check_small(name, board_with_ours)


@needs_x64
@pytest.mark.parametrize("name", PROGRAMS + ALSO)
def test_program_of_our_compiler_on_this_machine(name):
    done = run("taipan", "run", f"{name}.mpy", cwd=compile_ours("x64"))
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, expectation(name), b"")


def arm_machine(folder, *options):
    """The program that runs any file (tests/native/vm.cpp) for Arm, with its emulator."""
    triplet = "arm-linux-gnueabihf"
    for tool in (f"{triplet}-g++", "qemu-arm"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is missing")
    made = image(folder, "armv7m", "-DVM=ON", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_SYSTEM_NAME=Linux",
                 "-DCMAKE_SYSTEM_PROCESSOR=arm", f"-DCMAKE_C_COMPILER={triplet}-gcc",
                 f"-DCMAKE_CXX_COMPILER={triplet}-g++", *options)
    return ["qemu-arm", "-L", f"/usr/{triplet}", made.parent / "vm"]


@pytest.fixture(scope="session")
def arm():
    return arm_machine("native-vm-arm")


@pytest.fixture(scope="session")
def arm_with_doubles():
    return arm_machine("native-vm-arm-doubles", "-DCMAKE_CXX_FLAGS=-DTAIPAN_FLOAT_DOUBLE=1")


in_full = pytest.mark.skipif("TAIPAN_FULL" not in os.environ, reason="./dev test --full does this")
RUN_SUITE = sorted((ROOT / "tests" / "run").glob("*.py"))


def by_source(sources):
    return pytest.mark.parametrize("source", sources, ids=lambda path: path.stem)


def check_same(source, arch, profile, machine, folder):
    """Machine code of a program prints what its bytecode does, also while the heap collects."""
    printed = []
    lines = ["-X", "native-lines"] if source.stem.startswith("traceback") else []
    for emitter, more in (("bytecode", []), ("native", []), ("native", ["--every", "50"])):
        done = run("mpy-cross", f"-march={arch}", "-msmall-int-bits=31", "-X", f"emit={emitter}",
                   "-X", f"native-opt={profile}", *lines, "-o", "m.mpy", "-s", "m.py", str(source), cwd=folder,
                   env={"TAIPAN_NATIVE": native()})
        assert (done.returncode, done.stderr) == (0, b"")
        done = subprocess.run([str(word) for word in [*machine, *more, "m.mpy"]], cwd=folder, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=GUARD)
        printed.append((done.returncode, done.stdout))
    assert printed[0] == printed[1] == printed[2]


@in_full
@pytest.mark.parametrize("arch, profile", [("armv6m", "size"), ("armv7m", "size"), ("armv7m", "speed")])
@by_source(RUN_SUITE)
def test_run_suite_on_arm(source, arch, profile, arm, tmp_path):
    check_same(source, arch, profile, arm, tmp_path)


@in_full
@pytest.mark.parametrize("arch", ["armv6m", "armv7emsp"])
@by_source([path for path in RUN_SUITE if "float" in path.stem])
def test_floats_on_arm(source, arch, arm, tmp_path):
    check_same(source, arch, "speed", arm, tmp_path)


@in_full
@pytest.mark.parametrize("arch", ["armv6m", "armv7m", "armv7emsp"])
@by_source([path for path in RUN_SUITE if "float" in path.stem])
def test_floats_of_64_bits_on_arm(source, arch, arm_with_doubles, tmp_path):
    """Code for floats of 32 bits leaves such to the runtime."""
    check_same(source, arch, "speed", arm_with_doubles, tmp_path)


@in_full
@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("arch, profile", [("armv6m", "size"), ("armv6m", "speed"), ("armv7m", "size"),
                                           ("armv7m", "speed")])
def test_random_viper_on_arm(arch, profile, numbers, arm, tmp_path):
    """Random viper functions give what their model does, while the heap collects whenever they make an object."""
    for seed in range(20):
        viper, plain = viper_programs.program(seed, 32, numbers)
        (tmp_path / "m.py").write_text(viper)
        done = run("mpy-cross", f"-march={arch}", "-msmall-int-bits=31", "-X", f"native-opt={profile}", "m.py",
                   cwd=tmp_path, env={"TAIPAN_NATIVE": native()})
        assert (done.returncode, done.stderr) == (0, b"")
        done = subprocess.run([str(word) for word in [*arm, "--every", "1", "m.mpy"]], cwd=tmp_path,
                              capture_output=True, text=True, timeout=GUARD)
        assert (seed, done.stdout, done.stderr) == (seed, viper_programs.printed(plain), "")


def freezer():
    return ["-DFROZEN=ON", f"-DTAIPAN_EXECUTABLE={program('taipan')}"]


@pytest.fixture(scope="session", params=["host", "mps2-an385"])
def frozen(request):
    """The image that has the programs frozen, to run in place."""
    if request.param != "host":
        return on_board(request.param, f"native-frozen-{request.param}", *freezer())
    if platform.machine() != "x86_64":
        pytest.skip("x86-64 takes machine code")
    return [image("native-frozen", "x64", "-DCMAKE_BUILD_TYPE=Release", *freezer())]


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_frozen(name, frozen):
    check_small(name, frozen)


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_on_a_board(name, board):
    check_small(name, board)


def check_small(name, command):
    """Runs a program in an image of level extra."""
    expected = expectation(name)
    for long, short in SHORTER:
        expected = expected.replace(long, short)
    done = subprocess.run([str(word) for word in command], input=4 * "\n" + name + "\n",
                          capture_output=True, text=True, timeout=GUARD)
    printed = re.sub(r"\('([^']*)',\)|\(\"([^\"]*)\",\)", r"(\1\2)", done.stdout)
    expected = re.sub(r"\('([^']*)',\)|\(\"([^\"]*)\",\)", r"(\1\2)", expected)
    assert (done.returncode, printed, done.stderr) == (0, expected, "")


def test_a_board_without_it_has_nothing_of_it():
    if shutil.which("arm-none-eabi-nm") is None:
        pytest.skip("arm-none-eabi-nm is missing")
    image = BUILDS / "frozen-board" / "firmware.elf"
    if not image.exists():
        pytest.skip("tests/test_frozen.py builds the image")
    done = subprocess.run(["arm-none-eabi-nm", "-C", image], capture_output=True, text=True)
    assert done.returncode == 0 and "runtime::execute(" in done.stdout
    assert not re.search(r"[nN]ative(Table|Call|Function)", done.stdout)
