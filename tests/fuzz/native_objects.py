"""A random program about objects, whose output tells whether its functions do what they should:
python3 native_objects.py SEED

Classes with methods and attributes of few names, so that they hide and replace each other: attributes that are
stored, deleted and asked of what has none, methods that become values, functions of other shapes, properties or
nothing, functions of the module that call each other, with any number of arguments, and are stored anew. What
raises is part of the output."""

import random
import sys

NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "value", "count"]
FUNCTIONS = ["f0", "f1", "f2", "f3", "f4", "f5"]
CLASSES = ["A", "B", "C", "D"]
HEAD = '''
turns = 0
class Enough(Exception): pass
def step():
    global turns
    turns += 1
    if turns > 60: raise Enough()
def num(x):
    return x if isinstance(x, (int, float)) else 3
def call(f, *a):
    try: return f(*a)
    except (AttributeError, TypeError, ZeroDivisionError, IndexError) as error: return type(error).__name__
def show(x, deep=3):
    if isinstance(x, (list, tuple)): return "(" + " ".join([show(y, deep - 1) for y in x[:6 if deep else 0]]) + ")"
    if isinstance(x, (bool, type(None), str)): return repr(x)[:30]
    if isinstance(x, int): return str(x % 1000003)
    if isinstance(x, float): return "%.6g" % x
    return "<" + type(x).__name__ + ">"
'''
TAIL = '''
def run(f, *a):
    global turns
    turns = 0
    try:
        said = show(f(*a))
    except Exception as e:
        said = "raises " + type(e).__name__
    print(said)
'''


