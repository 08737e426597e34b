"""Frozen content on our own runtime: on the host in two layouts of values and optimised for size, speed
and both, and on an emulated board.

tests/frozen is one image: a program that looks at what freezing may change, and the programs of
tests/runtime, which must print what they print everywhere.
"""

import os
import shutil
import subprocess

import pytest

import dropped_objects
import run_suite
from programs import GUARD
from programs import program as built
from test_runtime import PROGRAMS
from test_structure import allocators_in_the_loop

SUITE = run_suite.TESTS / "frozen"
FIRMWARE = run_suite.ROOT / "examples" / "firmware"
STATION = run_suite.ROOT / "examples" / "weather-station"
CHECKS = (SUITE / "checks.exp").read_text()
EMULATOR = ["qemu-system-arm", "-M", "mps2-an385", "-display", "none", "-monitor", "none",
            "-serial", "stdio", "-semihosting", "-kernel"]

# What the image has no compiler or no files for.
NEEDS_COMPILER = ("exec(", "eval(", "compile(", "execfile(")
NEEDS_FILES = {"error_numbers", "finalisers", "pending_and_introspection", "stream_classes"}
# What counts on the stack of `taipan run`, and on its loop.
NEEDS_STACK = {"generator_chains_stack"}
FROZEN = [program for program in PROGRAMS
          if program.name not in NEEDS_FILES | NEEDS_STACK
          and not any(word in program.sources[program.main + ".py"].read_text()
                      for word in NEEDS_COMPILER)]
# Of those, what a board has too little memory for, or tells the size of words or floats.
LARGE = {"callbacks_change_sequences", "callbacks_move_buffers", "callbacks_of_streams",
         "closures_and_binding", "dict_many_keys", "garbage", "model_containers", "recursion_limits",
         "deep_structures", "generator_chains"}
WORDS = {"complex_numbers", "float_arithmetic", "float_text", "int_conversions", "int_operators",
         "math_functions", "random_numbers", "range_and_slice", "struct_packing"}
ON_BOARD = [program for program in FROZEN if program.name not in LARGE | WORDS]


def make(source, folder, *options):
    """Builds a CMake project in a folder that is kept: what is unchanged is not built again."""
    build = run_suite.ROOT / "build" / folder
    options = [f"-DTAIPAN_EXECUTABLE={built('taipan')}", *options]
    for step in (["-S", source, "-B", build, "-G", "Ninja", *options], ["--build", build]):
        done = subprocess.run(["cmake", *step], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return build


@pytest.fixture(scope="session")
def usual():
    return [make(SUITE, "frozen-words") / "frozen", "main"]


@pytest.fixture(scope="session")
def small():
    return [make(SUITE, "frozen-small", "-DTAIPAN_OPTIMIZE=size") / "frozen", "main"]


@pytest.fixture(scope="session")
def balanced():
    return [make(SUITE, "frozen-balanced", "-DTAIPAN_OPTIMIZE=balanced") / "frozen", "main"]


@pytest.fixture(scope="session")
def boxed():
    return [make(SUITE, "frozen-boxed", "-DDEFINITIONS=TAIPAN_VALUES=2") / "frozen", "main"]


@pytest.fixture(scope="session")
def board():
    need_board()
    # Without TAIPAN_SMALLEST, which has the image of the example to be tested with.
    build = make(FIRMWARE, "frozen-board", f"-DMANIFEST={SUITE / 'manifest.py'}", "-DLEVEL=4",
                 "-DTAIPAN_SMALLEST=OFF")
    return [*EMULATOR, build / "firmware.elf"]


# Other machines with Linux: what their tools and libraries are called, and the emulator's processor.
OTHER_HOSTS = {"aarch64": ("aarch64-linux-gnu", "aarch64"), "riscv64": ("riscv64-linux-gnu", "riscv64"),
               "i686": ("i686-linux-gnu", "i386"), "armhf": ("arm-linux-gnueabihf", "arm")}
OF_32_BITS = {"i686", "armhf"}


@pytest.fixture(scope="session", params=OTHER_HOSTS)
def other_host(request):
    """The image for another machine, run by the emulator of its processor."""
    machine = request.param
    triplet, processor = OTHER_HOSTS[machine]
    compiler, emulator = f"{triplet}-g++", f"qemu-{processor}"
    for tool in (compiler, emulator):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is missing")
    build = make(SUITE, f"frozen-{machine}", "-DCMAKE_SYSTEM_NAME=Linux",
                 f"-DCMAKE_SYSTEM_PROCESSOR={machine}", "-DTAIPAN_OPTIMIZE=speed",
                 f"-DCMAKE_C_COMPILER={triplet}-gcc", f"-DCMAKE_CXX_COMPILER={compiler}")
    return machine, [emulator, "-L", f"/usr/{triplet}", build / "frozen", "main"]


def need_board():
    for tool in ("arm-none-eabi-g++", EMULATOR[0]):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} is missing: ./dev setup", pytrace=False)


