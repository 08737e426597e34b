# micropython-only: const() with every operator that folds
from micropython import const
import micropython

A = const(20)
B = const(6)
SUM = const(A + B)
DIFFERENCE = const(B - A)
PRODUCT = const(A * B)
QUOTIENT = const(A // B)
NEGATIVE_QUOTIENT = const(-A // B)
REMAINDER = const(-A % B)
SHIFTED = const(A << B)
BACK = const(A >> 2)
BITS = const((A | B) ^ (A & B))
POWER = const(B ** 5)
INVERSE = const(~A)
CHAIN = const(SUM + DIFFERENCE + PRODUCT)
QUALIFIED = micropython.const(99)
print(SUM, DIFFERENCE, PRODUCT, QUOTIENT, NEGATIVE_QUOTIENT, REMAINDER)
print(SHIFTED, BACK, BITS, POWER, INVERSE, CHAIN, QUALIFIED)


def runtime(a, b):
    return a + b, b - a, a * b, a // b, -a // b, -a % b, a << b, a >> 2, (a | b) ^ (a & b), b ** 5


print(runtime(20, 6))
value = 5
print(const(value))
