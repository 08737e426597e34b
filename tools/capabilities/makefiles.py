"""Definitions (-D) that a port's makefiles and CMake files hand to the compiler.

Not an interpreter of make: assignments, conditions and includes inside the tree are followed, functions that ask
the machine are not, and a condition that is not known is taken as false unless it only sets a default.
"""

import re

ASSIGN = re.compile(r"^\s*(?:export\s+|override\s+)?([\w.]+)\s*(\?=|\+=|:?:=|=)\s*(.*)$")
CONDITION = re.compile(r"^\s*(else\s+)?(ifeq|ifneq|ifdef|ifndef)\b\s*(.*)$")
INCLUDE = re.compile(r"^\s*-?s?include\s+(.*)$")
DEFINE = re.compile(r"(?:^|\s)'?\"?-D\s*'?\"?([A-Za-z_]\w*)(?:=((?:\\.|\"[^\"]*\"|'[^']*'|\([^()]*\)|[^\s'\"()])*))?")
REFERENCE = re.compile(r"\$[({]([\w.]+)[)}]")


def found(sources, folders, word):
    """The path of a file that is named from one of some folders, the first that has it; None without one."""
    for folder in folders:
        parts = []
        for part in f"{folder}/{word}".split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        if "/".join(parts) in sources:
            return "/".join(parts)
    return None


class Make:
    def __init__(self, sources, folder, variables):
        self.sources, self.folder = sources, folder
        self.variables = {"TOP": ".", **variables}
        self.fixed = {"TOP", *variables}
        self._depth = 0

    def expand(self, text, depth=0):
        """None when it holds something that is not known."""
        for _ in range(12):
            match = REFERENCE.search(text)
            if not match:
                break
            value = self.variables.get(match.group(1), "")
            text = text[:match.start()] + value + text[match.end():]
        for _ in range(6):
            match = re.search(r"\$\((subst|strip|filter|findstring|lastword|firstword|word|if|or|and|patsubst|lc|call lc|notdir|shell|addprefix|wildcard|abspath)\b((?:[^()]|\[[^\]]*\])*)\)", text)
            if not match:
                break
            value = function(match.group(1), match.group(2))
            if value is None:
                return None
            text = text[:match.start()] + value + text[match.end():]
        return None if "$(" in text or "${" in text else text

    def read(self, path):
        text = self.sources.read(path)
        if text is None or self._depth > 8:
            return
        self._depth += 1
        stack = []  # (taken now, one was taken, outer)
        active = True
        for line in re.sub(r"\\\r?\n", " ", text).splitlines():
            line = re.sub(r"(?<!\\)#.*", "", line)
            if line.startswith("\t") and not CONDITION.match(line) and not re.match(r"\s*(else|endif)\b", line) \
                    and not ASSIGN.match(line.strip()):
                continue
            match = CONDITION.match(line)
            if match and not match.group(1):
                value = bool(self.condition(match.group(2), match.group(3))) if active else False
                stack.append((active, value))
                active = active and value
            elif match and stack:
                outer, taken = stack.pop()
                value = outer and not taken and bool(self.condition(match.group(2), match.group(3)))
                stack.append((outer, taken or value))
                active = value
            elif re.match(r"\s*else\b", line) and stack:
                outer, taken = stack[-1]
                active = outer and not taken
                stack[-1] = (outer, True)
            elif re.match(r"\s*endif\b", line) and stack:
                active = stack.pop()[0]
            elif active:
                self.line(line, path)
        self._depth -= 1

    def line(self, line, path):
        match = INCLUDE.match(line)
        if match:
            for word in (self.expand(match.group(1)) or "").split():
                found = self.find(word)
                if found:
                    self.read(found)
            return
        match = ASSIGN.match(line)
        if not match or line.startswith("\t\t"):
            return
        name, operator, value = match.groups()
        if name in self.fixed:
            return
        if operator == "?=":
            self.variables.setdefault(name, value)
        elif operator == "+=":
            self.variables[name] = self.variables.get(name, "") + " " + (
                self.expand(value) or value if "$(" not in value else value)
        else:
            self.variables[name] = (self.expand(value) if operator != "=" else None) or value

    def find(self, word):
        return found(self.sources, (self.folder, ""), word.strip("\"'"))

    def condition(self, kind, text):
        """None when it is not known."""
        if kind in ("ifdef", "ifndef"):
            has = bool(self.variables.get(text.strip(), ""))
            return has == (kind == "ifdef")
        text = text.strip()
        if text.startswith("("):
            left, right = split_condition(text[1:text.rfind(")")])
        else:
            words = re.findall(r"\"[^\"]*\"|'[^']*'", text)
            if len(words) != 2:
                return None
            left, right = words[0][1:-1], words[1][1:-1]
        left, right = self.expand(left), self.expand(right)
        if left is None or right is None:
            return None
        return (left.strip() == right.strip()) == (kind == "ifeq")

    def definitions(self):
        """{name: value} of all -D in the flags."""
        found = {}
        for name, value in self.variables.items():
            if not re.search(r"CFLAGS|COPT|CMSIS|CPPFLAGS|_DEF|DEFS|CWARN", name) or name.startswith("CFLAGS_MCU_"):
                continue
            text = self.expand(value)
            if text is None:  # flags without what is not known
                text = " ".join(word for word in (self.expand(part) for part in split_words(value)) if word)
            for match in DEFINE.finditer(text):
                body = (match.group(2) if match.group(2) is not None else "1").strip("'\"\\")
                found[match.group(1)] = body.replace("\\", "")
        return found


