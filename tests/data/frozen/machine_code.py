import micropython


@micropython.native
def add(a, b=2):
    return a + b


@micropython.native
def generate(n):
    for i in range(n):
        yield i * 2


@micropython.native
def outer(n):
    def inner(x):
        return x + n

    return inner


@micropython.viper
def total(data: ptr8, n: int) -> int:
    sum = 0
    for i in range(n):
        sum += data[i]
    return sum


@micropython.native
def text():
    return "text in machine code, long enough to be an object of its own"


def plain():
    return add(1), list(generate(4))
