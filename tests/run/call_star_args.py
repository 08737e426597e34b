# Star arguments in calls.
def f(*args):
    return args


def g(a, b, c=3):
    return a, b, c


items = [1, 2]
print(f(*items), f(0, *items), f(*items, 3), f(0, *items, 3), f(*"ab"), f(*()))
print(f(*items, *items), f(*items, 9, *(5, 6), 7), f(*range(3), *"xy", *[[1]]))
print(g(*items), g(*items, 30), g(*items, c=30), g(1, *[2]), g(*[1], **{"b": 2}))
print(f(*(i * i for i in range(4))), f(*{"k": 1}), f(*[f(*items)]))
print(max(*items), max(0, *items), "{}-{}".format(*items))
nested = [[1, 2], [3, 4], [5, 6]]
print(list(zip(*nested)), [g(*pair) for pair in nested])
first, *rest = f(*items, *items)
print(first, rest)
try:
    g(*[1, 2, 3, 4])
except TypeError:
    print("too many")
try:
    f(*5)
except TypeError:
    print("not iterable")


def gen():
    yield 1
    yield 2


print(f(*gen(), *gen()), len(f(*range(40))))
