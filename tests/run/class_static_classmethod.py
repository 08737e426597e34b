# Static and class methods, called through class and instance.
class Point:
    origin = (0, 0)
    made = 0

    def __init__(self, x, y):
        self.x, self.y = x, y

    @staticmethod
    def distance(a, b=origin):
        return abs(a[0] - b[0]) + abs(a[1] - b[1])

    @classmethod
    def parse(cls, text, sep=","):
        cls.made += 1
        return cls(*[int(part) for part in text.split(sep)])

    @classmethod
    def name(cls):
        return cls.__name__

    def pair(self):
        return self.x, self.y

    helper = staticmethod(lambda v: v * 2)


class Point3(Point):
    pass


p = Point.parse("1,2")
q = Point3.parse("3;4", sep=";")
print(p.pair(), q.pair(), type(q) is Point3, Point.made, Point3.made)
print(Point.distance((1, 2)), p.distance((1, 2), (0, 1)), q.distance(b=(1, 1), a=(0, 0)))
print(Point.name(), Point3.name(), p.name(), q.name(), Point.helper(4), p.helper(5))
method = p.pair
static = Point.distance
bound = Point3.parse
print(method(), static((5, 5)), bound("7,8").pair(), Point.pair(q))
