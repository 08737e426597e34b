# Identity tests.
a = [1]
b = a
c = [1]
print(a is b, a is c, a is not b, a is not c, a == c)
print(None is None, None is not None)
x = None
print(x is None, x is not None, not x is None)


def default(value=None):
    if value is None:
        value = "default"
    return value


def missing(value, marker=object()):
    return value is marker


print(default(), default(0), default(None), missing(1))
print(True is (1 == 1), (1 == 2) is False)
print(type(1) is int, type("") is not str)
while x is None:
    x = 1
print(x)
