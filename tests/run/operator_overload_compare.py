# Comparison operators, hashing and truth of a class.
class Version:
    def __init__(self, major, minor):
        self.key = (major, minor)

    def __eq__(self, other):
        return self.key == other.key

    def __lt__(self, other):
        return self.key < other.key

    def __gt__(self, other):
        return self.key > other.key

    def __le__(self, other):
        return self.key <= other.key

    def __ge__(self, other):
        return self.key >= other.key

    def __hash__(self):
        return hash(self.key[0] * 100 + self.key[1])

    def __bool__(self):
        return self.key != (0, 0)

    def __repr__(self):
        return "v%d.%d" % self.key


a, b, c = Version(1, 2), Version(1, 10), Version(1, 2)
print(a < b, a > b, a <= c, a >= c, a == c, a == b)
print(a < b < Version(2, 0), a < b > c, not a == b)
print(sorted([Version(3, 1), b, a]), max(a, b), min(a, b))
print({a: "first"}[c], a in [b, c], Version(9, 9) in [a])
print(bool(Version(0, 0)), "yes" if Version(0, 1) else "no", not Version(0, 0))
