#!/usr/bin/env python3
"""Derives what firmware has from checkouts of MicroPython, release by release: one file of raw facts a release.

    tools/capabilities/derive.py --reference MICROPYTHON [--library MICROPYTHON_LIB] [--tag v1.24.1]...
                                 [--target NAME]... [-o DIRECTORY]

The checkouts are git repositories with the tags; nothing is checked out or changed. tools/capabilities/build.py
makes the table from the files. Facts only: names, kinds, counts of arguments, keywords, switches.
"""

import argparse
import json
import pathlib
import re
import sys
import time

import samples
from firmware import Firmware, Texts
from manifests import Library
from ports import make_target
from sources import Sources

# One tag for each release: its last fix.
TAGS = {"1.12": "v1.12", "1.13": "v1.13", "1.14": "v1.14", "1.15": "v1.15", "1.16": "v1.16", "1.17": "v1.17",
        "1.18": "v1.18", "1.19": "v1.19.1", "1.20": "v1.20.0", "1.21": "v1.21.0", "1.22": "v1.22.2",
        "1.23": "v1.23.0", "1.24": "v1.24.1", "1.25": "v1.25.0", "1.26": "v1.26.1", "1.27": "v1.27.0",
        "1.28": "v1.28.0"}


def release_of(sources, tag):
    """`1.24` of `v1.24.1`; of what is no tag, the release that its sources say they become."""
    if not tag.startswith("v"):
        text = sources.read("py/mpconfig.h") or ""
        parts = [re.search(rf"#define MICROPY_VERSION_{part}\s+(\d+)", text) for part in ("MAJOR", "MINOR")]
        if all(parts):
            return ".".join(part.group(1) for part in parts)
    return ".".join(tag.lstrip("v").split("-")[0].split(".")[:2])


def library_of(sources, folder):
    """micropython-lib as the release has it, or None."""
    commit = sources.submodule("lib/micropython-lib")
    if not folder or not commit:
        return None
    try:
        return Library(Sources(folder, commit))
    except Exception as error:  # a checkout without that commit
        print(f"micropython-lib: {error}", file=sys.stderr)
        return None


def derive(sources, release, names, texts, library):
    """{target: {"names": {dotted path: row}, "features": …, "open": …}}; a row is kind, known, counts, keywords."""
    found = {}
    for name in names:
        target = make_target(sources, name, samples.TARGETS[name], release)
        if target is None:
            continue
        firmware = Firmware(sources, target, texts)
        facts = firmware.facts()
        loose = firmware.loose()
        firmware.frozen(facts, library)
        rows = {}
        for path, fact in sorted(facts.items()):
            row = [fact.kind, int(fact.known)]
            counts, keywords = fact.signature or (None, None)
            if counts or keywords is not None:
                row += [counts, keywords]
            if fact.symbol:
                row += [None] * (4 - len(row)) + [fact.symbol]
            rows["/".join(path)] = row
        found[name] = {"port": samples.TARGETS[name]["port"], "names": rows, "features": firmware.features(),
                       "open": sorted(firmware.open), "loose": loose,
                       "hollow": sorted("/".join(path) for path in firmware.hollow),
                       "partial": sorted("/".join(path) for path in firmware.partial)}
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reference", type=pathlib.Path, required=True, help="git repository of MicroPython")
    parser.add_argument("--library", type=pathlib.Path, help="git repository of micropython-lib")
    parser.add_argument("--tag", action="append", help="default: one tag for each release")
    parser.add_argument("--target", action="append", choices=sorted(samples.TARGETS), metavar="NAME")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("capability-facts"))
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    texts = Texts()
    for tag in options.tag or TAGS.values():
        start = time.process_time()
        sources = Sources(options.reference, tag)
        release = release_of(sources, tag)
        library = library_of(sources, options.library)
        found = derive(sources, release, options.target or sorted(samples.TARGETS), texts, library)
        sources.close()
        facts = {"format": 1, "tag": tag, "release": release, "described": sources.describe(), "date": sources.date(),
                 "targets": found}
        path = options.output / f"micropython-{release}.json"
        if options.target and path.exists():  # the others stay
            facts["targets"] = {**json.loads(path.read_text())["targets"], **found}
        path.write_text(json.dumps(facts, separators=(",", ":")))
        print(f"{tag}: {len(found)} targets, {sum(len(t['names']) for t in found.values())} names, "
              f"{time.process_time() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
