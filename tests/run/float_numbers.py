# micropython-only: functions of bytecode beside those of the kind that the program is compiled to
# Floats near every edge: zeros, the smallest and the largest, ties of rounding, no numbers. Each operation is
# done twice.
import struct


def sums(a, b):
    x = 1.0
    x = a + b
    y = a - b
    return x, y, x - y


def products(a, b):
    x = 0.5
    x = a * b
    return x, -x, x * 0.5


def quotients(a, b):
    return a / b, 1.0 / b


def compared(a, b):
    c = a + 0.0
    d = b + 0.0
    return c < d, c <= d, c == d, c != d, c > d, c >= d, bool(c), not d


def mixed(a, n):
    x = a * n + 0.25
    return x, n - a, a < n, n / 7, n * 1.5


def summed(a, n):
    total = 0.0
    for i in range(n & 7):
        total += a * i
        if total > 1e30:
            break
    return total, total - a


def near(a):
    b = a * 2.0
    if b < 3.0 and b > -3.0:
        return b
    return -b


def between(a, b):
    return near(a), near(b), a * 0.0, b * -0.0


@micropython.bytecode
def sums_(a, b):
    x = a + b
    y = a - b
    return x, y, x - y


@micropython.bytecode
def products_(a, b):
    x = a * b
    return x, -x, x * 0.5


@micropython.bytecode
def quotients_(a, b):
    return a / b, 1.0 / b


@micropython.bytecode
def compared_(a, b):
    c = a + 0.0
    d = b + 0.0
    return c < d, c <= d, c == d, c != d, c > d, c >= d, bool(c), not d


@micropython.bytecode
def mixed_(a, n):
    x = a * n + 0.25
    return x, n - a, a < n, n / 7, n * 1.5


@micropython.bytecode
def summed_(a, n):
    total = 0.0
    for i in range(n & 7):
        total += a * i
        if total > 1e30:
            break
    return total, total - a


@micropython.bytecode
def near_(a):
    b = a * 2.0
    if b < 3.0 and b > -3.0:
        return b
    return -b


@micropython.bytecode
def between_(a, b):
    return near_(a), near_(b), a * 0.0, b * -0.0


seed = 12345


def below(count):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % count


EDGES = (0, 1, 0x7FFFFF, 0x800000, 0x800001, 0x3F800000, 0x3F7FFFFF, 0x3F800001, 0x7F7FFFFF, 0x7F800000, 0x7FC00000,
         0x7FFFFFFF, 0x4B000000, 0x4B7FFFFF, 0x4B800000, 0x00FFFFFF, 0x01000000, 0x7F000000, 0x33800000, 0x34000000)


def pick():
    kind = below(16)
    if kind < 3:
        bits = EDGES[below(len(EDGES))]
    elif kind < 8:
        bits = 120 + below(14) << 23 | below(1 << 23)
    elif kind < 10:
        bits = 126 + below(3) << 23 | 0x7FFFFF << below(23) & 0x7FFFFF
    elif kind < 12:
        bits = below(6) + (0 if kind == 10 else 249) << 23 | below(1 << 23)
    else:
        bits = below(1 << 15) << 16 | below(1 << 16)
    return struct.unpack("<f", struct.pack("<I", below(2) << 31 | bits))[0]


def tell(x):
    return struct.pack("<d", x) if isinstance(x, float) and x == x else repr(x)


def results(f, a, b):
    try:
        return [tell(x) for x in f(a, b)]
    except Exception as e:
        return repr(e)


wrong = 0
for turn in range(120):
    a, b = pick(), pick()
    n = (below(1 << 22) << 8 ^ below(1 << 20)) - (1 << 29) >> below(30)
    for f, g, c in ((sums, sums_, b), (products, products_, b), (quotients, quotients_, b), (compared, compared_, b),
                    (between, between_, b), (mixed, mixed_, n), (summed, summed_, n)):
        if results(f, a, c) != results(g, a, c):
            wrong += 1
            print(f, tell(a), c, results(f, a, c), results(g, a, c))
print(wrong, "wrong")
