# Keyword arguments in calls of functions, methods, classes and builtins.
def f(a, b, c=0):
    return a * 100 + b * 10 + c


print(f(a=1, b=2), f(b=2, a=1), f(1, b=2, c=3), f(c=3, b=2, a=1))


class Shape:
    def __init__(self, width, height=1, *, name="shape"):
        self.width, self.height, self.name = width, height, name

    def scale(self, by=2, offset=0):
        return self.width * by + offset

    def __call__(self, x=0, **kw):
        return x, sorted(kw)


s = Shape(2, name="box", height=3)
print(s.width, s.height, s.name, s.scale(), s.scale(by=3), s.scale(3, offset=1), s.scale(offset=5))
print(s(), s(x=1), s(1, y=2, z=3))
print(sorted([3, 1, 2], reverse=True), sorted("bca", key=lambda c: -ord(c)), max([1, -5], key=abs))
print(1, 2, sep="-", end=".\n")
print(dict(a=1, b=2) == {"a": 1, "b": 2}, int("ff", 16), "{x}".format(x=1))
print(f(f(0, 1), b=f(a=0, b=0, c=1)))
for call in (lambda: f(1, a=2), lambda: f(1), lambda: f(1, 2, d=3), lambda: f(1, 2, 3, 4)):
    try:
        call()
    except TypeError:
        print("TypeError")
