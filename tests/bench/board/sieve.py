"""Primes: items of a bytearray, loops in loops."""


def run():
    limit = 3000
    crossed = bytearray(limit)
    found = 0
    for i in range(2, limit):
        if not crossed[i]:
            found += 1
            for multiple in range(i * i, limit, i):
                crossed[multiple] = 1
    return found
