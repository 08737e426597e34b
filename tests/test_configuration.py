"""The configuration of the runtime (include/taipan/config.h, runtime/value/features.h): one value of the
library, which flags of single files do not change and a mixed link does not get past.
"""

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from programs import ROOT, program

OPTION = re.compile(r"#ifndef (TAIPAN_(?!CONFIG_H)\w+)")
CONFIG = (ROOT / "include/taipan/config.h").read_text()
FEATURES = (ROOT / "runtime/value/features.h").read_text()
SYMBOL = (ROOT / "runtime/value/config_symbol.h").read_text()
OPTIONS = OPTION.findall(CONFIG + FEATURES)
HEADERS = {"config.h", "features.h", "config_symbol.h"}
SOURCES = {path: path.read_text() for folder in ("runtime", "include")
           for ending in ("cpp", "h", "inc", "def") for path in (ROOT / folder).rglob("*." + ending)}

CODE = ["-std=c++20", "-fno-exceptions", "-fno-rtti", f"-I{ROOT}", f"-I{ROOT / 'include'}"]
# How files are compiled and linked: nothing of it may hide that two differ.
SMALL = ["-Os", "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections"]
BUILDS = {
    "unoptimised": ["g++", "-O0"],
    "sanitizers": ["g++", "-O1", "-fsanitize=address,undefined"],
    "small": ["g++", *SMALL],
    "link-time": ["g++", *SMALL, "-flto"],
    "clang": ["clang++", *SMALL],
    "arm": ["arm-none-eabi-g++", "-mcpu=cortex-m4", "-mthumb", "-nostdlib", "-Wl,-e,main", *SMALL],
    "arm, link-time": ["arm-none-eabi-g++", "-mcpu=cortex-m4", "-mthumb", "-nostdlib",
                       "-Wl,-e,main", *SMALL, "-flto"],
}
OPTIONAL = {"clang++"}


def run(*words, **options):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          check=False, **options)


def library():
    """The runtime as built."""
    return Path(program("mpy-cross")).parent / "runtime/libtaipan_runtime.a"


def build(command, folder, name, text, *definitions):
    """An object file of a source text."""
    source, target = folder / f"{name}.cpp", folder / f"{name}.o"
    source.write_text(text)
    done = run(*command, *CODE, *definitions, "-c", source, "-o", target)
    assert done.returncode == 0, done.stderr
    return target


# --- one configuration in all files ---------------------------------------------------------------


@pytest.mark.parametrize("kind", BUILDS)
def test_files_of_different_configurations_do_not_link(kind, tmp_path):
    command = BUILDS[kind]
    if shutil.which(command[0]) is None and command[0] in OPTIONAL:
        pytest.skip(f"no {command[0]}")
    main = build(command, tmp_path, "main", '#include "runtime/value/features.h"\n'
                 "TAIPAN_DEFINE_CONFIGURATION;\nint other();\nint main() { return other(); }\n")
    other = '#include "runtime/value/features.h"\nint other() { return 0; }\n'
    same = build(command, tmp_path, "same", other)
    done = run(*command, main, same, "-o", tmp_path / "program")
    assert done.returncode == 0, done.stderr
    for definition in ("TAIPAN_OPTIMIZE=0", "TAIPAN_LEVEL=3", "TAIPAN_HAS_MEMORYVIEW=0"):
        odd = build(command, tmp_path, "odd", other, f"-D{definition}")
        done = run(*command, main, odd, "-o", tmp_path / "program")
        assert done.returncode != 0
        assert re.search(r"undefined (reference to|symbol).*taipan_config_level", done.stderr)


