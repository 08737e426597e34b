# for over every kind of iterable.
for x in [1, 2, 3]:
    print(x, end=" ")
for c in "abc":
    print(c, end=" ")
for k in sorted({"a": 1, "b": 2}):
    print(k, end=" ")
for b in b"\x01\x02":
    print(b, end=" ")
print()
for i, v in enumerate(["x", "y"]):
    print(i, v)
for a, b in zip((1, 2), (3, 4)):
    print(a, b)
for t in 1, 2, 3:
    print(t, end=";")
print()
for line in """one
two""".split("\n"):
    print(line)


def total(items):
    result = 0
    for item in items:
        result += item
    return result


print(total([]), total((1, 2)), total(range(5)), total({1: 0, 2: 0}), total(x for x in (5, 6)))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


for n in Countdown(3):
    print("count", n)
for item in reversed([1, 2]):
    for other in map(lambda v: v * 10, [item]):
        print(item, other)
items = [1, 2, 3]
for item in items[:]:
    if item == 2:
        items.remove(item)
print(items)
try:
    for x in 5:
        pass
except TypeError:
    print("not iterable")
