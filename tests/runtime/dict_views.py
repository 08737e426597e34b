# dict: keys(), values(), items(), iteration and changes during it.
d = {"x": 1, "y": 2}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items, {}.keys(), {}.values(), {}.items())
print(list(keys), list(values), list(items), "x" in keys, "z" in keys, len(keys), len(items))
d["z"] = 3
print(list(keys), list(values), list(items), sum(values), max(keys),
      sorted(items, key=lambda item: -item[1]))
for k, v in items:
    print(k, v, end=" ")
print([k for k in keys], {v: k for k, v in d.items()}, tuple(d.values()), dict(d.items()) == d,
      set(d.keys()) == {"x", "y", "z"})
it = iter(d)
print(next(it), next(it), next(it), next(it, "end"), next(iter(d.items())), next(iter(d.values())))
for wrong in (lambda: keys[0], lambda: values["x"], lambda: keys + keys, lambda: -keys,
              lambda: next(keys), lambda: keys.missing):
    try:
        print(wrong())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
for key in list(d):
    if d[key] > 1:
        del d[key]
print(d, list(keys))
for key in d:
    d[key] = 50
print(d, bool(keys), bool({}.keys()))
m = {i: i * i for i in range(10)}
for i in range(0, 10, 2):
    del m[i]
print(m, list(m))
for i in range(3):
    m[i] = -i
print(sorted(m.items()), list(m.items())[-1])
print({1, 2} == set({1: 0, 2: 0}), list(zip(d, d.values())), list(map(str, m))[:2], {k for k in d},
      any(d), all({0: 1}))
