# Keyword-only parameters with and without defaults.
def f(*, a, b=2):
    return a, b


def g(x, *, y=1, z):
    return x, y, z


def h(x=0, *args, y=1, z=2):
    return x, args, y, z


def k(*args, sep):
    return sep.join(args)


def m(a, b=5, *, c, d=7, **rest):
    return a, b, c, d, sorted(rest.items())


print(f(a=1), f(a=1, b=3), f(b=1, a=0))
print(g(1, z=3), g(1, z=3, y=2), g(x=1, y=2, z=3))
print(h(), h(1), h(1, 2, 3), h(1, 2, y=3), h(z=9, x=8), h(*[1, 2, 3], z=0))
print(k("a", "b", sep="-"), k(sep="x"))
print(m(1, c=2), m(1, 2, c=3, d=4, e=5, f=6), m(c=1, a=2))
for call in (lambda: f(), lambda: f(1), lambda: g(1), lambda: f(a=1, c=2), lambda: k("a", "b")):
    try:
        call()
    except TypeError:
        print("TypeError")
default = 50


def captured(*, value=default + 1, other=[1, 2]):
    return value, other


default = 0
print(captured(), captured(other=()))
print((lambda *, q=3: q)(), (lambda *a, q: (a, q))(1, q=2))
