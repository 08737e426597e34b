"""Random viper functions, and what they are to give.

`program(seed, bits)` makes two texts. Both define `run()`, which prints: one with @micropython.viper, the
other in plain Python with every operation cut to a machine word of `bits` bits, as viper's are. The words
of a machine are all that differs between targets, so that the second one is the model for each of them.
"""

import random

PLAIN = """
BITS = {bits}
def s(x):
    x &= (1 << BITS) - 1
    return x - (1 << BITS) if x >> (BITS - 1) else x
def u(x):
    return x & ((1 << BITS) - 1)
class Items:
    def __init__(self, data, size):
        self.data = data
        self.size = size
    def __getitem__(self, i):
        at = i * self.size
        return int.from_bytes(self.data[at:at + self.size], "little")
    def __setitem__(self, i, x):
        for j in range(self.size):
            self.data[i * self.size + j] = x >> (8 * j) & 255
"""
INTS = ("a", "b", "x", "y")
UINTS = ("v", "w")
ITEMS = {"p": 64, "q": 32, "r": 16}  # of 64 bytes


class Maker:
    """Each method gives a pair: the text for viper, and that of the model."""

    def __init__(self, seed, bits):
        self.random = random.Random(seed)
        self.bits = bits
        self.loops = 0

    def pick(self, *choices):
        return self.random.choice(choices)

    def leaf(self, unsigned, may_be_constant):
        kind = self.random.random() * (1 if may_be_constant or unsigned else 0.55)
        if kind < 0.55 or not may_be_constant:
            name = self.pick(*(UINTS if unsigned else INTS + tuple(f"i{n}" for n in range(self.loops))))
            return name, name
        if kind < 0.8 or unsigned:
            top = 1 << self.pick(3, 8, 16, 29)
            number = self.random.randrange(top) if unsigned else self.random.randrange(-top, top)
            text = f"uint({number})" if unsigned else f"({number})"
            return text, f"({number})"
        name = self.pick(*ITEMS)
        at, model = self.index(name)
        # the machine's word of 32 bits makes a negative number of an item of 32 bits
        return f"{name}[{at}]", f"s({name}[{model}])"

    def index(self, name):
        text, model = self.expression(3, False)
        mask = ITEMS[name] - 1
        return f"({text}) & {mask}", f"({model}) & {mask}"

    def expression(self, depth, unsigned, may_be_constant=False):
        """No operation has constants alone: the compiler would make one of them, of any size."""
        if depth >= 4 or self.random.random() < 0.2:
            return self.leaf(unsigned, may_be_constant)
        cut = "u" if unsigned else "s"
        op = self.pick("+", "-", "*", "&", "|", "^", "<<", ">>", "-x", "~x", "cast",
                       *(() if unsigned else ("//", "%")))
        left, left_model = self.expression(depth + 1, unsigned)
        if op in ("-x", "~x"):
            return f"({op[0]}{left})", f"{cut}({op[0]}{left_model})"
        if op == "cast":
            text, model = self.expression(depth + 1, not unsigned)
            return f"{'uint' if unsigned else 'int'}({text})", f"{cut}({model})"
        if op in ("<<", ">>"):
            right, right_model = self.expression(depth + 2, False, True)
            mask = self.bits - 1
            return (f"({left} {op} ({right} & {mask}))",
                    f"{cut}({left_model} {op} ({right_model} & {mask}))")
        if op in ("//", "%"):
            right, right_model = self.pick(
                *[(str(n),) * 2 for n in (1, 2, 3, 7, 8, 10, 255, 4096, -1, -2, -5)],
                self.odd(depth))
            # stock's function adds both, which is not to overflow
            return f"(({left} >> 2) {op} ({right}))", f"s(({left_model} >> 2) {op} ({right_model}))"
        right, right_model = self.expression(depth + 1, unsigned, True)
        return f"({left} {op} {right})", f"{cut}({left_model} {op} {right_model})"

    def odd(self, depth):
        text, model = self.expression(depth + 2, False)
        return f"({text}) >> 2 | 1", f"({model}) >> 2 | 1"

    def condition(self):
        unsigned = self.random.random() < 0.3
        left, left_model = self.expression(2, unsigned)
        right, right_model = self.expression(2, unsigned)
        op = self.pick("<", ">", "==", "<=", ">=", "!=")
        text, model = f"{left} {op} {right}", f"{left_model} {op} {right_model}"
        kind = self.random.random()
        if kind < 0.15:
            return f"not ({text})", f"not ({model})"
        if kind < 0.4:
            more, more_model = self.condition()
            join = self.pick("and", "or")
            return f"({text}) {join} ({more})", f"({model}) {join} ({more_model})"
        return text, model

    def statements(self, indent, depth):
        found = []
        for _ in range(self.random.randrange(1, 4)):
            found += self.statement(indent, depth)
        return found

    def statement(self, indent, depth):
        kind = self.random.random()
        if kind < 0.45 or depth >= 3:
            unsigned = self.random.random() < 0.25
            name = self.pick(*(UINTS if unsigned else INTS))
            text, model = self.expression(0, unsigned)
            if self.random.random() < 0.3 and not unsigned:
                return [(f"{indent}{name} += {text}", f"{indent}{name} = s({name} + {model})")]
            return [(f"{indent}{name} = {text}", f"{indent}{name} = {model}")]
        if kind < 0.65:
            name = self.pick(*ITEMS)
            at, at_model = self.index(name)
            text, model = self.expression(1, False)
            return [(f"{indent}{name}[{at}] = {text}", f"{indent}{name}[{at_model}] = {model}")]
        if kind < 0.85:
            text, model = self.condition()
            lines = [(f"{indent}if {text}:", f"{indent}if {model}:")]
            lines += self.statements(indent + " ", depth + 1)
            if self.random.random() < 0.5:
                lines += [(f"{indent}else:",) * 2, *self.statements(indent + " ", depth + 1)]
            return lines
        name = f"i{self.loops}"
        text, model = self.expression(3, False)
        line = f"{indent}for {name} in range(({{}}) & {self.pick(3, 7, 15)}):"
        self.loops += 1
        body = self.statements(indent + " ", depth + 1)
        if self.random.random() < 0.3:
            test, test_model = self.condition()
            jump = self.pick("break", "continue")
            body.append((f"{indent} if {test}: {jump}", f"{indent} if {test_model}: {jump}"))
        self.loops -= 1
        return [(line.format(text), line.format(model)), *body]


