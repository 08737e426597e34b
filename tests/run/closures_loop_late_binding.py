# Functions made in a loop share the loop variable; a default argument keeps its value.
def make():
    late = []
    early = []
    for i in range(4):
        late.append(lambda: i)
        early.append(lambda i=i: i)
    return [f() for f in late], [f() for f in early]


print(make())


def make_with_factory():
    def factory(n):
        return lambda: n * n

    return [factory(i)() for i in range(4)]


print(make_with_factory())


def comprehension():
    functions = [lambda: n for n in range(3)]
    kept = [lambda n=n: n for n in range(3)]
    return [f() for f in functions], [f() for f in kept]


print(comprehension())


def while_loop():
    result = []
    n = 0
    while n < 3:
        copy = n

        def f():
            return copy, n

        result.append(f)
        n += 1
    return [f() for f in result]


print(while_loop())
