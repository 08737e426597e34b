# micropython-only: decorators and functions of the micropython module
import micropython


@micropython.bytecode
def decorated(x):
    return x * 2


class Klass:
    @micropython.bytecode
    def method(self, n=3):
        return n + 1

    @staticmethod
    @micropython.bytecode
    def static(n):
        return n - 1


print(decorated(21), Klass().method(), Klass.static(1))


@micropython.bytecode
def generator(n):
    yield from range(n)


print(list(generator(3)), type(micropython.opt_level()) is int)
