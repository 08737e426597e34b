# Mixed integer and float operators.
def table(a, b):
    print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2)


table(7.5, 2)
table(-7.5, 2)
table(7.5, -2)
table(9, 0.5)
table(1.25, 0.25)
print(7 / 2, 8 / 2, -7 / 2, 1 / 4)
print(7.0 // 2, -7.0 // 2, 7.5 % 2.0, -7.5 % 2.0)
print(2 ** 0.5 * 2 ** 0.5 > 1.99, 4 ** -1, 2.0 ** 10)
print(1.5 < 2, 2.0 == 2, 2.5 >= 2.5, 1e10 > 10 ** 9, 0.5 != 1)
print(int(3.99), int(-3.99), round(2.567, 2), round(7.5), round(8.5))
print(divmod(7.5, 2), abs(-2.5), min(1.5, 1), max(2, 2.5))
total = 0.0
for i in range(10):
    total += 0.5
print(total)
inf = float("inf")
print(inf, -inf, inf > 1e308, inf - inf == inf - inf)