class Objects:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []

    def pick(self, *choices):
        return self.random.choice(choices)

    def name(self, of_method=False):
        """Mostly names of methods are one half of all, and names of other attributes the other."""
        if self.random.random() < 0.08:
            of_method = not of_method
        return self.random.choice(NAMES[:self.names][of_method::2])

    def method(self):
        return self.name(True)

    def function(self):
        return self.random.choice(FUNCTIONS)

    def number(self):
        return self.pick("0", "1", "2", "-3", "7", "1.5", "0.25", "1 << 61", "True")

    def value(self):
        # A copy: `x.a += x.a` doubles what it is, up to the end of memory, which is met elsewhere by kind of code.
        return self.pick("'s'", "None", "items[-2:]", *[self.number() for _ in range(6)])

    def object(self):
        return self.pick("x", "x", "x", "keep", "x", "x", "x", "x", "y", "x")

    def atom(self):
        return self.pick("x", "y", self.number(), f"num({self.object()}.{self.name()})",
                         f"num({self.object()}.{self.name()})", f"num({self.pick(*CLASSES)}.shared)", "len(items)",
                         "num(y)", "keep")

    def term(self):
        return self.pick(self.number(), f"num({self.object()}.{self.name()})", f"num({self.object()})", "len(items)",
                         f"num({self.function()}({self.object()}, {self.number()}))")

    def arguments(self, most=3):
        return ", ".join(self.atom() for _ in range(self.random.randint(0, most)))

    def expression(self):
        return self.pick(
            self.atom(), f"{self.term()} {self.pick('+', '-', '*', '<', '==', 'is')} {self.term()}",
            f"{self.object()}.{self.name()} {self.pick('+', '-', '*')} {self.term()}",
            f"{self.term()} + {self.term()} * {self.term()}",
            f"{self.object()}.{self.method()}({self.atom()})", f"{self.object()}.{self.method()}({self.atom()})",
            f"{self.object()}.{self.method()}()", f"call({self.object()}.{self.method()}, {self.atom()})",
            f"{self.object()}.{self.name()}", f"call({self.function()}, {self.atom()})",
            f"{self.function()}({self.object()}, {self.atom()})", f"{self.function()}({self.object()}, {self.atom()})",
            f"{self.function()}({self.object()})",
            f"{self.pick(*CLASSES)}({self.arguments(2)})", f"[{self.atom()}, {self.atom()}]",
            f"getattr({self.object()}, '{self.name()}', {self.number()})")

    def statement(self, deep):
        pad = "    " * deep
        kind = self.random.randrange(14)
        target = self.pick("x", "x", "x", "x", "keep")
        if kind < 3:
            return [f"{pad}{self.pick('y', 'y', 'keep')} = {self.expression()}"]
        if kind < 6:
            return [f"{pad}{target}.{self.name()} {self.pick('=', '=', '=', '+=', '-=')} {self.expression()}"]
        if kind == 6:
            return [f"{pad}call(drop_{self.name()}, {target})"]
        if kind == 7 and self.random.random() < 0.3:
            return [f"{pad}{self.pick(*CLASSES)}.{self.pick(self.name(), self.method())} = "
                    + self.pick(self.function(), "len", self.expression(), f"staticmethod({self.function()})",
                                f"classmethod({self.function()})", f"property({self.function()})")]
        if kind == 8 and deep < 3:
            return [f"{pad}for i in range({self.random.randint(1, 4)}):", f"{pad}    step()",
                    *self.statement(deep + 1), *self.statement(deep + 1)]
        if kind == 9 and deep < 3:
            return [f"{pad}if {self.expression()}:", *self.statement(deep + 1)]
        if kind == 10 and deep < 3:
            return [f"{pad}try:", *self.statement(deep + 1),
                    f"{pad}except (AttributeError, TypeError, NameError, ZeroDivisionError, IndexError) as error:",
                    f"{pad}    items.append(type(error).__name__)"]
        if kind == 11:
            return [f"{pad}items.append({self.expression()})"]
        return [f"{pad}{self.expression()}"]

    def body(self, first):
        lines = ["step()", f"keep = {first}"]
        is_safe = self.random.random() < 0.6
        for _ in range(self.random.randint(1, 5)):
            made = self.statement(0)
            if is_safe and self.random.random() < 0.8:
                made = ["try:", *["    " + line for line in made], "except Exception as error:",
                        "    items.append(type(error).__name__)"]
            lines += made
        result = f"return {self.expression()}"
        if is_safe:
            lines += ["try:", "    " + result, "except Exception:", f"    return {self.pick('y', 'x', 'keep', '0')}"]
        else:
            lines.append(result)
        return ["    " + line for line in lines]

    def add_class(self, name):
        base = self.pick("", "", "object", *CLASSES[:CLASSES.index(name)], self.pick("", "list", "Exception"))
        self.lines += [f"class {name}({base}):", f"    shared = {self.number()}"]
        if base in ("", "object", "list", "Exception"):
            self.lines += [f"    {each} = {self.value()}" for each in NAMES[:self.names][::2]]
            self.lines += [line for each in NAMES[:self.names][1::2]
                           for line in (f"    def {each}(self, y=5):", f"        return num(y) + {self.number()}")]
        if self.random.random() < 0.8:
            fields = self.random.sample(NAMES[:self.names][::2], self.random.randint(0, (self.names + 1) // 2))
            self.lines += ["    def __init__(self, y=2, x=1):",
                           *[f"        self.{field} = {self.pick('x', 'y', self.number())}" for field in fields],
                           "        pass"]
        if self.random.random() < 0.15:
            self.lines += ["    def __getattr__(self, name): return name"]
        for _ in range(self.random.randint(1, 4)):
            decorator = self.pick("", "", "", "", "", "@property", "@staticmethod", "@classmethod")
            parameters = self.pick("x, y=2", "x, y=2", "x, y=2", "x, y=3", "x, *rest", "x, y", "x") if decorator != "@property" else "x"
            if decorator:
                self.lines.append("    " + decorator)
            self.lines.append(f"    def {self.method()}({parameters}):")
            if "y" not in parameters:
                self.lines.append("        y = x")
            self.lines += ["    " + line for line in self.body("x")]

    def add_function(self, name):
        parameters = self.pick("x, y", "x, y", "x, y=4", "x, y=0", "x, y=1", "x, *rest", "x, *, y=2", "x, y=2, **more")
        self.lines.append(f"def {name}({parameters}):")
        if "y" not in parameters:
            self.lines.append("    y = x")
        if self.random.random() < 0.05:
            self.lines.append("    yield x")
        if self.random.random() < 0.1:
            self.lines.append("    z = lambda: (x, y)")
        self.lines += self.body("first")

    def text(self):
        self.names = self.random.randint(3, len(NAMES))
        self.lines = ["items = []", "first = 'first'"]
        for name in NAMES[:self.names]:
            self.lines += [f"def drop_{name}(x):", f"    del x.{name}"]
        for name in CLASSES:
            self.add_class(name)
        for name in FUNCTIONS:
            self.add_function(name)
        runs = []
        for _ in range(60):
            if self.random.random() < 0.15:
                runs.append(f"{self.function()} = {self.pick(self.function(), self.function(), 'len', '5')}")
            runs.append(f"run({self.pick(*FUNCTIONS)}, "
                        + ", ".join(self.pick(f"{self.pick(*CLASSES)}()", f"{self.pick(*CLASSES)}(3)", self.number())
                                    for _ in range(self.random.randint(1, 2))) + ")")
            runs.append("print(show(items)); items.clear()")
        made = ["def made(c, *a):", "    try: return c(*a)", "    except Exception as e: return type(e).__name__"]
        calls = []
        for line in runs:
            for name in CLASSES:
                line = line.replace(f"{name}()", f"made({name})").replace(f"{name}(3)", f"made({name}, 3)")
            calls.append(line)
        return "\n".join([HEAD, *self.lines, TAIL, *made, *calls, ""])


if __name__ == "__main__":
    print(Objects(int(sys.argv[1])).text())
