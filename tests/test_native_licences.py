"""What is linked into programs, and into machine code, has a licence that docs/licences.md names."""

import os
import pathlib
import re

import pytest

from programs import ROOT

DOCUMENT = (ROOT / "docs/licences.md").read_text()

# Libraries of link lines, and the row that has their licence.
PARTS = {
    r"libtaipan\w*\.a": "Taipan",
    r"libLLVM\w+\.a": "LLVM",
    r"libz\.(a|so)|-lz": "zlib",
    r"libzstd\.(a|so)|-lzstd": "Zstandard",
    r"libfmt\.\w+|-lfmt": "fmt",
    r"-lrt|-ldl|-lm|-lpthread|libm\.(a|so)|libc\.a|librt\.a|libdl\.a": "the C library",
    r"libstdc\+\+\.\w+|libgcc\w*\.\w+": "libstdc++, libgcc",
}
# Headers of others that become part of programs.
HEADERS = {"CLI/": "CLI11", "toml++/": "toml++", "nlohmann/": "JSON for Modern C++", "fmt/": "fmt",
           "llvm/": "LLVM", "catch2/": "Catch2"}


def licence_of(part):
    row = re.search(rf"^\| {re.escape(part)}( [\d.]+)? \| [^|]+ \| ([^|]+) \|", DOCUMENT, re.MULTILINE)
    return row[2].strip() if row else ("" if part not in DOCUMENT else "named")


def libraries_of(target):
    """The libraries of a program's link line, by the build's own file."""
    path = pathlib.Path(os.environ.get("TAIPAN_BUILD", ROOT / "build/release")) / "build.ninja"
    if not path.exists():
        pytest.skip("the build is not by ninja")
    text = path.read_text()
    found = re.search(rf"^build {target}: CXX_EXECUTABLE_LINKER.*?LINK_LIBRARIES = (.*?)$", text,
                      re.MULTILINE | re.DOTALL)
    return found[1].split() if found else None


@pytest.mark.parametrize("target", ["taipan-native", "taipan", "mpy-cross"])
def test_all_that_is_linked_has_a_licence_in_the_document(target):
    libraries = libraries_of(target)
    if libraries is None and target == "taipan-native":
        pytest.skip("taipan-native is not built: LLVM 22.1 was not found")
    parts = set()
    for library in libraries:
        if library.startswith("-Wl,"):
            continue
        name = library.rsplit("/", 1)[-1]
        rows = [row for pattern, row in PARTS.items() if re.fullmatch(pattern, name)]
        assert rows, f"{library}: a part that docs/licences.md has to name"
        parts.update(rows)
    assert "Taipan" in parts and ("LLVM" in parts) == (target == "taipan-native")
    for part in parts:
        assert licence_of(part), part


def test_all_headers_of_others_are_in_the_document():
    found = set()
    for folder in ("backends", "codegen", "compiler", "frontend", "freezer", "hosted", "include", "lint",
                   "mpy-format", "numbers", "runtime", "src", "support", "targets"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".h", ".cpp", ".inc") and path.is_file():
                found.update(re.findall(r"^#include <([^>]*/)[^/>]*>", path.read_text(), re.MULTILINE))
    known = {"sys/", "machine/", "linux/", "bits/", "cxxabi/"}
    for folder in found:
        top = folder.split("/")[0] + "/"
        assert top in known or licence_of(HEADERS.get(top, top)), top
