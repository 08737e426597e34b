# Lambdas with every kind of parameter.
f0 = lambda: 42
f1 = lambda x: x + 1
f2 = lambda x, y: x * y
f3 = lambda x, y=10: x + y
f4 = lambda *args: args
f5 = lambda **kw: sorted(kw.items())
f6 = lambda a, *b, c=3, **d: (a, b, c, sorted(d.items()))
f7 = lambda *, k: k
f8 = lambda x,: x
print(f0(), f1(1), f2(3, 4), f3(1), f3(1, 2), f4(1, 2), f5(a=1), f6(1, 2, c=4, e=5), f7(k=1), f8(0))
print((lambda: "called at once")(), (lambda x: x * 2)(21))
print(list(map(lambda n: n * n, range(5))), list(filter(lambda n: n % 2, range(6))))
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)))
curry = lambda a: lambda b: lambda c: a + b * c
print(curry(1)(2)(3))
table = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}
print(table["add"](5, 3), table["sub"](5, 3), [f() for f in [lambda: 1, lambda: 2]])
choose = lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos"
print(choose(-1), choose(0), choose(1))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(10), (lambda: (1, 2))(), (lambda: None)())
compose = lambda *fs: (lambda x: x if not fs else compose(*fs[1:])(fs[0](x)))
print(compose(f1, f1, lambda v: v * 10)(0))
log = []
lambda: log.append("never")
print(log, (lambda: [x for x in range(3)])(), (lambda x: (yield x))(1) is not None)
