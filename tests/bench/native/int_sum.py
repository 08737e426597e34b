# The sum of many small integers.
def run(n):
    total = 0
    for i in range(n):
        total += i & 0xFF
    return total


def main(scale):
    return run(3000 * scale)
