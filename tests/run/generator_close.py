# close, and what runs because of it.
log = []


def worker(name):
    try:
        log.append("start " + name)
        yield 1
        log.append("never")
        yield 2
    except GeneratorExit:
        log.append("exit " + name)
        raise
    finally:
        log.append("finally " + name)


g = worker("a")
next(g)
g.close()
g.close()
print(log)
log.clear()
worker("never started").close()
print(log)
try:
    next(g)
except StopIteration:
    print("closed")


def stubborn():
    try:
        yield "still here"
    except GeneratorExit:
        log.append("ignored")
        yield "still here"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError:
    print("ignored close")


def returns_on_exit():
    try:
        yield 1
    except GeneratorExit:
        log.append("returning")
        return


r = returns_on_exit()
next(r)
r.close()
print(log)
log.clear()


def outer():
    try:
        yield from worker("inner")
    finally:
        log.append("outer done")


o = outer()
next(o)
o.close()
print(log)
