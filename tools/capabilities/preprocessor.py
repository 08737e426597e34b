"""A C preprocessor of three values: a condition is true, false, or not known.

Macros of headers that are not in the sources (an SDK's, generated ones, the C library's) are not known, rather
than 0. What stands under a condition that is not known is kept, and marked so.
"""

import collections
import re

COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(\w+)\b[ \t]*(.*)$", re.M)
TOKEN = re.compile(r"\s*(0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|<<|>>|<=|>=|==|!=|&&|\|\||'.'|[-+*/%<>!~&|^()?:,])")
WORD = re.compile(r"[A-Za-z_]\w*")
ESCAPE = re.compile(r"\\\r?\n")
# A name without a definition is 0 when it is one of MicroPython's own: its headers would define it.
# Generated headers have macros with a number of entries.
OWN = re.compile(r"(?!\w+_NUM_ENTRIES$)(MICROPY|MP|CIRCUITPY|MODULE|UNIX)_|(NDEBUG|DEBUG|UNIX|NO_QSTR|__cplusplus)$")


class Maybe(tuple):
    """Definitions of a macro of which one holds; None for no definition."""


def strip_comments(text):
    keep = lambda match: match.group() if match.group()[0] in "\"'" else " "
    return COMMENT.sub(keep, ESCAPE.sub(" ", text))


def parse(text):
    """A list of nodes: ("text", str), ("define", name, parameters, body), ("undef", name),
    ("include", name), ("if", [(condition or None, nodes)])."""
    text = strip_comments(text)
    top, stack, at = [], [], 0
    nodes = top
    for match in DIRECTIVE.finditer(text):
        between = text[at:match.start()]
        if between.strip():
            nodes.append(("text", between))
        at = match.end()
        word, rest = match.group(1), match.group(2).strip()
        if word in ("if", "ifdef", "ifndef"):
            condition = {"if": rest, "ifdef": f"defined({rest})", "ifndef": f"!defined({rest})"}[word]
            branches = [(condition, [])]
            nodes.append(("if", branches))
            stack.append((nodes, branches))
            nodes = branches[-1][1]
        elif word in ("elif", "else") and stack:
            stack[-1][1].append((rest if word == "elif" else None, []))
            nodes = stack[-1][1][-1][1]
        elif word == "endif" and stack:
            nodes = stack.pop()[0]
        elif word == "define":
            name = WORD.match(rest)
            if name:
                nodes.append(define(name.group(), rest[name.end():]))
        elif word == "undef":
            nodes.append(("undef", rest.split()[0] if rest else ""))
        elif word in ("include", "include_next"):
            nodes.append(("include", rest))
    if text[at:].strip():
        nodes.append(("text", text[at:]))
    return top


def define(name, rest):
    if rest.startswith("(") and ")" in rest:
        inside, _, body = rest[1:].partition(")")
        return ("define", name, tuple(word.strip() for word in inside.split(",")), body.strip())
    return ("define", name, None, rest.strip())


class Unknown(Exception):
    pass


