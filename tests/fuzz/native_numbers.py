"""A random program about numbers and items, whose output tells whether its functions do what they should:
python3 native_numbers.py SEED

Functions of loops, comparisons, arithmetic on every kind of number and near every edge of small integers of 31
and 63 bits, items of lists, tuples, bytearrays and of classes made of these, globals that change while they are
used, functions that call themselves, and floats that live in variables for a while. What raises is part of
the output."""

import random
import sys

HEAD = '''
class L(list):
    def __getitem__(self, i): return ("L", i)
class I(int): pass
class W:
    def __init__(self, n): self.n = n
    def __add__(self, o): return W(self.n + 1)
    def __radd__(self, o): return "radd"
    def __iadd__(self, o): return W(self.n + 5)
    def __mul__(self, o): return self.n
    def __lt__(self, o): return "lt"
    def __eq__(self, o): return self.n == 3
    def __neg__(self): return -self.n
    def __bool__(self): return self.n > 2
    def __getitem__(self, i): return i
    def __setitem__(self, i, v): self.n = 7
def show(x):
    if isinstance(x, W): return "W%s" % (x.n,)
    if isinstance(x, float): return "%.6g" % x
    if isinstance(x, (list, tuple)): return "(" + " ".join([show(y) for y in x]) + ")"
    return repr(x)
G = 3
def setg(v):
    global G
    G = v
    return v
'''
TAIL = '''
def run(f, *a):
    out = []
    try:
        said = show(f(*a, out))
    except Exception as e:
        said = "raises " + type(e).__name__
    return said + " after " + show(out)
'''
EDGES = [0, 1, -1, 2, -2, 3, 5, 7, 8, 16, 31, 32, 62, 63, 64, 255, 256, -128, 1 << 15, -(1 << 15), (1 << 29) - 1,
         1 << 29, -(1 << 29), (1 << 30) - 1, 1 << 30, -(1 << 30), -(1 << 30) - 1, (1 << 31) - 1, 1 << 31, 1 << 32,
         (1 << 61) - 1, 1 << 61, (1 << 62) - 1, 1 << 62, -(1 << 62), -(1 << 62) - 1, (1 << 63) - 1, 1 << 63, 1 << 64]
OTHERS = ["0.0", "-0.0", "1.5", "-2.25", "1e10", "1e300", "True", "False", "None", "'s'", "W(3)", "W(1)", "I(4)",
          "[1, 2.5, 3]", "(4, 5, 'x')", "bytearray(b'abc')", "b'xyz'", "L([1, 2])", "{1: 2}"]


