# Every binary operator on run-time operands.
def arithmetic(a, b):
    print(a + b, a - b, a * b, a // b, a % b, a ** b, a / b)


def bits(a, b):
    print(a | b, a ^ b, a & b, a << b, a >> b)


def compare(a, b):
    print(a < b, a > b, a == b, a <= b, a >= b, a != b)


def identity(a, b):
    print(a is b, a is not b, a in [b], a not in [b])


arithmetic(17, 5)
arithmetic(-17, 5)
arithmetic(1000003, 3)
bits(0b1100, 2)
bits(-100, 3)
bits(1 << 35, 4)
compare(1, 2)
compare(2, 2)
compare("b", "a")
compare((1, 2), (1, 3))
identity(None, None)
identity(1, 2)
print("ab" + "cd", "ab" * 3, 3 * "ab", [1] + [2], [0] * 4, (1,) * 2)
print("%s-%d" % ("x", 5), b"a" + b"b")
