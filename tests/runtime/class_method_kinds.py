# staticmethod, classmethod, bound methods, functions as attributes.
class Base:
    count = 0

    def __init__(self, x=0):
        self.x = x
        self.callback = lambda: "no self"

    @staticmethod
    def add(a, b=1):
        return a + b

    @classmethod
    def make(cls, *args, **kwargs):
        cls.count += 1
        return cls(*args, **kwargs)

    def get(self):
        return self.x

    def __call__(self, *args, k=0):
        return self.x, args, k

    alias = get
    shown = print
    size = len
    named = staticmethod(lambda x: x * 2)
    made = classmethod(lambda cls: cls.__name__)


class Child(Base):
    def get(self):
        return "child", super().get()


class Items(list):
    @classmethod
    def kind(cls):
        return cls.__name__


class More(Items):
    def base_kind(self):
        return super().kind()


print(More().kind(), More.kind(), More().base_kind())
b, c = Base(5), Child.make(7)
print(b.add(1), Base.add(1, 2), c.add(3), type(c) is Child, c.get(), b.get(), c.alias(), Base.count,
      Child.count)
print(b.callback(), b(1, 2, k=3), c(), b.named(4), Child.named(5), Base.made(), c.made(),
      Base.get(b), Base.get(c), Child.get(c))
m = b.get
b.x = 6
print(m(), callable(m), list(map(c.make, [1, 2]))[1].x, Child.count, b.get == b.get, m == b.get,
      m != c.get, b.get is m)
items = []
for f in (items.append, items.append):
    f(1)
print(items, sorted([3, 1], key=(2).__class__), list(map("a-b".split, "-")), {m: "bound"}[b.get],
      getattr(b, "add")(9))
for wrong in (lambda: Base.get(), lambda: b.get(1), lambda: b.add(), lambda: b.missing,
              lambda: Base.missing(), lambda: b.add(1, 2, 3), lambda: Base.make(1, 2),
              lambda: Base(1, 2), lambda: Base(y=1), lambda: b(1, z=2), lambda: Base.get.missing):
    try:
        print(wrong())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)


class Made:
    def __new__(cls, n):
        if n < 0:
            return None
        self = super().__new__(cls)
        self.tag = "new"
        return self

    def __init__(self, n):
        self.n = n


print(Made(1).tag, Made(2).n, Made(-1), isinstance(Made.__new__(Made, 3), Made))
Base.later = lambda self, y: (self.x, y)
b.own = lambda y: y * 10
print(b.later(1), c.later(2), b.own(3), hasattr(c, "own"))
del Base.later
print(hasattr(b, "later"), Base.__name__, b.__class__ is Base, Child.__bases__ == (Base,),
      type(Base) is type, b.__dict__["x"], "get" in Base.__dict__)
