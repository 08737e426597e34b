"""Finds the tables, types, functions and modules of MicroPython in preprocessed C."""

import re
from bisect import bisect_left

from preprocessor import WORD, Maybe, substitute

STARTS = re.compile(
    r"\bmp_(?:rom_)?map_elem_t\s+(?P<table>\w+)\s*\[[^\]]*\]\s*=\s*\{"
    r"|\bmp_obj_module_t\s+(?P<module>\w+)\s*=\s*\{"
    r"|\bm(?:p_obj_(?:full_)?|od_network_nic_)type_t\s+(?P<type>\w+)\s*=\s*\{"
    r"|\bMP_DEFINE_CONST_OBJ_(?:FULL_)?TYPE\s*\((?P<newtype>)"
    r"|\bMAKE_ENUM_MAP\s*\(\s*(?P<map>\w+)\s*\)\s*\{"  # CircuitPython's
    r"|\bMAKE_ENUM_TYPE\s*\(\s*\w+\s*,\s*(?P<enum>\w+\s*,\s*\w+)"
    r"|\buint16_t\s+(?P<keys>sys_mutable_keys)\s*\[[^\]]*\]\s*=\s*\{"
    r"|^[ \t]*(?:static |STATIC )?(?:MP_DEFINE_CONST_(?!OBJ_)|MP_DEFINE_MUTABLE_DICT|MP_REGISTER_)(?P<one>)"
    r"|^[ \t]*(?P<call>[A-Za-z_]\w*)\([^;{}\n]*\)[ \t]*;?[ \t]*$"
    r"|^(?P<function>(?:[A-Za-z_][\w \t*]*[ \t*])(?P<name>\w+)\s*\([^;{}=#]*\)\s*\{)"
    r"|^(?![^\n]*\b(?:mp_obj_(?:module|full_type|type)|mod_network_nic_type)_t\b)[^\n;(){}=]*?\b(?P<object>\w+)\s*(?:\[[^\]]*\])*\s*=\s*\{[\s{]*(?:\.base\s*=\s*\{)?\s*&(?P<of>\w+)",
    re.M)
ONE = re.compile(r"(?:static |STATIC )?(?P<macro>MP_(?:DEFINE_CONST|DEFINE_MUTABLE|REGISTER)_\w+)\s*\(")
ENDS = {"table": re.compile(r"\}\s*;"), "module": re.compile(r"\}\s*;"), "type": re.compile(r"\}\s*;"),
        "newtype": re.compile(r"\)\s*;|\)\s*$", re.M), "keys": re.compile(r"\}\s*;"), "one": re.compile(r"\)"),
        "function": re.compile(r"^\}", re.M)}
LEAVES = re.compile(r"(MP_ROM|MP_OBJ|MP_QSTR|MP_DEFINE|MP_ARG|MP_TYPE_FLAG)_|NULL$")


def find_events(text):
    """(position, kind, name, end of the match) of what begins in the text."""
    events = []
    for match in STARTS.finditer(text):
        groups = match.groupdict()
        for kind in ("table", "module", "type", "map", "enum", "keys", "function", "newtype", "one", "call", "object"):
            if groups[kind] is None:
                continue
            if kind == "one":
                found = ONE.search(text, match.start())
                end, arguments = call_arguments(text, found.end() - 1)
                events.append((match.start(), kind, (found["macro"], arguments), end or match.end()))
            elif kind == "function":  # its end, where it is in the same text
                end = ENDS[kind].search(text, match.end())
                events.append((match.start(), kind, (groups["name"], end and end.start()), match.end()))
            elif kind == "map":
                events.append((match.start(), "table", groups["map"] + "_locals_table", match.end()))
            elif kind == "enum":
                events.append((match.start(), kind, groups["enum"].partition(",")[2].strip(), match.end()))
            elif kind in ("call", "newtype"):
                events.append((match.start(), kind, "", match.start() if kind != "newtype" else match.end()))
            elif kind == "object":
                events.append((match.start(), kind, (groups["object"], groups["of"]), match.end()))
            else:
                events.append((match.start(), kind, groups[kind], match.end()))
            break
    return events


