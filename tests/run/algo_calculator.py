# A tokenizer and a recursive-descent parser for arithmetic.
class SyntaxFault(Exception):
    pass


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c == " ":
            i += 1
            continue
        if c.isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            yield "number", int(text[start:i])
            continue
        if c in "+-*/%^()":
            yield "operator", c
        else:
            raise SyntaxFault("bad character %r at %d" % (c, i))
        i += 1
    yield "end", None


class Parser:
    binary = {
        "+": (1, lambda a, b: a + b), "-": (1, lambda a, b: a - b), "*": (2, lambda a, b: a * b),
        "/": (2, lambda a, b: a // b), "%": (2, lambda a, b: a % b), "^": (3, lambda a, b: a ** b),
    }

    def __init__(self, text):
        self.stream = tokens(text)
        self.advance()

    def advance(self):
        self.kind, self.value = next(self.stream, ("end", None))

    def expression(self, minimum=0):
        left = self.primary()
        while self.kind == "operator" and self.value in self.binary:
            level, function = self.binary[self.value]
            if level <= minimum and not (level == minimum == 3):
                break
            self.advance()
            left = function(left, self.expression(level if level < 3 else 2))
        return left

    def primary(self):
        kind, value = self.kind, self.value
        self.advance()
        if kind == "number":
            return value
        if value == "-":
            return -self.expression(2)
        if value == "(":
            result = self.expression()
            if self.value != ")":
                raise SyntaxFault("missing )")
            self.advance()
            return result
        raise SyntaxFault("unexpected %s" % (value or kind))


def calculate(text):
    try:
        parser = Parser(text)
        result = parser.expression()
        if parser.kind != "end":
            raise SyntaxFault("unexpected %s" % parser.value)
        return result
    except SyntaxFault as e:
        return "error: %s" % e
    except ZeroDivisionError:
        return "division by zero"


for text in ("1+2*3", "(1+2)*3", "2^3^2", "10-3-2", "-2^2", "100/7%5", "2*(3+4)*5", "1+", "(1", "1 $ 2", "5/0", "7 8"):
    print(text, "=", calculate(text))
