# Generators of machine code.
def count(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


g = count(3)
print(next(g), g.send("a"), g.send("b"))
try:
    g.send("c")
except StopIteration as end:
    print(end.value)
print(list(count(3)))
try:
    count(1).send(1)
except TypeError as error:
    print(error)


def guarded():
    while True:
        try:
            got = yield "ready"
            print("got", got)
        except ValueError as error:
            print("caught", error)
        finally:
            print("finally")


g = guarded()
print(next(g))
print(g.send(1))
print(g.throw(ValueError("v")))
print(g.throw(ValueError))
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("out", error)
print(list(g))
g = guarded()
next(g)
g.close()
g.close()


def unstarted():
    yield 1


g = unstarted()
g.close()
print(list(g))
g = unstarted()
try:
    g.throw(OSError(3))
except OSError as error:
    print("unstarted", error)


def outer(inner):
    result = yield from inner
    print("result", result)
    yield "last"
    return "outer"


g = outer(count(2))
print(next(g), g.send("x"), g.send("y"))
print(list(outer([1, 2])), list(outer("ab")))
g = outer(guarded())
next(g)
print(g.throw(ValueError("in")))
g.close()


def stops():
    yield 1
    raise StopIteration("no")


try:
    list(stops())
except RuntimeError as error:
    print("RuntimeError", error)


def again():
    yield list(me)


me = again()
try:
    next(me)
except ValueError as error:
    print(error)


def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def fibonacci(last, n):
    a, b = 0, 1
    while n:
        yield a + last()
        a, b = b, a + b
        n -= 1


print(list(fibonacci(lambda: 0, 10)), sum(x for x in count(5)), max(count(4)))
g = count(2)
print(str(g)[:23], str(count)[:15] in ("<generator func", "<function count"))
try:
    g.pend_throw(ValueError("pending"))
    next(g)
except ValueError as error:
    print(error)


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(4)))


class Counting:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        for i in range(self.n):
            yield i


print(list(Counting(3)), [a + b for a, b in zip(count(3), Counting(3))])


async def coroutine(x):
    return x + 1


async def waits():
    return await coroutine(1) + await coroutine(2)


try:
    waits().send(None)
except StopIteration as end:
    print(end.value)
