# Arithmetic of random integers against its own laws, on both sides of the small/big border.
seed = 42


def random(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (seed >> 20) % n


def number():
    bits = (4, 31, 61, 62, 63, 64, 96, 128, 300)[random(9)]
    n = 0
    while bits > 0:
        n = n << 32 | random(1 << 32)
        bits -= 32
    if random(5) == 0:
        n = (1 << random(140)) + random(3) - 1
    return -n if random(2) else n


sums = products = bits = texts = 0
for i in range(700):
    a, b, c = number(), number(), number()
    assert a + b == b + a and a + b - b == a and a - b == -(b - a)
    assert a * b == b * a and a * (b + c) == a * b + a * c
    assert (a & b) + (a | b) == a + b and a ^ b == (a | b) - (a & b) and ~a == -a - 1
    assert (a < b) == (b > a) == (a - b < 0) and (a == b) == (a - b == 0)
    assert (a <= b) == (not a > b) and (a != b) == (not a == b)
    if b:
        q, r = divmod(a, b)
        assert q * b + r == a and (0 <= r < b or b < r <= 0) and q == a // b and r == a % b
    k = random(140)
    assert a << k == a * 2**k and a >> k == a // (1 << k) and (a << k) >> k == a
    assert int(str(a)) == a and int(hex(a), 16) == a and int(oct(a), 8) == a and int(bin(a), 2) == a
    assert eval(repr(a)) == a and "%d" % a == str(a) == "{}".format(a)
    assert hash(a) == hash(a + b - b)
    m = abs(c) + 1
    assert pow(a, 3, m) == a * a * a % m and a ** 2 == a * a
    size = len(hex(abs(a)))
    for order in ("big", "little"):
        assert int.from_bytes(abs(a).to_bytes(size, order), order) == abs(a)
    sums = (sums + a) % 1000003
    products = (products + a * b * c) % 1000003
    bits = (bits ^ (a & b ^ c)) % 1000003
    texts += len(str(a * b))
print(sums, products, bits, texts)


def root(n):
    x = 1 << (len(bin(n)) // 2 + 1)
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(root(10**60), root(2 * 10**80), gcd(2**90 * 3**20, 6**50), gcd(10**40 + 1, 10**20 + 1))
fib, after = 0, 1
for i in range(500):
    fib, after = after, fib + after
print(fib)
product = 1
for i in range(1, 60):
    product *= i
print(product, sum(int(digit) for digit in str(product)))
digits, q, r, t, k, n, m = [], 1, 0, 1, 1, 3, 3
while len(digits) < 60:
    if 4 * q + r - t < n * t:
        digits.append(n)
        q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
    else:
        q, r, t, k, n, m = (q * k, (2 * q + r) * m, t * m, k + 1,
                            (q * (7 * k + 2) + r * m) // (t * m), m + 2)
print("".join(map(str, digits)))
