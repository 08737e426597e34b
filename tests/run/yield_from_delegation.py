# send, throw and close pass through yield from.
log = []


def inner():
    while True:
        try:
            value = yield "inner"
            log.append(("got", value))
            if value == "stop":
                return "inner result"
        except KeyError as e:
            log.append(("caught", e.args))
        except GeneratorExit:
            log.append("closed")
            raise


def middle():
    result = yield from inner()
    log.append(result)
    return result.upper()


def outer():
    try:
        final = yield from middle()
        yield final
    except ValueError:
        yield "outer caught"


g = outer()
next(g)
g.send(1)
g.throw(KeyError("k"))
print(g.send("stop"), log)
log.clear()
g = outer()
next(g)
print(g.throw(ValueError("v")), log)
g = outer()
next(g)
g.close()
print(log)
log.clear()


def over_list():
    try:
        yield from [1, 2, 3]
    except KeyError:
        yield "list iterator cannot catch"


g = over_list()
print(next(g), g.throw(KeyError))


def raises():
    yield 1
    raise IndexError("from inner")


def handles():
    try:
        yield from raises()
    except IndexError as e:
        yield e.args[0]


print(list(handles()))
