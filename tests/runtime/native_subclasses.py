# Classes derived from built-in types.
class Stack(list):
    def push(self, x):
        self.append(x)

    def peek(self):
        return self[-1]

    def append(self, x):
        super().append((x,))


s = Stack([1])
s.push(2)
s.extend([3])
print(s, len(s), s.peek(), s[1], 3 in s, s == [1, (2,), 3], isinstance(s, list), list(s),
      [x for x in s], s.index(3), s.pop(), bool(s), bool(Stack()), s + [9], sorted(Stack([2, 1])),
      s[0:1])
s[0] = "zero"
del s[1]
s.name = "named"
print(s, s.name, str(s), "%s" % (s,), max(Stack([1, 5])), sum(Stack([1, 5])),
      Stack(range(3)).count(1), [0] + list(Stack("ab")), Stack([1]) == Stack([1]),
      Stack() != Stack([1]))


class Default(dict):
    def __init__(self, make, *args):
        super().__init__(*args)
        self.make = make

    def __getitem__(self, key):
        if key not in self:
            self[key] = self.make()
        return super().__getitem__(key)


d = Default(list)
d["a"].append(1)
d["a"].append(2)
d["b"].append(3)
print(sorted(d.items()), len(d), "a" in d, d.get("z"), isinstance(d, dict), sorted(d),
      dict(d) == {"a": [1, 2], "b": [3]}, sorted(d.keys()), Default(int, {"x": 1})["x"])


class Upper(str):
    def shout(self):
        return self.upper() + "!"


u = Upper("hey")
print(u, u.shout(), len(u), u[0], u + " you", u == "hey", isinstance(u, str), "e" in u, u.find("y"),
      u.replace("h", "H"), "%s" % u, {"hey": 1}.get("hey"), list(u), u.split("e"))


class Pair(tuple):
    def swap(self):
        return Pair((self[1], self[0]))


p = Pair((1, 2))
print(p, p.swap(), p[0], len(p), p == (1, 2), isinstance(p, tuple), p + (3,), list(p), 2 in p,
      max(p), p.count(1))
a, b = p
print(a, b, hash(p) == hash((1, 2)))


class Bag(set):
    def put(self, x):
        self.add(x)
        return self


print(sorted(Bag([1]).put(2).put(2)), len(Bag("aab")), 1 in Bag([1]), isinstance(Bag(), set),
      sorted(Bag([1, 2]) | {3}), sorted(Bag([1, 2]).union([5])))


class Whole(int):
    def double(self):
        return self * 2


class Bytes(bytes):
    def first(self):
        return self[0]


class Err(ValueError):
    def __init__(self, code, text="none"):
        super().__init__(code, text)
        self.code = code

    def __str__(self):
        return "Err %s" % self.code


print(Bytes(b"abc").first(), len(Bytes(b"ab")), Bytes(b"a") + b"b", Bytes(b"x").hex(),
      b"x" == Bytes(b"x"))
try:
    raise Err(5)
except ValueError as error:
    print(error, error.args, error.code, isinstance(error, Err), repr(error)[:3])


class Custom(Exception):
    pass


class Deep(Custom):
    pass


for kind in (Custom, Deep):
    try:
        raise kind("a", 1)
    except Custom as error:
        print(type(error).__name__, error.args, str(error), isinstance(error, Deep),
              issubclass(kind, Exception))
class Mixed:
    def hello(self):
        return "hello %d" % len(self)


class MixedList(Mixed, list):
    pass


m = MixedList([1, 2])
m.append(3)
print(m.hello(), m, m.__class__.__name__, type(m) is MixedList, m.copy() == [1, 2, 3])