def expand(text, macros, depth=0, sure_only=False):
    """`text` with the macros that hold table entries; [(text, known)]. `sure_only`: those with one definition."""
    for match in WORD.finditer(text):
        name = match.group()
        if name not in macros or LEAVES.match(name) or (sure_only and isinstance(macros[name], Maybe)):
            continue
        definition = macros[name]
        alternatives = definition if isinstance(definition, Maybe) else (definition,)
        if all(a is None or not a[1] for a in alternatives) and not text[match.end():].lstrip().startswith("("):
            return [(text[:match.start()], True)] + expand(text[match.end():], macros, depth, sure_only)
        if depth > 12 or not any(a and needs_expansion(a) for a in alternatives):
            continue
        end, arguments = match.end(), []
        if any(a and a[0] is not None for a in alternatives):
            end, arguments = call_arguments(text, match.end())
            if end is None:
                continue
        found = [(text[:match.start()], True)]
        for alternative in alternatives:
            if alternative:
                body = substitute(alternative[0], alternative[1], arguments) if alternative[0] else alternative[1]
                known = len(alternatives) == 1
                found += [(part, known and sure) for part, sure in expand(body, macros, depth + 1, sure_only)]
        return found + expand(text[end:], macros, depth, sure_only)
    return [(text, True)]


# A declaration whose name a macro makes: MP_VFS_LFSx(locals_dict).
MADE_NAMES = re.compile(r"(?:_t\s+|[(\s,&])(\w+)\s*\(\s*\w+\s*\)\s*(?:\[\]\s*=|=|,|\()")


def make_names(text, macros):
    """`text` with the names in place that macros paste together."""
    for name in set(MADE_NAMES.findall(text)):
        definition = macros.get(name)
        if isinstance(definition, tuple) and len(definition) == 2 and definition[0] and \
                re.fullmatch(r"\w+\s*##\s*\w+", definition[1] or ""):
            text = re.sub(rf"\b{name}\s*\(\s*(\w+)\s*\)",
                          lambda match: substitute(definition[0], definition[1], [match.group(1)]), text)
    return re.sub(r"(?<=mp_obj_type_t )MP_TYPE_\w+", lambda match: expand_name(match.group(), macros), text)


def needs_expansion(definition):
    """Whether the macro's body may hold entries, and not only a number or an object."""
    parameters, body = definition
    return "{" in body or "," in body or "MP_QSTR" in body or "MP_DEFINE" in body or "MP_ROM" in body or (
        bool(re.search(r"[A-Za-z_]\w*\s*\(|^\w+(\s+\w+)+$", body)) or body == "" or
        bool(re.fullmatch(r"&?[A-Za-z_]\w*,?", body)))


def call_arguments(text, at):
    opening = re.compile(r"\s*\(").match(text, at)
    if not opening:
        return None, []
    depth, parts, start, at = 1, [], opening.end(), opening.end()
    while at < len(text):
        c = text[at]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return at + 1, parts + [text[start:at].strip()]
        elif c == "," and depth == 1:
            parts.append(text[start:at].strip())
            start = at + 1
        at += 1
    return None, []


def split_top(text):
    """Parts between commas that are outside of all brackets."""
    parts, depth, start = [], 0, 0
    for at, c in enumerate(text):
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    tail = text[start:].strip()
    return parts + [tail] if tail else parts


class Unit:
    """What one translation unit defines, as pieces [(text, known)]."""

    def __init__(self, path):
        self.path = path
        self.tables, self.dictionaries, self.modules, self.types = {}, {}, {}, {}
        self.functions, self.bodies, self.objects, self.methods = {}, {}, {}, {}
        self.registered, self.keys, self.delegated = [], [], []