@pytest.mark.skipif(shutil.which("ld.lld") is None, reason="no lld")
def test_lld_sees_it_by_the_state(tmp_path):
    """lld does not look at notes, so the state has the configuration in its name as well."""
    command = ["g++", *SMALL, "-fuse-ld=lld"]
    head = '#include "runtime/memory/state.h"\nusing namespace taipan::runtime;\n'
    main = build(command, tmp_path, "main", head + "TAIPAN_DEFINE_CONFIGURATION;\nint other();\n"
                 "alignas(State) unsigned char memory[sizeof(State)] asm(TAIPAN_STATE_SYMBOL);\n"
                 "int main() { return other(); }\n")
    other = head + "int other() { return int(state.pending); }\n"
    same = build(command, tmp_path, "same", other)
    done = run(*command, main, same, "-o", tmp_path / "program")
    assert done.returncode == 0, done.stderr
    odd = build(command, tmp_path, "odd", other, "-DTAIPAN_OPTIMIZE=0")
    done = run(*command, main, odd, "-o", tmp_path / "program")
    assert done.returncode != 0
    assert re.search(r"undefined symbol: taipan_state_level", done.stderr)


def symbols(*arguments):
    """The names that nm lists, with their files and kinds."""
    done = run("nm", "-A", *arguments)
    assert done.returncode == 0, done.stderr
    return re.findall(r"([\w.]+\.o):[0-9a-f ]* (\w) (\S+)", done.stdout)


def test_every_file_of_the_runtime_refers_to_its_configuration():
    found = symbols(library())
    names = {name for _, _, name in found if name.startswith("taipan_config_")}
    assert len(names) == 1
    files = {file for file, _, _ in found}
    assert len(files) > 90
    assert {file for file, kind, name in found if name in names} == files
    assert [kind for _, kind, name in found if name in names].count("A") == 1


def test_the_configuration_takes_no_memory():
    """What an image has of it is a note that is not loaded."""
    listed = run("readelf", "-SW", library()).stdout
    flags = re.findall(r"\.note\.taipan +NOTE +\S+ \S+ \S+ \S+ +(\w*) +\d+ +\d+ +\d+", listed)
    assert len(flags) > 90
    assert set(flags) == {""}


def test_flags_of_a_file_are_no_configuration(tmp_path):
    text = '#include "runtime/value/features.h"\n'
    names = {name for i, flags in enumerate((["-O0"], ["-O2"], ["-Os"], ["-Os", "-DNDEBUG"],
                                             ["-O1", "-fsanitize=address"], ["-fshort-enums"]))
             for _, _, name in symbols(build(["g++", *flags], tmp_path, f"file{i}", text))
             if name.startswith("taipan_config_")}
    assert len(names) == 1


def test_no_layout_depends_on_flags():
    words = r"\b(__OPTIMIZE\w*|NDEBUG|__SANITIZE\w*|__has_feature|__NO_INLINE__)\b"
    assert [str(path) for path, text in SOURCES.items() if re.search(words, text)] == []


def test_the_name_of_the_configuration_has_every_option():
    named = re.findall(r"TEXT\((?:\w+, )?(TAIPAN_\w+)\)", SYMBOL)
    assert sorted(named) == sorted(OPTIONS)
    assert len(OPTIONS) == len(set(OPTIONS)) > 100


@pytest.mark.parametrize("symbol, headers, definition", [
    ("taipan_init_values2", "runtime.h", "TAIPAN_VALUES=2"),
    ("taipan_use_frozen_values0_float0_bigint1", "frozen.h", "TAIPAN_FLOAT=0"),
    ("taipan_use_frozen_values0_float32_bigint1", "frozen.h", "TAIPAN_FLOAT_DOUBLE=0"),
    ("taipan_use_frozen_values0_float64_bigint0", "frozen.h", "TAIPAN_BIGINT=0"),
])
def test_a_program_for_another_layout_does_not_link(symbol, headers, definition, tmp_path):
    (tmp_path / "main.c").write_text(
        f'#include "taipan/{headers}"\n#include "taipan/runtime.h"\n'
        "#ifdef TAIPAN_FROZEN_H\n"
        "int main(void) { return taipan_use_frozen((const taipan_frozen*)0); }\n"
        "#else\nint main(void) { return taipan_init((void*)0, 0, (const taipan_port*)0); }\n#endif\n")
    found = {name for _, kind, name in symbols(library()) if kind != "U"}
    own = symbol.replace("values2", "values0").replace("float0", "float64")
    own = own.replace("float32", "float64").replace("bigint0", "bigint1")
    assert own in found and symbol not in found
    done = run("cc", f"-I{ROOT / 'include'}", f"-D{definition}", tmp_path / "main.c", library(),
               "-o", tmp_path / "program")
    assert done.returncode != 0
    assert re.search(rf"undefined (reference to|symbol).*{symbol}\b", done.stderr)


