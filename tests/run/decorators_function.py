# Decorators of functions: order, arguments, closures.
log = []


def trace(function):
    log.append("decorate")

    def wrapper(*args, **kwargs):
        log.append("call")
        return function(*args, **kwargs)

    return wrapper


def tag(name):
    log.append("tag " + name)

    def decorate(function):
        log.append("apply " + name)
        return lambda *args: "<%s>%s</%s>" % (name, function(*args), name)

    return decorate


@trace
def add(a, b=1):
    return a + b


@tag("b")
@tag("i")
def text(value):
    return "text " + value


@trace
@tag("p")
@trace
def nested():
    return "n"


print(add(1), add(1, b=5), text("x"), nested())
print(log)


class registry:
    functions = []

    def register(function):
        registry.functions.append(function)
        return function


@registry.register
def first():
    return 1


@registry.register
def second():
    return 2


print([f() for f in registry.functions])


class tools:
    class inner:
        @staticmethod
        def repeat(times, sep=""):
            return lambda f: lambda: sep.join([f()] * times)


@tools.inner.repeat(3, sep="-")
def plain():
    return "plain"


print(plain())
