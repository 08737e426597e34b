# The value of return in a generator.
def gen(n):
    for i in range(n):
        yield i
    return "done %d" % n


def run(g):
    values = []
    while True:
        try:
            values.append(next(g))
        except StopIteration as stop:
            return values, stop.value


print(run(gen(0)), run(gen(2)))


def delegating():
    first = yield from gen(1)
    second = yield from gen(2)
    return first, second


print(run(delegating()))


def early(flag):
    yield "a"
    if flag:
        return
    yield "b"
    return None


def tuple_value():
    yield
    return 1, 2


def only_return():
    return "value"
    yield


def lambda_value():
    return (yield 1) or (yield 2) or 3


print(run(early(True)), run(early(False)), run(tuple_value()), run(only_return()), run(lambda_value()))


def from_finally():
    try:
        yield 1
        return "try"
    finally:
        yield 2


print(run(from_finally()))
