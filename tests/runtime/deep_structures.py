# micropython-only: what is nested too deep for the stack is a RuntimeError; CPython may crash on it
import gc

DEPTH = 30000
a, b, t, d, chain = [], [], (), {}, None
calls = len
items, maps, zips, counts, filters = [iter([1]) for _ in range(5)]


class Call:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        return self.function(*args)


def delegate(g):
    yield from g


for i in range(DEPTH):
    a, b, t, d, chain = [a], [b], (t,), {1: d}, [chain, i]
    calls = Call(calls)
    items = delegate(items)
    maps = map(int, maps)
    zips = zip(zips)
    counts = enumerate(counts)
    filters = filter(None, filters)
gc.collect()
length = 0
while chain:
    length += 1
    chain = chain[0]
print(length)
for function in (
    lambda: repr(a), lambda: str(d), lambda: "%s" % (t,), lambda: "{}".format(b), lambda: f"{a}",
    lambda: a == b, lambda: a < b, lambda: a in [b], lambda: [a].index(b), lambda: sorted([a, b]),
    lambda: hash(t), lambda: {t: 1}, lambda: t == (t,), lambda: d == {1: d},
    lambda: repr(ValueError(a)), lambda: str(KeyError(a)), lambda: next(items), lambda: list(maps),
    lambda: list(zips), lambda: list(counts), lambda: list(filters), lambda: calls([]),
    lambda: max([a, b]),
):
    try:
        function()
        print("not deep?")
    except RuntimeError:
        print("too deep")
kind = object
for i in range(300):
    kind = type("Kind%d" % i, (kind,), {"n": i})
print(kind().n, hasattr(kind(), "missing"), issubclass(kind, object), kind.__name__)
a = b = t = d = calls = items = maps = zips = counts = filters = None
gc.collect()
print(len(repr([[[]]] * 100)))
