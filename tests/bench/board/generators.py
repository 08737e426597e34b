"""Generators: for loops over them, a chain of them, send(), yield from."""


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def odd(numbers):
    for n in numbers:
        if n & 1:
            yield n


def both(n):
    yield from count(n)
    yield from odd(count(n))


def average():
    total = n = 0
    while True:
        total += yield n
        n += 1


def run():
    sum = 0
    for n in odd(count(500)):
        sum += n
    for n in both(200):
        sum += n
    mean = average()
    next(mean)
    for i in range(100):
        sum += mean.send(i)
    return sum
