# List comprehensions.
print([x for x in range(5)], [x * x for x in range(5)], [x for x in []])
print([x for x in range(10) if x % 2], [x for x in range(30) if x % 2 if x % 3 if x % 5])
print([x if x % 2 else -x for x in range(5)], [(x, x + 1) for x in (1, 2)])
print([c.upper() for c in "abc"], [len(w) for w in "some words here".split()])
print([[] for _ in range(2)], [[x] for x in "ab"], [None for _ in range(2)])


def function(n, factor):
    base = 100
    return [base + i * factor for i in range(n) if i != factor]


print(function(5, 3))


def call(items):
    return items


print(call([i for i in range(3)]), sum([i for i in range(4)]), [i for i in range(3)][1])
print([i for i in range(3)] + [j for j in range(2)], [x for x in (y for y in range(3))])
print([x for x in [y * 2 for y in range(3)] if x in [z for z in (0, 4)]])
print([f(3) for f in [lambda v: v + 1, lambda v: v * 2]])
for row in [[i * j for j in range(3)] for i in range(3)]:
    print(row)
print([x for x in range(3) if x or True], [x for x in range(3) if not x], [1 for _ in "abc" if 0])
