# Attributes: __getattr__, __setattr__, __delattr__, __dict__, getattr() and friends.
class Open:
    kind = "class"

    def __getattr__(self, name):
        if name.startswith("no_"):
            raise AttributeError(name)
        return "made " + name


o = Open()
o.x = 1
print(o.x, o.kind, o.other, hasattr(o, "no_such"), getattr(o, "no_such", "default"),
      getattr(o, "y"), hasattr(o, "anything"))
try:
    o.no_such
except AttributeError as error:
    print(error)


class Logged:
    def __init__(self):
        self.first = 1

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delete", name)
        object.__delattr__(self, name)


g = Logged()
g.second = 2
g.first += 10
setattr(g, "third", 3)
del g.second
delattr(g, "third")
print(g.first, hasattr(g, "second"), hasattr(g, "third"), g.__dict__)
object.__setattr__(g, "quiet", True)
print(g.quiet)
try:
    del g.nothing
except AttributeError:
    print("nothing to delete")


class Frozen:
    def __init__(self):
        object.__setattr__(self, "x", 5)

    def __setattr__(self, name, value):
        raise AttributeError("frozen")

    def __delattr__(self, name):
        raise AttributeError("frozen")


f = Frozen()
for change in ("f.x = 1", "del f.x", "f.y = 1", "setattr(f, 'x', 0)", "delattr(f, 'x')"):
    try:
        exec(change)
    except AttributeError as error:
        print(error, f.x)


class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        return getattr(self.target, name)


p = Proxy([3, 1])
p.append(2)
p.sort()
print(p.target, p.count(1), Proxy("abc").upper(), hasattr(p, "nothing"),
      Proxy(Proxy({"a": 1})).get("a"))


class Plain:
    shared = []
    n = 0

    def bump(self):
        self.n += 1
        return self.n


a, b = Plain(), Plain()
a.shared.append(1)
a.own = 1
print(b.shared, a.bump(), a.bump(), b.n, Plain.n, hasattr(b, "own"), sorted(a.__dict__),
      a.__dict__["n"])
for wrong in (lambda: a.missing, lambda: Plain.missing, lambda: getattr(a, "missing"),
              lambda: getattr(a, 5), lambda: setattr(a, 5, 1), lambda: delattr(a, "missing"),
              lambda: getattr(a), lambda: hasattr(a, 5), lambda: (5).x):
    try:
        print(wrong())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)
many = Plain()
for i in range(200):
    setattr(many, "field%d" % i, i)
print(sum(getattr(many, "field%d" % i) for i in range(200)), len(many.__dict__))
for i in range(0, 200, 2):
    delattr(many, "field%d" % i)
print(len(many.__dict__), hasattr(many, "field0"), many.field199)


def function():
    pass


print(function.__name__, getattr(function, "__name__"), (lambda: 0).__name__,
      hasattr(function, "x"), Plain.bump.__name__, function.__globals__["function"] is function)
