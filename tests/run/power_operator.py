# Powers: associativity, signs, constants against variables.
def power(a, b):
    return a ** b


print(power(2, 0), power(2, 1), power(2, 10), power(2, 100))
print(power(-3, 3), power(-3, 2), power(0, 0), power(1, 1000))
print(power(2, -2), power(2.0, 3), power(4, 0.5))
print(2 ** 3 ** 2, (2 ** 3) ** 2, -2 ** 2)
x = 3
print(x ** 2, -x ** 2, x ** -1 < 0.34, x ** x ** 2)
print(pow(2, 10), pow(3, 4, 5), pow(7, 20, 13))
print(10 ** 20, (-10) ** 19)
x **= 5
print(x)
try:
    0 ** -1
except ZeroDivisionError:
    print("zero to a negative power")