class Numbers:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []

    def pick(self, *choices):
        return self.random.choice(choices)

    def below(self, n):
        return self.random.randrange(n)

    def literal(self):
        if self.below(30) == 0:
            return self.random.choice(OTHERS[6:])
        if self.below(7):
            return f"({self.random.choice(EDGES) + self.below(3) - 1})"
        return self.random.choice(OTHERS[:6])

    def number(self):
        return self.pick("a", "b", "c", "x", "y", "i", "i", "k", "G") if self.below(3) else self.literal()

    def arithmetic(self, deep=2):
        if deep == 0 or self.below(4) == 0:
            return self.number()
        left, right = self.arithmetic(deep - 1), self.arithmetic(deep - 1)
        return self.pick(
            f"({left} + {right})", f"({left} - {right})", f"({left} * {right})", f"({left} + {right})",
            f"({left} - {right})", f"({left} * {right})", f"({left} + i)", f"(i & {right})" if self.below(2) else "(k ^ i)",
            f"(k | {right})" if self.below(3) == 0 else f"({left} * i)", f"(i << {self.pick('3', '29', '30', '31', '60', '61', '62', '63', '64', '(k & 63)')})",
            f"({self.pick('k', 'i', left)} << {self.pick('3', '40', '-1')})" if self.below(3) == 0 else "(c & 255)"
            if self.below(3) == 0 else "(k - i)", f"(i >> {self.pick('k', '1', '70')})",
            f"({left} // {right})" if self.below(3) == 0 else f"({left} // 3)",
            f"({left} % {right})" if self.below(3) == 0 else f"({left} % -5)",
            f"({left} / {right})" if self.below(3) == 0 else f"({left} / 4)", f"(-{left})", f"(~k)",
            f"({left} // 8)", f"({left} % 16)", f"({left} // 7)", f"({left} % 10)", f"(+{left})",
            f"({left} if {self.test()} else {right})", f"(x * y + {left})", f"({left} + 0.5)")

    def test(self):
        return self.pick(
            f"{self.number()} {self.pick('<', '>', '<=', '>=', '==', '!=')} {self.number()}", self.number(),
            f"not {self.number()}", f"{self.number()} is {self.pick('None', 'True', 'x', 'a')}",
            f"{self.number()} is not None", f"not {self.number()} < {self.number()}",
            f"({self.number()} < {self.number()} and {self.number()})", f"0 <= {self.number()} < 9")

    def statement(self, depth, level):
        put = lambda text, more=0: self.lines.append("    " * (depth + more) + text)
        name = self.pick("a", "b", "c", "x", "y")
        kind = self.below(17 if level < 3 else 11)
        if kind < 4:
            put(f"{name} = {self.arithmetic()}")
        elif kind < 6:
            put(f"{name} {self.pick('+=', '-=', '*=', '&=', '|=', '^=', '>>=', '//=', '%=', '/=')} {self.arithmetic(1)}")
        elif kind == 6:
            put(f"{name} = s[{self.pick('i & 1', '0', '1', '-1', 'i & 1', 'i', 'True')}]")
        elif kind == 7:
            put("if not isinstance(s, (tuple, bytes, range)):")
            put(f"s[{self.pick('0', '1', '-1', 'i & 1', 'i & 1')}] = {self.pick('i & 7', '255', 'k', '256', 'i')}", 1)
        elif kind == 8:
            put(f"{name} = {self.pick('setg(' + self.number() + ')', 'len(s)', 'abs(i)', 'G')}")
        elif kind == 9:
            put(f"out.append({self.pick(name, self.test(), self.arithmetic(1))})")
        elif kind == 10:
            put(self.pick("if i > 4: break", "if i == 2: continue", f"{name} = i", "x = x * 1.5 + 0.25", "y = -x",
                          "x, y = y, x") if level else f"{name} = 1")
        elif kind < 13:
            put(f"if {self.test()}:")
            self.block(depth + 1, level + 1 if level else 0)
            if self.below(2):
                put("else:")
                self.block(depth + 1, level + 1 if level else 0)
        elif kind == 13:
            put("try:")
            self.block(depth + 1, level)
            put("except Exception as e:")
            put("out.append(type(e).__name__)", 1)
            put(f"{name} = {self.literal()}", 1)
        else:
            put(self.pick("for i in range(7):", "for i in range(c & 7):", "for i in range(6, -3, -2):",
                          f"for i in range({self.literal()}, {self.literal()}):", "for i in s:", "while i < 9:",
                          "for i in (1, 2.5, 3):", f"for i in range({self.pick('i', 'c', '9')}, {self.pick('k', 'b', '2')}, "
                          f"{self.pick('i', '-1', '2', 'a', '-3', '0')}):", "for i in r:", "for i in s[1:]:"))
            self.lines.append("    " * (depth + 1) + "k += 1")
            self.lines.append("    " * (depth + 1) + "if k > 40: break")
            if "while" in self.lines[-3]:
                put("i += 1", 1)
            self.block(depth + 1, level + 1)

    def block(self, depth, level):
        for _ in range(1 + self.below(3)):
            self.statement(depth, level)

    def function(self, number):
        self.lines = [f"def f{number}(a, b, s, out):",
                      f"    c = {self.literal()}; x = {self.pick('1.5', '0.25', 'a', '2')}; y = {self.pick('-0.5', 'b', '3')}",
                      "    i = 0; k = 0; r = range(b if isinstance(b, int) else 3, 40, 7)"]
        for _ in range(4):
            self.statement(1, 0)
        self.lines.append("    for i in range(5):")
        self.block(2, 1)
        if self.below(3) == 0:
            self.lines.insert(1, "    n = a")  # which nothing changes: endless recursion ends where memory does
            self.lines.append(f"    if isinstance(n, int) and 0 < n < 6: out.append(f{number}(n - 1, b, s, []))")
        self.lines.append("    return a, b, c, x, y, i, G")
        return "\n".join(self.lines) + "\n"

    def text(self, functions=5, calls=6):
        out = [HEAD]
        for number in range(functions):
            out.append(self.function(number))
        out.append(TAIL)
        for number in range(functions):
            for _ in range(calls):
                kind = self.pick("[5, 1.5, None, 7]", "bytearray(b'01234')", "(9, 8, 7)", "[i * i for i in range(9)]",
                                 "b'bytes'", "L([3, 4, 5])", "W(3)", "{0: 1, 1: 2}", "range(4)")
                out.append(f"print({number}, run(f{number}, {self.literal()}, {self.literal()}, {kind}))\n")
        return "".join(out)


if __name__ == "__main__":
    print(Numbers(int(sys.argv[1])).text())
