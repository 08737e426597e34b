"""Capability facts in memory: for each target and name, the releases that have it, and those of which
that is not known; kinds and signatures; switches."""

# Switches that a rule asks about: name in the table -> how to read the configuration.
FEATURES = {
    "fstrings": "MICROPY_PY_FSTRINGS", "tstrings": "MICROPY_PY_TSTRINGS",
    "walrus": "MICROPY_PY_ASSIGN_EXPR", "complex": "MICROPY_PY_BUILTINS_COMPLEX",
    "setattr_hooks": "MICROPY_PY_DELATTR_SETATTR", "descriptors": "MICROPY_PY_DESCRIPTORS",
    "reverse_ops": "MICROPY_PY_REVERSE_SPECIAL_METHODS",
    "all_special": "MICROPY_PY_ALL_SPECIAL_METHODS",
    "inplace_ops": "MICROPY_PY_ALL_INPLACE_SPECIAL_METHODS",
    "unicode": "MICROPY_PY_BUILTINS_STR_UNICODE", "pow3": "MICROPY_PY_BUILTINS_POW3",
    "native_thumb": "MICROPY_EMIT_THUMB", "native_x64": "MICROPY_EMIT_X64",
    "native_xtensa": "MICROPY_EMIT_XTENSA", "native_xtensawin": "MICROPY_EMIT_XTENSAWIN",
    "native_rv32": "MICROPY_EMIT_RV32", "asm_thumb": "MICROPY_EMIT_INLINE_THUMB",
    "asm_xtensa": "MICROPY_EMIT_INLINE_XTENSA", "asm_rv32": "MICROPY_EMIT_INLINE_RV32",
}


def truth(value):
    """A switch's value as a bool; None when it cannot be told."""
    if isinstance(value, bool):
        return value
    text = str(value).strip("()")
    if text == "undef":
        return False
    return bool(int(text)) if text.lstrip("-").isdigit() else None


