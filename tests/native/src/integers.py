# Integers around the edges of 31, 32, 63 and 64 bits, and what is made of such in loops.


def crc32(data, crc=0):
    crc = crc ^ 0xffffffff
    for b in data:
        crc ^= b
        for k in range(8):
            if crc & 1:
                crc = (crc >> 1) ^ 0xedb88320
            else:
                crc >>= 1
    return crc ^ 0xffffffff


def table():
    t = []
    for i in range(256):
        c = i
        for k in range(8):
            c = (c >> 1) ^ 0xedb88320 if c & 1 else c >> 1
        t.append(c)
    return t


def fast(data, t):
    crc = 0xffffffff
    for b in data:
        crc = t[(crc ^ b) & 0xff] ^ (crc >> 8)
    return crc ^ 0xffffffff


def fnv(data):
    h = 0x811c9dc5
    for b in data:
        h ^= b
        h = (h * 0x01000193) & 0xffffffff
    return h


def lcg(n, x=1):
    s = 0
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        s ^= x >> 16
    return s, x


def xorshift(n, x=2463534242):
    for i in range(n):
        x ^= (x << 13) & 0xffffffff
        x ^= x >> 17
        x ^= (x << 5) & 0xffffffff
    return x


def neg(x):
    y = x - 0x123456789
    z = ~y
    w = -z
    v = w * 3
    return y, z, w, v, y < w, w > 0x7fffffff, y == z, -y is y


def big(x):
    x = x * 0x7fffffff
    y = x * x
    return x, y, y & 0xffffffff, (y >> 40) & 0xff, x + 0x7fffffffffffffff, x - 0x7fffffffffffffff - 2


def mixed(values):
    total = 0x80000000
    kept = []
    for value in values:
        total = (total * 31 + value) & 0xffffffff
        if total > 0x7fffffff:
            kept.append(total)
        else:
            total ^= value << 24
        if total & 0x10:
            total = ~total
    return total, kept


def gone(x):
    try:
        y = x + 0x80000000
        return y << 40, y >> 31, y * y, y * -3, y is None
    finally:
        x = None


data = bytes(range(256))
print(crc32(data), fast(data, table()), fnv(data), lcg(200), xorshift(100))
for x in (0, 1, -1, 5, 1 << 30, -(1 << 30), (1 << 31) - 1, 1 << 31, 1 << 32, 1 << 62, 1 << 63, -(1 << 63), 1 << 70,
          0x123456789):
    print(neg(x), big(x), gone(x))
print(mixed(range(20)), mixed([1 << 40, -1, 1 << 64, 3]))
try:
    neg("text")
except TypeError:
    print("TypeError")
