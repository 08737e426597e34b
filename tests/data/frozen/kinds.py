"""Ein Docstring mit Umläuten: äöü, 漢字, 🐍 */ // \\"""


class First:
    def method(self):
        return "first"

    def other(self, x=1, *args, key=None, **kwargs):
        return x, args, key, sorted(kwargs)


class Second(First):
    def method(self):
        return "second after " + super().method()


class Third:
    def method(self):
        return "first"


def counter(start):
    value = start

    def step(by=1):
        nonlocal value
        value += by
        return value

    return step


def squares(n):
    for i in range(n):
        yield i * i


async def waits():
    return 5


def fails(depth):
    if depth == 0:
        raise ValueError("deep")
    fails(depth - 1)


def handled():
    try:
        fails(2)
    except ValueError as error:
        return error
    finally:
        pass


def loops():
    out = []
    for i in range(3):
        try:
            if i == 1:
                continue
            out.append(i)
        finally:
            out.append(-i)
    return [x + 1 for x in out], {k: k for k in out}, {x for x in out}, (lambda q: q * 2)(21)
