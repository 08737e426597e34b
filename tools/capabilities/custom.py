#!/usr/bin/env python3
"""Describes a firmware of one's own from its build, as tools/device_facts.py describes a board:

    tools/capabilities/custom.py --target esp32@1.24 --genhdr build/genhdr [--manifest manifest.py] > device.json
    taipan lint --device-json device.json FILES

--genhdr: the folder with moduledefs.h and qstrdefs.generated.h. The modules are those that the first registers;
a name of theirs is there where the table has it for the target and the second has its text. --manifest: the
frozen modules are those that it names with paths. What needs packages of micropython-lib is asked for with
--library, the folder of its checkout.
"""

import argparse
import json
import pathlib
import re
import sys

import compare
import manifests
from sources import Sources

MODULE = re.compile(r"MP_ROM_QSTR\s*\(\s*MP_QSTR_(\w+)\s*\)")
QSTR = re.compile(r"^QDEF[01]?\(MP_QSTR_(\w+)\s*,", re.M)


class Fault(Exception):
    pass


def read(path):
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def registered(genhdr):
    """Names of the built-in modules, as they are registered."""
    lines = [line for line in read(genhdr / "moduledefs.h").splitlines() if line.startswith("#define MODULE_DEF")]
    return {name for line in lines for name in MODULE.findall(line)}


def built_in(table, target, release, genhdr):
    """{module: {name: [members]}} of what is built in."""
    names, found = registered(genhdr), {}
    texts = set(QSTR.findall(read(genhdr / "qstrdefs.generated.h")))
    for name in names:
        plain = name[1:] if name[:1] == "u" and (name[1:],) in table.entries else name
        for spelling in {name, plain}:
            found[spelling] = names_of(table, target, release, plain, texts)
    return found


def names_of(table, target, release, module, texts):
    found = {}
    for path in table.entries:
        if path[0] != module or len(path) == 1 or not set(path[1:]) <= texts or \
                table.answer(path, target, release) is False:
            continue
        if len(path) == 2:
            found.setdefault(path[1], [])
        else:
            found.setdefault(path[1], []).append(path[2])
    return found


def frozen(manifest, library):
    """{module: {name: [members]}} of what a manifest freezes."""
    read(manifest)
    tree = manifests.Frozen(Sources(manifest.parent), "", "", library)
    if not tree.manifest(manifest.name):
        raise Fault(f"{manifest}: it is no manifest")
    found = {}
    for name, (source, path, _) in tree.modules.items():
        names = manifests.Names(source.read(path), lambda *_: None, lambda *_: None)
        found[name] = {inner: sorted(row[3] or {}) for inner, row in names.names.items()} if names.whole else {}
    return found


def describe(spec, genhdr, manifest, table_path, library=None):
    name, _, release = spec.partition("@")
    if not release:
        raise Fault("--target: give it as NAME@RELEASE")
    table = compare.Table(read(table_path))
    if name not in table.targets:
        raise Fault(f"--target: unknown target '{name}'")
    if release not in table.releases:
        raise Fault(f"--target: unknown release '{release}'")
    modules = built_in(table, name, release, genhdr) if genhdr else \
        {p[0]: {} for p in table.entries if len(p) == 1 and table.answer(p, name, release) is not False}
    if manifest:
        modules.update(frozen(manifest, library))
    return {"taipan-device": 1, "platform": name, "version": release + ".0", "modules": modules, "lazy": []}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", required=True, metavar="NAME@RELEASE", help="what it is like")
    parser.add_argument("--genhdr", type=pathlib.Path)
    parser.add_argument("--manifest", type=pathlib.Path)
    parser.add_argument("--library", type=pathlib.Path)
    parser.add_argument("--table", type=pathlib.Path, default=compare.TABLE)
    options = parser.parse_args()
    try:
        library = manifests.Library(Sources(options.library)) if options.library else None
        device = describe(options.target, options.genhdr, options.manifest, options.table, library)
    except Fault as fault:
        print(f"custom.py: {fault}", file=sys.stderr)
        return 2
    print(json.dumps(device, separators=(",", ":"), sort_keys=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
