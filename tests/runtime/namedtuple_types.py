# collections.namedtuple.
from collections import namedtuple

Point = namedtuple("Point", ["x", "y"])
p = Point(1, 2)
print(p, p.x, p.y, p[0], p[-1], p[:1], len(p), Point(y=5, x=4), Point(1, y=3), Point.__name__,
      p == (1, 2), p == Point(1, 2), p != Point(2, 1), p < (1, 3))
x, y = p
print(x, y, list(p), tuple(p), sum(p), max(p), 2 in p, isinstance(p, tuple), isinstance(p, Point),
      type(p) is Point, hash(p) == hash((1, 2)), p + (3,), p * 2, {p: "v"}[1, 2])
print(namedtuple("Named", "a b c")(1, 2, 3), namedtuple("Tupled", ("f", "g"))(5, 6),
      namedtuple("Empty", [])(), namedtuple("One", ["only"])(5), dict(p._asdict()), "%s-%s" % p,
      "{}".format(p))
for wrong in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, x=2),
              lambda: Point(1, z=2), lambda: Point(), lambda: p.z, lambda: p[5],
              lambda: namedtuple("X"), lambda: namedtuple("X", 5)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
for change in ("p.x = 1", "p[0] = 1", "del p.x"):
    try:
        exec(change)
    except (TypeError, AttributeError):
        print("unchangeable")


class Vector(Point):
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def length(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


v = Vector(3, 4) + Vector(0, 0)
print(v.x, v.length(), isinstance(v, Point), isinstance(v, tuple), v[1], len(v), list(v))
rows = [Point(i, -i) for i in range(3)]
print(rows, sorted(rows, key=lambda r: r.y), [r.x for r in rows], dict(rows), Point(*[8, 9]),
      Point(**{"x": 1, "y": 2}))
