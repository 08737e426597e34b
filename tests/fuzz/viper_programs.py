"""Random viper functions, and what they are to give.

`program(seed, bits)` makes two texts. Both define `run()`, which prints: one with @micropython.viper, the
other in plain Python with every operation cut to a machine word of `bits` bits, as viper's are. The words
of a machine are all that differs between targets, so that the second one is the model for each of them.

With `numbers` there are int64 and float as well. Floats have the bits of the machine's words: 64 or 32.
"""

import contextlib
import io
import random

PLAIN = """
BITS = {bits}
def s(x):
    x &= (1 << BITS) - 1
    return x - (1 << BITS) if x >> (BITS - 1) else x
def u(x):
    return x & ((1 << BITS) - 1)
def long(x):
    x &= (1 << 64) - 1
    return x - (1 << 64) if x >> 63 else x
def part(x, low, high):
    return int(x) if low < x < high else 0
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
LONGS = ("g", "h")
FLOATS = ("d", "e")
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


class Numbers(Maker):
    """The same with int64 and float. Floats of 32 bits are cut from those of 64 bits behind each operation,
    which gives the same."""

    def expression(self, depth, unsigned, may_be_constant=False):
        if depth >= 4 or self.random.random() < 0.75:
            return super().expression(depth, unsigned, may_be_constant)
        cut = "u" if unsigned else "s"
        if not unsigned and self.random.random() < 0.15:
            text, model = self.expression(depth + 1, self.random.random() < 0.3)
            return f"call_int({text}, {text})", f"call_int(s({model}), {model})"
        if unsigned or self.random.random() < 0.7:
            text, model = self.long(depth + 1)
            return f"{'uint' if unsigned else 'int'}({text})", f"{cut}({model})"
        name = self.pick(*FLOATS)
        low, high = -(1 << self.bits - 2), 1 << self.bits - 2
        return f"(int({name}) if {low}.0 < {name} and {name} < {high}.0 else 0)", f"part({name}, {low}, {high})"

    def long(self, depth):
        if depth >= 4 or self.random.random() < 0.2:
            if self.random.random() < 0.7:
                name = self.pick(*LONGS)
                return name, name
            number = self.random.randrange(-(1 << 63), 1 << 63) >> self.random.randrange(63)
            return f"int64({number})", f"({number})"
        op = self.pick("+", "-", "*", "*", "&", "|", "^", "<<", ">>", "//", "%", "-x", "~x", "cast", "mask",
                       "call")
        if op == "call":
            (first, first_model) = self.expression(depth + 1, self.random.random() < 0.3)
            text, model = self.pick(self.long(depth + 1), self.expression(depth + 1, False))
            return f"call_long({first}, {text})", f"call_long(s({first_model}), {model})"
        if op == "cast":
            unsigned = self.random.random() < 0.4
            text, model = self.expression(depth + 1, unsigned)
            return f"int64({text})", f"long({model})"
        left, left_model = self.long(depth + 1)
        if op in ("-x", "~x"):
            return f"({op[0]}{left})", f"long({op[0]}{left_model})"
        if op == "mask":
            bits = self.random.randrange(1, 63)
            return f"({left} & {(1 << bits) - 1})", f"({left_model} & {(1 << bits) - 1})"
        if op in ("<<", ">>"):
            right, right_model = self.pick(self.expression(depth + 1, False), self.long(depth + 1),
                                           *[(str(n),) * 2 for n in (1, 8, 31, 32, 33, 63)])
            return f"({left} {op} ({right}))", f"long({left_model} {op} (({right_model}) & 63))"
        if op in ("//", "%"):
            right, right_model = self.pick(
                *[(f"int64({n})", str(n)) for n in (1, 2, 3, 7, 10, -1, -2, -5, 1 << 31, 1 << 32, (1 << 40) + 3)],
                *[(f"({text} | 1)", f"({model} | 1)") for text, model in [self.long(depth + 2)] * 6])
            return f"({left} {op} {right})", f"long({left_model} {op} ({right_model}))"
        right, right_model = self.pick(self.long(depth + 1), self.long(depth + 1),
                                       self.expression(depth + 2, self.random.random() < 0.5))
        if self.random.random() < 0.3:
            left, left_model, right, right_model = right, right_model, left, left_model
        return f"({left} {op} {right})", f"long({left_model} {op} {right_model})"

    def float(self, depth):
        if depth >= 4 or self.random.random() < 0.2:
            if self.random.random() < 0.6:
                name = self.pick(*FLOATS)
                return name, name
            number = float(self.random.randrange(-999, 1000)) / 8
            return f"{number!r}", f"({number!r})"
        op = self.pick("+", "-", "*", "/", "-x", "cast", "mixed", "call")
        if op == "call":
            text, model = self.float(depth + 1)
            number, number_model = self.expression(depth + 2, True)
            return f"call_float({text}, {number})", f"call_float({model}, {number_model})"
        if op == "cast" or op == "mixed":
            text, model = self.expression(depth + 2, False)
            text, model = f"({text} >> {self.bits - 20})", f"({model} >> {self.bits - 20})"
            if op == "cast":
                return f"float({text})", f"float({model})"
            left, left_model = self.float(depth + 1)
            return f"({left} * {text})", f"single({left_model} * {model})"
        left, left_model = self.float(depth + 1)
        if op == "-x":
            return f"(-({left}))", f"(-({left_model}))"
        right, right_model = self.float(depth + 1)
        if op == "/":
            right, right_model = f"({right} * {right} + 0.125)", f"single(single({right_model} * {right_model}) + 0.125)"
        return f"({left} {op} {right})", f"single({left_model} {op} {right_model})"

    def condition(self):
        kind = self.random.random()
        if kind < 0.4:
            return super().condition()
        if kind < 0.5:
            return self.pick(self.long(2), self.float(2))
        op = self.pick("<", ">", "==", "<=", ">=", "!=")
        if kind < 0.75:
            left, left_model = self.long(2)
            right, right_model = self.pick(self.long(2), self.expression(2, False), self.expression(2, True))
            right_model = f"long({right_model})"  # so is an uint of 64 bits
        else:
            left, left_model = self.float(2)
            right, right_model = self.float(2)
        return f"{left} {op} {right}", f"{left_model} {op} {right_model}"

    def statement(self, indent, depth):
        kind = self.random.random()
        if kind > 0.45:
            return super().statement(indent, depth)
        name, (text, model) = ((self.pick(*LONGS), self.long(0)) if kind < 0.25
                               else (self.pick(*FLOATS), self.float(0)))
        if self.random.random() < 0.3:
            cut = "long" if name in LONGS else "single"
            return [(f"{indent}{name} += {text}", f"{indent}{name} = {cut}({name} + {model})")]
        return [(f"{indent}{name} = {text}", f"{indent}{name} = {model}")]


CALLED = """
@micropython.viper
def call_long(a: int, g: int64) -> int64:
    return g * a ^ 7
