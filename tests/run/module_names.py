# __name__ and module globals.
print(__name__)
x = 5


def function():
    return __name__


class Klass:
    name = __name__


print(function(), Klass.name, "x" in globals(), globals()["x"])
if __name__ == "__main__":
    print("never: imported")
else:
    print("imported")
print(function.__name__, Klass.__name__, (lambda: 0).__name__)


def outer():
    def inner():
        pass

    return inner.__name__, outer.__name__


print(outer())


def generator():
    yield 1


print(generator.__name__, [f.__name__ for f in (function, outer)])
