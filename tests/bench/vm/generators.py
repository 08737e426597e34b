"""Generators: pipelines of them, yield from, send(), expressions, unpacking, recursion."""

ROUNDS = 80


def count(limit):
    number = 0
    while number < limit:
        yield number
        number += 1


def keep(numbers, divisor):
    for number in numbers:
        if number % divisor:
            yield number


def pairs(numbers):
    previous = 0
    for number in numbers:
        yield previous, number
        previous = number


def walk(low, high):
    if low < high:
        middle = (low + high) // 2
        yield from walk(low, middle)
        yield middle
        yield from walk(middle + 1, high)


def average():
    total = number = 0
    value = 0
    while True:
        received = yield value
        total += received
        number += 1
        value = total // number


def work():
    result = []
    total = 0
    for a, b in pairs(keep(keep(count(6000), 2), 3)):
        total += b - a
    result.append(total)
    result.append(sum(middle for middle in walk(0, 700)))
    mean = average()
    next(mean)
    for i in range(4000):
        last = mean.send(i)
    result.append(last)
    result.append(sum(x * x for x in range(6000) if x & 1) & 0xFFFF)
    result.append(max(a ^ b for a, b in zip(count(2000), range(2000, 0, -1))))
    result.append(any(x > 2500 for x in count(3000)))
    return result


for _ in range(ROUNDS):
    result = work()
print(result)
