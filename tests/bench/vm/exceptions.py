"""Exceptions: raised and caught near and far, own classes, finally, with, StopIteration, misses."""

ROUNDS = 40


class Refused(Exception):
    pass


class Full(Refused):
    def __init__(self, size):
        super().__init__("full", size)
        self.size = size


class Guard:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log[0] += 1
        return self

    def __exit__(self, kind, value, trace):
        self.log[1] += 1
        return kind is KeyError


def deep(level, number):
    if level == 0:
        if number % 3 == 0:
            raise Full(number)
        return number
    return deep(level - 1, number)


def parse(text):
    try:
        return int(text)
    except ValueError:
        return -1


def guarded(number):
    try:
        if number & 1:
            return 1
        return 2
    finally:
        number += 1


def work():
    found = caught = 0
    for i in range(1500):
        try:
            found += deep(4, i)
        except Refused as error:
            caught += error.size & 1
    for i in range(1000):
        found += parse("12") + parse("x")
    for i in range(4000):
        found += guarded(i)
        try:
            found += i
        except ValueError:
            found -= i
    table = {1: 2}
    log = [0, 0]
    for i in range(2000):
        with Guard(log):
            found += table[i & 3]
        try:
            found += [1, 2][i & 3]
        except (IndexError, TypeError):
            caught += 1
        try:
            table.missing
        except AttributeError:
            caught += 1
    iterator = iter(range(1000))
    try:
        while True:
            found += next(iterator)
    except StopIteration:
        caught += 1
    return found, caught, log


for _ in range(ROUNDS):
    result = work()
print(result)
