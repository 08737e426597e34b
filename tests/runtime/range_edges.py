# Ranges whose items pass the edges of small integers, in loops that have seen a range before.
import sys


def walk(r):
    found = []
    for i in r:
        found.append(i)
        if len(found) == 3:
            break
    return found


def last(r):
    i = None
    for i in r:
        pass
    return i


walk(range(3))
base = (sys.maxsize >> 1) + 1
for r, known in (
    (range(-base - 1, 40, 7), [-base - 1, -base + 6, -base + 13]),
    (range(base - 2, base + 5), [base - 2, base - 1, base]),
    (range(base - 1, base), [base - 1]),
    (range(base, base + 2), [base, base + 1]),
    (range(-base, -base + 2), [-base, -base + 1]),
    (range(-base + 1, -base - 4, -1), [-base + 1, -base, -base - 1]),
    (range(5, -base - 9, -base), [5, 5 - base]),
    (range(0, base, base - 1), [0, base - 1]),
):
    print(walk(r) == known, len(known) == 3 or last(r) == known[-1])
