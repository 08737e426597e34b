# Generators that are closures, and closures inside generators.
def make(n):
    step = 2

    def gen():
        nonlocal n
        for i in range(3):
            n += step
            yield n

    return gen, lambda: n


gen, read = make(10)
print(list(gen()), read(), list(gen()), read())


def functions():
    for i in range(3):
        x = i * 10

        def f(y=i):
            return x + y

        yield f


fs = []
for f in functions():
    fs.append(f())
print(fs, [f() for f in list(functions())])


def outer(items):
    return (item * factor for item in items for factor in (1, len(items)))


print(list(outer([1, 2, 3])))


def state():
    value = 0

    def change(by):
        nonlocal value
        value += by

    while value < 5:
        by = yield value
        change(by if by else 1)


s = state()
print(next(s), s.send(2), next(s), s.send(1))


def arguments(a, *args, k=3, **kw):
    inner = lambda: (a, args, k, sorted(kw))
    yield inner()
    a = args = k = None
    yield inner()


print(list(arguments(1, 2, k=4, z=5)))
