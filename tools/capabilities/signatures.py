"""How many arguments functions of C take and which keywords: from their macros and argument tables."""

import re

from preprocessor import WORD, evaluate, parse

CHECK = re.compile(r"\bmp_arg_check_num\s*\(\s*\w+\s*,\s*(?:\w+|[^,]+?)\s*,\s*([^,]+?)\s*,\s*([^,]+?)\s*,\s*(\w+)\s*\)")
NO_KEYWORD_CHECK = re.compile(r"\bmp_arg_check_num_kw_array\b|\bmp_arg_check_num_sig\b")
ALLOWED = re.compile(r"\bmp_arg_t\s+(\w+)\s*\[[^\]]*\]\s*=\s*\{")
# `MP_QSTR_x, MP_ARG_FLAGS` with the braces around it or not.
ARGUMENT = re.compile(r"\bMP_QSTR_(\w*)\s*,\s*([\w \t|]*?)\s*[,}]")
PARSE = re.compile(r"\bmp_arg_parse_all(?:_kw_array)?\s*\(")
CALL = re.compile(r"\b([A-Za-z_]\w*)\s*\(([^;{}]*?)\)\s*;")
MAP = re.compile(r"\b(kw_args|kwargs|kw|kws|kwds|kw_map)\b")
NO_LIMIT = "MP_OBJ_FUN_ARGS_MAX"


def body_text(pieces):
    return "".join(text for text, _ in pieces)


def allowed(body, macros, is_zero):
    """Keywords of the first table of arguments in a function; None without one, "?" when not readable."""
    match = ALLOWED.search(body)
    if not match:
        return None
    end = body.find("};", match.end())
    text = body[match.end():end if end >= 0 else len(body)]
    text = expand_objects(text, macros)
    words = []
    for name, flags in ARGUMENT.findall(text):
        if not name:
            continue
        words.append(("*" if "MP_ARG_KW_ONLY" in flags else "") + name + ("" if "MP_ARG_REQUIRED" in flags else "?"))
    count = text.count("MP_QSTR_") - text.count("MP_QSTRnull")
    return words if words and len(words) >= count - text.count("MP_ROM_QSTR") else "?"


def expand_objects(text, macros):
    """Macros that stand for rows of the table."""
    def of(match):
        definition = macros.get(match.group())
        if isinstance(definition, tuple) and len(definition) == 2 and definition[0] is None and \
                "MP_QSTR" in (definition[1] or ""):
            return definition[1]
        return match.group()
    return WORD.sub(of, text)


class Signatures:
    """Of one target: asks `body(unit, function)` for texts."""

    def __init__(self, body, number):
        self.body, self.number = body, number

    def of_function(self, unit, form, arguments):
        """(counts, keywords) of MP_DEFINE_CONST_FUN_OBJ_<form>(…)."""
        if form in ("0", "1", "2", "3"):
            return (int(form), int(form)), None
        least = self.number(arguments[0]) if arguments else None
        if form == "VAR" and len(arguments) == 2:
            return ((least, None) if least is not None else None), None
        if form == "VAR_BETWEEN" and len(arguments) == 3:
            most = self.number(arguments[1])
            if least is None or arguments[1].strip() == NO_LIMIT:
                return ((least, None) if least is not None else None), None
            return ((least, most) if most is not None else None), None
        if form == "KW" and len(arguments) == 2:
            counts = (least, None) if least is not None else None
            return counts, self.keywords(unit, arguments[1], set())
        return None, "?"

    def keywords(self, unit, function, seen):
        """Keywords of the function: its own table's, or else of the one it hands its keywords to."""
        body = self.body(unit, function)
        if body is None or function in seen or len(seen) > 3:
            return "?"
        text, macros, is_zero = body
        own = allowed(text, macros, is_zero)
        if own is not None:
            return own if len(ALLOWED.findall(text)) == 1 else "?"
        seen = seen | {function}
        parameters = handed_on(text)
        found = [self.keywords(unit, name, seen) for name in parameters
                 if self.body(unit, name) is not None]
        return found[0] if len(found) == 1 else "?"

    def of_constructor(self, unit, function, seen=frozenset()):
        """(counts, keywords) of a make_new function, counted without the type."""
        body = self.body(unit, function)
        if body is None or len(seen) > 2:
            return None, None
        text, macros, is_zero = body
        counts, takes = None, None
        checks = CHECK.findall(text)
        if len(checks) == 1:
            least, most = self.number(checks[0][0]), self.number(checks[0][1])
            if least is not None and (most is not None or checks[0][1] == NO_LIMIT):
                counts = (least, None if checks[0][1] == NO_LIMIT else most)
            takes = {"true": True, "false": False, "1": True, "0": False}.get(checks[0][2])
        if takes is False and counts:
            return counts, []
        own = allowed(text, macros, is_zero)
        if own is not None and PARSE.search(text) and len(ALLOWED.findall(text)) == 1:
            return (counts if takes else None), own
        if takes or not checks:
            found = [self.keywords(unit, name, {function}) for name in handed_on(text)
                     if self.body(unit, name) is not None and name not in seen]
            found = [words for words in found if words != "?"]
            if len(found) == 1:
                return (counts if takes else None), found[0]
        return None, None


def handed_on(text):
    """Functions that get the map of keywords."""
    names = []
    for name, arguments in CALL.findall(text):
        if MAP.search(arguments) and name not in names and not name.startswith(("mp_arg_", "mp_map_", "memcpy")):
            names.append(name)
    return names
