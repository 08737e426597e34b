# Set and dict comprehensions.
print(sorted({x % 3 for x in range(10)}), sorted({c for c in "mississippi"}))
print(sorted({x for x in range(5) if x != 2}), sorted({(x, y) for x in "ab" for y in "c"}))
print(sorted({x: x * x for x in range(4)}.items()), sorted({v: k for k, v in {"a": 1}.items()}))
print(sorted({k: v for k, v in zip("abc", range(3)) if v}.items()))
print({x: [y for y in range(x)] for x in (2,)}, {1: 1 for _ in range(3)})


def function(words):
    lengths = {w: len(w) for w in words}
    groups = {n: sorted([w for w in words if len(w) == n]) for n in set(lengths.values())}
    return sorted(groups.items())


print(function(["a", "bb", "cc", "d", "eee"]))


def closure(n):
    table = {i: lambda x, i=i: x * i + n for i in range(3)}
    return [table[i](10) for i in range(3)], sorted({n + i for i in range(3)})


print(closure(5))
print(len({x for x in []}), len({x: 1 for x in ()}), {(): 1 for _ in "x"})
print(sorted({f"{k}{v}": v for k in "xy" for v in (1, 2)}.items()))