def split_words(text):
    words, depth, word = [], 0, ""
    for c in text:
        depth += (c in "({") - (c in ")}")
        if c == " " and depth == 0:
            words.append(word)
            word = ""
        else:
            word += c
    return words + [word]


def split_condition(text):
    depth = 0
    for at, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            return text[:at], text[at + 1:]
    return text, ""


def function(name, text):
    parts = [part for part in text.strip().split(",")]
    if name == "strip":
        return text.strip()
    if name == "subst" and len(parts) == 3:
        return parts[2].replace(parts[0].strip(), parts[1])
    if name == "filter" and len(parts) == 2:
        return " ".join(word for word in parts[1].split() if word in parts[0].split())
    if name == "findstring" and len(parts) == 2:
        return parts[0].strip() if parts[0].strip() in parts[1] else ""
    if name in ("lastword", "firstword"):
        words = text.split()
        return (words[-1] if name == "lastword" else words[0]) if words else ""
    if name == "notdir":
        return " ".join(word.rpartition("/")[2] for word in text.split())
    if name in ("lc", "call lc"):
        return parts[-1].lower()
    if name == "abspath":
        return text.strip()
    if name == "if" and len(parts) >= 2:
        return parts[1] if parts[0].strip() else (parts[2] if len(parts) > 2 else "")
    if name == "wildcard":
        return text.strip()
    if name == "shell" and "tr '[:upper:]' '[:lower:]'" in text:
        return text.replace("echo", "").partition("|")[0].strip().lower()
    return None


