# collections.OrderedDict.
from collections import OrderedDict

d = OrderedDict()
for i in (5, 1, 9, 3):
    d[i] = i * i
print(list(d), list(d.values()), list(d.items()), len(d), 9 in d, d[1])
d[1] = "kept place"
del d[5]
d[5] = "at the end"
print(list(d.items()), d.popitem(), list(d), d.pop(9), list(d))
print(OrderedDict([("b", 1), ("a", 2)]) == OrderedDict([("b", 1), ("a", 2)]),
      OrderedDict(b=1) != OrderedDict(b=2), isinstance(d, dict))
d.update([("x", 1), ("y", 2)])
print(list(d), d.setdefault("z", 3), list(d)[-1], d.get("none"), list(d.copy()),
      type(d.copy()).__name__, d.clear(), len(d))
try:
    d["missing"]
except KeyError as error:
    print(error.args)
try:
    d.popitem()
except KeyError:
    print("empty")
for i in range(500):
    d["k%d" % (i * 7919 % 500)] = i
print(len(d), list(d)[0], list(d)[499], list(d)[250], [v for v in d.values()] == list(range(500)))
for i in range(0, 500, 2):
    del d["k%d" % i]
print(len(d), list(d)[:3], list(reversed(list(d)))[:2])
print(list(OrderedDict.fromkeys("abc", 0).items()), dict(OrderedDict([(1, 2)])))
