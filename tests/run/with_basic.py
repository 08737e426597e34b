# Context managers: order of events, the value, the arguments of __exit__.
log = []


class Manager:
    def __init__(self, name, suppress=False):
        self.name = name
        self.suppress = suppress

    def __enter__(self):
        log.append("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        log.append("exit %s %s" % (self.name, kind.__name__ if kind else None))
        return self.suppress


with Manager("a"):
    log.append("body")
with Manager("b") as value:
    log.append(value)
try:
    with Manager("c"):
        raise ValueError("passes")
except ValueError as e:
    log.append(str(e))
with Manager("d", suppress=True):
    raise KeyError("suppressed")
    log.append("never")


def function():
    with Manager("e") as v:
        x = v * 2
    return x


print(function())
with Manager("outer") as o:
    with Manager("inner") as i:
        log.append(o + i)
for entry in log:
    print(entry)


class NoExit:
    def __enter__(self):
        return 1


try:
    with NoExit():
        print("never")
except (AttributeError, TypeError):
    print("no __exit__")
