# The constant objects, in places where they are loaded as values.
print(True, False, None, ...)
print(Ellipsis is ..., None is None, True is True)
print([True, False, None, ...])
print((None, (True, False), ...))
print(True + True, False * 5, True == 1, False == 0, True / 2)
print(type(True) is bool, type(None) is type(None))


def nothing():
    pass


def explicit():
    return None


def bare():
    return


print(nothing(), explicit(), bare())
print({True: "yes", False: "no"}[1 == 1])
print(not None, not ..., not False, not True)
x = None
y = ...
print(x, y, x is None, y is not None)
