# send and throw.
def echo():
    received = []
    try:
        while True:
            try:
                value = yield len(received)
                received.append(value)
            except KeyError as e:
                received.append("caught " + e.args[0])
    finally:
        print("received", received)


g = echo()
print(next(g), g.send("a"), g.send("b"), g.throw(KeyError("k")), g.send("c"))
try:
    g.throw(ValueError("escapes"))
except ValueError as e:
    print("escaped", e)
try:
    next(g)
except StopIteration:
    print("finished")


def averager():
    total = count = 0
    average = None
    while True:
        term = yield average
        if term is None:
            return count, average
        total += term
        count += 1
        average = total / count


a = averager()
next(a)
print(a.send(10), a.send(20), a.send(6))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)
fresh = echo()
try:
    fresh.send("too early")
except TypeError:
    print("not started")
try:
    fresh.throw(OSError)
except OSError:
    print("thrown before the start")


def swallow():
    while True:
        try:
            yield "waiting"
        except ValueError:
            yield "swallowed"


s = swallow()
print(next(s), s.throw(ValueError), next(s), s.throw(ValueError("again")))
