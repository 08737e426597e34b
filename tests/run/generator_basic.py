# Generator functions.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def mixed(a, b=2, *args, c=3, **kw):
    yield a
    yield b
    yield args
    yield c
    yield sorted(kw)


def bare():
    yield
    x = yield
    yield x


def nested_loops():
    for i in range(2):
        for c in "ab":
            yield i, c


print(list(count(4)), sum(count(5)), list(count(0)))
print(list(mixed(1)), list(mixed(1, 5, 6, c=7, d=8)))
print(list(bare()), list(nested_loops()))
g = count(2)
print(next(g), next(g), next(g, "default"))
try:
    next(g)
except StopIteration:
    print("exhausted")
print(iter(g) is g, [x for x in count(3)], tuple(count(2)), max(count(9)), 3 in count(5), 9 in count(5))
a, b, c = count(3)
print(a, b, c)
for x in count(3):
    if x == 1:
        continue
    print("x", x)


class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            for value in child:
                yield value


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))


def infinite():
    n = 0
    while True:
        yield n
        n += 1


print([x for x, _ in zip(infinite(), range(5))])
