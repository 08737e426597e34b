"""What one release has on one target: modules, their names, members of classes, signatures and switches."""

import re

import manifests
import preprocessor
from signatures import Signatures, body_text
from tables import Collector, Unit, entries, find_events

# Modules that were called with a u until 1.20.
U_NAMES = """array binascii bluetooth collections cryptolib errno hashlib heapq io json machine os platform random
    re select socket ssl struct sys time websocket zlib asyncio""".split()


# Switches that a rule asks about: name in the table -> macro.
FEATURES = {
    "fstrings": "MICROPY_PY_FSTRINGS", "tstrings": "MICROPY_PY_TSTRINGS", "walrus": "MICROPY_PY_ASSIGN_EXPR",
    "complex": "MICROPY_PY_BUILTINS_COMPLEX", "setattr_hooks": "MICROPY_PY_DELATTR_SETATTR",
    "descriptors": "MICROPY_PY_DESCRIPTORS", "reverse_ops": "MICROPY_PY_REVERSE_SPECIAL_METHODS",
    "all_special": "MICROPY_PY_ALL_SPECIAL_METHODS", "inplace_ops": "MICROPY_PY_ALL_INPLACE_SPECIAL_METHODS",
    "unicode": "MICROPY_PY_BUILTINS_STR_UNICODE", "pow3": "MICROPY_PY_BUILTINS_POW3",
    "epoch1970": "MICROPY_EPOCH_IS_1970",
    "native_thumb": "MICROPY_EMIT_THUMB", "native_x64": "MICROPY_EMIT_X64", "native_xtensa": "MICROPY_EMIT_XTENSA",
    "native_xtensawin": "MICROPY_EMIT_XTENSAWIN", "native_rv32": "MICROPY_EMIT_RV32",
    "asm_thumb": "MICROPY_EMIT_INLINE_THUMB", "asm_xtensa": "MICROPY_EMIT_INLINE_XTENSA",
    "asm_rv32": "MICROPY_EMIT_INLINE_RV32",
}


STORES = ("tables", "dictionaries", "modules", "types", "functions", "bodies", "objects", "methods")


class Texts:
    """Parses of files and events of texts, which do not depend on the target; shared between targets."""

    def __init__(self):
        self.parses, self._events = {}, {}

    def nodes(self, sources, path):
        key = sources.key(path)
        if key not in self.parses:
            self.parses[key] = preprocessor.parse(sources.read(path))
        return self.parses[key]

    def events(self, text):
        key = id(text)
        if key not in self._events:
            self._events[key] = (text, find_events(text))
        return self._events[key][1]


