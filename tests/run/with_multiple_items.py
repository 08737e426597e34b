# Several managers in one statement.
log = []


class M:
    def __init__(self, name, fail=None, suppress=False):
        self.name, self.fail, self.suppress = name, fail, suppress

    def __enter__(self):
        log.append("+" + self.name)
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self.name

    def __exit__(self, kind, value, trace):
        log.append("-" + self.name)
        return self.suppress


def show():
    print(log)
    log.clear()


with M("a") as x, M("b") as y:
    log.append(x + y)
show()
with M("a"), M("b"), M("c") as z:
    log.append(z)
show()
try:
    with M("a"), M("b", fail="enter"), M("c"):
        log.append("never")
except ValueError as e:
    log.append(str(e))
show()
with M("a", suppress=True), M("b"):
    raise KeyError
show()
with M("a", suppress=True), M("b", fail="enter"):
    log.append("never")
show()


def function():
    with M("p") as p, M(p + "q") as q:
        return p, q


print(function())
show()
with M("t") as (a), M("uv") as (b, c), M("w") as [d]:
    print(a, b, c, d)
show()