@micropython.viper
def call_int(a: int, o) -> int:
    return ~a & int(o)
@micropython.viper
def call_float(d: float, u: uint) -> float:
    return d + float(u & 1023)
"""
CALLED_MODEL = """
def call_long(a, g): return long(g * a ^ 7)
def call_int(a, o): return s(~a & s(o))
def call_float(d, u): return single(d + float(u & 1023))
"""
SHOW = """
import struct
FORMAT = "<{format}"
def show(g, h, *floats):
    print(g, h, *[struct.pack(FORMAT, x) if x == x else "nan" for x in floats])
"""


def program(seed, bits, numbers=False):
    maker = (Numbers if numbers else Maker)(seed, bits)
    body = []
    for _ in range(5):
        body += maker.statement("    ", 0)
    small = 1 << 29
    calls = [(maker.random.randrange(-small, small), maker.random.randrange(-small, small))
             for _ in range(3)] + [(0, 1), (-1, 255)]
    values = "    v = {}(a)\n    w = {}(b)\n    x = a\n    y = b\n" + "".join(
        f"    i{n} = 0\n" for n in range(4))
    result = "    return x ^ y ^ {}(v) ^ {}(w)\n"
    types = names = show = ""
    if numbers:
        types, names = ", g: int64, d: float", ", g, d"
        values += "    h = ~g\n    e = d * 2.0\n"
        show = SHOW.format(format="d" if bits == 64 else "f")
        result = "    show(g, h, d, e)\n" + result
    texts = []
    single = "" if bits == 64 else "import ctypes\n"
    single += f"def single(x): return {'x' if bits == 64 else 'ctypes.c_float(x).value'}\n"
    for which in (0, 1):
        lines = "".join(pair[which] + "\n" for pair in body)
        if which == 0:
            text = (show + "import micropython\n" + (CALLED if numbers else "") + "@micropython.viper\ndef f(a: int, b: int, p: ptr8, q: ptr16, "
                    f"r: ptr32{types}) -> int:\n" + values.format("uint", "uint") + lines
                    + result.format("int", "int"))
            made = "f({}, {}, data, data, data{})"
        else:
            text = (show + single + PLAIN.format(bits=bits) + CALLED_MODEL + f"def f(a, b, p, q, r{names}):\n" + values.format("u", "u") + lines
                    + result.format("s", "s"))
            made = "f({}, {}, Items(data, 1), Items(data, 2), Items(data, 4){})"
        text += "def run():\n    data = bytearray(range(64))\n"
        for a, b in calls:
            more = f", {a * 0x123456789abcdef % (1 << 64) - (1 << 63)}, {b >> 9} / 1024" if numbers else ""
            text += f"    print({made.format(a, b, more)})\n"
        texts.append(text + "    print(list(data))\nrun()\n")
    return texts


def printed(plain):
    """What the model of a program prints."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        exec(compile(plain, "model", "exec"), {})
    return text.getvalue()
