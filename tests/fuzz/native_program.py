"""A random program whose output tells whether its functions do what they should: python3 native_program.py SEED

Functions of random statements: every way into and out of try, with and loops, variables that may be unbound,
shared or deleted, generators that are driven by next, send, throw and close, calls of every form. What they
call writes down that it was called, gives one of many values, or raises, as a seeded sequence says. Bodies of
loops end after a few turns. The output is the same in every implementation of the language."""

import random
import sys

HEAD = '''
try:
    import gc
except ImportError:
    gc = None
class E(Exception): pass
class F(E): pass
N = [1, 0]
LOG = []
def tick():
    N[0] = (N[0] * 421 + 54773) % 259200
    N[1] += 1
    if gc and N[0] % 23 == 0: gc.collect()
    return N[0] >> 5
def act(what):
    LOG.append(what)
    t = tick() % 65
    if t == 0: raise E(len(LOG))
    if t == 1: raise F(what)
    return t % 13
class V:
    def __init__(self, n): self.n = n
    def m(self, *a, **k): return g("m", *a, **k)
    def __enter__(self): return g("enter")
    def __exit__(self, t, v, b): return act("exit " + str(t and t.__name__)) % 3 == 0
    def __add__(self, o): return g("add", o)
    def __sub__(self, o): return g("sub", o)
    def __mul__(self, o): return g("mul", o)
    def __contains__(self, o): return g("in", o)
    def __lt__(self, o): return g("lt", o)
    def __getitem__(self, i): return g("get", i)
    def __setitem__(self, i, v): g("set", i, v)
    def __iter__(self): return iter([V(1), 2, "x"][:act("iter") % 4])
    def __bool__(self): return act("bool") % 2 == 0
def g(*a, **k):
    t = act(",".join([show(x) for x in a]) + ";" + ",".join(sorted(k)))
    return [V(t), t, "s" * t, None, (t, V(t)), [1, t], True, V(0), 1 << 40, -t, V(2), 2.5, {t: 1}][t]
def show(x):
    if isinstance(x, V): return "V%d" % x.n
    if isinstance(x, (list, tuple)): return type(x).__name__ + "(" + " ".join([show(y) for y in x]) + ")"
    if x is None or isinstance(x, (int, str, float)): return repr(x)
    return type(x).__name__
def v(x):
    return x if isinstance(x, V) else V(4)
def pair(x):
    return [x, V(5)] if act("pair") else [x]
def items(*a): return iter(list(a)[:act("items") % 4])
def run(call):
    try:
        return "gives " + show(call())
    except BaseException as e:
        return "raises " + type(e).__name__ + " " + " ".join([show(x) for x in e.args])
def drive(start):
    try:
        made = start()
    except BaseException as e:
        return print("no generator", type(e).__name__)
    for i in range(12):
        how = tick() % 8
        if how == 0: said = run(lambda: made.throw(E("thrown")))
        elif how == 1: said = run(lambda: made.close())
        elif how < 4 and i: said = run(lambda: made.send(how))
        else: said = run(lambda: next(made))
        print(" ", how, said)
        if said.startswith("raises"): break
'''


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.counters = 0

    def pick(self, *choices):
        return self.random.choice(choices)

    def below(self, n):
        return self.random.randrange(n)

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def name(self):
        return self.pick("a", "b", "c", "d")

    def value(self, deep=1):
        inner = (lambda: self.value(deep - 1)) if deep else self.name
        choices = [
            lambda: self.name(), lambda: self.name(), lambda: self.pick("1", "None", "'t'", "2.5", "True"),
            lambda: f"g({inner()}, {inner()})", lambda: f"g(*({inner()}, 1), k={inner()}, **{{'z': 1}})",
            lambda: f"v({self.name()}).m({inner()}, q={inner()})", lambda: f"v({inner()}) {self.pick('+', '-', '*')} {inner()}",
            lambda: f"({inner()} and {inner()})", lambda: f"({inner()} or not {inner()})",
            lambda: f"({inner()} if {inner()} else {inner()})", lambda: f"({inner()}, {inner()})",
            lambda: f"[{inner()}, {inner()}]", lambda: f"v({self.name()})[{inner()}]",
            lambda: f"(v({inner()}) < v({inner()}) < V(3))", lambda: f"[g(x) for x in items({inner()}, {inner()})]",
            lambda: f"list(g(x) for x in items({inner()}, 2))", lambda: f"(lambda x, y={inner()}: g(x, y))(3)",
            lambda: f"{{show({inner()}): {inner()}}}", lambda: f"({inner()} is {inner()})",
            lambda: f"v({self.name()})[{inner()}:{inner()}]", lambda: f"({inner()} not in v({inner()}))",
        ]
        if self.generator:
            choices += [lambda: f"(yield {inner()})", lambda: f"(yield from items({inner()}, {inner()}))"] * 2
        return self.random.choice(choices)()

    def block(self, depth, level, loop):
        for _ in range(1 + self.below(3)):
            self.statement(depth, level, loop)

    def statement(self, depth, level, loop):
        put = self.put
        self.budget -= 1
        kind = self.below(22 if level < 4 and self.budget > 0 else 12)
        if kind < 4:
            put(depth, f"{self.name()} = {self.value()}")
        elif kind == 4:
            name = self.name()
            put(depth, f"{name} = v({name}); {name} {self.pick('+=', '-=', '*=')} {self.value()}")
        elif kind == 5:
            put(depth, self.pick("del " + self.name() if self.below(3) == 0 else "g(1)",
                                 f"v({self.name()})[{self.name()}] = {self.value()}",
                                 f"v({self.name()}).n = {self.below(9)}"))
        elif kind == 6:
            put(depth, self.pick(f"{self.name()}, {self.name()} = pair({self.value()})",
                                 f"{self.name()}, *{self.name()} = pair({self.value()})",
                                 f"{self.name()} = {self.name()} = {self.value()}"))
        elif kind == 7:
            put(depth, f"return {self.value()}" if self.below(3) == 0 else f"g({self.value()})")
        elif kind == 8:
            put(depth, self.pick("raise", "raise E(7)", f"raise {self.name()}", "raise F",
                                 f"assert {self.value()}, {self.name()}", f"g({self.name()})"))
        elif kind < 12:
            put(depth, self.pick("break", "continue") if loop and self.below(2) else f"g({self.value()})")
        elif kind < 14:
            put(depth, f"if {self.value()}:")
            self.block(depth + 1, level + 1, loop)
            if self.below(2):
                put(depth, "else:")
                self.block(depth + 1, level + 1, loop)
        elif kind < 16:
            self.counters += 1
            if self.below(2):
                over = self.pick("range(3)", "items(1, a, 3)", f"v({self.name()})", "V(1)")
                put(depth, f"for {self.name()} in {over}:")
            else:
                put(depth, f"w{self.counters} = 0")
                put(depth, f"while w{self.counters} < 3 and {self.value(0)}:")
                put(depth + 1, f"w{self.counters} += 1")
            self.block(depth + 1, level + 1, True)
            if self.below(3) == 0:
                put(depth, "else:")
                self.block(depth + 1, level + 1, loop)
        elif kind < 18:
            put(depth, f"with V({self.below(9)}) as {self.name()}:" if self.below(2) else
                f"with V(1), V(2):")
            self.block(depth + 1, level + 1, loop)
        else:
            self.try_statement(depth, level, loop)

    def try_statement(self, depth, level, loop):
        put = self.put
        put(depth, "try:")
        self.block(depth + 1, level + 1, loop)
        form = self.below(3)
        if form != 1:
            put(depth, f"except {self.pick('E', 'F', '(F, TypeError)', 'NameError')} as {self.name()}:")
            self.block(depth + 1, level + 1, loop)
            if self.below(2):
                put(depth, "except:")
                self.block(depth + 1, level + 1, loop)
            if self.below(3) == 0:
                put(depth, "else:")
                self.block(depth + 1, level + 1, loop)
        if form:
            put(depth, "finally:")
            self.block(depth + 1, level + 1, loop)

    def function(self, number):
        self.generator = self.below(3) == 0
        put = self.put
        put(0, f"def f{number}(a, b={self.pick('1', 'None')}, *rest, k=2):")
        if self.below(4) == 0:
            put(1, "global d")
        else:
            put(1, "d = V(8)")
        if self.below(4):
            put(1, "c = V(6)")
        if self.below(3) == 0:
            put(1, "def inner(n):")
            put(2, "nonlocal b")
            put(2, self.pick("b = g(a, n)", "del b", "return g(b, k)"))
            put(1, "g(inner)")
            put(1, self.pick("inner(1)", "c = inner", "g(1)"))
        if self.generator and self.below(2):
            put(1, "yield 0")
        for _ in range(3):
            self.budget = 12
            self.block(1, 0, False)
        return self.generator and any("yield" in line for line in self.lines[self.at:])

    def text(self, functions=6, seeds=5):
        out = [HEAD, "d = V(9)\n"]
        for number in range(functions):
            self.lines, self.at = [], 0
            generator = self.function(number)
            out.append("\n".join(self.lines) + "\n")
            call = f"f{number}(V(7), {self.pick('3', 'V(3)', 'k=1')})"
            how = (f"drive(lambda: {call})" if generator else f"print(run(lambda: {call}))")
            out.append(f"for s in range({seeds}):\n    N[0] = s * 977 + {number}\n    LOG.clear()\n"
                       f"    print('f{number}', s)\n    {how}\n    print(len(LOG), LOG[-3:])\n")
        return "".join(out)


if __name__ == "__main__":
    print(Program(int(sys.argv[1])).text())
