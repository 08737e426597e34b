# micropython-only: a yield below a false constant condition does not make a generator
# A yield after return or raise does, although it cannot be reached.
def after_return():
    return
    yield


def after_raise():
    raise ValueError("stop here")
    yield 2


def guarded():
    if False:
        yield 1
    return "plain function"


def live():
    if True:
        yield 1
    else:
        yield 2
    return 3


print(list(after_return()))
try:
    print(list(after_raise()))
except ValueError as error:
    print("caught", error)
print(guarded())
print(list(live()))
