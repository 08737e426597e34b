# The built-in functions, and what they say when they are called wrongly.
def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__)


print(all([]), all([1, 0]), all(iter([1, 2])), any([]), any([0, "x"]), any({}))
print(abs(-5), abs(-2.5), abs(True), abs(-(1 << 70)))
print(bin(10), bin(-3), oct(64), hex(255), hex(-(1 << 70)), bin(True))
print(callable(print), callable(int), callable(3), callable(lambda: 0))
print(chr(65), chr(0x20AC), ord("a"), ord("\u20ac"), ord(b"\xff"))
print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(1 << 70, 10))
print(hash(1) == hash(True), hash("a") == hash("a"), isinstance(hash((1, 2)), int))
print(isinstance(1, int), isinstance(1, (str, int)), isinstance("", ()), issubclass(KeyError, (int, LookupError)))
print(len("abc"), len([1]), len({1: 2}), len(b""), len(range(10)))
print(max(1, 3, 2), max([4, 6]), max("ab", "b", key=len), max([], default=7))
print(min(3, 1), min("hello"), min([3, -4], key=abs), min((), default=None))
print(next(iter([5])), next(iter([]), "none"))
print(pow(2, 10), pow(2, 10, 1000), pow(3, 200, 10**20), pow(2, 0.5) > 1.41, pow(2, 3, None))
print(repr("a'b"), repr([1, "x"]), repr(None))
print(round(2.5), round(3.5), round(-2.5), round(1234, -2), round(1250, -2), round(1.75, 1))
print(sorted([3, 1, 2]), sorted("bca", reverse=True), sorted([-3, 2], key=abs))
print(sum([1, 2, 3]), sum([1.5], 1), sum([[1], [2]], []), sum(()))
print(getattr("x", "no_such", 5), hasattr([], "append"))
print(list(reversed([1, 2])), list(zip([1, 2], "ab")), list(map(str, [1])), list(enumerate("a", 5)))
print(id(attempt) == id(attempt), id([]) == id(attempt))


class Plain:
    pass


class Called:
    def __call__(self):
        return 1

    def __dir__(self):
        return ["b", "a"]

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError(name)
        return name


plain = Plain()
setattr(plain, "x", 5)
print(plain.x, hasattr(plain, "x"))
delattr(plain, "x")
print(hasattr(plain, "x"), callable(Called()), callable(plain))
print(getattr(Called(), "other"), hasattr(Called(), "missing"), getattr(Called(), "missing", 0))
print(sorted(dir(Called())), "x" in dir(plain), "append" in dir([]))

for function, *args in [
    (abs, "a"), (all, 1), (chr, -1), (chr, 0x110000), (chr, 1.5), (divmod, 1, 0),
    (divmod, "a", 1), (getattr, 1, "x"), (getattr, 1, 1), (delattr, plain, "x"), (hash, []),
    (hex, 1.5), (isinstance, 1, 1), (issubclass, 1, int), (iter, 1), (len, 1), (max,), (max, []),
    (max, 1), (min, 1, "a"), (next, 1), (next, iter([])), (oct, []), (ord, "ab"), (ord, b""),
    (ord, 1), (pow, 2.0, 3, 5), (pow, 2, 3, 0), (round, "a"), (sorted, 1), (sum, "ab"),
    (sum, 1), (setattr, 1, "x", 1), (setattr, plain, 1, 1), (repr,), (print, 1, 2), (id,),
]:
    attempt(function, *args)
attempt(sorted, [1], wrong=1)
attempt(print, 1, 2, sep="-", end="!\n")
attempt(print, 1, sep=1)
attempt(print, 1, wrong=1)
