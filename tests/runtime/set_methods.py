# set and frozenset: each method and operator.
def show(s):
    return sorted(s)


s = {3, 1, 2}
print(show(s), set(), show(set("hello")), show(set([1, 1, 2])), show(set(range(3))),
      show(set({"a": 1})), len(s), 1 in s, 9 not in s, bool(set()), bool(s))
print(s.add(4), show(s), s.add(1), show(s), s.discard(4), s.discard(99), show(s), s.remove(1),
      show(s), s.copy() == s, s.copy() is s)
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(show(a | b), show(a & b), show(a - b), show(a ^ b), show(b - a), a == {4, 3, 2, 1}, a != b,
      {1, 2} < a, {1, 2} <= {1, 2}, a > {1}, a >= a, a < a, {9} < a)
print(show(a.union(b)), show(a.intersection(b)), show(a.difference(b)),
      show(a.symmetric_difference(b)), show(a.union([7])), show(a.difference([1], [2])))
print(a.issubset(b), {3}.issubset(b), a.issuperset([1, 2]), a.isdisjoint(b), a.isdisjoint({9}),
      {1}.isdisjoint([1]), a.intersection([]) == set())
c = set(a)
print(c.update(b), show(c), c.update([7]), show(c), c.intersection_update({1, 2, 7}), show(c),
      c.difference_update([7]), show(c), c.symmetric_difference_update({2, 8}), show(c))
c |= {10}; print(show(c))
c &= {1, 8, 10}; print(show(c))
c -= {1}; print(show(c))
c ^= {8, 9}; print(show(c), c.pop() in (9, 10), len(c), c.clear(), c)
f = frozenset([1, 2, 2])
print(show(f), len(f), f == {1, 2}, {1, 2} == f, show(f | {3}), show({3} | f),
      type(f | {3}) is frozenset, hash(f) == hash(frozenset([2, 1])), {f: "key"}[frozenset([1, 2])],
      1 in f, frozenset())
print(show(f.union([5])), show(f.difference([1])), f.copy() == f, f.issubset([1, 2, 3]),
      f < frozenset([1, 2, 3]), f & {1}, frozenset("a"), f.isdisjoint([4]),
      show(f.symmetric_difference([2, 3])))
for wrong in (lambda: set(5), lambda: {[]}, lambda: {1}.remove(2), lambda: set().pop(),
              lambda: hash({1}), lambda: f.add(1), lambda: {1} + {2}, lambda: {1} | [2],
              lambda: {1}[0], lambda: f.pop(), lambda: {1}.add([]), lambda: {1} < 5,
              lambda: {1}.add(), lambda: [] in {1}, lambda: {1} & None, lambda: {1}.union(5),
              lambda: f.clear(), lambda: {1}.missing, lambda: -{1}):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
print({"a"}, {1}, {(1, 2)}, frozenset([1]), repr({None}), str({1.5}), [{1}],
      {x * x for x in range(-2, 3)} == {0, 1, 4})
print(set([1, 1.0, True]), len({"a", b"a"}), set("ab") == set("ba"), {1, 2}.__contains__(1),
      frozenset([1]) in {frozenset([1])}, max({3, 1}), sum({1, 2}), any({0}), all({1}),
      sorted({"b", "a"}))
big = set(range(1000))
big -= set(range(0, 1000, 2))
print(len(big), sum(big), big & set(range(4)) == {1, 3}, len(big | set(range(1000))), min(big),
      500 in big, 501 in big)
left = set()
for x in {1, 2, 3}:
    left.add(x * 2)
it = iter({7})
print(show(left), next(it), next(it, "end"), list({5}), tuple({5}), dict.fromkeys({5}))
