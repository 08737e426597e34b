# Generators that feed each other.
def numbers(n):
    yield from range(1, n + 1)


def squared(source):
    for x in source:
        yield x * x


def only(source, test):
    for x in source:
        if test(x):
            yield x


def windows(source, size):
    window = []
    for x in source:
        window.append(x)
        if len(window) > size:
            del window[0]
        if len(window) == size:
            yield tuple(window)


def take(source, n):
    for i, x in enumerate(source):
        if i >= n:
            return
        yield x


def consumer(target):
    while True:
        item = yield
        target.append(item)


pipeline = take(windows(only(squared(numbers(50)), lambda v: v % 3 == 1), 2), 4)
print(list(pipeline))
out = []
sink = consumer(out)
next(sink)
for x in take(numbers(10), 3):
    sink.send(x)
sink.close()
print(out)


def round_robin(*generators):
    active = [iter(g) for g in generators]
    while active:
        for g in active[:]:
            try:
                yield next(g)
            except StopIteration:
                active.remove(g)


print(list(round_robin("abc", [1, 2], numbers(4))))


def sieve():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


print(list(take(sieve(), 12)))
