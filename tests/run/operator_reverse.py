# Reflected operators are tried when the left operand does not know the right one.
class Scale:
    def __init__(self, n):
        self.n = n

    def __radd__(self, other):
        return ("radd", other, self.n)

    def __rsub__(self, other):
        return ("rsub", other, self.n)

    def __rmul__(self, other):
        return ("rmul", other, self.n)

    def __rfloordiv__(self, other):
        return ("rfloordiv", other, self.n)

    def __rmod__(self, other):
        return ("rmod", other, self.n)

    def __rlshift__(self, other):
        return ("rlshift", other, self.n)

    def __rand__(self, other):
        return ("rand", other, self.n)

    def __ror__(self, other):
        return ("ror", other, self.n)

    def __rxor__(self, other):
        return ("rxor", other, self.n)


s = Scale(3)
print(1 + s, 10 - s, 4 * s, 9 // s, 9 % s, 1 << s, 6 & s, 6 | s, 6 ^ s)
try:
    s + 1
except TypeError:
    print("no __add__")
