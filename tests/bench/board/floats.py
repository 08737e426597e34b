"""Floats: a point on a spiral, sums and compares."""


def run():
    x, y, inside = 1.0, 0.0, 0
    for i in range(700):
        x, y = x * 0.9998 - y * 0.02, x * 0.02 + y * 0.9998
        if x * x + y * y < 1.0 and x > y:
            inside += 1
        x = x / 1.0001
    return int(x * 1000), int(y * 1000), inside