class Collector:
    """Takes the text that the preprocessor leaves of one unit."""

    def __init__(self, unit, events, pasted):
        self.unit, self.events, self.open, self.pasted = unit, events, None, pasted

    def emit(self, text, known, macros):
        if self.pasted:
            text = make_names(text, macros)
        events, at = self.events(text), 0
        while True:
            if self.open:
                kind = self.open[0]
                end = self._end(kind, text, at)
                if end is None:
                    self._piece(text[at:], known, macros)
                    return
                self._piece(text[at:end], known, macros)
                self._close()
                at = end
                continue
            index = bisect_left(events, (at,))
            if index == len(events):
                return
            start, kind, name, at = events[index]
            if kind == "object":
                self.unit.objects.setdefault(name[0], name[1])
            elif kind == "enum":
                self.unit.types[name + "_type"] = {"locals_dict": (name + "_locals_dict", known)}
            elif kind == "call":
                at = self._call(text, start, known, macros)
            elif kind == "one":
                self._one(*name, known, macros)
            elif kind == "function":
                name, end = name
                if end is None:
                    self.open = (kind, name, [], known)
                else:
                    self.unit.bodies[name] = [(text[at:end], known)]
                    at = end
            else:
                self.open = (kind, name, [], known)

    def _end(self, kind, text, at):
        if kind == "newtype":
            # the closing parenthesis of the macro call
            depth = self.open[3] if isinstance(self.open[3], int) and not isinstance(self.open[3], bool) else 1
            for position in range(at, len(text)):
                c = text[position]
                if c == "(":
                    depth += 1
                elif c == ")":
                    depth -= 1
                    if depth == 0:
                        return position
            self.open = (*self.open[:3], depth)
            return None
        match = ENDS[kind].search(text, at)
        return match.start() if match else None

    def _piece(self, text, known, macros):
        kind, _, pieces, _ = self.open
        if kind == "function":
            pieces.append((text, known))
        elif kind == "newtype":  # slots stay in order: what may be one of several stands as it is
            pieces += [(part, known) for part, _ in expand(text, macros, 0, True)]
        elif kind in ("table", "keys"):
            pieces += [(part, known and sure) for part, sure in expand(text, macros)]
        else:
            pieces.append((text, known))

    def _close(self):
        kind, name, pieces, _ = self.open
        self.open = None
        unit = self.unit
        if kind == "table":
            unit.tables[name] = pieces
        elif kind == "keys":
            unit.keys += pieces
        elif kind == "module":
            unit.modules[name] = slots(pieces)
        elif kind == "type":
            unit.types[name] = slots(pieces)
        elif kind == "function":
            unit.bodies[name] = pieces
        else:
            name, values = type_macro(pieces)
            if name:
                unit.types[name] = values

    def _one(self, macro, arguments, known, macros):
        if macro.startswith("MP_REGISTER"):
            arguments = [expand_name(a, macros) for a in arguments]
        if arguments:
            record(self.unit, macro, arguments, known)

    def _call(self, text, start, known, macros):
        """A macro that may define functions: MATH_FUN_1(sqrt, sqrt)."""
        name = WORD.search(text, start)
        definition = macros.get(name.group())
        line = text.find("\n", start)
        if not definition or isinstance(definition, Maybe) or definition[0] is None or "MP_" not in definition[1]:
            return line + 1 if line >= 0 else len(text)
        end, arguments = call_arguments(text, name.end())
        if end is None:
            return name.end()
        body = "".join(part for part, _ in expand(substitute(definition[0], definition[1], arguments), macros))
        for match in ONE.finditer(body):
            stop, inner = call_arguments(body, match.end() - 1)
            if stop:
                record(self.unit, match["macro"], inner, known)
        for match in re.finditer(r"\bmp_obj_type_t\s+(\w+)\s*=\s*\{(.*?)\}\s*;", body):
            self.unit.types[match.group(1)] = slots([(match.group(2), known)])
        return end


def expand_name(text, macros):
    for _ in range(4):
        definition = macros.get(text)
        if not definition or isinstance(definition, Maybe) or definition[0] is not None:
            break
        text = definition[1]
    return text


