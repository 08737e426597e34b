# Loops in loops with branches, `while` and `break`.
def run(n):
    found = 0
    a = 1
    while a < n:
        b = a
        while b < n:
            c = b
            while True:
                if c >= n:
                    break
                if a * a + b * b == c * c:
                    found += 1
                c += 1
            b += 1
        a += 1
    return found


def main(scale):
    return run(6 + 3 * scale)
