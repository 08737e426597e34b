# Generator expressions as arguments and as values.
print(sum(x for x in range(5)), sum((x * x for x in range(5)), 100), max(len(w) for w in ("a", "bbb")))
print(list(x for x in "abc" if x != "b"), tuple((x, y) for x in range(2) for y in range(2)))
print(any(x > 3 for x in range(5)), all(x > 3 for x in range(5)), ",".join(str(i) for i in range(3)))
g = (n * 10 for n in range(3))
print(next(g), next(g), list(g), list(g))
log = []


def source():
    for i in range(3):
        log.append("made %d" % i)
        yield i


lazy = (log.append("used %d" % i) or i for i in source())
print(log)
print(next(lazy), log)
print(list(lazy), log)


def function(n):
    factor = 2
    gen = (x * factor + n for x in range(3))
    factor = 10
    return list(gen)


print(function(1))
print(dict((k, v) for k, v in [("a", 1)]), sorted(x for x in (3, 1, 2)), set(x for x in [1]))
nested = ((x, list(y for y in range(x))) for x in range(3))
print(list(nested))
pipeline = (x + 1 for x in (x * 2 for x in (x for x in range(4)) if x) if x != 4)
print(list(pipeline))
