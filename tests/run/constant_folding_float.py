# Constant expressions with floats and mixed operands.
print(1.5 + 2.5, 1.5 * 4, 1 - 0.25, 7.0 / 2, 7.5 // 2, 7.5 % 2)
print(-1.5, -(-2.5), +3.5, 2 ** 0.5 < 1.5)
print(1e200 * 1e200, -1e200 * 1e200)
print(0.1 + 0.2 == 0.3, 0.5 + 0.25 == 0.75)
print(1 / 2 + 1 / 4, 3 / 4 * 4)
pi = 3.14159
area = 2 * 3.14159 * 10
print(pi, area > 62.8, area < 62.9)
try:
    print(1.0 / 0.0)
except ZeroDivisionError:
    print("float division by zero")
try:
    print(5.0 % 0)
except ZeroDivisionError:
    print("float remainder by zero")
