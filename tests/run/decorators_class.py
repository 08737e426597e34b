# Decorators of classes and classes as decorators.
def add_method(cls):
    cls.extra = lambda self: "extra " + self.name
    return cls


def replace(value):
    def decorate(cls):
        return value

    return decorate


@add_method
class Named:
    def __init__(self, name):
        self.name = name


@replace("not a class any more")
class Gone:
    pass


class Counter:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)


@Counter
def square(n):
    return n * n


class Outer:
    def inner_decorator(function):
        return lambda self, *args: ["wrapped", function(self, *args)]

    @inner_decorator
    def method(self, x):
        return x + 1

    @staticmethod
    def static(x):
        return x

    @classmethod
    def make(cls):
        return cls()

    @add_method
    class Inner:
        name = "inner"


print(Named("n").extra(), Gone, square(3), square(4), square.calls)
print(Outer().method(1), Outer.static(2), Outer.make().method(5), Outer.Inner().extra())
