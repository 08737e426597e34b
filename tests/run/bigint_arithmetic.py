# Arithmetic that overflows from small ints into long integers and back.
x = 1073741823
print(x + 1, x * 2, x * x, -x - 2)
y = 1 << 40
print(y, y >> 35, y - (1 << 40), y // 3, y % 1000, -y // 7, -y % 7)
factorial = 1
for i in range(1, 31):
    factorial *= i
print(factorial)
while factorial % 10 == 0:
    factorial //= 10
print(factorial)
print(2 ** 200 - 1)
print((2 ** 64) & (2 ** 64 - 1), (2 ** 64) | 1, (2 ** 65) ^ (2 ** 64))
print(~(2 ** 70), abs(-(3 ** 50)))
a, b = 0, 1
for _ in range(200):
    a, b = b, a + b
print(a)
