# Primes by crossing out multiples in a bytearray.
def run(n):
    marks = bytearray(n)
    count = 0
    for i in range(2, n):
        if not marks[i]:
            count += 1
            for j in range(i + i, n, i):
                marks[j] = 1
    return count


def main(scale):
    return run(1000 * scale)
