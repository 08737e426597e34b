"""Small integers: a sieve's inner loops, Collatz chains, a checksum, digits, bit tricks."""

ROUNDS = 30


def collatz(limit):
    longest = 0
    for start in range(1, limit):
        number = start
        steps = 0
        while number != 1:
            if number & 1:
                number = 3 * number + 1
            else:
                number >>= 1
            steps += 1
        if steps > longest:
            longest = steps
    return longest


def checksum(count):
    low, high = 1, 0
    for i in range(count):
        low = (low + (i * 7 & 255)) % 65521
        high = (high + low) % 65521
    return high << 16 | low


def digits(limit):
    total = 0
    for number in range(limit):
        rest = number
        while rest > 0:
            total += rest % 10
            rest //= 10
    return total


def gcds(limit):
    coprime = 0
    for a in range(1, limit):
        for b in range(a + 1, limit):
            x, y = a, b
            while y:
                x, y = y, x % y
            coprime += x == 1
    return coprime


def shifts(count):
    state, ones = 0x2545, 0
    for _ in range(count):
        state ^= state << 7 & 0xFFFF
        state ^= state >> 9
        state ^= state << 8 & 0xFFFF
        ones += state & 1
    return state, ones


for _ in range(ROUNDS):
    result = collatz(1500), checksum(30000), digits(12000), gcds(120), shifts(20000)
print(result)
