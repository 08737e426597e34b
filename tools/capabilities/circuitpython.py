#!/usr/bin/env python3
"""Derives what CircuitPython has, release by release: the names of all its modules, those of ports included.

    tools/capabilities/circuitpython.py --circuitpython REPOSITORY [--tag 9.2.9]... [-o DIRECTORY]

Which modules a board has is decided in makefiles by its flash and chip. The target `circuitpython` is the union:
what it lacks, no board has. A target `circuitpython-NAME` is a board; what its makefiles do not decide is not known.
"""

import argparse
import json
import pathlib
import re
import time

from firmware import Fact, Firmware, Texts
from makefiles import Make
from ports import ARM, Target
from preprocessor import OWN
from sources import Sources

TAGS = ("7.0.0", "7.3.3", "8.0.0", "8.2.10", "9.0.5", "9.1.4", "9.2.9", "10.0.3", "10.1.0", "10.2.0")
BOARDS = {"circuitpython-pico": ("raspberrypi", "raspberry_pi_pico"),
          "circuitpython-pico-w": ("raspberrypi", "raspberry_pi_pico_w"),
          "circuitpython-feather-esp32s3": ("espressif", "adafruit_feather_esp32s3_4mbflash_2mbpsram"),
          "circuitpython-feather-m4": ("atmel-samd", "feather_m4_express"),
          "circuitpython-trinket-m0": ("atmel-samd", "trinket_m0"),
          "circuitpython-feather-nrf52840": ("nordic", "feather_nrf52840_express")}
ENUM = {"MAKE_ENUM_MAP_ENTRY(prefix,name)":
        "{ MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&prefix##_##name##_obj) }",
        "MP_CONFIGFILE": "<py/circuitpy_mpconfig.h>", "MICROPY_FLOAT_IMPL": "1", "MICROPY_ENABLE_GC": "1",
        "MICROPY_LONGINT_IMPL": "2"}
# Modules with names that are made when a firmware is built, or by code.
OPEN = ("board", "microcontroller", "ulab")
ULAB = "ulab"  # a submodule: its names are not in the sources
FOLDERS = ("py/", "extmod/", "shared/", "shared-bindings/", "shared-module/", "supervisor/shared/")
HERE = re.compile(r"ports/[\w-]+/(bindings|common-hal)/")


def is_used(sources, path):
    """MicroPython's module is not used where CircuitPython has its own of the same name."""
    match = re.match(r"(?:extmod|py)/modu?(\w+)\.c$", path)
    return not match or "MP_REGISTER_MODULE" not in (sources.read(f"shared-bindings/{match.group(1)}/__init__.c") or "")


class Union(Target):
    """All modules at once: a switch of CircuitPython's is not known, and what it decides counts as there."""

    def __init__(self):
        super().__init__("circuitpython", "", ["", "py", "shared-bindings", "shared-module", "shared"],
                         {**ARM, **ENUM})
        self.made = set()

    def is_zero(self, name):
        return not name.startswith("CIRCUITPY_") and bool(OWN.match(name)) and name not in self.made

    def files(self, sources):
        text = sources.read("py/circuitpy_mpconfig.mk") or ""
        self.made = set(re.findall(r"-D(MICROPY_\w+)=\$\(", text))  # decided by make
        for path in sources.paths("ports/"):  # or by ports and boards
            if path.endswith(("/mpconfigport.h", "/mpconfigboard.h")):
                self.made.update(re.findall(r"^\s*#\s*define\s+(MICROPY_PY_\w+)", sources.read(path) or "", re.M))
        return [path for path in sources.paths() if path.endswith(".c") and is_used(sources, path) and
                (path.startswith(FOLDERS) or HERE.match(path))]


class Board(Target):
    """One board: the switches of its makefiles."""

    def __init__(self, name, port, folder, switches, macros):
        super().__init__(name, port, [folder, f"ports/{port}", "", "py", "shared-bindings", "shared-module", "shared"],
                         {**ARM, **macros, **ENUM})
        self.switches = switches

    def is_zero(self, name):
        return bool(OWN.match(name)) and not name.startswith("CIRCUITPY_")

    def files(self, sources):
        own = f"ports/{self.port}/"
        return [path for path in sources.paths() if path.endswith(".c") and is_used(sources, path) and
                (path.startswith(FOLDERS) or (path.startswith(own) and HERE.match(path)))]


