# Leaving a with block by return, break and continue.
log = []


class M:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        log.append("exit %s %s" % (self.name, kind))


def returns():
    with M("r"):
        return "value"


def returns_nested():
    with M("a"):
        with M("b"), M("c"):
            return log[:]


def breaks():
    for i in range(5):
        with M("loop"):
            if i == 1:
                break
    return i


def continues():
    done = []
    for i in range(3):
        with M("c%d" % i):
            if i == 1:
                continue
            done.append(i)
    return done


def with_finally():
    n = 0
    while True:
        try:
            with M("w"):
                n += 1
                if n == 1:
                    continue
                break
        finally:
            log.append("finally")
    return n


def two_levels():
    for i in range(2):
        with M("o"):
            for j in range(3):
                with M("i"):
                    if j == 1:
                        break
            else:
                log.append("never")
            if i == 1:
                return i, j


for f in (returns, returns_nested, breaks, continues, with_finally, two_levels):
    print(f(), log)
    log.clear()
