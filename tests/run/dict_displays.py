# Dict displays, small and large.
def show(table):
    print(len(table), sorted(table.items()))


x = 2
show({})
show({"a": 1})
show({"a": 1, "b": 2,})
show({x: x, x + 1: [x], 10: {1: 2}})
show({(1, 2): "tuple", (): "empty"})
show({"k%d" % i: i for i in range(3)})
show({1: "int", 2.5: "float", True: "bool wins"})
show({"dup": 1, "dup": 2})
print({"a": {"b": {"c": 1}}}["a"]["b"]["c"], {None: 1}[None], {1: "x"}.get(2, "default"))
show({
    "a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 5, "g": 6, "h": 7, "i": 8, "j": 9, "k": 10,
    "l": 11, "m": 12, "n": 13, "o": 14, "p": 15, "q": 16, "r": 17, "s": 18, "t": 19, "u": 20,
})
table = {"one": 1}
table["two"] = 2
table.update({"three": 3}, four=4)
print(sorted(table.keys()), sorted(table.values()), "one" in table, table.pop("one"))
print(table.setdefault("new", []), table.get("gone"), sorted(table, key=lambda k: k[1:]))


def local(key, value):
    return {key: value, "fixed": [value], value: key}


show({str(k): str(v) for k, v in local("k", "v").items()})
print({"f": lambda n: n + 1}["f"](1), {"a" if x else "b": 1}, {-x: not x})
