# Comprehensions inside functions: names they share with what is around them, and how often they run.


def squares(n):
    return [i * i for i in range(n)]


def nested(n, m):
    return [[i * j + n for j in range(m)] for i in range(n)]


def sets_and_dicts(words):
    lengths = {word: len(word) for word in words}
    return sorted(lengths.items()), sorted({len(word) for word in words})


def two_loops(rows):
    return [x for row in rows for x in row if x % 2]


def conditions(items, low, high):
    return [x for x in items if x > low if x < high], [y if y else None for y in items]


def of_iterable(items):
    return [x + 1 for x in [y * 2 for y in items if y]]


def in_arguments(a, b):
    return max([x - a for x in b], default=[-y for y in [a]]), [z for z in (a, b)]


def own_cells(n):
    made = [lambda: i for i in range(n)]
    other = [(lambda k: lambda: k + i)(i) for i in range(n)]
    return [f() for f in made], [f() for f in other]


def outer_cells(n):
    total = 0

    def add(x):
        nonlocal total
        total += x
        return total

    return [add(i + n) for i in range(n)], total


def changed_between(n):
    made = []
    for k in range(n):
        made.append([k * i for i in range(k)])
        k += 10
    return made, k


def again(n):
    # The target has no value before its loop, however often it runs.
    seen = []
    for i in range(n):
        try:
            seen.append([y for x in range(2) if x or y for y in (x,)])
        except NameError:
            seen.append("NameError")
    return seen


def after_error():
    # Nor where an exception ended it.
    seen = []
    for items in ((1, 2), (0,)):
        try:
            seen.append([y for x in items if x or y for y in (10 // (2 - x),)])
        except ZeroDivisionError:
            seen.append("ZeroDivisionError")
        except NameError:
            seen.append("NameError")
    return seen


def unbound(flag):
    if flag:
        n = 3
    try:
        return [n for _ in range(2)]
    except NameError as e:
        return "NameError"


def deleted():
    n = 3
    first = [n + i for i in range(2)]
    del n
    try:
        return first, [n + i for i in range(2)]
    except NameError:
        return first, "NameError"


def walrus(items):
    found = [last := x for x in items]
    return found, last


def raising(items):
    done = []
    try:
        done = [10 // x for x in items]
    except ZeroDivisionError:
        done.append("zero")
    finally:
        done.append(len([x for x in items]))
    try:
        [x.missing for x in items]
    except AttributeError:
        done.append("attribute")
    try:
        [x for x in 5]
    except TypeError:
        done.append("type")
    return done


def in_finally(items):
    for k in items:
        try:
            if k == 2:
                continue
            if k == 3:
                return [x + k for x in items]
        finally:
            print([x * k for x in items])


def generator(n):
    for i in range(n):
        yield [i + j for j in range(i)]
        got = yield {j: [i, j] for j in range(i)}
        yield [got for _ in range(2)]


def around_generator(n):
    return [list(x + i for x in range(i)) for i in range(n)]


def star(*rest, key=2, **more):
    return [r * key for r in rest], sorted([k for k in more])


def recursive(n):
    return [] if n == 0 else [recursive(n - 1) for i in range(2)]


def shadow(i):
    first = [i for i in range(i)]
    return first, i


def conditional(flag, a, b):
    return [x for x in (a if flag else b)] + ([x for x in a] if flag else [x for x in b])


def ranges(a, b, c):
    return [i for i in range(a, b, c)], [i for i in range(b, a)], [i for i in range(a)]


def method_call(items):
    return ",".join([str(x) for x in items]).upper().split(*[c for c in ","])


class Thing:
    factor = 3
    made = [x * 2 for x in range(3)]

    def __init__(self, n):
        self.items = [self.scale(i) for i in range(n)]

    def scale(self, i):
        return i * self.factor

    def supers(self):
        return [super(Thing, self).__init__() for _ in range(1)]


def longer(n):
    # Numbers that are small on no machine, and some that are floats.
    return [i << 60 for i in range(n)], [i / 2 for i in range(n)], [i * 0.5 for i in range(n)]


def walks(data):
    return [x for x in data], [x for x in bytes(data)], [x for x in tuple(data)], \
        [x for x in {1: 2}], [x for x in "ab"], [x for x in (y for y in data)]


def growing():
    # The list that is made is another one than the list that is walked over.
    items = [1, 2]
    return [items.append(x) for x in items if len(items) < 6], items


def names(range):
    return [x for x in range(3)]


def other_types(range):
    return [x for x in range(3)], [x for x in range((4, 5))]


def cells_of_runs(n):
    kept = []
    for k in range(n):
        kept.append([lambda: i + k for i in range(k + 1)])
    return [f() for fs in kept for f in fs]


print(squares(4), squares(0))
print(nested(3, 2))
print(sets_and_dicts(["a", "bcd", "ef", "gh"]))
print(two_loops([[1, 2], [3], [], [5, 6, 7]]))
print(conditions([5, 0, 7, 9], 4, 9))
print(of_iterable([3, 0, 1]))
print(in_arguments(1, [4, 2]))
print(own_cells(3))
print(outer_cells(3))
print(changed_between(4))
print(again(3), after_error())
print(unbound(True), unbound(False))
print(deleted())
print(walrus([4, 5]))
print(raising([5, 0]), raising([1, 2]))
print(in_finally([1, 2, 3]))
made = generator(3)
for _ in range(9):
    print(next(made))
print(around_generator(4))
print(star(1, 2, key=3, b=1, a=2))
print(recursive(3))
print(shadow(3))
print(conditional(True, [1], [2, 3]), conditional(False, [1], [2, 3]))
print(ranges(1, 9, 3), ranges(5, -5, -4))
try:
    ranges(1, 2, 0)
except ValueError:
    print("ValueError")
print(method_call([1, "x"]))
print(Thing.made, Thing(4).items)
print(longer(4))
print(walks(bytearray(b"\x01\x02")))
print(growing())
try:
    print(other_types(list))
except TypeError:
    print("TypeError")
print(other_types(lambda n: (n, 1)), cells_of_runs(3))
print(names(lambda n: [n, n]), names(lambda n: "ab"))
