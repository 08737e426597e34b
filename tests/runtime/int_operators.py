# Integers on both sides of the border between small and big ones: every operator.
small = (1 << 62) - 1
values = [0, 1, -1, 7, -7, 255, small, -small - 1, small + 1, -small - 2, 1 << 64, -(1 << 64),
          10**30, -(10**30) + 1]


def checksum(text):
    total = 0
    for ch in text:
        total = (total * 31 + ord(ch)) % 1000000007
    return total


def apply(function, a, b):
    try:
        return str(function(a, b))
    except ZeroDivisionError:
        return "by zero"


binary = [
    ("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b),
    ("//", lambda a, b: a // b), ("%", lambda a, b: a % b), ("&", lambda a, b: a & b),
    ("|", lambda a, b: a | b), ("^", lambda a, b: a ^ b), ("divmod", divmod),
    ("<", lambda a, b: a < b), ("<=", lambda a, b: a <= b), ("==", lambda a, b: a == b),
    ("!=", lambda a, b: a != b), (">", lambda a, b: a > b), (">=", lambda a, b: a >= b),
]
for name, function in binary:
    print(name, checksum("".join([apply(function, a, b) for a in values for b in values])))
    print([apply(function, a, 3) for a in values])
    print([apply(function, -5, b) for b in values])
for v in values:
    print(-v, +v, ~v, abs(v), bool(v), v << 3, v << 70, v >> 2, v >> 100, not v)

print(1 << 61, 1 << 62, 1 << 63, -1 << 62, -1 << 63, (1 << 200) >> 199, -(1 << 200) >> 300)
print(small + 1 - 1 == small, -small - 1 - 1 + 1 == -small - 1, (small + 1) * 0, (1 << 62) // -1)
print(small * small, small * -small, (-small - 1) * (-small - 1), (-small - 1) // -1)
print(2**61, 2**62, 2**63, 2**64, (-2)**63, (-3)**41, 0**0, 5**0, 10**25)
print(pow(3, 1000, 1 << 40), pow(-5, 3, 7), pow(5, 3, 1), pow(10**20, 10**3, 10**9 + 7))
for function, a, b in [
    (lambda a, b: a << b, 1, -1), (lambda a, b: a >> b, 1, -1), (lambda a, b: a << b, 1 << 70, -1),
    (lambda a, b: a // b, 1 << 70, 0), (lambda a, b: a % b, 5, 0), (lambda a, b: a & b, 5, 1.0),
    (lambda a, b: a + b, 1, "a"), (lambda a, b: a * b, 1, None), (lambda a, b: a < b, 1, "a"),
    (lambda a, b: a | b, 1 << 70, ()), (lambda a, b: a >= b, 1 << 70, None),
]:
    try:
        print(function(a, b))
    except (TypeError, ValueError, ZeroDivisionError) as error:
        print(type(error).__name__)

x = 5
x += 3; print(x)
x -= 10; print(x)
x *= -(1 << 40); print(x)
x //= 3; print(x)
x <<= 30; print(x)
x >>= 25; print(x)
x |= 0xff; print(x)
x &= (1 << 40) - 1; print(x)
x ^= -1; print(x)
x %= 1000; print(x)
x **= 9; print(x)
x /= 4; print(x)
print(True + True, True << 3, True & 3, -True, ~False, True / 2, True * "ab",
      sum([True, 2, 1 << 62]))
print(1 == True, 1 << 70 == 1 << 70, 3 in [1, 2, 3], (1 << 70) in {1 << 70: 0}, 1 != 1.0)
print(hash(1 << 70) == hash(1 << 70), {1: "a"}[True], {1 << 70: "b"}[2**70], {0: 1}[False])
