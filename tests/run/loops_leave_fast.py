# micropython-only: loops over range() do not look its name up, and items of bytearrays lose their high bits
# Loops whose values change their types, sizes and lengths on the way, so that machine code has to
# leave what it took for granted and may come back to it.
def total(items, start):
    for x in items:
        start += x
    return start


print(total([1, 2, 3], 0), total([1, 2.5, 3], 0), total([True, 1 << 62, 1], 0), total((1, 2), 1 << 30))
print(total(b"abc", 0), total(bytearray(b"abc"), 0), total(range(5), 0), total({4: 1, 5: 2}, 0))


def grow(n, step):
    value = 1
    for i in range(n):
        value = value * step + i
        if i == 40:
            value = 3
    return value, i


print(grow(45, 3), grow(20, 2), grow(3, 1 << 40), grow(5, 0.5))


def limits(n):
    i = n
    turns = 0
    while i < n + 3:
        i += 1
        turns += 1
    return i - n, turns


print(limits(0), limits((1 << 30) - 2), limits((1 << 62) - 2), limits(-(1 << 62)), limits(1.5))


class Growing:
    def __init__(self, items):
        self.items = items

    def __setitem__(self, i, value):
        other.append(value)
        self.items[i] = value

    def __getitem__(self, i):
        other.append(-1)
        return self.items[i]


class Shrinks:
    def __eq__(self, to):
        while len(other) > 2:
            other.pop()
        return False

    def __bool__(self):
        other.append(77)
        return False


other = [1, 2, 3, 4]


def items(a, b, n):
    out = []
    for i in range(n):
        try_it = b[i]
        if try_it == 3:
            out.append("three")
        if not try_it:
            out.append(len(b))
    return out, len(a)


def stores(a, b, n):
    for i in range(n):
        a[i] = i
        b[i] = b[i] + 1
    return a, b


print(items(other, [0, 3, 5, False, None, ""], 6))
print(stores(Growing([0, 0, 0]), other, 3)[1], other)
print(stores([0, 0], bytearray(2), 2), stores({}, [1, 2.5, 3], 3))
for wrong in (lambda: stores((1, 2), [1, 2], 2), lambda: stores([1], [1, 2], 2), lambda: stores(b"ab", [1, 2], 2),
              lambda: stores([1, 2], bytearray(b"\xff\x00"), 2), lambda: items([], 5, 2)):
    try:
        print(wrong())
    except (TypeError, IndexError, ValueError, OverflowError) as e:
        print(type(e).__name__)


def shrinking(a, n):
    found = 0
    for i in range(n):
        if a[0] == i:
            found += 1
        found += a[i % len(a)]
    return found


other = [1, 2, 3, 4, Shrinks()]
other[0], other[4] = other[4], 5
try:
    print(shrinking(other, 4))
except TypeError as e:
    print("TypeError", len(other))


def changing(a):
    seen = []
    for x in a:
        seen.append(x)
        if len(a) < 6:
            a.append(x + 1)
        if len(seen) == 3:
            a.pop()
    return seen


print(changing([1, 2]))


def ranges(start, stop, step):
    out = []
    for i in range(start, stop, step):
        out.append(i)
        if len(out) > 9:
            break
    return out


print(ranges(0, 10, 3), ranges(10, 0, -3), ranges(0, 10, -1), ranges(5, 5, 1), ranges(-3, 4, 2), ranges(1, 2, 1 << 29))
for arguments in ((0, 1, 0), (0, 1.5, 1), ("a", 1, 1)):
    try:
        print(ranges(*arguments))
    except (TypeError, ValueError) as e:
        print(type(e).__name__)


def kept(r):
    out = []
    for i in r:
        for j in r:
            out.append(i * j)
    return out


print(kept(range(1, 9, 3)), kept(range(3, 0, -1)), kept((2, 3)), kept([]), kept(b"\x02\x03"), kept(range(0)))


def range_is_ours(n):
    global range
    out = []
    for k in range(0, n, 2):
        out.append(k)
        if k == 2:
            range = lambda a, b, c: [a, b, c]
    for k in range(0, n, 2):
        out.append(k)
    del range
    for k in range(0, n, n):
        out.append(k)
    return out


print(range_is_ours(6), range_is_ours(8))


def nested(rows, n):
    best = None
    for row in rows:
        count = 0
        for i in range(n):
            for j in range(i, n):
                if row[i] < row[j]:
                    count += row[j] - row[i]
        if best is None or count > best:
            best = count
    return best


print(nested([[1, 2, 3], (3, 2, 9), bytearray(b"abz")], 3), nested([[1, 2.5, 3]], 3),
      nested([[1 << 61, 5, 1 << 62]], 3))