def union(sources, texts):
    """(facts, classes that may have members besides)"""
    firmware = Firmware(sources, Union(), texts)
    facts = plain_names(firmware.facts())
    for fact in facts.values():
        fact.known = True
    facts[ULAB,] = Fact("m", True)
    return facts, sorted("/".join(path) for path in plain_names(dict.fromkeys(firmware.partial | firmware.hollow)))


def plain_names(facts):
    """A module of a package is registered as package_dot_module."""
    return {(path[0].replace("_dot_", "."), *path[1:]): fact for path, fact in facts.items()}


def board(sources, texts, name, port, board_name, everything):
    """The facts of a board: `everything` that its switches do not rule out; None where it is not there."""
    folder = f"ports/{port}/boards/{board_name}"
    if not sources.paths(folder + "/"):
        return None
    make = Make(sources, f"ports/{port}", {"BOARD": board_name})
    for path in (f"{folder}/mpconfigboard.mk", f"ports/{port}/mpconfigport.mk", "py/circuitpy_mpconfig.mk"):
        make.read(path)
    switches = {key: value for key, value in make.variables.items() if key.startswith("CIRCUITPY_")}
    values = {key: make.expand(value) for key, value in switches.items()}
    off = {key for key, value in values.items() if value is not None and value.strip() == "0"}
    on = {key: value.strip() for key, value in values.items() if value and value.strip().isdigit()}
    target = Board(name, port, folder, on, on)
    facts = Firmware(sources, target, texts).facts()
    facts = plain_names(facts)
    ruled_out = {key[len("CIRCUITPY_"):].lower() for key in off}
    decided = {key[len("CIRCUITPY_"):].lower() for key in on}
    # A module whose files the makefiles choose: its source has no switch around it.
    chosen = {path.split("/")[-2] for path in sources.paths() if re.search(r"bindings/\w+/__init__\.c$", path)}
    elsewhere = {path.split("/")[-2] for path in sources.paths("ports/")
                 if "/bindings/" in path and not path.startswith(f"ports/{port}/")}
    found = {}
    for path, fact in everything.items():
        own, module = facts.get(path), path[0]
        if module in ruled_out or (own is None and (path[:1] in facts or module in elsewhere)):
            continue
        known = own is not None and own.known and (module not in chosen or module.strip("_") in decided or
                                                   module in ALWAYS)
        found[path] = Fact(fact.kind, known, fact.signature)
    return found


# Modules without a switch of their own.
ALWAYS = set("struct time math supervisor __future__ os random".split())


def row(fact):
    counts, keywords = fact.signature or (None, None)
    return [fact.kind, int(fact.known)] + ([counts, keywords] if counts or keywords is not None else [])


def opened(facts):
    return [name for name in OPEN if (name,) in facts]


def derive(sources, texts):
    everything, partial = union(sources, texts)
    features = {name: True for name in ("float", "fstrings", "walrus", "unicode", "setattr_hooks", "descriptors")}
    found = {"circuitpython": everything}
    for name, (port, board_name) in BOARDS.items():
        facts = board(sources, texts, name, port, board_name, everything)
        if facts:
            found[name] = facts
    return {name: {"port": "circuitpython", "names": {"/".join(path): row(fact) for path, fact in sorted(facts.items())},
                   "features": features, "open": opened(facts), "partial": partial} for name, facts in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--circuitpython", type=pathlib.Path, required=True, help="git repository of CircuitPython")
    parser.add_argument("--tag", action="append", help="default: " + ", ".join(TAGS))
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("capability-facts"))
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    texts = Texts()
    for tag in options.tag or TAGS:
        start = time.process_time()
        sources = Sources(options.circuitpython, tag)
        found = derive(sources, texts)
        facts = {"format": 1, "tag": tag, "release": tag, "described": tag, "date": sources.date(), "targets": found}
        (options.output / f"circuitpython-{tag}.json").write_text(json.dumps(facts, separators=(",", ":")))
        sources.close()
        print(f"{tag}: {len(found)} targets, {len(found['circuitpython']['names'])} names, "
              f"{time.process_time() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
