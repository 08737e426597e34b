# Closures that have default values as well.
def outer(base):
    def inner(x, y=base * 2, *, z=base + 1, scale=1):
        return (base, x, y, z, scale)

    def only_keyword(*, k=base):
        return base + k

    def star(a=base, *args, b=5, **kw):
        return base, a, args, b, sorted(kw.items())

    return inner, only_keyword, star


inner, only_keyword, star = outer(10)
print(inner(1), inner(1, 2), inner(1, z=3), inner(1, 2, z=3, scale=4))
print(only_keyword(), only_keyword(k=1))
print(star(), star(1, 2, 3, b=4, c=5))


def lambdas(n):
    f = lambda a, b=n: (a, b, n)
    g = lambda *, c=n: (c, n)
    return f(1), f(1, 2), g(), g(c=3)


print(lambdas(7))


def evaluated_once():
    calls = []

    def make():
        calls.append(1)

        def f(items=calls):
            return len(items), len(calls)

        return f

    f = make()
    make()
    return f()


print(evaluated_once())
