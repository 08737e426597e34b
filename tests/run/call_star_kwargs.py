# Double-star arguments in calls.
def f(**kwargs):
    return sorted(kwargs.items())


def g(a, b=2, *args, c=3, **kw):
    return a, b, args, c, sorted(kw.items())


one = {"a": 1}
two = {"b": 20, "z": 26}
print(f(**one), f(**one, **two), f(x=0, **one), f(**one, x=0), f(x=0, **one, y=9, **two))
print(g(**one), g(**one, **two), g(1, **two), g(1, **{"c": 30, "d": 4}))
print(g(*[1, 2, 3], **{"c": 4}), g(1, *[2, 3], c=5, **{"e": 6}), g(*[], **one))
print(f(**{}), f(**dict(k="v")))
print("{a} {z}".format(**one, **two), sorted([2, 1], **{"reverse": True}))
for call in (lambda: f(a=0, **one), lambda: g(1, **one), lambda: g(**{"b": 1})):
    try:
        print(call())
    except TypeError:
        print("TypeError")


class Mapping:
    def keys(self):
        return ["m", "n"]

    def __getitem__(self, key):
        return key * 2


print(f(**Mapping()))


def pass_on(*args, **kwargs):
    return g(*args, **kwargs)


print(pass_on(1, 2, 3, c=4, k=5))
