# try, except, finally and with inside generators.
log = []


class M:
    def __enter__(self):
        log.append("enter")
        return "m"

    def __exit__(self, kind, value, trace):
        log.append("exit " + (kind.__name__ if kind else "-"))
        return kind is KeyError


def with_in_generator():
    with M() as m:
        got = yield m
        log.append(got)
    yield "after"


g = with_in_generator()
print(next(g), g.send("sent"), log)
log.clear()
g = with_in_generator()
print(next(g), g.throw(KeyError()), log)
log.clear()
g = with_in_generator()
next(g)
try:
    g.throw(ValueError())
except ValueError:
    print("ValueError", log)
log.clear()


def yields_everywhere(fail):
    try:
        yield "try"
        if fail:
            raise ValueError
    except ValueError:
        yield "except"
    else:
        yield "else"
    finally:
        yield "finally"
    yield "end"


print(list(yields_everywhere(False)), list(yields_everywhere(True)))


def loop():
    for i in range(4):
        try:
            yield i
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            yield "f%d" % i


print(list(loop()))


def raises_later():
    yield 1
    raise OSError("from generator")


try:
    for x in raises_later():
        print(x)
except OSError as e:
    print(e)
