# Inheritance: order of bases, super() in all its forms, isinstance and issubclass.
class A:
    def who(self):
        return ["A"]

    def only_a(self):
        return "a"


class B(A):
    def who(self):
        return ["B"] + A.who(self)


class C(A):
    def who(self):
        return ["C"] + A.who(self)

    def only_c(self):
        return "c"


class D(B, C):
    def who(self):
        return ["D"] + B.who(self) + C.who(self)


class E(D):
    pass


d = D()
print(d.who(), d.only_a(), d.only_c(), E().who(), B().who(), super(D, d).who(), super(B, B()).who())
print(isinstance(d, A), isinstance(d, C), isinstance(B(), C), issubclass(D, A), issubclass(A, D),
      issubclass(E, (int, C)), issubclass(D, D), isinstance(True, (str, bool)))
print(D.__bases__ == (B, C), [k.__name__ for k in D.__bases__], A.__bases__ == (object,),
      isinstance(d, object), issubclass(A, object), isinstance(A, type), isinstance(5, object),
      type(type) is type)


class Left:
    def __init__(self):
        self.left = 1
        self.shared = "left"

    name = "left"


class Right:
    def __init__(self):
        self.right = 2

    name = "right"
    other = "r"


class Both(Left, Right):
    def __init__(self):
        Left.__init__(self)
        Right.__init__(self)


both = Both()
print(both.left, both.right, both.name, both.other, both.shared)


class Parent:
    limit = 10

    def __init__(self, x):
        self.x = x

    @classmethod
    def build(cls, x):
        return cls(x)

    @staticmethod
    def helper(x):
        return x + 1

    @property
    def double(self):
        return self.x * 2

    def __str__(self):
        return "Parent %s" % self.x

    def __getitem__(self, i):
        return self.x, i


class Kid(Parent):
    limit = 20

    def __init__(self, x):
        super().__init__(x * 10)

    @classmethod
    def build(cls, x):
        made = super().build(x)
        made.tag = cls.__name__
        return made

    def read(self):
        return super().limit, self.limit, self.double, super().helper(1), (lambda: super(Kid,
            self).limit)()

    def __str__(self):
        return "Kid/" + super().__str__()

    def __getitem__(self, i):
        return super().__getitem__(i) + ("kid",)

    def missing(self):
        return super().nothing


k = Kid.build(1)
print(k, k.x, k.tag, k.read(), k[5])
for wrong in (lambda: k.missing(), lambda: super(Kid, k).nothing(), lambda: issubclass(5, int),
              lambda: isinstance(5, 5), lambda: issubclass(int, 5)):
    try:
        wrong()
        print("allowed")
    except (AttributeError, TypeError, RuntimeError) as error:
        print(type(error).__name__)
try:
    class Wrong(5):
        pass
except TypeError:
    print("bad base")


class Grand(Kid):
    def __init__(self, x):
        super().__init__(x + 1)

    def __str__(self):
        return "Grand/" + super().__str__()


print(Grand(1), Grand(2).x, Grand.build(0).tag, Grand(4).x)


class Outer:
    class Inner:
        value = 5

        def get(self):
            return Outer.Inner.value

    def make(self):
        return self.Inner()


print(Outer().make().get(), Outer.Inner.__name__)
