# tuple.
t = (1, 2, 3, 2)
print(t, (), (1,), tuple(), tuple([1, 2]), tuple("ab"), tuple(range(3)), tuple(t) is t,
      tuple({1: 2}), 1, *t)
print(t[0], t[-1], t[1:3], t[:2], t[5:], t[-3:-1], len(t))
print(t + (4,), t * 2, 2 * (0,), t * 0, (1,) * -1, 2 in t, 9 in t, t.count(2), t.count(9),
      t.index(2), t.index(2, 2), t.index(3, 0, 3))
print((1, 2) == (1, 2), (1, 2) == [1, 2], (1, 2) != (1, 3), (1, 2) < (1, 3), (1,) < (1, 0),
      () < (0,), (2,) > (1, 9), (1, 2) <= (1, 2), ("a", 1) >= ("a", 0))
print(hash((1, "a")) == hash((1, "a")), {(1, 2): "x"}[1, 2], len({(), (1,), (1,)}), bool(()),
      bool((0,)), min(t), max(t), sum(t), sorted(t))
for wrong in (lambda: t[9], lambda: t["a"], lambda: t + [1], lambda: t * "a", lambda: t.index(9),
              lambda: t.index(1, 1), lambda: hash(([],)), lambda: tuple(5), lambda: t < 5,
              lambda: (1, "a") < (1, 2), lambda: t.append(1), lambda: -t):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
for change in ("t[0] = 1", "del t[0]", "t.x = 1"):
    try:
        exec(change)
    except (TypeError, AttributeError):
        print("unchangeable")
a, *b = t
(c, d), e = (1, [2]), 3
print(a, b, c, d, e)
u = t
u += (5,)
u *= 2
print(t, u, u is t, ((1, 2), [3], {4: ()}), repr(("a'", 1.5, None)), str((1,)))
it = iter((1,))
print(next(it), next(it, "end"), list(zip((1, 2), (3, 4))), dict(((1, 2), (3, 4))),
      isinstance(t, tuple), type(t[:1]) is tuple)
nested = (1, (2, (3, (4,))))
print(nested[1][1][1], nested == (1, (2, (3, (4,)))), nested < (1, (2, (3, (5,)))),
      tuple(x for x in nested if isinstance(x, int)))
