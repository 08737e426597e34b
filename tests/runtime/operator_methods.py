# Operator methods of classes: each operator, reversed and in-place forms, fallbacks.
class Op:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def method(word):
    return lambda self, *args: "%s.%s(%s)" % (self.name, word, ", ".join(str(a) for a in args))


for name in """
    __add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __divmod__ __pow__
    __lshift__ __rshift__ __and__ __or__ __xor__
    __radd__ __rsub__ __rmul__ __rmatmul__ __rtruediv__ __rfloordiv__ __rmod__ __rpow__
    __rlshift__ __rrshift__ __rand__ __ror__ __rxor__
    __neg__ __pos__ __invert__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__
""".split():
    setattr(Op, name, method(name))
Op.__hash__ = lambda self: 1
a, b = Op("a"), Op("b")
binary = [
    lambda x, y: x + y, lambda x, y: x - y, lambda x, y: x * y, lambda x, y: x @ y, lambda x,
    y: x / y, lambda x, y: x // y, lambda x, y: x % y, lambda x, y: divmod(x, y), lambda x,
    y: x ** y, lambda x, y: x << y, lambda x, y: x >> y, lambda x, y: x & y, lambda x, y: x | y,
    lambda x, y: x ^ y,
]
for f in binary:
    print(f(a, b), f(a, 5), "" if f is binary[7] else f(5, b))
for f in (lambda x, y: x < y, lambda x, y: x <= y, lambda x, y: x == y, lambda x, y: x != y,
          lambda x, y: x > y, lambda x, y: x >= y):
    print(f(a, b), f(a, 1))
print(-a, +a, ~a)


class InPlace:
    def __init__(self):
        self.log = []


def in_place(word):
    def run(self, other):
        self.log.append((word, other))
        return self

    return run


for name in """
    __iadd__ __isub__ __imul__ __imatmul__ __itruediv__ __ifloordiv__ __imod__ __ipow__
    __ilshift__ __irshift__ __iand__ __ior__ __ixor__
""".split():
    setattr(InPlace, name, in_place(name))
i = keep = InPlace()
i += 1; i -= 2; i *= 3; i @= 4; i /= 5; i //= 6; i %= 7; i **= 8; i <<= 9; i >>= 10; i &= 11; i |= 12; i ^= 13
print(i is keep, i.log)
a += 1
print(a)


class Picky:
    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return "radd", other

    def __eq__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented


class Other:
    def __radd__(self, other):
        return "other radd"

    def __iadd__(self, other):
        return NotImplemented


p, q = Picky(), Picky()
print(p + Other(), 1 + p, "x" + p, p == q, p == p, p != q, NotImplemented is NotImplemented)
for wrong in (lambda: p + 1, lambda: p < q, lambda: p - q, lambda: -p, lambda: Other() + 1,
              lambda: p[0], lambda: p(), lambda: len(p), lambda: 1 in p, lambda: ~p, lambda: p @ p,
              lambda: int(p), lambda: p > 1, lambda: 5 - p):
    try:
        print(wrong())
    except TypeError:
        print("TypeError")


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + (other.cents if isinstance(other, Money) else other))

    __radd__ = __add__

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __hash__(self):
        return hash(self.cents)

    def __str__(self):
        return "$%d.%02d" % divmod(self.cents, 100)

    def __abs__(self):
        return Money(abs(self.cents))

    def __neg__(self):
        return Money(-self.cents)

    def __bool__(self):
        return self.cents != 0

    def __int__(self):
        return self.cents


wallet = [Money(250), Money(5), Money(199)]
print(sum(wallet), str(sorted(wallet)[0]), Money(5) in wallet, wallet.index(Money(199)),
      {Money(1): "one"}[Money(1)], abs(-Money(7)).cents, bool(Money(0)), int(Money(3)),
      wallet.count(Money(250)))
