# Grouping of operators without parentheses.
a, b, c, d = 2, 3, 5, 7
print(a + b * c, (a + b) * c, a * b + c * d, a - b - c, a - (b - c))
print(a ** b ** a, (a ** b) ** a, -a ** b, a ** -b)
print(a * b ** c, a * b // c, a * (b // c), d % c * b, d // b * b + d % b)
print(a << b + 1, (a << b) + 1, a << b << 1, d >> 1 << 2)
print(a | b & c, (a | b) & c, a | b ^ c, a ^ b & d, a & b | c & d)
print(a < b == True, (a < b) == True, not a == b, not a < b or c < d)
print(a or b and 0, (a or b) and 0, 0 and a or b, not 0 and a)
print(a if b else c if d else 0, (a if 0 else b) if c else d)
print(a + b < c * d, a | 8 == 10, (a | 8) == 10, a in [b, a] and d)
print(~a + b, ~(a + b), -a + b, -(a + b), +a - -b)
print((lambda: 0 or 1 and 2 is None)(), (lambda x: x or a)(0), [lambda: a, b][1])
print(1 if not a else 2, [1, 2][a > b], -a if a else b)
