# micropython-only: a generator made by a lambda returns None, not the lambda's value
pair = lambda a, b: ((yield a), (yield b))
print(list(pair(1, 2)))
g = pair("x", "y")
print(next(g), g.send(10))
try:
    g.send(20)
except StopIteration as stop:
    print(stop.value)
delegate = lambda items: (yield from items)
print(list(delegate([1, 2, 3])))


def outer(n):
    return lambda: [(yield n), (yield n + 1)]


print(list(outer(5)()))
