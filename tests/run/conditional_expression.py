# The ternary expression in every place that takes one.
def sign(x):
    return -1 if x < 0 else 1 if x > 0 else 0


print([sign(n) for n in (-5, 0, 5)])
x = 3
print("odd" if x % 2 else "even", "big" if x > 5 else "small")
values = [1 if x else 2, 3 if not x else 4]
print(values, (1 if x else 2, 5), {"k": 1 if x > 1 else 0})
print(max(1 if x else 9, 2 if x else 8))
f = lambda n: "zero" if n == 0 else "non-zero"
print(f(0), f(1))
(values if x else [0])[0] = 50
print(values)
print(((lambda: 1) if x else (lambda: 2))(), (lambda: 1 if not x else 2)())
y = (x if x > 10 else x * 2) + (1 if x == 3 else 2)
print(y)
print([a if a % 2 else -a for a in range(6) if (a if a > 1 else 0)])
print("a" if 0 else "b" if 0 else "c" if 0 else "d")
print((1 if x else 2) if (0 if x else 1) else (3 if x else 4))
