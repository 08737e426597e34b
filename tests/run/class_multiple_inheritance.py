# Several bases: lookup from left to right.
class Left:
    side = "left"

    def who(self):
        return "left"

    def only_left(self):
        return 1


class Right:
    side = "right"

    def who(self):
        return "right"

    def only_right(self):
        return 2


class Both(Left, Right):
    pass


class Swapped(Right, Left):
    def who(self):
        return "swapped " + super().who()


class Printable:
    def show(self):
        return "<%s>" % self.text()


class Named:
    def __init__(self, name):
        self.name = name

    def text(self):
        return self.name


class Item(Named, Printable):
    def __init__(self, name, price):
        super().__init__(name)
        self.price = price


b = Both()
print(b.who(), b.side, b.only_left(), b.only_right(), Swapped().who(), Swapped().side)
print(Item("pen", 2).show(), Item("x", 1).price, isinstance(b, Left), isinstance(b, Right))
print(issubclass(Swapped, Left), issubclass(Both, (int, Right)))
bases = (Left, Right)


class Computed(bases[1]):
    pass


def base():
    return Left


class Called(base()):
    pass


print(Computed().who(), Called().who())


class Empty():
    pass


class Trailing(Left,):
    pass


print(isinstance(Empty(), object), Trailing().who())
