# micropython-only: the numbers are those of MicroPython's generator
# The module random: the same numbers for the same seed as stock firmware gives.
import random

random.seed(12345)
print([random.getrandbits(n) for n in (0, 1, 8, 16, 31, 32)])
print([random.randrange(10) for _ in range(8)])
print([random.randrange(-5, 5) for _ in range(5)], [random.randrange(0, 100, 7) for _ in range(5)])
print([random.randrange(10, 0, -3) for _ in range(6)])
print([random.randint(1, 6) for _ in range(10)], random.randint(3, 3))
print(random.choice("abcdef"), random.choice([1, 2, 3]), random.choice((7,)))
print("%.9f %.9f" % (random.random(), random.uniform(-2, 2.5)))

random.seed(12345)
first = random.getrandbits(32)
random.seed(12345 + 2**32)
print(first == random.getrandbits(32))

random.seed()
values = [random.random() for _ in range(100)]
print(all(0 <= value < 1 for value in values), len(set(values)) > 90)

for bad in (
    lambda: random.getrandbits(33),
    lambda: random.getrandbits(-1),
    lambda: random.randrange(0),
    lambda: random.randrange(5, 5),
    lambda: random.randrange(1, 2, 0),
    lambda: random.randint(2, 1),
    lambda: random.choice([]),
    lambda: random.seed("x"),
):
    try:
        print(bad())
    except (ValueError, IndexError, TypeError) as error:
        print(repr(error))
