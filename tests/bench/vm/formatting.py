"""Values to text and back: f-strings, %, format(), repr() and str() of numbers and containers."""

ROUNDS = 90


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return "Point(%d, %d)" % (self.x, self.y)


def table(rows):
    lines = []
    for name, amount, price in rows:
        lines.append(f"{name:<10}|{amount:>6}|{price:8.2f}|{amount * price:10.3f}")
    return "\n".join(lines)


def dump(data):
    lines = []
    for start in range(0, len(data), 16):
        part = data[start:start + 16]
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
        lines.append("%04x  %s  %s" % (start, " ".join("%02x" % byte for byte in part), text))
    return lines


def work():
    rows = [("item %d" % i, i * 3, i / 7) for i in range(150)]
    total = len(table(rows))
    total += len(dump(bytes(range(256)))[3])
    for i in range(600):
        total += len("{} of {:>5} is {:#x}".format(i, i * 2, i)) + len(f"{i!r}:{i:03d}")
        total += int("%d" % i) + int(hex(i), 16) + len(str(i * 0.25))
    for i in range(300):
        total += len(repr([i, str(i), (i, None), {"key": i}])) + len(str(Point(i, -i)))
        total += int(float("%.3f" % (i / 9)) * 10)
    return total, repr(rows[3]), str(Point(1, 2))


for _ in range(ROUNDS):
    result = work()
print(result)
