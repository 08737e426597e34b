#!/usr/bin/env python3
"""Compares the table of capabilities with what devices say of themselves: the output of tools/device_facts.py.

    tools/capabilities/compare.py TARGET DEVICE.json... [--without MODULE,...]

For each file, the names that only the device has, and those that only the table has, of the modules that both
have and the table knows in full. `--without`: modules that the build leaves out. The exit status is 1 when one
differs.
"""

import argparse
import json
import pathlib
import sys

TABLE = pathlib.Path(__file__).resolve().parents[2] / "targets/data/capabilities.txt"


class Table:
    """The lines of the table, by path."""

    def __init__(self, text):
        lines = text.splitlines()
        self.releases = next(l for l in lines if l.startswith("versions ")).split()[1:]
        self.targets = [l.split()[1] for l in lines if l.startswith("target ")]
        self.patterns = lines[lines.index("patterns") + 1:lines.index("features")]
        self.entries, path = {}, []
        for line in lines[lines.index("modules") + 1:lines.index("lists")]:
            level, words = len(line) - len(line.lstrip(" ")), line.split()
            path = path[:level] + [words[0]]
            self.entries[tuple(path)] = (words[1], int(words[2]))
        self.open = {l.split()[1]: l.split()[2:] for l in lines[lines.index("lists"):] if l.startswith("open ")}

    def answer(self, path, target, release):
        """True, False, or None where it is not known."""
        bit, index = 1 << self.releases.index(release), self.targets.index(target)
        for group in self.patterns[self.entries[path][1]].split():
            members, _, answer = group.partition(":")
            if not int(members, 16) >> index & 1:
                continue
            has, _, unknown = answer.partition("/")
            if unknown and int(unknown, 16) & bit:
                return None
            if has == "*" or int(has, 16) & bit:
                return True
        return False


def device_names(device):
    """Paths of all names that the device lists."""
    names = set()
    for module, inner in device["modules"].items():
        for name, members in inner.items():
            names.add((module, name))
            names.update((module, name, member) for member in members)
    return names


def compare(table, target, device, without):
    """(agreeing, only the device's, only the table's)."""
    release = ".".join(device["version"].split(".")[:2])
    # The u-names are other names of the same modules, of which the table has no names.
    modules = {name for name in device["modules"] if not (name[0] == "u" and name[1:] in device["modules"])}
    listed = {path for path in device_names(device) if path[0] in modules}
    lazy = set(device["lazy"])
    is_own = lambda path: any(part.startswith("__") for part in path)
    # A class is compared by its members where the device lists some: an instance lists none.
    classes = {path[:2] for path in listed if len(path) == 3}
    agree, extra, missing = 0, set(), set()
    for path in table.entries:
        module = path[0]
        if len(path) < 2 or module not in modules or module in without or is_own(path):
            continue
        if module in lazy or target in table.open.get(module, []) or (len(path) == 3 and path[:2] not in classes):
            continue
        answer = table.answer(path, target, release)
        if answer is None:
            continue
        if answer == (path in listed):
            agree += answer
        elif answer:
            missing.add(path)
        else:
            extra.add(path)
    known = set(table.entries)
    for path in listed:
        if path[0] not in without and not is_own(path) and path not in known and path[:1] in known \
                and target not in table.open.get(path[0], []):
            extra.add(path)
    return agree, sorted(extra), sorted(missing)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target")
    parser.add_argument("devices", nargs="+", type=pathlib.Path)
    parser.add_argument("--without", default="")
    options = parser.parse_args()
    table, status = Table(TABLE.read_text()), 0
    for file in options.devices:
        device = json.loads(file.read_text()[file.read_text().rindex('{"taipan-device"'):])
        agree, extra, missing = compare(table, options.target, device, options.without.split(","))
        print(f"{file.name}: {device['version']}: {agree} names agree, {len(extra)} only on the device, "
              f"{len(missing)} only in the table")
        for sign, rows in (("+", extra), ("-", missing)):
            for path in rows:
                print(f"  {sign} {'.'.join(path)}")
        status |= bool(extra or missing)
    return status


if __name__ == "__main__":
    sys.exit(main())
