# Dictionaries and sets that change their size while they are gone through.
def turns(iterable, change, most=5):
    count = 0
    try:
        for _ in iterable:
            count += 1
            change(count)
            if count == most:
                break
        return count
    except RuntimeError:
        return "RuntimeError after %d" % count


for size in (1, 3, 8, 20):
    def table():
        return {i: i for i in range(size)}

    for view in (lambda d: d, lambda d: d.keys(), lambda d: d.values(), lambda d: d.items(), iter):
        d = table()
        print(size, "grows", turns(view(d), lambda n: d.update({-n: 0})))
        d = table()
        print(size, "shrinks", turns(view(d), lambda n: d.popitem()))
        d = table()
        print(size, "stored", turns(view(d), lambda n: d.update({0: n})))
        d = table()
        print(size, "cleared", turns(view(d), lambda n: d.clear()))
        d = table()
        print(size, "replaced", turns(view(d), lambda n: (d.pop(size - 1, 0), d.update({size: 0})), 1))
    for view in (lambda s: s, iter):
        s = set(range(size))
        print(size, "set grows", turns(view(s), lambda n: s.add(-n)))
        s = set(range(size))
        print(size, "set shrinks", turns(view(s), lambda n: s.pop()))
        s = set(range(size))
        print(size, "set as it was", turns(view(s), lambda n: s.add(0)))

# What has come to its end stays there.
d = {1: 1}
keys = iter(d)
print(next(keys), next(keys, "end"))
d[2] = 2
print(next(keys, "end"))
s = {1}
items = iter(s)
print(next(items), next(items, "end"), s.add(2), next(items, "end"))


# Built-in functions go through them as loops do.
class Key:
    def __init__(self, change):
        self.change = change

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return 5

    def __call__(self, item):
        self.change()
        return item


for name, use in (("list", list), ("sum", sum), ("sorted", sorted), ("tuple", tuple)):
    d = {i: i for i in range(12)}
    try:
        print(name, use(map(Key(lambda: d.pop(next(iter(d)))), d)))
    except RuntimeError:
        print(name, "RuntimeError", len(d))
numbers = {1, 2, 3}
numbers -= numbers
print(numbers)


class Derived(set):
    pass


derived = Derived((1, 2, 3))
derived.difference_update(derived)
print(len(derived))


# A comparison that takes out a key and puts in another: as many as before, but not the same.
class Swap:
    def __init__(self, change):
        self.change = change

    def __eq__(self, other):
        if other != 3:
            return False
        self.change()
        return True

    def __hash__(self):
        return 3


for size in (4, 12, 40):
    for what, use in (("get", lambda: d.get(swap, "none")), ("pop", lambda: d.pop(swap, "none")),
                      ("setdefault", lambda: d.setdefault(swap, "new")),
                      ("in", lambda: swap in d)):
        def change():
            if 3 in d:
                del d[3]
                d[1000] = "other"

        d = {i: i for i in range(size)}
        swap = Swap(change)
        result = use()
        print(size, what, result is not None, len(d) - size, all(v is not None for v in d.values()),
              sorted(k for k in d if k is not swap) == sorted(set(range(size)) - {3} | {1000}))
