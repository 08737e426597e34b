# Nested managers, some of which suppress.
log = []


class M:
    def __init__(self, name, catches=()):
        self.name, self.catches = name, catches

    def __enter__(self):
        log.append("+" + self.name)

    def __exit__(self, kind, value, trace):
        log.append("-%s:%s" % (self.name, kind.__name__ if kind else ""))
        return kind is not None and issubclass(kind, self.catches)


def run(error):
    with M("outer", (ValueError, OSError)):
        with M("middle", KeyError):
            with M("inner", TypeError):
                log.append("body")
                if error:
                    raise error
                log.append("end of body")
            log.append("after inner")
        log.append("after middle")
    log.append("after outer")


for error in (None, TypeError, KeyError, ValueError, IndexError):
    try:
        run(error)
    except Exception as e:
        log.append("escaped " + type(e).__name__)
    print(log)
    log.clear()


def in_loop():
    for i in range(3):
        with M("loop%d" % i, ValueError):
            if i == 1:
                raise ValueError
            log.append(i)
    else:
        log.append("else")


in_loop()
print(log)
