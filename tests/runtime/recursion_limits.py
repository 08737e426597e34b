# Too deep a recursion is a RuntimeError, and all goes on afterwards.
class Node:
    def __init__(self):
        self.next = self

    def __eq__(self, other):
        return self.next == other

    def __getattr__(self, name):
        return getattr(self, name + "x") if len(name) < 100000 else None

    def __getitem__(self, i):
        return self[i + 1]

    def __call__(self):
        return self()

    def __repr__(self):
        return repr(self)

    def __iter__(self):
        return iter(self)

    def __hash__(self):
        return hash(self)

    def __add__(self, other):
        return self + other

    def __bool__(self):
        return bool(self)

    def __len__(self):
        return len(self)

    def __contains__(self, x):
        return x in self

    def __setattr__(self, name, value):
        setattr(self, name, value) if name == "loop" else object.__setattr__(self, name, value)


def forever(n=0):
    return forever(n + 1)


def keywords(*args, **kwargs):
    return keywords(*args, **kwargs)


def mutual(n):
    return sorted([n, n + 1], key=mutual)


def nested_generator(n):
    yield from nested_generator(n + 1)


def in_finally(n):
    try:
        in_finally(n + 1)
    finally:
        n += 1


def with_map(n):
    return list(map(with_map, [n]))


def in_comprehension(n):
    return [in_comprehension(x) for x in (n,)]


class Exits:
    def __enter__(self):
        with Exits():
            return self

    def __exit__(self, *args):
        return False


def in_with():
    with Exits():
        pass


n = Node()
for function in (forever, keywords, lambda: mutual(1), lambda: next(nested_generator(0)),
                 lambda: in_finally(0), lambda: with_map(0), lambda: in_comprehension(0), in_with,
                 n, lambda: n == 1, lambda: n[0], lambda: repr(n), lambda: str(n), lambda: iter(n),
                 lambda: hash(n), lambda: n + 1, lambda: bool(n), lambda: len(n), lambda: 1 in n,
                 lambda: [n][0] == 5, lambda: "%s" % n, lambda: {n: 1},
                 lambda: setattr(n, "loop", 1), lambda: (lambda f: f(f))(lambda f: f(f))):
    try:
        function()
        print("no end?")
    except RuntimeError:
        print("too deep")


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(200), [depth(i) for i in (1, 50)], forever.__name__)
deep = []
for i in range(100):
    deep = [deep]
print(len(str(deep)), str(deep) == str(deep), deep == deep)
