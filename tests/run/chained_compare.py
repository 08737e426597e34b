# Comparisons in a chain.
def between(low, x, high):
    return low <= x < high


print(between(1, 1, 5), between(1, 5, 5), between(1, 0, 5), between(1, 3, 5))
print(1 < 2 < 3, 1 < 2 > 0, 3 > 2 > 2, 1 == 1 == 1, 1 != 2 != 1)
print(1 < 2 < 3 < 4 < 5, 1 < 2 < 3 < 3 < 5)
x = 5
print(0 < x < 10 and x != 3, not 0 < x < 3, (0 < x) < 2)
print(1 in [1] == True, x is x is not None, 2 in [1, 2] in [[1, 2]])
if 0 < x <= 5:
    print("if chain true")
if not 5 < x < 10:
    print("if chain false")
while 0 < x < 6:
    x -= 2
print(x)
print([n for n in range(10) if 2 < n < 6 or 7 <= n <= 8])
print("yes" if "a" <= "b" <= "c" else "no", 1 < 3 > 2 == 2 != 4 >= 4)