class Firmware:
    """`target`: ports.Target."""

    def __init__(self, sources, target, texts):
        self.sources, self.target, self.texts = sources, target, texts
        self.is_zero = target.is_zero
        self.processor = preprocessor.Preprocessor(self._find, lambda path: texts.nodes(sources, path),
                                                   self.is_zero, self._skip)
        self.macros, self._found, files = dict(target.macros), {}, target.files(sources)
        self._configure()
        self.units, self.by_name, self.open, self._read = [], {}, set(), set()
        # Classes whose members are in a dictionary that was not found, and modules and classes of Python that code
        # gives names: what others of the name have, they may have.
        self.hollow = set()
        self.partial = set()  # classes that may have members besides
        for path in files:
            self._compile(path)
        for unit in self.units:
            for store in STORES:
                for name in getattr(unit, store):
                    self.by_name.setdefault((store, name), unit)
        self.signatures = Signatures(self._body, self.number)

    # ---- preprocessing -------------------------------------------------------------------------

    def _find(self, name, path):
        here = path.rpartition("/")[0]
        if (here, name) not in self._found:
            self._found[here, name] = self._search(here, name)
        return self._found[here, name]

    def _search(self, here, name):
        for folder in (here, *self.target.folders):
            found = normal(f"{folder}/{name}" if folder else name)
            if found in self.sources:
                return found
        return None

    def _skip(self, path):
        return path.startswith(("lib/", "py/")) and not path.startswith(("py/mpconfig", "py/circuitpy_mpconfig"))

    def _configure(self):
        if "py/mpconfig.h" in self.sources:
            self.processor.run("py/mpconfig.h", self.macros, None)
        self.base = dict(self.macros)

    def _compile(self, path):
        unit = Unit(path)
        macros = dict(self.base)
        pasted = "lfs" in path  # its functions' names are made by macros
        collector = Collector(unit, find_events if pasted else self.texts.events, pasted)
        self.processor.inside = lambda: collector.open is not None
        self.processor.run(path, macros, collector.emit, self.base)
        unit.macros = macros if unit.functions or unit.types or unit.dictionaries else None
        self.units.append(unit)

    def number(self, text):
        return preprocessor.evaluate(text, self.base, self.is_zero)

    # ---- looking up ------------------------------------------------------------------------------

    def _get(self, store, name, unit):
        """What `name` is in a store of the unit, or else of any other: (value, unit)."""
        if unit and name in getattr(unit, store):
            return getattr(unit, store)[name], unit
        owner = self.by_name.get((store, name))
        return (getattr(owner, store)[name], owner) if owner else (None, None)

    def _body(self, unit, function):
        pieces, owner = self._get("bodies", function, unit)
        return None if pieces is None else (body_text(pieces), owner.macros or self.base, self.is_zero)

    def rows(self, dictionary, unit):
        """[(name, value, known, unit)] of a dictionary."""
        found, owner = self._get("dictionaries", dictionary, unit)
        if found is None:
            alias = ((unit.macros if unit else None) or self.base).get(dictionary) or self._alias(dictionary)
            if alias and not isinstance(alias, preprocessor.Maybe) and alias[0] is None and alias[1] != dictionary:
                return self.rows(alias[1], unit)
        table, part = found or (dictionary, None)
        pieces, owner = self._get("tables", table, owner or unit)
        if pieces is None:
            return None
        self._read.add((owner.path, table))
        rows = [(name, value, known, owner) for name, value, known in entries(pieces)]
        return self._part(rows, table, part, owner) if part else rows

    def _alias(self, name):
        for unit in self.units:
            if unit.macros and name in unit.macros:
                return unit.macros[name]
        return None

    def _part(self, rows, table, part, owner):
        """Some rows of a table that several types share: (offset, count)."""
        size = f"MP_ARRAY_SIZE({table})"
        count = lambda text: preprocessor.evaluate(text.replace(size, str(len(rows))), owner.macros or self.base,
                                                   self.is_zero)
        offset, length = count("0" + part[0]), count(part[1])
        if offset is None or length is None:
            return [(name, value, False, unit) for name, value, _, unit in rows]
        return rows[offset:offset + length]

    # ---- modules -----------------------------------------------------------------------------------

    def registered(self):
        """[(name, object, extensible, known, unit)] of all built-in modules."""
        found = []
        for unit in self.units:
            for arguments, extensible, known in unit.registered:
                if len(arguments) > 2:  # until 1.18: whether it is enabled
                    value = preprocessor.evaluate(arguments[2], unit.macros or self.base, self.is_zero)
                    if value == 0:
                        continue
                    known = known and value is not None
                found.append((arguments[0].replace("MP_QSTR_", ""), arguments[1], extensible, known, unit))
        for table in ("mp_builtin_module_table", "mp_builtin_extensible_module_table"):
            for name, value, known, unit in self.rows(table, None) or ():
                words = preprocessor.WORD.findall(value)
                found.append((name, words[-1] if words else "", "extensible" in table, known, unit))
        return found

    def weak_links(self):
        """Whether a module with u can be imported without it: by name or for all."""
        table = self.rows("mp_builtin_module_weak_links_table", None)
        if table is not None:
            return {name: known for name, _, known, _ in table}
        value = self.number("MICROPY_MODULE_WEAK_LINKS") if "MICROPY_MODULE_WEAK_LINKS" in self.base else 0
        return {name: value is not None for name in U_NAMES} if value != 0 else {}

    def facts(self):
        """{path: Fact}"""
        found, links = {}, self.weak_links()
        new_names = any(extensible for _, _, extensible, _, _ in self.registered())
        for name, symbol, extensible, known, unit in self.registered():
            plain = name[1:] if name[:1] == "u" and name[1:] in U_NAMES else name
            if plain != name:
                add(found, (name,), Fact("m", known))
                if plain in links:
                    add(found, (plain,), Fact("m", known and links[plain]))
            else:
                add(found, (name,), Fact("m", known))
                if extensible and new_names:
                    add(found, ("u" + name,), Fact("m", known))
            self._module(found, plain, symbol, known, unit)
        for unit in self.units:
            for name, _, known in names_only(unit.keys):
                add(found, ("sys", name), Fact("o", known and ("sys",) in found and found[("sys",)].known))
        return {path: fact for path, fact in found.items() if path[:1] in found or ("u" + path[0],) in found}

    def loose(self):
        """Rows of tables that nothing was seen to use, as `name symbol`: a way that is not followed leads to them."""
        found = set()
        for unit in self.units:
            for table, pieces in unit.tables.items():
                if (unit.path, table) not in self._read:
                    found.update(f"{name} {symbol_of(value)}" for name, value, _ in entries(pieces)
                                 if not name.startswith("__"))
        return sorted(found)

    def frozen(self, found, library):
        """Adds frozen Python to the facts. What a manifest asks for and is not there is not known."""
        base = f"ports/{self.target.port}"
        board = next((f for f in self.target.folders if f.startswith((base + "/boards/", base + "/variants/"))), base)
        frozen = manifests.Frozen(self.sources, base, board, library)
        path = self.target.manifest(self.sources)
        if path:
            frozen.manifest(path)
        for package in frozen.missing:
            module = package if package.isidentifier() else ""
            if module:
                add(found, (module,), Fact("z", False))
        for name in sorted(frozen.modules):
            self._python(found, name, frozen)
        for name in list(frozen.modules):  # the package of a module
            while "." in name:
                name, _, inner = name.rpartition(".")
                add(found, (name,), Fact("z", True))
                if (name, inner) not in found:  # an attribute once it was imported
                    found[name, inner] = Fact("o", True)

    def _python(self, found, name, frozen):
        sources, path, known = frozen.modules[name]
        built_in = found.get((name,))
        names = self._names(name, frozen, found, 0)
        if not names.whole and not built_in:
            add(found, (name,), Fact("z", known))
            self.open.add(name)
            self.hollow.add((name,))
            return
        if built_in and not names.whole and "__getattr__" not in sources.read(path):
            self.open.add(name)
        add(found, (name,), Fact("z", known))
        for attribute, (kind, sure, text, members) in names.names.items():
            fact = Fact(kind, known and sure, text)
            if kind == "c" and members is None:
                self.hollow.add((name, attribute))
            old = found.get((name, attribute))
            if old and old.known and not fact.known:
                continue
            found[(name, attribute)] = fact
            for member, (kind, text) in (members or {}).items():
                found[(name, attribute, member)] = Fact(kind, fact.known, text)

    def _names(self, name, frozen, found, depth):
        sources, path, _ = frozen.modules[name]

        def has(module, attribute):
            fact = found.get((module, attribute))
            return False if fact is None and (module,) in found else None if fact is None or not fact.known else True

        def star(module, level):
            if level:
                package = name if path.endswith("/__init__.py") else name.rpartition(".")[0]
                module = f"{package}.{module}" if module else package
            plain = module[1:] if module[:1] == "u" and module[1:] in U_NAMES else module
            if module in frozen.modules and module != name and depth < 5:
                return self._names(module, frozen, found, depth + 1)
            inner = {p[1]: (f.kind, f.known, f.signature, None) for p, f in found.items()
                     if len(p) == 2 and p[0] == plain and not p[1].startswith("_")}
            if not inner:
                return None
            names = manifests.Names("", has, star)
            names.names = inner
            return names
        return manifests.Names(sources.read(path), has, star)

    def features(self):
        """{name: True, False or None} of the switches that rules ask about."""
        found = {}
        for name, macro in FEATURES.items():
            value = self.number(macro)
            found[name] = None if value is None else bool(value)
        kind = self.number("MICROPY_FLOAT_IMPL")
        found["float"] = None if kind is None else kind in (1, 2)
        found["float64"] = None if kind is None else kind == 2
        return found

    def _module(self, found, name, symbol, known, unit):
        fields, owner = self._get("modules", symbol, unit)
        if not fields or "globals" not in fields:
            return
        dictionary, sure = fields["globals"]
        for attribute, value, row_known, row_unit in self.rows(dictionary, owner) or ():
            self._attribute(found, (name, attribute), value, known and sure and row_known, row_unit)

    def _attribute(self, found, path, value, known, unit, depth=0):
        if value.startswith("MP_ROM_INT") or value.startswith("MP_OBJ_NEW_SMALL_INT"):
            add(found, path, Fact("i", known))
            return
        if "QSTR" in value[:18]:
            add(found, path, Fact("s", known))
            return
        symbol = symbol_of(value)
        self._object(found, path, symbol, known, unit, depth)
        found[path].symbol = symbol

    def _object(self, found, path, symbol, known, unit, depth):
        function, owner = self._get("functions", symbol, unit)
        method, method_owner = self._get("methods", symbol, unit)
        if method:
            inner, inner_owner = self._get("functions", method[1], method_owner)
            counts = self.signatures.of_function(inner_owner, *inner) if inner else None
            add(found, path, Fact(method[0], known, counts))
        elif function:
            add(found, path, Fact("f", known, self.signatures.of_function(owner, *function)))
            if len(path) == 2 and path[1][:1].isupper():
                self._returned(found, path, owner, function, known, depth)
        else:
            fields, owner = self._get("types", symbol, unit)
            of_type, _ = self._get("objects", symbol, unit)
            if fields is not None:
                self._class(found, path, fields, owner, known, depth)
            elif symbol.startswith("mp_type_"):
                add(found, path, Fact("c", known))
            else:
                add(found, path, Fact("o", known))
                fields, owner = self._get("types", of_type, unit) if of_type else (None, None)
                if fields is not None and len(path) == 2 and path[1][:1].isupper():
                    self._members(found, path, fields, owner, known, depth)

    def _class(self, found, path, fields, owner, known, depth):
        counts = None
        if "make_new" in fields:
            counts = self.signatures.of_constructor(owner, fields["make_new"][0])
        add(found, path, Fact("c", known, counts))
        self._members(found, path, fields, owner, known, depth)

    def _members(self, found, path, fields, owner, known, depth):
        if len(path) > 2 or depth > 3:
            return
        if "attr" in fields:  # code that gives members
            self.partial.add(path)
            self.hollow.add(path)
        if "parent" in fields:
            above, above_owner = self._get("types", fields["parent"][0], owner)
            if not above:
                self.partial.add(path)
            else:
                self._members(found, path, above, above_owner, known and fields["parent"][1], depth + 1)
        if "locals_dict" in fields:
            dictionary, sure = fields["locals_dict"]
            rows = self.rows(dictionary, owner)
            if rows is None:
                self.hollow.add(path)
            for name, value, row_known, row_unit in rows or ():
                self._attribute(found, (*path, name), value, known and sure and row_known, row_unit, depth + 1)

    def _returned(self, found, path, unit, function, known, depth):
        """A function with the name of a class gives instances of one: its members are the class's."""
        body = self._body(unit, function[1][-1]) if function[1] else None
        if not body:
            return
        for symbol in preprocessor.WORD.findall(body[0]):
            of_type, owner = self._get("objects", symbol, unit)
            name = of_type or symbol
            fields, owner = self._get("types", name, unit)
            if fields is None or "locals_dict" not in fields:
                continue
            self._members(found, path, fields, owner, known, depth)
            return


class Fact:
    """One name: its kind, whether it is certain, its (counts, keywords)."""
    __slots__ = ("kind", "known", "signature", "symbol")

    def __init__(self, kind, known, signature=None):
        self.kind, self.known, self.signature, self.symbol = kind, bool(known), signature, ""

    def __repr__(self):
        return f"{self.kind}{'' if self.known else '?'}{self.signature or ''}"


def symbol_of(value):
    """The object in a row of a table."""
    symbols = [word for word in preprocessor.WORD.findall(value) if not word.startswith("MP_")]
    return symbols[-1] if symbols else ""


def add(found, path, fact):
    old = found.get(path)
    if old is None:
        found[path] = fact
    elif fact.known and not old.known:
        found[path] = fact


def names_only(pieces):
    return [(name, None, known) for text, known in pieces for name in re.findall(r"\bMP_QSTR_(\w+)", text)]


def normal(path):
    parts = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
