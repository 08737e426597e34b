# yield from every kind of iterable.
def chain(*iterables):
    for iterable in iterables:
        yield from iterable


print(list(chain([1, 2], "ab", (3,), range(2), {"k": 1}, (x for x in "z"))))


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, [3, [4, []]]], 5])))


def inner():
    x = yield 1
    y = yield x
    return x, y


def outer():
    result = yield from inner()
    print("result", result)
    yield result
    print("empty", (yield from []), (yield from ()))


g = outer()
print(next(g), g.send("a"), g.send("b"), next(g, "end"))


class Iterable:
    def __iter__(self):
        return iter((7, 8))


def over_object():
    yield from Iterable()
    return (yield from "x")


print(list(over_object()))
try:
    list(chain(5))
except TypeError:
    print("not iterable")


def expression():
    return [(yield from "ab"), (yield from inner())]


e = expression()
print(next(e), next(e), next(e), e.send(10))
try:
    e.send(20)
except StopIteration as stop:
    print(stop.value)