def test_c_has_no_names_of_cpp():
    assert [str(path) for path, text in SOURCES.items()
            if ROOT / "include" in path.parents and "_ZN" in text] == []


# --- what the features promise --------------------------------------------------------------------


def test_every_option_is_used():
    text = "\n".join(text for path, text in SOURCES.items() if path.name not in HEADERS)
    own = re.findall(r"^#(?:el)?if .*|^#define .*", CONFIG + FEATURES, re.MULTILINE)
    used = set(re.findall(r"\bTAIPAN_\w+", text)) | {
        word for line in own if not line.startswith("#define TAIPAN_HAS_")
        for word in re.findall(r"\bTAIPAN_\w+", line)}
    derived = re.findall(r"#define (TAIPAN_HAS_\w+)", FEATURES)
    assert sorted(set(OPTIONS + derived) - used) == []


# --- every feature by itself, in ./dev test --full ------------------------------------------------


def rows_of_names(feature):
    """Names in names.def that a feature's macro decides about."""
    names, conditions = set(), []
    for line in (ROOT / "runtime/value/names.def").read_text().splitlines():
        if line.startswith("#if"):
            conditions.append(line)
        elif line.startswith("#endif"):
            conditions.pop()
        found = re.match(r'TAIPAN_NAME\("(\w+)"\)', line)
        if found and any(re.search(rf"\b{feature}\b", one) for one in conditions):
            names.add(found[1])
    return names


def files_about(feature):
    """Files of the runtime whose code may be different with another value of the feature."""
    words = [rf"\b{feature}\b", *(rf'"{name}"_name' for name in rows_of_names(feature))]
    words += [rf"\b{name}\b" for name in re.findall(
        rf"#define (TAIPAN_HAS_\w+)[^\n]*(?:\\\n[^\n]*)*\b{feature}\b", CONFIG + FEATURES)]
    pattern = re.compile("|".join(words))
    changed = {path for path, text in SOURCES.items()
               if path.name not in HEADERS and path.name != "names.def" and pattern.search(text)}
    # Files that include a header which changes.
    names = {str(path.relative_to(ROOT)) for path in changed if path.suffix != ".cpp"}
    include = re.compile(r'#include "([^"]+)"')
    reached = set(changed)
    for path, text in SOURCES.items():
        if path.suffix == ".cpp" and names & set(include.findall(text)):
            reached.add(path)
    return sorted(path for path in reached if path.suffix == ".cpp")


@pytest.mark.skipif("TAIPAN_FULL" not in os.environ, reason="./dev test --full does this")
@pytest.mark.parametrize("level", [0, 4])
def test_every_feature_can_be_turned(level):
    """Off at level full, on at level minimum: compiles, or says which other feature it needs."""
    features = [name for name in OPTIONS if name.startswith("TAIPAN_HAS_")]
    jobs = [(feature, file) for feature in features for file in files_about(feature)]
    assert len(jobs) > 300

    # Short messages leave parameters unused.
    warnings = ["-Wall", "-Wextra", "-Werror", *(["-Wno-unused-parameter"] if level == 0 else [])]

    def compiles(job):
        feature, file = job
        done = run("g++", *CODE, "-O0", *warnings, "-fsyntax-only", f"-DTAIPAN_LEVEL={level}",
                   f"-D{feature}={int(level == 0)}", file)
        lines = [line for line in done.stderr.splitlines() if "error" in line]
        if done.returncode == 0 or re.search(r"#error .* needs ", lines[0]):
            return None
        return f"{feature}: {lines[0]}"

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = [one for one in pool.map(compiles, jobs) if one]
    assert failed == []
