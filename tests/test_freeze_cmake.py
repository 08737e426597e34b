"""cmake/TaipanFreeze.cmake and examples/stock-port: a project that uses them, built."""

import os
import shutil
import subprocess

import pytest

from programs import GUARD, ROOT, let_times_settle, program, tree

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(Example LANGUAGES C)
list(APPEND CMAKE_MODULE_PATH "${TAIPAN_CMAKE}")
include(TaipanFreeze)

taipan_compile(modules DIRECTORY src OPT 3)
taipan_compile(single SOURCES src/main.py OUT_DIR "one folder" OPTIONS --no-source-lines)
taipan_add_frozen(frozen MANIFEST manifest.py QSTR_HEADER strings.h VARS "WHERE=src" OPT 3)
taipan_add_frozen(asking MANIFEST manifest.py QSTR_HEADER strings.h VARS "WHERE=src" ALWAYS)
add_executable(firmware main.c)
target_include_directories(firmware PRIVATE .)
taipan_add_frozen(firmware MANIFEST texts.py QSTR_HEADER strings.h OUTPUT texts.c TARGET stock)
get_target_property(path firmware TAIPAN_FROZEN_C)
message(STATUS "frozen texts: ${path}")
"""

# As much of a firmware as files of text need.
HEADERS = {
    "py/mpconfig.h": "#include <stddef.h>\n#include <stdint.h>\n#define MICROPY_LONGINT_IMPL 2\n"
                     "#define MPZ_DIG_SIZE 16\n#define MICROPY_QSTR_BYTES_IN_HASH 1\n"
                     "#define MICROPY_QSTR_BYTES_IN_LEN 1\n#define MICROPY_MODULE_FROZEN_STR 1\n",
    "py/emitglue.h": "enum { MP_QSTRnumber_of = 3 };\ntypedef struct _qstr_pool_t {\n"
                     "  const struct _qstr_pool_t *prev; size_t total_prev_len; int is_sorted;\n"
                     "  size_t alloc, len; } qstr_pool_t;\ntypedef struct { int rc; } mp_frozen_module_t;\n",
    "py/objint.h": "", "py/objstr.h": "", "py/nativeglue.h": "", "py/smallint.h": "",
    "main.c": '#include <stdio.h>\nextern const char mp_frozen_str_content[];\n'
              '#include "py/mpconfig.h"\n#include "py/emitglue.h"\n'
              "const qstr_pool_t mp_qstr_const_pool;\n"
              "int main(void) { fputs(mp_frozen_str_content, stdout); return 0; }\n",
}


@pytest.fixture
def project(tmp_path):
    """A project in a folder whose name has a space."""
    folder = tmp_path / "a project"
    files = {
        "CMakeLists.txt": PROJECT, "src/main.py": "x = 1\n", "src/pkg/__init__.py": "y = 2\n",
        "src/.hidden/h.py": "z = 3\n", "texts/hello.py": "print('hello')\n",
        "strings.h": "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (1))\nQ()\nQ(print)\n",
        "manifest.py": 'package("pkg", base_path="$(WHERE)")\ninclude("more.py")\n',
        "more.py": 'module("main.py", base_path="$(WHERE)")\n',
        "texts.py": 'freeze_as_str("texts")\n', **HEADERS,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def cmake(*arguments, ok=True):
    done = subprocess.run(["cmake", *map(str, arguments)], capture_output=True, text=True,
                          timeout=GUARD, stdin=subprocess.DEVNULL)
    assert (done.returncode == 0) == ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def configure(project, build, generator, ok=True):
    return cmake("-S", project, "-B", build, "-G", generator,
                 f"-DTAIPAN_EXECUTABLE={program('taipan')}", f"-DTAIPAN_CMAKE={ROOT}/cmake", ok=ok)


def steps(build, *targets):
    """The steps of ours that a build takes. Edits before and behind it have other times."""
    let_times_settle(build.parent)
    names = [word for target in targets for word in ("--target", target)]
    lines = cmake("--build", build, *names).splitlines()
    let_times_settle(build.parent)
    return sorted(line.split("] ", 1)[-1] for line in lines
                  if "Freezing" in line or "Compiling" in line)


@pytest.mark.parametrize("generator, tool", [("Ninja", "ninja"), ("Unix Makefiles", "make")])
def test_a_project(project, generator, tool):
    if not shutil.which(tool):
        pytest.fail(f"needs {tool}")
    build = project.parent / "the build"
    assert "frozen texts: " + str(build / "texts.c") in configure(project, build, generator)
    asking = "Freezing asking_frozen.c"
    everything = ["Compiling modules to .mpy", "Compiling single to .mpy", asking,
                  "Freezing frozen_frozen.c", "Freezing texts.c"]
    assert steps(build) == everything
    assert tree(build / "modules") == ["main.mpy", "pkg/__init__.mpy"]
    assert tree(build / "one folder") == ["main.mpy"]
    assert b"src/main.py" in (build / "one folder/main.mpy").read_bytes()
    assert b"pkg/__init__.py" in (build / "frozen_frozen.c").read_bytes()
    done = subprocess.run([build / "firmware"], capture_output=True, check=True)
    assert done.stdout == b"print('hello')\n"

    assert steps(build) == [asking]
    (project / "src/main.py").write_text("x = 'changed'\n")
    assert steps(build) == [step for step in everything if "texts" not in step]
    assert b"changed" in (build / "frozen_frozen.c").read_bytes()
    (project / "more.py").write_text("")  # found by its dependency file only
    assert steps(build) == [asking, "Freezing frozen_frozen.c"]
    assert b"changed" not in (build / "frozen_frozen.c").read_bytes()
    assert steps(build) == [asking]
    (project / "src/pkg/new.py").write_text("new = 1\n")
    steps(build)
    assert (build / "modules/pkg/new.mpy").exists()
    assert b"pkg/new.py" in (build / "asking_frozen.c").read_bytes()
    (project / "texts/hello.py").write_text("print('bye')\n")
    steps(build)
    assert subprocess.run([build / "firmware"], capture_output=True).stdout == b"print('bye')\n"


@pytest.mark.parametrize("generator", ["Ninja", "Unix Makefiles"])
def test_sources_that_are_gone(project, generator):
    build = project.parent / "build"
    (project / "src/gone.py").write_text("x = 1\n")
    (project / "CMakeLists.txt").write_text(
        PROJECT.split("taipan_compile")[0]
        + "taipan_compile(kept DIRECTORY src)\ntaipan_compile(pruned DIRECTORY src PRUNE)\n")
    configure(project, build, generator)
    assert steps(build) == ["Compiling kept to .mpy", "Compiling pruned to .mpy"]
    everything = ["gone.mpy", "main.mpy", "pkg/__init__.mpy"]
    assert tree(build / "kept") == tree(build / "pruned") == everything
    assert steps(build) == []
    (project / "src/gone.py").unlink()
    steps(build)
    assert tree(build / "kept") == everything and tree(build / "pruned") == everything[1:]
    assert steps(build) == []
    (project / "src/main.py").write_text("x = 1 # the same\n")
    assert steps(build) == ["Compiling kept to .mpy", "Compiling pruned to .mpy"]
    assert steps(build) == []


@pytest.mark.parametrize("generator", ["Ninja", "Unix Makefiles"])
def test_a_new_program_does_the_work_once(project, generator):
    build = project.parent / "build"
    own = project.parent / "taipan"
    shutil.copy(program("taipan"), own)
    (project / "CMakeLists.txt").write_text(
        PROJECT.split("taipan_compile")[0] + "taipan_compile(modules DIRECTORY src)\n"
        "taipan_add_frozen(frozen MANIFEST manifest.py QSTR_HEADER strings.h VARS WHERE=src)\n")
    cmake("-S", project, "-B", build, "-G", generator, f"-DTAIPAN_EXECUTABLE={own}",
          f"-DTAIPAN_CMAKE={ROOT}/cmake")
    everything = ["Compiling modules to .mpy", "Freezing frozen_frozen.c"]
    assert steps(build) == everything
    os.utime(own)
    assert steps(build) == everything
    assert steps(build) == []


def test_errors_end_the_build(project):
    build = project.parent / "build"
    configure(project, build, "Ninja")
    (project / "src/main.py").write_text("x = \n")
    printed = cmake("--build", build, "--target", "frozen", ok=False)
    assert "src/main.py:1:5: error[TP0101]" in printed
    assert not (build / "frozen_frozen.c").exists()


@pytest.mark.parametrize("call, message", [
    ("taipan_add_frozen(t)", "MANIFEST is needed"),
    ("taipan_add_frozen(t MANIFEST)", "nothing after MANIFEST"),
    ("taipan_add_frozen(t MANIFEST m.py TARGET)", "nothing after TARGET"),
    ("taipan_add_frozen(t m.py)", "unknown arguments: m.py"),
    ("taipan_compile(t)", "either SOURCES or DIRECTORY"),
    ("taipan_compile(t SOURCES a.py DIRECTORY b)", "either SOURCES or DIRECTORY"),
    ("taipan_compile(t SOURCES a.py PRUNE)", "PRUNE needs DIRECTORY"),
])
def test_wrong_calls(project, call, message):
    (project / "CMakeLists.txt").write_text(PROJECT.split("taipan_compile")[0] + call + "\n")
    assert message in " ".join(configure(project, project.parent / "b", "Ninja", ok=False).split())


# --- examples/stock-port -------------------------------------------------------------------------

# What the makefiles of ports do, as far as it matters here.
PORT = """
TOP = .
MAKE_MANIFEST = python3 makemanifest.py
ifeq ($(MICROPY_MPYCROSS),)
MICROPY_MPYCROSS = $(TOP)/mpy-cross/build/mpy-cross
MICROPY_MPYCROSS_DEPENDENCY = $(MICROPY_MPYCROSS)
endif
include board.mk
all: build/frozen_content.o
build/frozen_content.c: FORCE build/genhdr/qstrdefs.preprocessed.h | $(MICROPY_MPYCROSS_DEPENDENCY)
\t@$(MAKE_MANIFEST) -o $@ -v "MPY_DIR=." -v "PORT_DIR=$(CURDIR)" -b "build" -f"-march=armv7m" \
--mpy-tool-flags="" manifest.py
ifneq ($(MICROPY_MPYCROSS_DEPENDENCY),)
$(MICROPY_MPYCROSS_DEPENDENCY):
\t@echo MAKE $@
\t@mkdir -p $(dir $@)
\t@printf '#!/bin/sh\\nwhile [ "$$1" != -o ]; do shift; done\\nexec %s -o "$$2" plain.py\\n' \
$(TAIPAN_MPY_CROSS) > $@
\t@chmod +x $@
endif
build/frozen_content.o: build/frozen_content.c
\t@echo CC $<
\t@touch $@
FORCE:
"""


@pytest.fixture
def port(tmp_path):
    (tmp_path / "build/genhdr").mkdir(parents=True)
    (tmp_path / "build/genhdr/qstrdefs.preprocessed.h").write_text(
        "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (2))\nQ()\n")
    (tmp_path / "Makefile").write_text(PORT)
    (tmp_path / "board.mk").write_text("")
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / "manifest.py").write_text('freeze("$(PORT_DIR)", "a.py")\n')
    return tmp_path


def make(folder, *arguments):
    let_times_settle(folder)
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
    command = ["make", *arguments, f"TAIPAN={program('taipan')}",
               f"TAIPAN_MPY_CROSS={program('mpy-cross')}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment,
                          timeout=GUARD)
    assert done.returncode == 0, done.stderr
    let_times_settle(folder)
    return done.stdout.split("\n")[:-1]


FIRST = ["MPY a.py", "GEN build/frozen_content.c", "CC build/frozen_content.c"]


@pytest.mark.parametrize("how", ["before", "within", "variable"])
def test_ports_with_make(port, how):
    fragment = ROOT / "examples/stock-port/taipan.mk"
    arguments = []
    if how == "before":
        arguments = ["-f", fragment, "-f", "Makefile"]
    elif how == "within":
        (port / "board.mk").write_text(f"include {fragment}\n")
    else:
        arguments = [f"MAKE_MANIFEST={program('taipan')} makemanifest", "MICROPY_MPYCROSS=mpy-cross"]
    arguments = list(map(str, arguments)) + (["all"] if how == "before" else [])
    own = [] if how == "variable" else ["MAKE mpy-cross/build/mpy-cross"]  # for native code
    assert make(port, *arguments) == own + FIRST
    assert make(port, *arguments) == []
    os.utime(port / "a.py")
    assert make(port, *arguments) == []
    (port / "a.py").write_text("x = 2\n")
    assert make(port, *arguments) == FIRST
    (port / "a.py").write_text("x = 2 # as before\n")
    assert make(port, *arguments) == ["MPY a.py"]  # and no need to compile C
    assert make(port, *arguments) == []


def test_native_code_in_ports_with_make(port):
    """The port's own compiler takes it: what it would have taken without us."""
    (port / "a.py").write_text("@micropython.native\ndef f():\n    pass\n")
    (port / "plain.py").write_text("from_the_port = 1\n")
    arguments = ["-f", str(ROOT / "examples/stock-port/taipan.mk"), "-f", "Makefile"]
    assert make(port, *arguments, "all") == ["MAKE mpy-cross/build/mpy-cross", *FIRST]
    assert b"from_the_port" in (port / "build/frozen_content.c").read_bytes()
    shutil.rmtree(port / "mpy-cross")
    (port / "a.py").write_text("x = 1\n")
    assert make(port, *arguments, "all", "TAIPAN_NATIVE_MPYCROSS=") == FIRST


def test_ports_with_cmake(port):
    shim = ROOT / "examples/stock-port/taipan-python"
    environment = {**os.environ, "TAIPAN": program("taipan")}
    done = subprocess.run([shim, "/some/tools/makemanifest.py", "-o", "build/f.c", "-v", "MPY_DIR=.",
                           "-v", "PORT_DIR=.", "-b", "build", "manifest.py"], cwd=port,
                          env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "MPY a.py\nGEN build/f.c\n"), done.stderr
    done = subprocess.run([shim, "-c", "import sys; print(sys.argv)", "x y"], capture_output=True)
    assert done.stdout == b"['-c', 'x y']\n"
