# Closures, cells, nonlocal, globals, default values, lambdas, decorators.
def counter(start=0):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    def read():
        return count

    def reset():
        nonlocal count
        count = start

    return step, read, reset


step, read, reset = counter(10)
other, other_read, _ = counter()
print(step(), step(5), read(), other(), other_read(), reset(), read())


def deep(a):
    def one(b):
        def two(c):
            def three(d):
                nonlocal a
                a += d
                return a, b, c, d
            return three
        return two
    return one


f = deep(1)(2)(3)
print(f(4), f(5), [g() for g in [lambda i=i: i * i for i in range(3)]],
      [g() for g in [lambda: i for i in range(3)]])


def unset():
    def inner():
        return late
    try:
        inner()
    except NameError:
        print("unbound")
    late = "bound"
    return inner()


print(unset())


def deleted():
    x = 1

    def inner():
        return x
    del x
    try:
        inner()
    except NameError:
        return "deleted"


print(deleted())


def defaults(a, b=[], *, c={}, d=None):
    b.append(a)
    c[a] = d
    return b, c


print(defaults(1), defaults(2, d=3), defaults(3, [9], c={}), defaults(4))


def memo(function):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = function(*args)
        return cache[args]
    return wrapper


def twice(n):
    def decorate(function):
        return lambda *args, **kwargs: [function(*args, **kwargs) for _ in range(n)]
    return decorate


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@twice(2)
def hello(name, mark="!"):
    return name + mark


print(fib(60), hello("hi"), hello("yo", mark="?"))
total = 0


def add(n):
    global total
    total += n
    return total


def shadow(total):
    total += 1
    return total


print(add(5), add(6), shadow(1), total, (lambda: total)(), (lambda *a, k=2, **kw: (a, k, kw))(1,
    k=3, z=4))


class Scope:
    x = "class"
    y = x * 2

    def method(self):
        return x

    def make(self):
        return lambda: self


x = "global"
s = Scope()
print(s.method(), s.y, s.make()() is s)


def loops():
    made = []
    for i in range(3):
        def inner(j):
            return lambda: (i, j)
        made.append(inner(i))
    return [m() for m in made]


def comprehension(n):
    return [[n * i + j for j in range(2)] for i in range(2)], {k: n for k in "ab"}, list(n + i for i in range(2))


def arguments(a, b, *rest, c, **options):
    def inner():
        return a, b, rest, c, sorted(options.items())
    a += 1
    return inner()


print(loops(), comprehension(3), arguments(1, 2, 3, 4, c=5, d=6))
even = lambda n: n == 0 or odd(n - 1)
odd = lambda n: n != 0 and even(n - 1)
print(even(10), odd(7), (lambda f: f(f, 5))(lambda self, n: 1 if n == 0 else n * self(self, n - 1)))
