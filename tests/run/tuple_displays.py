# Tuple displays, with and without parentheses.
empty = ()
one = 1,
also_one = (1,)
pair = 1, 2
parenthesised = (1, 2,)
print(empty, one, also_one, pair, parenthesised, (1), (((2))))
x = 3
print((x,), (x, 1), ((x,), (x, (x,))), (x, [x], {x: x}))
a = x, x + 1, (x, x)
print(a, a[2][0], a + (1,), a * 2, len(a), a[:2], a == (3, 4, (3, 3)))


def f():
    return 1, x


def g(*t):
    return t


print(f(), g((1, 2)), g(1, 2), g(()), g((x,)))
for t in (1, x), (x, 2):
    print(t)
table = {}
table[1, 2] = "pair key"
table[x,] = "single key"
table[()] = "empty key"
print(table[1, 2], table[(3,)], table[()], (1, 2) in table)
print((1, 2) < (1, 3), (1,) < (1, 0), () < (1,), (x, "a") == (3, "a"))
print(tuple([1, 2]), tuple("ab"), tuple(range(3)), tuple())
yes = 1, 2 if x else 3
print(yes, (lambda: (x, x))())
