"""Integers of any size: factorials, Fibonacci numbers, powers with a modulus, digits, hashing."""

ROUNDS = 280


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def power(base, exponent, modulus):
    result = 1
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def root(number):
    guess = 1 << (len(bin(number)) // 2)
    while True:
        better = (guess + number // guess) >> 1
        if better >= guess:
            return guess
        guess = better


def fnv(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def work():
    prime = (1 << 127) - 1
    large = factorial(220)
    packed = large.to_bytes(200, "little")
    return (large % 1000003, fibonacci(1500) % 1000003, power(3, prime - 1, prime),
            root(large) & 0xFFFF, len(str(fibonacci(1200))), hex(fnv(packed * 12)),
            int.from_bytes(packed, "little") == large, (large >> 300 ^ large) & 0xFFFFF,
            -large // 12345678901234567890 % 997)


for _ in range(ROUNDS):
    result = work()
print(result)