class CMake:
    """The same for CMake files: set(), list(APPEND), if(), include(), target_compile_definitions()."""

    def __init__(self, sources, variables):
        self.sources, self.variables, self.defines, self._depth = sources, dict(variables), {}, 0
        self.fixed = set(variables)

    def read(self, path):
        text = self.sources.read(path)
        if text is None or self._depth > 8:
            return
        self._depth += 1
        stack, active = [], True
        text = re.sub(r"#[^\n]*", "", text)
        for name, body in commands(text):
            words = arguments(body)
            if name == "if":
                value = bool(self.condition(words)) if active else False
                stack.append((active, value))
                active = active and value
            elif name == "elseif" and stack:
                outer, taken = stack.pop()
                value = outer and not taken and bool(self.condition(words))
                stack.append((outer, taken or value))
                active = value
            elif name == "else" and stack:
                outer, taken = stack[-1]
                active, stack[-1] = outer and not taken, (outer, True)
            elif name == "endif" and stack:
                active = stack.pop()[0]
            elif active:
                self.command(name, words, path)
        self._depth -= 1

    def expand(self, text):
        for _ in range(10):
            match = re.search(r"\$(?:ENV)?\{(\w+)\}", text)
            if not match:
                break
            text = text[:match.start()] + self.variables.get(match.group(1), "") + text[match.end():]
        return text

    def command(self, name, words, path):
        if name == "set" and words and words[0] not in self.fixed:
            values = [self.expand(word) for word in words[1:] if word not in ("CACHE", "PARENT_SCOPE")]
            self.variables[words[0]] = ";".join(values)
        elif name == "list" and words[:1] == ["APPEND"] and len(words) > 1:
            values = [self.expand(word) for word in words[2:]]
            old = self.variables.get(words[1], "")
            self.variables[words[1]] = ";".join(([old] if old else []) + values)
        elif name == "include" and words:
            found = self.find(self.expand(words[0]), path)
            if found:
                self.read(found)
        elif name in ("target_compile_definitions", "add_compile_definitions", "add_definitions"):
            for word in words:
                self.define(self.expand(word))
        elif name in ("string",) and words[:1] == ["TOUPPER"] and len(words) == 3:
            self.variables[words[2]] = self.expand(words[1]).upper()

    def define(self, text):
        for word in text.split(";"):
            word = word[2:] if word.startswith("-D") else word
            match = re.match(r"^([A-Z_a-z]\w*)(?:=(.*))?$", word, re.S)
            if match and word not in ("PUBLIC", "PRIVATE", "INTERFACE") and "$<" not in word and \
                    (match.group(2) is not None or word.isupper() or "_" in word):
                self.defines[match.group(1)] = match.group(2) if match.group(2) is not None else "1"

    def find(self, word, path):
        return found(self.sources, (path.rpartition("/")[0], ""), word)

    def condition(self, words):
        """AND and OR of terms, from left to right; False for what is not known."""
        value, operator, at = None, None, 0
        while at < len(words):
            term, at = self.term(words, at)
            value = term if value is None else (value and term) if operator == "AND" else (value or term)
            operator = words[at] if at < len(words) else None
            at += 1
        return value

    def term(self, words, at):
        word = words[at]
        if word == "NOT":
            value, at = self.term(words, at + 1)
            return not value, at
        if word == "DEFINED":
            return words[at + 1] in self.variables, at + 2
        if word in ("EXISTS", "TARGET"):
            path = self.expand(words[at + 1])  # a build has its submodules
            return word == "EXISTS" and (path.startswith("/lib/") or bool(self.find(path, ""))), at + 2
        if at + 2 < len(words) and words[at + 1] in ("STREQUAL", "EQUAL", "MATCHES", "VERSION_LESS", "IN_LIST",
                                                     "VERSION_GREATER_EQUAL", "GREATER", "LESS"):
            left = self.expand(self.variables.get(word, word))
            right = self.expand(words[at + 2])
            if words[at + 1] == "MATCHES":
                return bool(re.search(right, left)), at + 3
            if words[at + 1] == "IN_LIST":
                return left in self.variables.get(right, "").split(";"), at + 3
            return words[at + 1] in ("STREQUAL", "EQUAL") and left == right, at + 3
        value = self.expand(self.variables.get(word, word if word.startswith("$") else ""))
        return value.upper() not in ("", "0", "OFF", "NO", "FALSE", "NOTFOUND"), at + 1


def commands(text):
    at = 0
    pattern = re.compile(r"([A-Za-z_]\w*)\s*\(")
    while True:
        match = pattern.search(text, at)
        if not match:
            return
        depth, end = 1, match.end()
        while end < len(text) and depth:
            depth += (text[end] == "(") - (text[end] == ")")
            end += 1
        yield match.group(1).lower(), text[match.end():end - 1]
        at = end


def arguments(text):
    return [word.strip('"') for word in re.findall(r'"[^"]*"|[^\s"]+', text)]