class Facts:
    def __init__(self, load, kinds):
        index = load("index.json")
        self.versions = load("features.json")["versions"]
        self._bit = {v: 1 << i for i, v in enumerate(self.versions)}
        circuitpython = load("circuitpython.json")
        self.circuitpython_versions = [v for v in circuitpython["versions"] if v != "HEAD"]
        self.targets = sorted(index["targets"]) + ["circuitpython"]
        self.index = {name: i for i, name in enumerate(self.targets)}
        self._full, self._port, self._kinds = {}, {"circuitpython": "circuitpython"}, {}
        self._has, self._unknown, self._signatures, self._features = {}, {}, {}, {}
        self._open, self._frozen = set(), {}
        for target in self.targets[:-1]:
            self._read_target(target, load(f"target-{target}.json"), kinds)
        self._full["circuitpython"] = (1 << len(self.circuitpython_versions)) - 1
        for name in circuitpython["modules"]:
            self.set_circuitpython(name)
        self._read_features(load("features.json")["targets"])
        self._read_frozen(load("boards.json")["boards"], index["targets"])

    # ---- reading -------------------------------------------------------------------------------

    def _read_target(self, target, data, kinds):
        self._port[target] = data["port"]
        self._full[target] = self._range(data["versions"][0], data["versions"][-1])
        for module, entry in data["modules"].items():
            self._enter(target, (module,), entry, self._full[target], "m")
            has = self._has[target, (module,)]
            plain, old = module, entry.get("u_name")
            if old:  # until 1.20 both names; then the old one only for modules that can be extended
                both = has & self._range("1.12", "1.20")
                if entry.get("extensible"):
                    both |= has & self._available(entry["extensible"])
                self._has[target, (old,)] = both
                self._kinds[(old,)] = "m"
            for name, attribute in entry["attrs"].items():
                self._enter(target, (plain, name), attribute, has, kinds.get(attribute["kind"], "o"))
                mine = self._has[target, (plain, name)]
                for member, inner in attribute.get("members", {}).items():
                    self._enter(target, (plain, name, member), inner, mine, kinds.get(inner["kind"], "o"))

    def _enter(self, target, path, entry, parent, kind):
        has = self._available(entry["avail"]) if "avail" in entry else parent
        self._has[target, path] = has & parent
        self._kinds.setdefault(path, kind)
        changes = entry.get("hist") or [[self.versions[0], entry]]
        for at, (since, shape) in enumerate(changes):
            last = changes[at + 1][0] if at + 1 < len(changes) else None
            releases = self._range(since, self.versions[-1])
            if last:
                releases &= ~self._range(last, self.versions[-1])
            arguments, keywords = shape.get("args"), shape.get("kw", shape.get("ctor_kw"))
            if arguments or keywords:
                self._signatures.setdefault(path, []).append(
                    (target, releases, tuple(arguments) if arguments else None,
                     "?" if keywords == "?" else None if keywords is None else tuple(keywords)))

    def _read_features(self, targets):
        for target, switches in targets.items():
            for name, switch in FEATURES.items():
                self._features[target, name] = self._masks(switches.get(switch, False), truth)
            kind = lambda value: str(value).strip("()")
            for name, wanted in (("float", "12"), ("float64", "2")):
                self._features[target, name] = self._masks(
                    switches.get("MICROPY_FLOAT_IMPL", "0"), lambda v: kind(v) in tuple(wanted))
        for name in ("float", "fstrings", "walrus", "unicode", "setattr_hooks", "descriptors"):
            self._features["circuitpython", name] = (self._full["circuitpython"], 0)

    def _masks(self, changes, read):
        if not isinstance(changes, list):
            changes = [[self.versions[0], changes]]
        has = unknown = 0
        for since, value in changes:
            rest = self._range(since, self.versions[-1])
            has, unknown = has & ~rest, unknown & ~rest
            answer = read(value)
            if answer is None:
                unknown |= rest
            elif answer:
                has |= rest
        return has, unknown

    def _read_frozen(self, boards, sampled):
        """Frozen modules of the sampled boards, which are those of the newest release."""
        variants = {"unix-standard": "@unix-standard", "unix-coverage": "@unix-coverage",
                    "webassembly-standard": "@webassembly-standard",
                    "webassembly-pyscript": "@webassembly-pyscript"}
        for target, entry in sampled.items():
            board = boards.get(entry["board_sampled"] or variants.get(target, ""))
            for module in (board or {}).get("frozen", ()):
                if not module.startswith("!"):
                    self._frozen.setdefault(module, set()).add(target)
                    while "." in module:
                        module = module.rpartition(".")[0]
                        self._frozen.setdefault(module, set()).add(target)
        for module, targets in self._frozen.items():
            self._kinds.setdefault((module,), "z")
            for target in targets:
                self._names_of_frozen(target, module)
                newest = self._bit[self.versions[-1]]
                self._has[target, (module,)] = self._has.get((target, (module,)), 0) | newest

    def _names_of_frozen(self, target, module):
        """What a frozen module has that was built in before is not known from then on."""
        built_in = self._has.get((target, (module,)), 0)
        if built_in == self._full[target]:
            return
        for owner, path in list(self._has):
            if owner == target and path[0] == module and len(path) > 1:
                self._unknown[owner, path] = self._unknown.get((owner, path), 0) | self._full[target] & ~built_in

    def _range(self, first, last):
        low, high = self.versions.index(first), self.versions.index(last)
        return (1 << high + 1) - (1 << low)

    def _available(self, text):
        mask = 0
        for part in text.split(","):
            first, dash, last = part.partition("-")
            mask |= self._range(first, last or (self.versions[-1] if dash else first))
        return mask

    # ---- what corrections do ---------------------------------------------------------------------

    def port(self, target):
        return self._port[target]

    def full(self, target):
        return self._full[target]

    def known(self, target, path):
        return (target, path) in self._has

    def paths(self, target):
        return sorted(path for owner, path in self._has if owner == target)

    def first(self, target, path):
        mask = self._has.get((target, path), 0)
        return next((v for v in self.versions if self._bit[v] & mask), None)

    def set(self, target, path, answer, first="1.12", last=None):
        """From release `first` to `last`, the target has the name, or it is not known."""
        if not self.known(target, path):
            return
        mask = self._range(first, last or self.versions[-1]) & self._full[target]
        key = target, path
        if answer == "always":
            owner = self._has.get((target, path[:1]), 0)
            self._has[key] |= mask & owner
        else:
            self._has[key] &= ~mask
            self._unknown[key] = self._unknown.get(key, 0) | mask

    def set_members(self, target, path, answer):
        for member in self.paths(target):
            if len(member) == 3 and member[:2] == path:
                self.set(target, member, answer)

    def add(self, target, path, kind, first):
        self._has[target, path] = self._range(first, self.versions[-1]) & self._full[target]
        self._kinds.setdefault(path, kind)

    def bridge(self, target, path, version):
        """The release has what those beside it have."""
        at = self.versions.index(version)
        beside = self._bit[self.versions[at - 1]] | self._bit[self.versions[at + 1]]
        if self._has[target, path] & beside == beside:
            self._has[target, path] |= self._bit[version]

    def fill_gaps(self):
        """A name that comes, goes and comes again did so by the method, most likely: not known."""
        for (target, path), has in self._has.items():
            if has and target != "circuitpython":
                high, low = has.bit_length(), (has & -has).bit_length() - 1
                gap = ((1 << high) - (1 << low)) & ~has
                if gap:
                    self._unknown[target, path] = self._unknown.get((target, path), 0) | gap

    def set_signature(self, target, path, arguments, keywords):
        if self.known(target, path):
            kept = [row for row in self._signatures.get(path, ()) if row[0] != target]
            self._signatures[path] = kept + [(target, self._full[target], arguments, tuple(keywords))]

    def set_circuitpython(self, name):
        self._has["circuitpython", (name,)] = (1 << len(self.circuitpython_versions)) - 1
        self._kinds.setdefault((name,), "m")

    def circuitpython_modules(self):
        return [path[0] for path in self.paths("circuitpython")]

    def open_module(self, module, target):
        """The module may have names that the table lacks."""
        self._open.add((module, target))

    def frozen_modules(self):
        return sorted(self._frozen)

    def frozen_before_newest_is_unknown(self, module):
        older = self._range(self.versions[0], self.versions[-2])
        for target in self._frozen[module]:
            self._unknown[target, (module,)] = older & ~self._has[target, (module,)]

    def frozen_since(self, module, version):
        for target in self._frozen.get(module, ()):
            self._has[target, (module,)] = self._range(version, self.versions[-1]) & self._full[target]
            self._unknown.pop((target, (module,)), None)

    def set_frozen_names(self, module, names):
        for target in self._frozen.get(module, ()):
            for name in names:
                self._has[target, (module, name)] = self._full[target]
                self._kinds.setdefault((module, name), "o")

    def set_feature(self, target, name, value):
        self._features[target, name] = (self._full[target] if value else 0, 0)

    # ---- what the table is made of ---------------------------------------------------------------

    def all_paths(self):
        return sorted({path for (_, path), has in self._has.items()
                       if has or self._unknown.get((_, path))})

    def kind(self, path):
        return self._kinds[path]

    def answers(self, path):
        return {t: (self._has.get((t, path), 0), self._unknown.get((t, path), 0))
                for t in self.targets if (t, path) in self._has}

    def signatures(self, path, text):
        """{text: {target: (releases, 0)}}"""
        found = {}
        for target, releases, arguments, keywords in self._signatures.get(path, ()):
            where = found.setdefault(text(arguments, keywords), {})
            here = releases & (self._has[target, path] | self._unknown.get((target, path), 0))
            where[target] = (where.get(target, (0, 0))[0] | here, 0)
        return {t: w for t, w in found.items() if any(has for has, _ in w.values())}

    def feature_names(self):
        return {name for _, name in self._features}

    def feature_answers(self, name):
        return {t: self._features[t, name] for t in self.targets if (t, name) in self._features}

    def opened(self):
        return sorted(self._open)
