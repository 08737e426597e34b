# Generators: send, throw, close, return values, state, and delegation.
def echo():
    got = None
    while True:
        try:
            got = yield got
        except ValueError as error:
            got = "caught " + str(error)
        except GeneratorExit:
            print("closing")
            raise


g = echo()
print(next(g), g.send(1), g.send("two"), g.throw(ValueError("x")), g.throw(ValueError("y")),
      g.send(None), g.close(), g.close())
for use in (lambda: next(g), lambda: g.send(1), lambda: g.throw(KeyError("k"))):
    try:
        print(use())
    except (StopIteration, KeyError) as error:
        print(type(error).__name__, error.args)


def returns():
    yield 1
    return "result"


r = returns()
print(next(r))
try:
    next(r)
except StopIteration as error:
    print(error.value, error.args)
try:
    next(r)
except StopIteration as error:
    print(error.value, error.args)
try:
    returns().send(1)
except TypeError:
    print("not started")


def raises():
    yield 1
    raise KeyError("inside")


it = raises()
print(next(it))
try:
    next(it)
except KeyError as error:
    print("KeyError", error.args)
print(next(it, "finished"))


def outer():
    result = yield from inner()
    print("inner gave", result)
    result = yield from [10, 20]
    print("list gave", result)
    result = yield from returns()
    yield result
    return "outer result"


def inner():
    try:
        while True:
            x = yield "inner"
            print("inner got", x)
            if x == "stop":
                return "stopped"
    except KeyError as error:
        print("inner caught", error.args)
        yield "after error"
        return "recovered"
    finally:
        print("inner finally")


o = outer()
print(next(o), o.send("a"), o.send("stop"), next(o), next(o), next(o))
try:
    next(o)
except StopIteration as error:
    print(error.value)
o = outer()
print(next(o), o.throw(KeyError("thrown")), next(o))
o.close()
o = outer()
next(o)
o.close()
try:
    next(o)
except StopIteration:
    print("closed")


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield "no"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError:
    print("RuntimeError")


def busy():
    try:
        next(me)
    except ValueError as error:
        print("already running")
    yield 5


me = busy()
print(next(me))


def unstarted():
    print("never")
    yield


u = unstarted()
u.close()
print(list(u))
u = unstarted()
try:
    u.throw(IndexError("first"))
except IndexError as error:
    print("IndexError", error.args)
print(list(u))


def leaks():
    yield 1
    raise StopIteration


it = leaks()
next(it)
try:
    next(it)
except (RuntimeError, StopIteration):
    print("ended")


def numbers(n):
    for i in range(n):
        received = yield i
        if received:
            yield "got " + received


n = numbers(5)
print([next(n), n.send("hi"), next(n)], list(n), sum(numbers(100)), max(numbers(5)),
      list(zip(numbers(3), numbers(9))), [x for x in numbers(3) if x], 3 in numbers(5),
      tuple(numbers(2)), dict(zip("ab", numbers(2))))
a, b, *c = numbers(4)
print(a, b, c, ",".join(str(x) for x in numbers(3)), sorted(numbers(3), reverse=True),
      list(map(lambda x: x * 2, numbers(3))), any(numbers(1)), (lambda: (yield))().send(None))


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree((((None, 1, None), 2, (None, 3, None)), 4, (None, 5, None)))))


def chain(depth):
    if depth:
        x = yield from chain(depth - 1)
        return x + 1
    x = yield "bottom"
    return x


c = chain(20)
print(next(c))
try:
    c.send(100)
except StopIteration as error:
    print(error.value)
g = (x * y for x in range(3) for y in range(3) if x != y)
print(next(g), next(g), list(g), type(g) is type(numbers(1)), iter(g) is g)
