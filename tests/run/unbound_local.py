# A local that is read before it is set.
x = "global"


def reads_too_early():
    try:
        print(x)
    except NameError:
        print("local x is not set")
    x = "local"
    return x


print(reads_too_early(), x)


def conditional(flag):
    if flag:
        value = 1
    try:
        return value
    except NameError:
        return "unset"


print(conditional(True), conditional(False))


def loop_variable(items):
    for item in items:
        pass
    try:
        return item
    except NameError:
        return "no item"


print(loop_variable([1, 2]), loop_variable([]))


def augmented():
    try:
        x += "more"
    except NameError:
        return "cannot add"


print(augmented())


def import_is_local():
    try:
        sys
    except NameError:
        print("sys not imported yet")
    import sys
    return sys is not None


print(import_is_local())
