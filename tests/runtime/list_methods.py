# list: each method, and what goes wrong.
a = [3, 1, 2]
print(a.append(4), a, a.extend((5, 6)), a, a.insert(0, 0), a, a.insert(-1, 9), a, a.insert(100, 7),
      a.insert(-100, 8), a)
print(a.pop(), a.pop(0), a.pop(-2), a, a.remove(5), a, a.index(4), a.count(1), a.reverse(), a,
      a.copy() == a, a.copy() is a)
print(a.sort(), a, a.index(4, 2), a.index(4, -3), a.index(1, 0, 3), a.clear(), a, [].copy())
print(list(), list("ab"), list((1, 2)), list(range(3)), list({1: 2}), list(x * x for x in range(3)),
      [1] == list([1]))
print([1, 2] + [3], [0] * 3, 2 * ["a"], [] * 5, [1] * -1, 1 in [1], 2 not in [1], [[1], 2],
      [[]] * 2)
print([1, 2] == [1, 2], [1] != [1], [1, 2] < [1, 3], [2] > [1, 5], [] <= [], [1] >= [1, 0],
      [1, "a"] == [1, "a"], [1] == (1,), [1] == 1)
b = [1, 2]
c = b
b += [3]
b *= 2
print(b, len(b), bool([]), bool([0]), min(b), max(b), sum(b), repr(b) == str(b))
b.extend(b)
b += "xy"
print(b, b.count(1), b.count("x"))
e = [1]
e.append(e)
e.extend(x for x in range(2))
print(len(e), e[1] is e)
rows = [[i] * 16 for i in range(20)]  # without room for more
for row in rows:
    row.extend(row)
print(all(row == [i] * 32 for i, row in enumerate(rows)))
for wrong in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2),
              lambda: [1].index(1, 1), lambda: [1].extend(5), lambda: [1] + (2,), lambda: [1] * "a",
              lambda: [1] < [None], lambda: [1] < 5, lambda: [1]["a"], lambda: [1][1],
              lambda: [1][-2], lambda: hash([]), lambda: list(5), lambda: [1].append(),
              lambda: [1].append(1, 2), lambda: [1].insert(1), lambda: [].missing,
              lambda: list(1, 2), lambda: -[1], lambda: [1].insert("a", 1)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
stack = []
for i in range(1000):
    stack.append(i)
print(len(stack), stack[500], sum(stack), [stack.pop() for i in range(3)], len(stack))
while len(stack) > 5:
    stack.pop(0)
print(stack)
it = iter(stack)
print(next(it), list(it), next(it, None))
grow = [1, 2, 3]
for x in grow:
    if len(grow) < 8:
        grow.append(x * 10)
print(grow)
shrink = [1, 2, 3, 4]
for x in shrink:
    shrink.remove(x)
print(shrink, list(reversed([1, 2, 3])), list(enumerate(["a"])), sorted([2, 1]),
      list(map(len, ["a", "bb"])))
del shrink[0]
print(shrink, a, [None] * 2, [i for i in [1, 2, 3] if i != 2],
      [(i, j) for i in (1, 2) for j in "ab"])
