# super() in methods, __init__, class methods and closures.
class A:
    def __init__(self, x):
        self.x = x
        self.trail = ["A.init"]

    def value(self, n=1):
        return ["A", n]

    def template(self):
        return self.value(5)

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def static():
        return "A.static"

    attribute = "A.attribute"


class B(A):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
        self.trail.append("B.init")

    def value(self, n=2):
        result = super().value(n + 1)
        result.append("B")
        return result

    def keyword(self):
        return super().value(n=7)

    def star(self, *args, **kwargs):
        return super().value(*args, **kwargs)

    @classmethod
    def make(cls, *args):
        instance = super().make(*args)
        instance.trail.append("B.make")
        return instance

    def read(self):
        return super().attribute, super().static()

    attribute = "B.attribute"


class C(B):
    def value(self, n=3):
        method = super().value
        return method(n) + ["C"]

    def template(self):
        return [super().template()] + [1]

    def later(self):
        return (lambda: self.x)()


b = B(1, 2)
print(b.x, b.y, b.trail, b.value(), b.value(9), b.template())
print(b.keyword(), b.star(4), b.star(n=8), b.read())
c = C.make(3, 4)
print(c.trail, c.value(), c.template(), c.later(), c.keyword(), c.star())
