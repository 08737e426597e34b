"""Capability facts in memory: for each target and name, the releases that have it, and those of which
that is not known; kinds, signatures and switches. Made from the files that derive.py writes."""

import json


class Facts:
    """`files`: derive.py's for MicroPython, oldest release first; `circuitpython`: those of CircuitPython."""

    def __init__(self, files, circuitpython=()):
        loaded = [json.loads(path.read_text()) for path in files]
        loaded.sort(key=lambda file: version_key(file["release"]))
        others = [json.loads(path.read_text()) for path in circuitpython]
        others.sort(key=lambda file: version_key(file["release"]))
        self.versions = [file["release"] for file in loaded]
        self.circuitpython_versions = [file["release"] for file in others]
        self.source = loaded[-1]["described"], max(file["date"] for file in loaded + others)
        names = {name for file in loaded for name in file["targets"]}
        self.targets = sorted(names) + sorted({name for file in others for name in file["targets"]})
        self.index = {name: i for i, name in enumerate(self.targets)}
        self._full, self._port, self._kinds = {}, {}, {}
        self._has, self._unknown, self._signatures, self._features, self._open = {}, {}, {}, {}, {}
        self._symbols, self._partial = {}, set()
        for bit, file in enumerate(loaded):
            for name, target in file["targets"].items():
                self._read(name, target, 1 << bit)
        for bit, file in enumerate(others):
            for name, target in file["targets"].items():
                self._read(name, target, 1 << bit)
        self._pick_kinds()
        self._undate(loaded)
        self._hollow(loaded)

    def _hollow(self, files):
        """Of a class or module whose names were not found, those that others have are not known."""
        owners = {}
        for at, file in enumerate(files):
            for name, target in file["targets"].items():
                for text in target.get("hollow", ()):
                    owners.setdefault(tuple(text.split("/")), []).append((name, 1 << at))
        for path in self.all_paths() if owners else ():
            for size in range(1, len(path)):
                for name, bit in owners.get(path[:size], ()):
                    self._unknown[name, path] = self._unknown.get((name, path), 0) | bit

    def _undate(self, files):
        """A name is not dated by its first release where the one before has its row in a table that nothing was
        seen to use: before, it is not known."""
        loose = [{name: set(target.get("loose", ())) for name, target in file["targets"].items()} for file in files]
        for (name, path, bit), symbol in self._symbols.items():
            at, row = bit.bit_length() - 2, f"{path[-1]} {symbol}"
            while at >= 0:
                before = 1 << at
                if (self._has.get((name, path), 0) | self._unknown.get((name, path), 0)) & before or \
                        row not in loose[at].get(name, ()):
                    break
                self._unknown[name, path] = self._unknown.get((name, path), 0) | before
                at -= 1

    def _read(self, name, target, bit):
        self._full[name] = self._full.get(name, 0) | bit
        self._port[name] = target["port"]
        for text, row in target["names"].items():
            path = tuple(text.split("/"))
            kind, known, counts, keywords, symbol = (*row, None, None, None)[:5]
            if symbol:
                self._symbols[name, path, bit] = symbol
            store = self._has if known else self._unknown
            store[name, path] = store.get((name, path), 0) | bit
            if target["port"] == "circuitpython" and path in self._kinds:
                tally = {}  # MicroPython's kind counts
            else:
                tally = self._kinds.setdefault(path, {})
            tally[kind] = tally.get(kind, 0) + 1
            if counts or keywords is not None:
                signature = (tuple(counts) if counts else None,
                             keywords if keywords is None or keywords == "?" else tuple(keywords))
                key = path, signature
                where = self._signatures.setdefault(path, {}).setdefault(signature, {})
                where[name] = where.get(name, 0) | bit
        for feature, value in target["features"].items():
            has, unknown = self._features.get((name, feature), (0, 0))
            self._features[name, feature] = (has | (bit if value else 0), unknown | (bit if value is None else 0))
        for module in target["open"]:
            self._open.setdefault(module, set()).add(name)
        self._partial.update(text for text in (*target.get("partial", ()), *target.get("hollow", ())) if "/" in text)

    def _pick_kinds(self):
        """A name has one kind: class before function where a release or port has one, module before frozen."""
        order = "cmtfisoz"
        for path, tally in self._kinds.items():
            kinds = set(tally)
            if len(path) == 1:
                self._kinds[path] = "m" if "m" in kinds else "z"
            elif "c" in kinds:
                self._kinds[path] = "c"
            else:
                best = max(tally.values())
                self._kinds[path] = min((k for k in kinds if tally[k] == best), key=order.index)

    # ---- what corrections do ---------------------------------------------------------------------

    def set_signature(self, path, signature):
        """On all targets of MicroPython, in all releases that may have the name."""
        where = {}
        for target, (has, unknown) in self.answers(path).items():
            if self._port[target] != "circuitpython":
                where[target] = has | unknown
        if where:
            self._signatures[path] = {signature: where}

    def drop_module(self, module):
        for store in (self._has, self._unknown):
            for key in [key for key in store if key[1][0] == module]:
                del store[key]

    def drop_signature(self, path):
        self._signatures.pop(path, None)

    def set_feature(self, target, name):
        self._features[target, name] = (self._full[target], 0)

    def open_module(self, module, targets):
        self._open.setdefault(module, set()).update(targets)

    # ---- what the table is made of ---------------------------------------------------------------

    def port(self, target):
        return self._port[target]

    def full(self, target):
        return self._full[target]

    def paths_of(self, target):
        return {path for owner, path in (*self._has, *self._unknown) if owner == target}

    def all_paths(self):
        return sorted({path for _, path in (*self._has, *self._unknown)})

    def kind(self, path):
        return self._kinds[path]

    def answers(self, path):
        """{target: (releases that have it, releases not known about)}"""
        found = {}
        for target in self.targets:
            has, unknown = self._has.get((target, path), 0), self._unknown.get((target, path), 0)
            if has or unknown:
                found[target] = (has, unknown)
        return found

    def signatures(self, path, text):
        """{text: {target: (releases, 0)}}"""
        return {text(*signature): {target: (releases, 0) for target, releases in where.items()}
                for signature, where in self._signatures.get(path, {}).items()}

    def feature_names(self):
        return {name for _, name in self._features}

    def feature_answers(self, name):
        return {t: self._features[t, name] for t in self.targets if (t, name) in self._features}

    def opened(self):
        """(module, target) of modules that may have names that are not listed."""
        return sorted((module, target) for module, targets in self._open.items() for target in targets)

    def partial(self):
        """`module.Class` of classes that may have members that are not listed, on some target."""
        return sorted(text.replace("/", ".") for text in self._partial)


def version_key(release):
    return tuple(int(part) for part in release.split("-")[0].split("."))
