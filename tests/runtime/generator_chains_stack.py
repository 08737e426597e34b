# micropython-only: stack_use(), pend_throw(), and what a GeneratorExit that is thrown gives
# Generators that delegate to generators use no more of the machine's stack the deeper they are.
import micropython


def bottom():
    while True:
        if (yield micropython.stack_use()) == "raise":
            raise KeyError


def chain(depth):
    if depth == 0:
        return (yield from bottom())
    return (yield from chain(depth - 1))


def use(depth):
    g = chain(depth)
    uses = {next(g), next(g), g.send(1)}
    try:
        g.send("raise")
    except KeyError:
        pass
    return uses


print(use(1) == use(10) == use(900))
for _ in range(3000):
    use(1)
print(use(1) == use(900))


# What is thrown into them neither.
def catches():
    while True:
        try:
            yield
        except ValueError:
            yield micropython.stack_use()


def deep(depth, last):
    if depth == 0:
        return (yield from last)
    return (yield from deep(depth - 1, last))


def thrown(depth):
    g = deep(depth, catches())
    next(g)
    uses = {g.throw(ValueError), next(g), g.throw(ValueError())}
    g.close()
    return uses


print(thrown(1) == thrown(900))


# Deeper still, it is the machine's stack that ends it.
def endless():
    yield from endless()


try:
    next(endless())
except RuntimeError as error:
    print("RuntimeError", error)
g = deep(1020, iter([1, 2]))
print(list(g))


# An exception that waits for one in the middle is raised there.
def waits(inner):
    try:
        yield from inner
    except OSError as error:
        yield "waited", error


inner = deep(2, iter([1, 2, 3]))
g = deep(2, waits(inner))
print(next(g), inner.pend_throw(OSError(5)), next(g), list(g))


# A GeneratorExit that is thrown is an exception like any other, as long as what it reaches yields.
def yields():
    try:
        yield 1
    except GeneratorExit:
        yield 2
    return 3


def above(inner):
    yield (yield from inner)


g = deep(2, above(deep(2, yields())))
print(next(g), g.throw(GeneratorExit), next(g), list(g))
