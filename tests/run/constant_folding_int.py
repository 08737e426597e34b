# Constant expressions that a compiler may compute; the results must be exact.
print(1 + 2 * 3 - 4, (1 + 2) * (3 - 4), 2 ** 10, 7 // 2, -7 // 2, 7 % -3)
print(1 << 20, 1 << 31, 1 << 64, 1024 >> 3, -1 >> 5, -1024 >> 3)
print(0xFF & 0x0F, 0xF0 | 0x0F, 0xFF ^ 0x0F, ~0, ~-1, ~1073741823)
print(-(-5), +(-5), - - -5, ~~7, -~7, ~-7)
print(1073741823 + 1, -1073741824 - 1, 1073741823 * 1073741823)
print(100 * 1000 * 1000 * 1000 * 1000)
print(1 < 2, 2 <= 1, 3 == 3, 3 != 3, 5 > 4, 4 >= 5)
print(not 0, not 1, not not 3)
print(1 and 2, 0 and 2, 0 or 5, 3 or 5, 1 and 0 or 7)
print(10 if 1 else 20, 10 if 0 else 20)
print(6 / 3, 7 / 2, 2 ** -1, 0 ** 0)
try:
    print(1 // 0)
except ZeroDivisionError:
    print("floor division by zero")
try:
    print(1 % 0)
except ZeroDivisionError:
    print("remainder by zero")
try:
    print(1 << -1)
except ValueError:
    print("negative shift")
