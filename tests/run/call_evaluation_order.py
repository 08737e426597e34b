# Arguments are evaluated left to right, the function first.
log = []


def v(tag, value=None):
    log.append(tag)
    return value


def show(*args, **kwargs):
    print(log, args, sorted(kwargs.items()))
    log.clear()


class Box:
    def __init__(self, tag):
        log.append(tag)

    def call(self, *args, **kwargs):
        show(*args, **kwargs)
        return self


v("function", show)(v("a", 1), v("b", 2), k=v("c", 3), m=v("d", 4))
v("function", show)(v("a", 1), *v("star", [2, 3]), k=v("kw", 4))
v("function", show)(v("a", 1), **v("dstar", {"z": 5}))
Box("object").call(v("x", 1)).call(v("y", 2), n=v("z", 3))
v("fs", [show])[v("index", 0)](v("arg", 1))
show(v("left", 1) + v("right", 2) * v("third", 3), [v("l", 1), (v("t", 2),)])
show(v("data", [1, 2, 3])[v("from", 0):v("to", 2)])