class Expression:
    """Reads the text of a condition once; `value` is a function of (macros, is_zero, depth): an int, or None."""

    PRIORITY = {"||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7,
                "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10}

    def __init__(self, text):
        self.tokens, self.at = [], 0
        at, text = 0, re.sub(r"\b(\d+|0[xX][0-9a-fA-F]+)[uUlL]+\b", r"\1", text).strip()
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise Unknown
            self.tokens.append(match.group(1))
            at = match.end()
        self.tokens.append("")
        self.value = self.ternary()
        if self.tokens[self.at]:
            raise Unknown

    def take(self, token=None):
        found = self.tokens[self.at]
        if not found or (token and found != token):
            raise Unknown
        self.at += 1
        return found

    def ternary(self):
        condition = self.binary(1)
        if self.tokens[self.at] != "?":
            return condition
        self.take()
        yes = self.ternary()
        self.take(":")
        no = self.ternary()

        def choose(*at):
            value = condition(*at)
            if value is not None:
                return yes(*at) if value else no(*at)
            left, right = yes(*at), no(*at)
            return left if left == right else None
        return choose

    def binary(self, least):
        left = self.unary()
        while (priority := self.PRIORITY.get(self.tokens[self.at], 0)) >= least:
            left = operation(self.take(), left, self.binary(priority + 1))
        return left

    def unary(self):
        token = self.take()
        if token in "!-~+" and len(token) == 1:
            inner = self.unary()
            apply = {"!": lambda v: int(not v), "-": lambda v: -v, "~": lambda v: ~v, "+": lambda v: v}[token]
            return lambda *at: None if (value := inner(*at)) is None else apply(value)
        if token == "(":
            value = self.ternary()
            self.take(")")
            return value
        if token == "defined":
            parenthesis = self.tokens[self.at] == "("
            if parenthesis:
                self.take()
            name = self.take()
            if parenthesis:
                self.take(")")
            return lambda macros, is_zero, depth: defined(name, macros, is_zero)
        if token[0].isdigit() or token[0] == "'":
            number = ord(token[1]) if token[0] == "'" else int(token, 16) if token[:2] in ("0x", "0X") else \
                int(token, 8) if token[0] == "0" else int(token)
            return lambda *at: number
        return self.name(token)

    def name(self, token):
        if not WORD.match(token):
            raise Unknown
        arguments = self.arguments() if self.tokens[self.at] == "(" else None

        def look_up(macros, is_zero, depth):
            definition = macros.get(token)
            if definition is None:
                return 0 if arguments is None and is_zero(token) else None
            if not isinstance(definition, Maybe):
                return expanded(token, definition, arguments, macros, is_zero, depth)
            values = {expanded(token, one, arguments, macros, is_zero, depth) for one in definition}
            return values.pop() if len(values) == 1 else None
        return look_up

    def arguments(self):
        self.take("(")
        found, depth = [[]], 1
        while True:
            token = self.take()
            depth += (token == "(") - (token == ")")
            if depth == 0:
                return [" ".join(words) for words in found]
            if token == "," and depth == 1:
                found.append([])
            else:
                found[-1].append(token)


def expanded(token, definition, arguments, macros, is_zero, depth):
    if definition is None:
        return 0 if is_zero(token) else None
    parameters, body = definition
    if parameters is not None:
        body = substitute(parameters, body, arguments or [])
    return evaluate(body, macros, is_zero, depth + 1)


def operation(operator, left, right):
    if operator == "&&":
        def both(*at):
            value = left(*at)
            if value == 0:
                return 0
            other = right(*at)
            return 0 if other == 0 else None if value is None or other is None else 1
        return both
    if operator == "||":
        def either(*at):
            value = left(*at)
            if value:
                return 1
            other = right(*at)
            return 1 if other else None if value is None or other is None else 0
        return either
    return lambda *at: combine(operator, left(*at), right(*at))


ARITHMETIC = {"|": lambda a, b: a | b, "^": lambda a, b: a ^ b, "&": lambda a, b: a & b, "==": lambda a, b: a == b,
              "!=": lambda a, b: a != b, "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b,
              ">=": lambda a, b: a >= b, "<<": lambda a, b: a << min(b, 64) if b >= 0 else 0,
              ">>": lambda a, b: a >> max(b, 0), "+": lambda a, b: a + b, "-": lambda a, b: a - b,
              "*": lambda a, b: a * b}


def combine(operator, left, right):
    if left is None or right is None:
        return None
    if operator in ("/", "%"):
        if right == 0:
            return None
        return left // right if operator == "/" else left % right
    return int(ARITHMETIC[operator](left, right))


def defined(name, macros, is_zero):
    if name not in macros:
        return 0 if is_zero(name) else None
    definition = macros[name]
    if isinstance(definition, Maybe):
        return None if None in definition else 1
    return 1


def substitute(parameters, body, arguments):
    """The body of a macro with its arguments in place, `##` done."""
    table = {name: (arguments[i] if i < len(arguments) else "").strip() for i, name in enumerate(parameters)}
    if parameters and parameters[-1] == "...":
        table["__VA_ARGS__"] = ", ".join(arguments[len(parameters) - 1:])
    body = WORD.sub(lambda match: table.get(match.group(), match.group()), body)
    return re.sub(r"\s*##\s*", "", body)


_expressions = {}


def evaluate(text, macros, is_zero, depth=0):
    """The value of a condition, or None."""
    if depth > 20:
        return None
    value = _expressions.get(text, 0)
    if value == 0:
        try:
            value = Expression(text).value
        except (Unknown, ValueError):
            value = None
        _expressions[text] = value
    try:
        result = value and value(macros, is_zero, depth)
        return in_all_cases(text, value, macros, is_zero) if result is None and value and depth == 0 else result
    except OverflowError:
        return None


def in_all_cases(text, value, macros, is_zero):
    """What the condition is whichever of its values a macro has, where it has one for certain; None if that differs."""
    cases = [{}]
    for name in dict.fromkeys(WORD.findall(text)):
        definition = macros.get(name)
        if isinstance(definition, Maybe) and None not in definition and len(cases) < 8:
            cases = [{**case, name: one} for case in cases for one in definition]
    if len(cases) == 1:
        return None
    found = {value(collections.ChainMap(case, macros), is_zero, 0) for case in cases}
    return found.pop() if len(found) == 1 else None


class Preprocessor:
    """One target's view of one release. `find(name, directory)` gives a path of an included file or None;
    `nodes(path)` its parse."""

    def __init__(self, find, nodes, is_zero, skip=lambda path: False):
        self.find, self.nodes, self.is_zero, self.skip = find, nodes, is_zero, skip
        self._deltas, self._open = {}, []
        self.inside = lambda: False  # whether a table is being read: headers may hold some of its rows

    def run(self, path, macros, emit, base=None):
        """Evaluates the file; `emit(text, known, macros)` gets the text that is left. With `base`, headers are
        evaluated once with that as their macros, and what they define is kept."""
        if path in self._open or len(self._open) > 40:
            return
        self._open.append(path)
        self._nodes(self.nodes(path), path, macros, emit, True, base)
        self._open.pop()

    def _nodes(self, nodes, path, macros, emit, known, base):
        for node in nodes:
            kind = node[0]
            if kind == "text":
                if emit:
                    emit(node[1], known, macros)
            elif kind == "define":
                self._define(node[1], (node[2], node[3]), macros, known)
            elif kind == "undef":
                self._define(node[1], None, macros, known)
            elif kind == "if":
                self._branches(node[1], path, macros, emit, known, base)
            else:
                self._include(node[1], path, macros, emit, known, base)

    def _define(self, name, definition, macros, known):
        if known:
            if definition is None:
                macros.pop(name, None)
            else:
                macros[name] = definition
            return
        old = macros.get(name)
        alternatives = list(old) if isinstance(old, Maybe) else [old]
        if definition not in alternatives:
            alternatives.append(definition)
        macros[name] = Maybe(alternatives) if len(alternatives) > 1 else alternatives[0]
        if macros[name] is None:
            del macros[name]

    def _branches(self, branches, path, macros, emit, known, base):
        for condition, nodes in branches:
            value = 1 if condition is None else evaluate(condition, macros, self.is_zero)
            if value == 0:
                continue
            self._nodes(nodes, path, macros, emit, known and value is not None, base)
            if value is not None:
                return
            known = False

    def _include(self, text, path, macros, emit, known, base):
        for _ in range(3):
            if text[:1] in "\"<" or text not in macros or isinstance(macros[text], Maybe):
                break
            text = macros[text][1]
        target = self.find(text.strip("\"<> "), path) if text[:1] in ("\"", "<") else None
        if not target or self.skip(target):
            return
        if target.endswith(".c") or (emit and self.inside()):
            if emit:
                self.run(target, macros, emit, base)
        elif base is None:
            self.run(target, macros, None, None)
        else:
            macros.update(self._delta(target, base))

    def _delta(self, header, base):
        """What a header defines: evaluated once, with the configuration only."""
        if header not in self._deltas:
            self._deltas[header] = {}  # of a header that includes itself
            macros = dict(base)
            self.run(header, macros, None, base)
            self._deltas[header] = {name: value for name, value in macros.items() if base.get(name) != value}
        return self._deltas[header]
