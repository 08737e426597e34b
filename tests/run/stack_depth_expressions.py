# Deep expressions need a deep evaluation stack.
def deep(a, b, c):
    return (a + (b + (c + (a * (b * (c * (a - (b - (c - (a + (b + (c + (a + (b + (c + 1)))))))))))))))


def arguments(a):
    def f(*args):
        return len(args), args[-1]

    return f(a, (a, (a, (a, [a, {"k": (a, [a, f(a, a, f(a))])}]))), a + (a - (a * (a + a))))


def calls(n):
    def g(*args, **kw):
        return sum(args) + sum(kw.values())

    return g(1, g(2, g(3, g(4, g(5, n, k=1), k=2), k=3), k=4), k=g(g(g(1), 1), 1, k=g(n)))


def mixed(x, items):
    return [x, (x, items[x + items[x - items[0]]], {x: [x for x in items if x > items[0]]}), x < x + 1 < x + 2]


print(deep(1, 2, 3), deep(10, 20, 30))
print(arguments(1), arguments(5))
print(calls(1), calls(100))
print(mixed(1, [0, 1, 2, 3]))


def in_loops(items):
    out = []
    for a in items:
        for b in items:
            for c in items:
                with_try = None
                try:
                    with_try = [a, [b, [c, [a + b, [b + c, [a + b + c]]]]]]
                finally:
                    out.append(with_try)
    return out[-1]


print(in_loops([1, 2]))
print([[[[[[[[[[1]]]]]]]]]], ((((((((((2,),),),),),),),),),))
