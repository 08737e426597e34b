# Sieve of Eratosthenes over a bytearray.
def sieve(n):
    flags = bytearray(n + 1)
    for i in range(2, n + 1):
        flags[i] = 1
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = 0
        i += 1
    return [i for i, f in enumerate(flags) if f]


def factorise(n):
    factors = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        factors.append(n)
    return factors


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


primes = sieve(2000)
print(len(primes), primes[:10], primes[-1], sum(primes))
for n in (1, 2, 12, 97, 360, 9999991, 2 ** 20, 600851475143):
    print(n, factorise(n))
print(gcd(1071, 462), gcd(2 ** 40, 6 ** 20), [gcd(n, 12) for n in range(1, 13)])
