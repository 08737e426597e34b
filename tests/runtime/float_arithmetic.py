# Floats: operators, comparison with integers, special values, rounding.
inf, nan = float("inf"), float("nan")
pairs = [(7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (0.0, 3.0), (1e300, 1e-300),
         (2.0, 0.5), (inf, 2.0)]
for a, b in pairs:
    print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
print([x ** y for x, y in ((2.0, 10), (2.0, -1), (0.0, 0), (9, 0.5), (-8.0, 3), (2, -2), (-2, -3))])
for function in (lambda: 1.0 / 0, lambda: 1 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0,
                 lambda: divmod(1.0, 0.0), lambda: 0.0 ** -1, lambda: 0 ** -1, lambda: 1.5 + "a",
                 lambda: 1.5 & 1, lambda: 1.5 << 1, lambda: 1.5 < "a", lambda: [] * 1.5,
                 lambda: ~1.5, lambda: [1][0.0], lambda: range(1.0), lambda: 1e308 * 10,
                 lambda: pow(2.0, 3, 5)):
    try:
        print(function())
    except (ZeroDivisionError, TypeError) as error:
        print(type(error).__name__)
print(1 / 2, 7 / 7, (1 << 70) / (1 << 69), 1 / 3 == 1.0 / 3, True / 4, (1 << 62) / 1, -7 / 2)
print(-1.5, +1.5, abs(-1.5), abs(-0.0), -0.0 == 0.0, not 0.0, bool(-0.0), bool(nan), bool(0.1))
print(1 == 1.0, 1 < 1.5, 2 > 1.5, 1.0 <= 1, 1 << 70 == 2.0**70, (1 << 71) + 1 > 2.0**70, 1.0 in [1],
      0.5 == 1)
print(nan == nan, nan != nan, nan < 1, nan > 1, inf > 1e308, -inf < -1e308, inf == inf)
print(inf - inf, inf * 0, inf + 1, -inf, inf / inf, 5 % inf, 5 // inf, -5 // inf)
print(min(1.5, 1), max(1, 1.0), min(2, -1.5), sorted([2.5, -1, 0.5, 10]), sum([0.5] * 4),
      sum([1, 0.25], 1))
print(hash(1.0) == hash(1), hash(0.0) == hash(-0.0), {1.0: "x"}[1], {1: "y"}[1.0],
      len({1, 1.0, True}))
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(2.51), round(1e18),
      round(2.0**70))
print(round(1.25, 1), round(2.678, 2), round(1234.5, -2), round(-1.25, 1), round(5.0, 0),
      type(round(1.5)))
for special in (inf, nan):
    try:
        round(special)
    except (OverflowError, ValueError) as error:
        print(type(error).__name__)
x = 10.0
x += 1; print(x)
x -= 0.5; print(x)
x *= 2; print(x)
x /= 4; print(x)
x //= 2; print(x)
x **= 3; print(x)
x %= 3; print(x)
y = 7
y /= 2; print(y)
print(0.1 + 0.2, 1e16 + 1.0, 3 * 1.1, 1.1 * 1.1, 1e-300 * 1e-300)
print(isinstance(1.0, float), isinstance(1, float), type(1.0 * 2), type(3 / 3), int(2.9 + 0.1))
