# list: slices read, assigned, deleted; every combination of small bounds against a model.
a = list(range(6))
bounds = (None, 0, 1, 3, 5, 6, 9, -1, -3, -6, -9)


def indices(start, stop, step, n):
    picked = []
    if step > 0:
        i = 0 if start is None else max(start + n, 0) if start < 0 else start
        end = n if stop is None else stop + n if stop < 0 else min(stop, n)
        while i < end:
            picked.append(i)
            i += step
    else:
        i = n - 1 if start is None else start + n if start < 0 else min(start, n - 1)
        end = -1 if stop is None else max(stop + n, -1) if stop < 0 else stop
        while i > end:
            picked.append(i)
            i += step
    return picked


count = 0
for start in bounds:
    for stop in bounds:
        for step in (1, 2, 3, -1, -2, -4):
            expected = [a[i] for i in indices(start, stop, step, 6)]
            assert a[start:stop:step] == expected, (start, stop, step, a[start:stop:step], expected)
            count += 1
        changed = a[:]
        changed[start:stop] = ["x", "y"]
        print(*changed, end=" | ")
        changed = a[:]
        del changed[start:stop]
        print(*changed)
print(count)
a[1:1] = [10, 11, 12]; print(a)
a[2:8] = []; print(a)
a[:] = a[::-1] + [1]; print(a)
a[1:] = a; print(a)
a[len(a):] = (7, 8); print(a)
a[0:2] = tuple("abc"); print(a)
del a[-2:], a[0]; print(a)
del a[:]; print(a)
for change in ("a[0:1] = 5", "a[9] = 0", "a['x'] = 0", "del a[9]", "a[0:2:0]", "a['x':]",
               "del a['x']", "a[1.0]"):
    try:
        exec(change)
        print("done", change)
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, change)
a = [[0] * 3 for i in range(2)]
a[0][1] = 5
a[1][0:2] = [6]
a[-1] += [7]
a[0][1] -= 1
print(a)
