# __getattr__, __setattr__, __delattr__ and attribute errors.
class Getters:
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda *args: (name[4:], args)
        raise AttributeError(name)


print(Getters().get_size(1, 2), hasattr(Getters(), "set_size"))


class Store:
    def __init__(self):
        self.log = []

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        if name != "log":
            self.log.append(("set", name, value))

    def __delattr__(self, name):
        self.log.append(("del", name))


class Fallback:
    known = 1

    def __getattr__(self, name):
        return "made up " + name


f = Fallback()
print(f.known, f.other, hasattr(f, "anything"), getattr(f, "x", "unused"))
f.other = 2
print(f.other)
s = Store()
s.a = 1
s.b = s.a + 1
s.a += 5
del s.b
print(s.log, s.a)


class Plain:
    pass


try:
    Plain().missing
except AttributeError:
    print("AttributeError")
try:
    Plain.missing
except AttributeError:
    print("AttributeError on the class")


class Methods:
    def __getattr__(self, name):
        if name == "magic":
            return lambda *a, **k: (a, sorted(k))
        raise AttributeError(name)


print(Methods().magic(1, k=2), hasattr(Methods(), "other"))
