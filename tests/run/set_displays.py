# Set displays and operators.
print(sorted({1}), sorted({3, 1, 2}), sorted({1, 1, 1}), sorted({"a", "b",}))
x = 4
print(sorted({x, x + 1, x * 2}), len({x, 4, 2 + 2}), sorted({(1, 2), (0, 5)}))
a = {1, 2, 3, 4}
b = {3, 4, 5}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))
print(a == {4, 3, 2, 1}, a != b, {1, 2} < a, a >= {1}, {1, 2} <= {1, 2}, a > a)
print(2 in a, 9 in a, 9 not in a, len(set()), set() == set([]))
a.add(10)
a.discard(99)
a.remove(1)
a.update([7], (8,))
print(sorted(a), sorted({c for c in "hello"}), sorted({n % 3 for n in range(10)}))
print(sorted(set("abc")), sorted(frozenset([2, 1])), {frozenset([1]): "k"}[frozenset([1])])


def local(p, q):
    return sorted({p, q, p + q})


print(local(1, 2), local(0, 0))
print({1: 2} == {1: 2}, type({1}) is set, type({}) is dict, type({1: 1}) is dict)
