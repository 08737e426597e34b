"""Exceptions: raised near and far, own classes, finally, with."""


class Refused(Exception):
    pass


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return kind is KeyError


def check(depth, n):
    if depth:
        return check(depth - 1, n)
    if n % 3 == 0:
        raise Refused(n)
    return n


def guarded(n):
    try:
        return n + 1
    finally:
        n = 0


def run():
    sum = caught = 0
    table = {1: 2}
    for i in range(150):
        try:
            sum += check(2, i)
        except Refused as error:
            caught += error.args[0] & 1
        with Guard():
            sum += table[i & 3]
        try:
            sum += int("x" if i & 1 else "7")
        except (TypeError, ValueError):
            caught += 1
        sum += guarded(i)
    return sum, caught
