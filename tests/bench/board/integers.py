"""A loop of small-integer arithmetic."""


def run():
    total = 0
    for i in range(2500):
        total = (total + i * 3) & 0xFFFF
        if total & 1:
            total -= i >> 1
    return total
