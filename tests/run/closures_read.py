# Inner functions read the variables of outer ones.
def adder(n):
    def add(x):
        return x + n

    return add


add5 = adder(5)
add7 = adder(7)
print(add5(1), add7(1), add5(add7(0)))


def late():
    def show():
        return value

    value = "bound later"
    return show()


print(late())


def many(a, b, c):
    d = a + b

    def one():
        return a, d

    def two():
        return b, c, d

    d += 100
    return one, two


one, two = many(1, 2, 3)
print(one(), two())


def lambdas(k):
    return [lambda x: x + k, lambda x: x * k, lambda: k]


f, g, h = lambdas(10)
print(f(1), g(2), h())


def unbound():
    def inner():
        return missing

    if False:
        missing = 1
    try:
        return inner()
    except NameError:
        return "not bound"


print(unbound())
