# Arithmetic operators of a class.
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __sub__(self, other):
        return Money(self.cents - other.cents)

    def __mul__(self, factor):
        return Money(self.cents * factor)

    def __floordiv__(self, parts):
        return Money(self.cents // parts)

    def __mod__(self, parts):
        return Money(self.cents % parts)

    def __truediv__(self, other):
        return self.cents / other.cents

    def __neg__(self):
        return Money(-self.cents)

    def __pos__(self):
        return Money(abs(self.cents))

    def __invert__(self):
        return "inverted"

    def __lshift__(self, n):
        return Money(self.cents << n)

    def __rshift__(self, n):
        return Money(self.cents >> n)

    def __and__(self, mask):
        return self.cents & mask

    def __or__(self, mask):
        return self.cents | mask

    def __xor__(self, mask):
        return self.cents ^ mask

    def __pow__(self, n):
        return self.cents ** n

    def __repr__(self):
        return "Money(%d)" % self.cents


a = Money(1050)
b = Money(250)
print(a + b, a - b, b * 3, a // 4, a % 4, a / b, -a, +(-a), ~a)
print(a << 1, a >> 1, a & 0xF, a | 1, a ^ 1, b ** 2)
a += b
a *= 2
a //= 3
print(a)
