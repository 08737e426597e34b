# Calls: positional, keyword, star and double star arguments, and what is refused.
def simple(a, b):
    return a, b


def options(a, b=2, *rest, c=3, d, **more):
    return a, b, rest, c, d, sorted(more.items())


def more(a, b=2, c=3, *rest):
    return a, b, c, rest


def keywords(*, k, m=5):
    return k, m


def star(*args):
    return args


def named(**kwargs):
    return sorted(kwargs.items())


def everything(*args, **kwargs):
    return args, sorted(kwargs.items())


print(simple(1, 2), simple(b=1, a=2), simple(1, b=2), simple(*[1, 2]), simple(**{"a": 1, "b": 2}),
      simple(*(1,), **{"b": 2}))
print(options(1, d=4), options(1, 5, 6, 7, d=8), options(1, d=4, c=9, z=0, y=1),
      options(*range(5), d=1, **{"e": 2}), options(d=1, a=2))
print(more(1), more(1, 5), more(1, 5, 6, 7),
      list(map(lambda a, b=2, c=3: (a, b, c), [1], [5])))
print(keywords(k=1), keywords(m=1, k=2), star(), star(1), star(*"abc", *[1]), star(*(), 1), named(),
      named(a=1, **{"b": 2}, **{"c": 3}), everything(1, *[2], x=3, **{"y": 4}))
print(star(*range(20)), len(star(*[0] * 100)), len(named(**{"k%d" % i: i for i in range(30)})),
      star(*(i for i in range(3))), star(*{"a": 1}), everything(*[], **{}))
for wrong in (lambda: simple(), lambda: simple(1), lambda: simple(1, 2, 3), lambda: simple(1, c=2),
              lambda: simple(1, 2, b=3), lambda: simple(1, a=2), lambda: options(),
              lambda: options(1), lambda: options(d=1), lambda: keywords(1), lambda: keywords(),
              lambda: keywords(k=1, z=2), lambda: star(a=1), lambda: named(1), lambda: simple(*5),
              lambda: named(**{1: 2}), lambda: star(*None), lambda: 5(), lambda: None(),
              lambda: "f"(1), lambda: simple(*[1], **{"a": 1}), lambda: len(obj=[]), lambda: len(),
              lambda: len(1, 2), lambda: [].append(x=1), lambda: int(1, 2, 3),
              lambda: named(a=1, **{"a": 2})):
    try:
        print(wrong())
    except TypeError:
        print("TypeError")
order = []


def log(x):
    order.append(x)
    return x


everything(log(1), *[log(2)], k=log(3), **{"z": log(4)})
everything(log("a"), log("b"), x=log("c"))
print(order, max(1, *[5, 3]), print(*[1, 2], sep="-"), dict(a=1, **{"b": 2}),
      sorted([3, 1], **{"reverse": True}), "{} {}".format(*"ab"), "{x}".format(**{"x": 1}),
      int(*["7"]))


class Method:
    def m(self, a, b=2, *c, d=4, **e):
        return a, b, c, d, e

    def __call__(self, *args, **kwargs):
        return args, kwargs


o = Method()
print(o.m(1), o.m(1, 2, 3, d=5, e=6), o.m(*[1, 2], **{"d": 3}), o(1, *[2], a=3), Method.m(o, 1),
      o.m(b=1, a=2), (o.m)(0), [o.m][0](9))


def recursive(n, *args, **kwargs):
    if n == 0:
        return args, sorted(kwargs)
    return recursive(n - 1, n, *args, **kwargs, **{"k%d" % n: n})


print(recursive(4), (lambda a, *, b: (a, b))(1, b=2), (lambda *a: a)(*[1], *[2, 3]),
      (lambda **k: sorted(k))(**{"a": 1}, b=2))


def swap(a, b):
    a, b = b, a
    args = [a, b]
    return star(*args)


print(swap(1, 2), simple(*swap(3, 4)), simple(simple(1, 2), simple(*"ab")),
      star(star(), *star(1), named(a=star(2))))