def program(seed, bits):
    maker = Maker(seed, bits)
    body = []
    for _ in range(5):
        body += maker.statement("    ", 0)
    small = 1 << 29
    calls = [(maker.random.randrange(-small, small), maker.random.randrange(-small, small))
             for _ in range(3)] + [(0, 1), (-1, 255)]
    values = "    v = {}(a)\n    w = {}(b)\n    x = a\n    y = b\n" + "".join(
        f"    i{n} = 0\n" for n in range(4))
    result = "    return x ^ y ^ {}(v) ^ {}(w)\n"
    texts = []
    for which in (0, 1):
        lines = "".join(pair[which] + "\n" for pair in body)
        if which == 0:
            text = ("import micropython\n@micropython.viper\ndef f(a: int, b: int, p: ptr8, q: ptr16, "
                    "r: ptr32) -> int:\n" + values.format("uint", "uint") + lines
                    + result.format("int", "int"))
            made = "f({}, {}, data, data, data)"
        else:
            text = (PLAIN.format(bits=bits) + "def f(a, b, p, q, r):\n" + values.format("u", "u") + lines
                    + result.format("s", "s"))
            made = "f({}, {}, Items(data, 1), Items(data, 2), Items(data, 4))"
        text += "def run():\n    data = bytearray(range(64))\n"
        for a, b in calls:
            text += f"    print({made.format(a, b)})\n"
        texts.append(text + "    print(list(data))\nrun()\n")
    return texts
