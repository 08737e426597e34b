# A module with names of its own, used from another one.
import micropython

value = 1


@micropython.native
def get():
    return value


@micropython.native
def put(x):
    global value
    value = x
    return value


@micropython.native
def call(f, **names):
    return f(value, **names)


@micropython.native
def count(n):
    for i in range(n):
        yield value + i


class Inside:
    where = value

    def get(self):
        return self.where, value