def run(command, name):
    done = subprocess.run(command, input=name + "\n", capture_output=True, text=True, timeout=GUARD)
    return done.returncode, done.stdout + done.stderr


def check(command, program):
    status, printed = run(command, program.name)
    lines = [line for line in printed.splitlines()
             if line != '  File "main.py", line 3, in <module>' and
             not line.startswith("Warning: ")]
    assert lines == program.expectation.read_text().splitlines()
    assert status in (0, 1)


def test_there_are_programs():
    assert len(FROZEN) > 35 and len(ON_BOARD) > 20


@pytest.mark.parametrize("layout", ["usual", "boxed", "board"])
def test_constants_packages_files_and_tracebacks(layout, request):
    assert run(request.getfixturevalue(layout), "checks") == (0, CHECKS)


@pytest.mark.parametrize("image", ["usual", "small", "balanced"])
@pytest.mark.parametrize("program", FROZEN, ids=lambda program: program.name)
def test_frozen_program(program, image, request):
    check(request.getfixturevalue(image), program)


@pytest.mark.parametrize("program", ON_BOARD, ids=lambda program: program.name)
def test_frozen_program_on_a_board(program, board):
    check(board, program)


@pytest.mark.skipif("TAIPAN_FULL" not in os.environ, reason="./dev test --full does this")
@pytest.mark.parametrize("program", FROZEN, ids=lambda program: program.name)
def test_frozen_program_on_another_host(program, other_host):
    machine, command = other_host
    if machine in OF_32_BITS and program.name in WORDS:
        pytest.skip("it tells the size of words or floats")
    check(command, program)


def test_content_for_another_build_is_refused(tmp_path, usual):
    """The runtime compares the names that the content was made for."""
    folder = usual[0].parent
    names = (folder / "frozen_names.txt").read_text().replace('"clock"', '"clack"', 1)
    (tmp_path / "names.txt").write_text(names)
    assert 'TAIPAN_NAME("clack")' in names
    content = tmp_path / "content.c"
    subprocess.run([built("taipan"), "freeze", "--target", "taipan", "--names",
                    tmp_path / "names.txt", "-o", content, SUITE / "manifest.py"], check=True)
    program = tmp_path / "frozen"
    subprocess.run(["cc", f"-I{run_suite.ROOT / 'include'}", SUITE / "main.c", content,
                    folder / "runtime" / "libtaipan_runtime.a", "-lm", "-o", program], check=True)
    assert run([program, "main"], "checks") == (70, "made for another build of the runtime\n")


@pytest.mark.skipif("TAIPAN_FULL" not in os.environ, reason="./dev test --full does this")
@pytest.mark.parametrize("optimize, smallest", [("size", "ON"), ("size", "OFF"), ("balanced", "OFF"),
                                                ("speed", "OFF")])
def test_a_board_finds_dropped_objects_free(optimize, smallest):
    """After one collection, in every build: no dead word on the stack or in a register keeps one. And
    its loop gets no memory itself."""
    need_board()
    folder = f"dropped-{optimize}-{smallest}"
    content = run_suite.ROOT / "build" / f"{folder}-content"
    content.mkdir(parents=True, exist_ok=True)
    text = dropped_objects.module(4) + "\n\nprint(len(stayed), run())\n"
    (content / "main.py").write_text(text)
    (content / "manifest.py").write_text("module('main.py')\n")
    build = make(FIRMWARE, folder, f"-DMANIFEST={content / 'manifest.py'}",
                 f"-DTAIPAN_OPTIMIZE={optimize}", f"-DTAIPAN_SMALLEST={smallest}")
    assert run([*EMULATOR, build / "firmware.elf"], "") == (0, "0 []\n")
    loop = build / "runtime/CMakeFiles/taipan_runtime.dir/vm/loop.cpp.obj"
    assert allocators_in_the_loop(loop, "arm-none-eabi-") == set()


def test_the_example_runs_from_flash():
    need_board()
    build = make(FIRMWARE, "firmware")
    done = subprocess.run([*EMULATOR, build / "firmware.elf"], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=GUARD)
    assert done.stdout == (STATION / "expected.txt").read_text()
    assert done.returncode == 0
    assert not tables_in_ram(build / "firmware.elf")


def tables_in_ram(image):
    """Symbols of the frozen content that do not lie in flash, which is below 4 MB there."""
    listed = subprocess.run(["arm-none-eabi-nm", image], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    parts = ("code_", "names_", "constants_", "modules", "files", "name_texts", "str_", "tuple_",
             "taipan_frozen_content")
    found = [row for row in rows if len(row) == 3 and row[2].startswith(parts)]
    assert any(row[2].startswith("taipan_frozen_content_values0") for row in found)
    return [row[2] for row in found if int(row[0], 16) >= 4 << 20]
