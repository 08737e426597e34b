# gc.collect() from all over: from the interpreter itself, and from C++ that holds objects which
# nothing else refers to.
import gc


def fresh(count):
    for i in range(count):
        yield [i, str(i) * 3]


def collecting(value):
    gc.collect()
    return value


def noise(count):
    return [[i] for i in range(count)]


class Collector:
    """An iterator whose next item is what gc.collect() gives, without Python code in between."""

    def __iter__(self):
        return self

    __next__ = staticmethod(gc.collect)


# C++ calls gc.collect() itself, while it holds the first half of each tuple.
print(list(zip(fresh(5), Collector()))[-1][0])
pairs = zip(fresh(6), Collector(), fresh(6))
seen = []
for pair in pairs:
    noise(50)
    seen.append((pair[0], pair[2]))
print(seen == [([i, str(i) * 3], [i, str(i) * 3]) for i in range(6)])
print(sum(1 for _ in zip(range(4), Collector())))
never = object()

# Python functions that C++ calls collect.
print(sorted(fresh(6), key=lambda item: collecting(-item[0]))[0])
print(list(map(collecting, fresh(5)))[4], max(fresh(9), key=lambda item: collecting(item[0])))
print("-".join(collecting(str(i) * 20) for i in range(4)))
print(b"".join([collecting(bytes([65 + i]) * 3) for i in range(4)]))
print(sorted({collecting(str(i) + "k"): collecting([i]) for i in range(3)}.items()))
print(tuple(collecting([i]) for i in range(4)), set(collecting(i) for i in range(4)))
print(*[collecting([i]) for i in range(3)], **collecting({"sep": collecting("+" * 2)}))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        gc.collect()
        return self.n % 7

    def __eq__(self, other):
        noise(20)
        gc.collect()
        return self.n == other.n

    def __repr__(self):
        gc.collect()
        return "Key(%d)" % self.n

    def __add__(self, other):
        gc.collect()
        return Key(self.n + other.n)

    def __getattr__(self, name):
        gc.collect()
        return [name, self.n]

    def __enter__(self):
        gc.collect()
        return [self]

    def __exit__(self, *details):
        gc.collect()
        return True


table = {Key(i): [Key(i)] for i in range(20)}
print(len(table), table[Key(11)], Key(21) in table)
print(len({Key(i) for i in range(20)} | {Key(i) for i in range(10, 30)}))
print(Key(1) + Key(2) + Key(3), Key(4).some, sum(map(Key, range(5)), Key(0)))
with Key(5) as inner, Key(6):
    print(inner)
    raise ValueError(noise(3))
print("%r %s" % (Key(7), [Key(8)]), "{!r:>8}".format(Key(9)))


# The interpreter calls it, with every form of a call; temporaries wait on its stack.
def forms(collect):
    items = [[1], collect(), [2], gc.collect(), [3], collect(*()), [4], collect(**{}), [5]]
    noise(50)
    return items[::2]


print(forms(gc.collect), [noise(2), gc.collect(), noise(2)][2])


class Holder:
    collect = gc.collect
    inner = [gc.collect]


print(Holder.collect() is not never, Holder.inner[0]() is not never)


def generate():
    kept = [0]
    while True:
        gc.collect()
        kept.append((yield kept))


steps = generate()
print(next(steps), steps.send(noise(2)), steps.send([3]))


def deep(n):
    kept = [n]
    gc.collect()
    return deep(n - 1) + kept if n else kept


print(deep(20))
