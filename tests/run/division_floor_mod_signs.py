# Floor division and remainder for every combination of signs.
def both(a, b):
    q = a // b
    r = a % b
    assert q * b + r == a
    return q, r


for a in (7, -7, 1000000007, -1000000007, 10 ** 15, -10 ** 15):
    for b in (2, -2, 3, -3, 1000, -1000):
        print(a, b, both(a, b), divmod(a, b) == both(a, b))
print(both(0, 5), both(5, 5), both(-5, 5), both(4, 5), both(-4, 5))
for bad in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0)):
    try:
        bad()
    except ZeroDivisionError:
        print("division by zero")
