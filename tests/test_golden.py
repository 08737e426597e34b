"""The golden files (see golden_file.py). `./dev update` rewrites their expectations."""

import os

import pytest

import golden_file

FILES = golden_file.all_files()


def test_there_are_golden_files():
    assert {path.parent.name for path in FILES} == {
        "tokens", "ast", "scopes", "ir", "ssa", "bytecode", "disassembly", "errors",
    }


@pytest.mark.parametrize(
    "path", FILES, ids=[str(p.relative_to(golden_file.FOLDER).with_suffix("")) for p in FILES]
)
def test_golden(path):
    text = path.read_bytes().decode()
    source, old = golden_file.split(text)
    new = golden_file.transcript_of(text)
    if os.environ.get("TAIPAN_UPDATE") == "1":
        path.write_bytes((source + golden_file.SEPARATOR + new).encode())
    else:
        assert new == old