def record(unit, macro, arguments, known):
    if macro.startswith(("MP_DEFINE_CONST_DICT", "MP_DEFINE_CONST_MAP", "MP_DEFINE_MUTABLE_DICT")):
        words = WORD.findall(arguments[1]) if len(arguments) > 1 else [None]
        part = (arguments[1][len(words[0]):], arguments[2]) if "WITH_SIZE" in macro and len(arguments) > 2 else None
        unit.dictionaries[arguments[0]] = (words[0] if words else None, part)
    elif macro.startswith("MP_DEFINE_CONST_FUN_OBJ_"):
        unit.functions[arguments[0]] = (macro[len("MP_DEFINE_CONST_FUN_OBJ_"):], arguments[1:])
    elif macro in ("MP_DEFINE_CONST_STATICMETHOD_OBJ", "MP_DEFINE_CONST_CLASSMETHOD_OBJ"):
        target = WORD.findall(arguments[1])
        unit.methods[arguments[0]] = ("t" if "STATIC" in macro else "m", target[-1] if target else "")
    elif macro in ("MP_REGISTER_MODULE", "MP_REGISTER_EXTENSIBLE_MODULE"):
        unit.registered.append((arguments, "EXTENSIBLE" in macro, known))
    elif macro == "MP_REGISTER_MODULE_DELEGATION":
        unit.delegated.append(arguments[0])


FIELD = re.compile(r"\.(\w+)\s*=\s*(?!\s*\{)((?:\([^()]*\)\s*)?[^,{}]*)")


def slots(pieces):
    """The fields of a module or an old form of type: {field: (name, known)}."""
    values = {}
    for text, known in pieces:
        for name, value in FIELD.findall(text):
            words = WORD.findall(re.sub(r"\([^()]*\*\s*\)", "", value))
            if words:
                values[name] = (words[-1], known)
    return values


def type_macro(pieces):
    """(name, fields) of MP_DEFINE_CONST_OBJ_TYPE(name, qstr, flags, slot, value …)."""
    parts, joined = [], []
    for text, known in pieces:
        if joined and joined[-1][1] == known:
            joined[-1] = (joined[-1][0] + text, known)
        else:
            joined.append((text, known))
    for text, known in joined:
        parts += [(part, known) for part in split_top(text)]
    parts = [(part, known) for part, known in parts if part]
    if len(parts) < 3:
        return None, {}
    values = {"name": (parts[1][0], parts[1][1])}
    rest = parts[3:]
    for (slot, known), (value, sure) in zip(rest[::2], rest[1::2]):
        words = WORD.findall(re.sub(r"\([^()]*\*\s*\)", "", value))
        if words:
            values[slot] = (words[-1], known and sure)
    return parts[0][0], values


ENTRY = re.compile(r"^\{\s*(?:MP_ROM_QSTR|MP_OBJ_NEW_QSTR)\s*\(\s*(?:MP_QSTR_)?(\w+)\s*\)\s*,\s*(.*)\}$", re.S)


ROW = re.compile(r"\{\s*(?:MP_ROM_QSTR|MP_OBJ_NEW_QSTR)\b")
_entries = {}


def entries(pieces):
    """[(name, value, known)] of a table."""
    key = tuple(pieces)
    if key not in _entries:
        _entries[key] = read_entries(pieces)
    return _entries[key]


def read_entries(pieces):
    found, text_before, known_before = [], "", True
    for text, known in pieces:
        text, known = text_before + text, known and known_before if text_before.strip() else known
        at = 0
        while True:
            row = ROW.search(text, at)
            if not row:
                text_before = ""
                break
            start = row.start()
            depth, end = 0, start
            for end in range(start, len(text)):
                depth += (text[end] == "{") - (text[end] == "}")
                if depth == 0:
                    break
            if depth:
                text_before, known_before = text[start:], known
                break
            match = ENTRY.match(text[start:end + 1])
            if match:
                found.append((match.group(1), match.group(2).strip(), known))
            at = end + 1
    return found
