# yield as a sub-expression.
def gen():
    a = yield 1
    b = (yield 2) + (yield 3)
    c = [(yield 4), (yield 5)]
    d = {"k": (yield 6)}
    print(f"{(yield 7)}", (yield 8))
    e = (yield 9) if (yield 10) else (yield 11)
    f = (yield), (yield 12, 13)
    x = y = yield 14
    x += yield 15
    c[(yield 16) % 2] = yield 17
    assert (yield 18)
    while (yield 19) != 30:
        pass
    for item in (yield 20) or "z":
        print(item)
    return a, b, c, d, e, f, x, y, (yield 21), (lambda q: q)((yield 22))


g = gen()
sent = []
yielded = [next(g)]
try:
    for value in range(10, 60):
        sent.append(value)
        yielded.append(g.send(value if yielded[-1] != 20 else "pq"))
except StopIteration as stop:
    print(stop.value)
print(yielded)


def bare_statement():
    yield
    yield 1, 2
    yield [3]
    (yield 4)


print(list(bare_statement()))


def arguments(log):
    log(*(yield "args"), **(yield "kwargs"))


def show(*args, **kwargs):
    print(args, sorted(kwargs.items()))


g = arguments(show)
print(next(g), g.send((1, 2)))
try:
    g.send({"k": "v"})
except StopIteration:
    print("end")
