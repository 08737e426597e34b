# Classes inside classes and functions, and class attributes computed from each other.
class Outer:
    factor = 3

    class Inner:
        factor = 5

        def value(self):
            return self.factor, Outer.factor, Outer.Inner.factor

        class Innermost:
            def path(self):
                return "Outer.Inner.Innermost"

    def make(self):
        return self.Inner()

    items = [Inner(), Inner()]


print(Outer.Inner().value(), Outer().make().value(), Outer.Inner.Innermost().path(), len(Outer.items))


def local(n):
    class Point:
        dimension = n

        def __init__(self, *coords):
            assert len(coords) == n
            self.coords = coords

        def scaled(self, k):
            return Point(*[c * k for c in self.coords])

    return Point


P2 = local(2)
P3 = local(3)
print(P2(1, 2).scaled(3).coords, P3(1, 2, 3).coords, P2.dimension, P3.dimension, P2 is P3)
try:
    P2(1)
except AssertionError:
    print("wrong dimension")
classes = []
for i in range(3):

    class Numbered:
        number = i

        def get(self, i=i):
            return self.number, i

    classes.append(Numbered)
print([k().get() for k in classes])
