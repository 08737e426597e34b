# Generators that delegate to generators, many deep: what is sent, thrown and returned goes through all.
log = []


def bottom(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                log.append(got)
        return "bottom"
    except ValueError as error:
        log.append(("bottom", error.args))
        yield "caught"
        return "recovered"
    finally:
        log.append("finally")


def chain(depth, last):
    if depth == 0:
        result = yield from last
    else:
        result = yield from chain(depth - 1, last)
    return (result, depth) if depth % 40 == 0 else result


def drained():
    noted = log[:]
    del log[:]
    return noted


for depth in (0, 1, 7, 90):
    g = chain(depth, bottom(4))
    print(next(g), g.send("a"), g.send(None), g.send("b"), drained())
    try:
        g.send("c")
    except StopIteration as stop:
        print(stop.value, drained())
    print(list(chain(depth, bottom(3))), drained())

    # An exception goes to the innermost one, which may go on with it.
    g = chain(depth, bottom(4))
    print(next(g), g.throw(ValueError("thrown", depth)), drained())
    try:
        next(g)
    except StopIteration as stop:
        print(stop.value, drained())
    g = chain(depth, bottom(4))
    next(g)
    try:
        g.throw(KeyError(depth))
    except KeyError as error:
        print("KeyError", error.args, drained(), list(g))

    g = chain(depth, bottom(4))
    next(g), next(g)
    print(g.close(), drained(), list(g), g.close())

    # What loops over it is no part of it.
    total = 0
    g = chain(depth, bottom(9))
    for i in g:
        total += i
        if i == 5:
            break
    print(total, drained(), next(g), g.close(), drained())


# One in the middle handles what the innermost one lets through.
def middle(inner):
    while True:
        try:
            return (yield from inner)
        except ZeroDivisionError as error:
            log.append("middle")
            inner = chain(3, bottom(2))
        except GeneratorExit:
            log.append("exit")
            raise


def divides():
    yield 1 // 1
    yield 1 // 0


print(list(chain(2, middle(chain(2, divides())))), drained())
g = chain(2, middle(chain(2, bottom(3))))
print(next(g), g.close(), drained())


# An innermost one that does not mind: those above end nevertheless.
def stubborn(how):
    try:
        yield 1
    except GeneratorExit:
        log.append("stubborn")
        if how == "yield":
            yield 2
        if how == "raise":
            raise KeyError("instead")
    yield from ()
    return "returned"


def above(inner):
    try:
        log.append((yield from inner))
        yield "goes on"
    except GeneratorExit:
        log.append("above")
        raise
    log.append("not here")


for how in ("return", "yield", "raise"):
    g = chain(1, above(chain(1, stubborn(how))))
    next(g)
    try:
        print(how, g.close(), drained())
    except (RuntimeError, KeyError) as error:
        print(how, type(error).__name__, drained())
# Told by throw() instead, and sent on afterwards.
g = chain(1, above(chain(1, stubborn("return"))))
next(g)
try:
    g.throw(GeneratorExit())
except GeneratorExit:
    print("GeneratorExit", drained(), list(g))
# Another exception that is swallowed below does not end those above.
g = chain(1, above(chain(1, bottom(2))))
print(next(g), g.throw(ValueError()), next(g), drained())
try:
    next(g)
except StopIteration as stop:
    print("ends", stop.value, drained())
# Where the innermost one raised something else, what is delegated to afterwards was not told.
def empty():
    if log is None:
        yield
    return "empty"


def twice():
    try:
        yield from stubborn("raise")
    except KeyError:
        log.append("KeyError")
    log.append((yield from empty()))


g = chain(1, above(twice()))
print(next(g), g.close(), drained())


# StopIteration from within is an error; from an iterator it ends the delegation.
def stops():
    yield 1
    raise StopIteration("early")


class Iterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration("iterator")
        self.n -= 1
        return self.n


try:
    print(list(chain(5, stops())))
except RuntimeError:
    print("RuntimeError")
print(list(chain(5, Iterator(3))), list(chain(5, iter([7, 8]))))
g = chain(3, Iterator(2))
print(next(g))
try:
    g.send(1)
except AttributeError:
    print("no send", list(g))
try:
    chain(3, bottom(1)).send(1)
except TypeError:
    print("not started")


# One that delegates to itself, one that is run from two places, and one that has ended.
def itself():
    yield from me


me = itself()
try:
    next(me)
except ValueError:
    print("already executing")
shared = bottom(4)
first, second = chain(1, shared), chain(2, shared)
print(next(first), next(second), next(first), next(second))
try:
    next(first)
except StopIteration as stop:
    print(stop.value, list(second), list(first), drained())


def starter(inner):
    yield "first"
    return (yield from inner)


inner = bottom(2)
next(inner)
g = starter(inner)
print(next(g), next(g), list(g), drained())
inner = bottom(2)
g = starter(inner)
print(next(g), list(inner), drained(), list(g))


# Handlers around the delegation, at each level.
def guarded(depth):
    try:
        if depth == 0:
            yield "in"
            raise KeyError("deep")
        yield from guarded(depth - 1)
    except KeyError:
        log.append(depth)
        if depth != 60:
            raise
        yield "handled"
    finally:
        log.append(-depth)


print(list(guarded(60)), len(log), drained()[-4:])


# Coroutines are the same.
async def wait(depth):
    if depth:
        return await wait(depth - 1) + 1
    return await Awaitable()


class Awaitable:
    def __await__(self):
        return self

    __iter__ = __await__

    def __next__(self):
        raise StopIteration(100)


try:
    wait(50).send(None)
except StopIteration as stop:
    print(stop.value)


# What was thrown is over when it was caught: the next generator that is delegated to returns as usual.
def caught_then_goes_on(error):
    try:
        yield from plain(1)
    except error:
        pass
    yield "caught", (yield from plain(2))


def plain(value):
    yield value
    return "returned"


for error in (GeneratorExit, ValueError):
    g = caught_then_goes_on(error)
    print(next(g), g.throw(error), next(g))
