# dict: each method and operator.
d = {"a": 1, "b": 2}
print(d, {}, dict(), dict(a=1, b=2), dict([("a", 1), ["b", 2]]), dict({"x": 1}),
      dict({"x": 1}, y=2), dict(zip("ab", (1, 2))), {1: {2: {}}})
print(d["a"], d.get("b"), d.get("z"), d.get("z", 5), "a" in d, "z" not in d, len(d), bool(d),
      bool({}), d == {"b": 2, "a": 1}, d != {}, d == 5)
d["c"] = 3; print(d)
d["a"] = 10; print(d)
del d["b"]; print(d)
print(d.setdefault("a", 5), d.setdefault("n", 5), d.setdefault("none"), d)
print(d.pop("n"), d.pop("none"), d.pop("gone", "default"), d)
print(d.update({"c": 4, "d": 5}), d, d.update([("e", 6)]), d.update(f=7), d.update({"g": 8}, h=9),
      d, d.update())
print(d.copy() == d, d.copy() is d, list(d), list(d.keys()), list(d.values()), list(d.items()),
      sorted(d), max(d))
print(d.popitem(), len(d), d.clear(), d, d.get("a"))
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {}.fromkeys((1,), "x"),
      {"a": 1} | {"b": 2, "a": 3})
e = {"a": 1}
f = e
e |= {"b": 2}
print(e, f is e)
keys = {1: "int", 1.5: "float", "s": "str", b"b": "bytes", (1, 2): "tuple", None: "none",
        True: "bool", 1 << 70: "big", frozenset([1]): "set", print: "fn", int: "type", ...: "dots"}
print(len(keys), keys[1], keys[1.0], keys[True], keys[(1, 2)], keys[b"b"], keys[None], keys[2**70],
      keys[frozenset([1])], keys[print], keys[int], keys[...])
for wrong in (lambda: {}["x"], lambda: {[]: 1}, lambda: {1: 2}[[]], lambda: {}.pop("x"),
              lambda: {}.popitem(), lambda: dict(5), lambda: dict([1]), lambda: dict(["abc"]),
              lambda: {} + {}, lambda: {} < {}, lambda: hash({}), lambda: {}.get(),
              lambda: {}.missing, lambda: dict.fromkeys(), lambda: {}.update(5), lambda: {1: 2}[{}],
              lambda: {1: 2}.get([]), lambda: [] in {1: 2}, lambda: {} | 5, lambda: dict.get(5, 1),
              lambda: {}.setdefault()):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
try:
    {}["missing"]
except KeyError as error:
    print(error.args)
try:
    del {}[3]
except KeyError as error:
    print(error.args)
print([k for k in {"x": 1, "y": 2}], {k: v for v, k in enumerate("ab")}, *{"p": 1, "q": 2})


class Mapping:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key * 2


print((lambda **kw: kw)(**Mapping()), dict(**{"a": 1}), (lambda **kw: kw)(x=1, y=2),
      {"k": [1]} == {"k": [1]}, {"k": [1]} == {"k": [2]}, {1: 1} == {1.0: True})


class Same:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Same) and self.n == other.n


clash = {Same(i): i for i in range(20)}
print(len(clash), clash[Same(13)], Same(99) in clash, clash.pop(Same(5)), Same(5) in clash,
      clash[Same(19)], sum(clash.values()))
d = {}
d["self"] = d
print(len(d["self"]["self"]), d["self"] is d)
print({"b": 1, "a": 2}.__getitem__("a"), dict.__setitem__(d, "new", 1), d["new"],
      dict.__delitem__(d, "new"), "new" in d)
