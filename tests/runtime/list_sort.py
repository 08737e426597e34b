# Sorting: list.sort(), sorted(), keys, reverse, errors.
def scrambled(n, seed):
    values = []
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        values.append(seed >> 8)
    return values


for n in (0, 1, 2, 3, 7, 8, 9, 31, 64, 100, 333):
    values = scrambled(n, n + 1)
    result = sorted(values)
    assert all(result[i] <= result[i + 1] for i in range(n - 1)), n
    assert sum(result) == sum(values) and len(result) == n
    backwards = sorted(values, reverse=True)
    assert backwards == result[::-1], n
    assert sorted(result) == result and sorted(backwards) == result
    few = [v % 5 for v in values]
    few.sort()
    assert few == [k for k in range(5) for v in values if v % 5 == k], n
print(sorted([3, 1.5, True, -2, 1 << 70]), sorted("hello"), sorted(["b", "B", "a", ""]),
      sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[2], [1, 5], []]))
print(sorted({"b": 1, "a": 2}), sorted({3, 1}), sorted(x for x in (2, 1)), sorted(range(3, 0, -1)),
      sorted([]), sorted(b"ba"))
words = ["banana", "Apple", "cherry", "date"]
print(sorted(words), sorted(words, key=len)[0], sorted(words, key=str.lower),
      sorted(words, key=lambda w: w[-1] + w), sorted(words, reverse=True))
words.sort(key=lambda w: (len(w), w)); print(words)
words.sort(reverse=True, key=len); print(words[-1], len(words[0]))
for wrong in (lambda: [1, "a"].sort(), lambda: sorted([1, None]), lambda: [1].sort(5),
              lambda: [2, 1].sort(key=5), lambda: sorted(5), lambda: sorted([1], cmp=1),
              lambda: sorted(), lambda: [3, 1].sort(key=lambda x: x / 0)):
    try:
        print(wrong())
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__)


class Version:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return "v%d" % self.n


print(sorted([Version(3), Version(1), Version(2)]), min(Version(3), Version(1), key=lambda v: v.n))
a = [2, 1]
b = a
print(a.sort(), b, a is b, sorted(a) is a)
assert sorted(range(2000)) == list(range(2000)) and sorted(range(2000, 0, -1))[0] == 1
assert sorted([7] * 500) == [7] * 500
