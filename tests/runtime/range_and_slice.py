# range, slice objects and subscripts that take them.
for r in (range(5), range(2, 5), range(0, 10, 3), range(5, 0, -1), range(5, 0, -2), range(0),
          range(3, 3), range(1, 0), range(0, -5, -2)):
    print(r, list(r), len(r), r.start, r.stop, r.step, bool(r), 2 in r, sum(r),
          [x for x in reversed(list(r))])
r = range(0, 100, 7)
print(r[0], r[-1], r[3], r[2:5], r[::2], r[::-1], r[5:2:-1], r[50:], list(r[-3:]), len(r[1::3]))
print(range(3) == range(0, 3), range(0, 5, 2) == range(0, 6, 2), range(0) == range(2, 2),
      range(3) != range(4), range(3) == [0, 1, 2], r == r)
print(list(range(1 << 40, (1 << 40) + 2)), max(range(5)), min(range(5, 2, -1)),
      sorted(range(3, 0, -1)), tuple(range(2)), list(range(True, 3)))
for wrong in (lambda: range(), lambda: range(1, 2, 0), lambda: range("a"), lambda: range(1.5),
              lambda: range(3)[5], lambda: range(3)[-4], lambda: range(3)["a"],
              lambda: range(1, 2, 3, 4), lambda: range(3) + range(2), lambda: range(3).missing,
              lambda: range(5)[::0]):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
it = iter(range(2))
print(next(it), next(it), next(it, "end"), next(it, "end"))
for i in range(10):
    if i == 3:
        i = 100
        continue
    if i == 6:
        break
else:
    print("no break")
print(i)
for i in range(2):
    for j in range(i, 3):
        print(i, j, end=";")
else:
    print("done")


class Seen:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        self.last = key, value

    def __delitem__(self, key):
        self.last = "deleted", key


s = Seen()
print(s[1:2], s[:], s[::2], s["a":"b"], s[1:2, 3], s[...], s[(1, 2)], s[-1], s[None:5:-1],
      s[1, ::2])
one = s[1:10:3]
print(one.start, one.stop, one.step, one, one.indices(5), one.indices(100), s[::-1].indices(4),
      s[-3:].indices(5), s[5:2].indices(10), s[:].indices(0), s[:-1:2].indices(7))
s[2:4] = "v"; print(s.last)
del s[1:]; print(s.last)
del s["k"]; print(s.last)
s[0] = s[1] = 5; print(s.last)
s[5] = 1
print(type(one) is slice, [0, 1, 2, 3, 4][one], "abcdef"[s[1:3]], (1, 2, 3)[s[:2]])
for wrong in (lambda: one.missing, lambda: one.indices(), lambda: one.indices("a"),
              lambda: [1][s["a":]], lambda: s[1:2:0].indices(5)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
