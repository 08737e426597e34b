# micropython-only: the texts of errors, and how exceptions and objects print
import sys
from collections import OrderedDict, deque, namedtuple


def nothing():
    pass


def three(a, b, *, c):
    pass


class Empty:
    pass


sample = Empty()
Named = namedtuple("Named", "a b")
for function in (
    lambda: 1 / 0, lambda: 1.0 / 0, lambda: {}["key"], lambda: {}[5], lambda: [][0],
    lambda: "abc"[5], lambda: (1,)[2], lambda: b"a"[1], lambda: bytearray(1)[1],
    lambda: range(2)[2], lambda: "a" + 1, lambda: 1 + "a", lambda: [] + (), lambda: {} < {},
    lambda: -"a", lambda: ~1.5, lambda: None + 1, lambda: sample + 1, lambda: int("x"),
    lambda: int("9", 8), lambda: int([]), lambda: int(None), lambda: float("x"), lambda: float([]),
    lambda: complex("x"), lambda: undefined, lambda: None.attribute, lambda: sample.attribute,
    lambda: Empty.attribute, lambda: (5).attribute, lambda: "text".attribute, lambda: sys.attribute,
    lambda: nothing.attribute, lambda: nothing(1), lambda: three(1), lambda: three(1, 2),
    lambda: three(1, 2, 3), lambda: three(1, 2, c=3, d=4), lambda: three(1, 2, b=3, c=1),
    lambda: sample.no(), lambda: len(5), lambda: len(), lambda: len(1, 2), lambda: iter(5),
    lambda: next(5), lambda: 5(), lambda: sample(), lambda: None(), lambda: 5[0], lambda: sample[0],
    lambda: [1, 2]["a"], lambda: "a"["b"], lambda: [][1.5], lambda: hash([]), lambda: hash({}),
    lambda: {[]: 1}, lambda: {{}}, lambda: abs("a"), lambda: ord("ab"), lambda: ord(5),
    lambda: chr(-1), lambda: chr("a"), lambda: max(), lambda: max([]), lambda: min(1, "a"),
    lambda: sum("ab"), lambda: sorted(5), lambda: "".join([1]), lambda: "".join(5),
    lambda: "a".split(""), lambda: "abc".index("z"), lambda: [].index(1), lambda: [].remove(1),
    lambda: [].pop(), lambda: [1].pop(3), lambda: {}.pop(1), lambda: {}.popitem(),
    lambda: set().pop(), lambda: {1}.remove(2), lambda: deque((), 1).pop(), lambda: deque((), 1)[0],
    lambda: Named(1), lambda: Named(1, 2, 3), lambda: Named(1, a=2), lambda: Named(1, c=2),
    lambda: range(1, 2, 0), lambda: range("a"), lambda: bytes("a"), lambda: bytes([1, "a"]),
    lambda: b"\xff".decode(), lambda: "%d" % "a", lambda: "%d %d" % (1,), lambda: "%d" % (1, 2),
    lambda: "%q" % 1, lambda: "%(a)s" % 5, lambda: "{".format(), lambda: "}".format(),
    lambda: "{}".format(), lambda: "{a}".format(), lambda: "{:d}".format("a"),
    lambda: "{:q}".format(1), lambda: "{!x}".format(1), lambda: 1 << -1, lambda: 2.0 ** "a",
    lambda: pow(1, 2, 0), lambda: (1 << 70).to_bytes(1, "big"), lambda: (256).to_bytes(1, "big"),
    lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: getattr(1, 1),
    lambda: getattr(1, "x"), lambda: setattr(1, "x", 1), lambda: super(), lambda: type(1, 2),
    lambda: object.missing, lambda: zip(5), lambda: list(5), lambda: tuple(5), lambda: dict(5),
    lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: set(5), lambda: enumerate(5),
    lambda: map(5), lambda: reversed(5), lambda: print(1, wrong=2), lambda: eval("1 +"),
    lambda: eval(""), lambda: exec("x ="), lambda: __import__("no_such"), lambda: open("/no/such"),
    lambda: "a" in 5, lambda: 5 in "a", lambda: (lambda a, b=1: 0)(), lambda: (lambda *, k: 0)(),
    lambda: three(*5), lambda: (lambda **k: 0)(**{1: 2}), lambda: three(), lambda: "abc"[::2],
    lambda: [1][::0], lambda: b"ab"[::2], lambda: (1, 2)[::2], lambda: slice(1),
    lambda: "{.x}".format(1), lambda: bytearray(b"a") * 2, lambda: float("nan").__int__,
    lambda: int(float("inf")), lambda: int(float("nan")), lambda: memoryview(5), lambda: 1 @ 2,
    lambda: NotImplemented(), lambda: ...(), lambda: raise_it(5), lambda: raise_it(ValueError),
    lambda: raise_it(ValueError("a", 1)), lambda: raise_it(OSError(2)),
    lambda: raise_it(OSError(2, "text")), lambda: raise_it(OSError(9999)),
    lambda: raise_it(KeyError("a")), lambda: raise_it(StopIteration(5)),
):
    def raise_it(what):
        raise what
    try:
        print(function())
    except BaseException as error:
        print(repr(error), "|", error)
print(nothing.__name__, Empty, Empty.__name__, type(nothing), type(len), type(sample) is Empty,
      type((x for x in ())), type(sys), type(iter([])), type(range(1)), type({}.keys()))
print(Named(1, 2), deque((), 2).__class__, OrderedDict(), OrderedDict([(1, 2)]), len,
      str.upper.__class__, sys, Ellipsis, NotImplemented, {}.keys(), {1: 2}.items(),
      {1: 2}.values(), frozenset(), frozenset([1]), bytearray(b"a"))
print(slice, repr(type), type(type), object, super, property, BaseException, ValueError,
      type(ValueError()), range(3), range(0, 3, 2), dict)
for text in ("a, b = 1", "a, b = 1, 2, 3", "a, b, c = 'ab'", "a, *b = ()", "(1,)[0] = 1",
             "'a'[0] = 'b'", "x.y = 1", "len.x = 1", "import no_such", "from sys import no_such",
             "for i in 5: pass", "with 5: pass", "raise 5", "raise", "assert 0", "assert 0, 'said'",
             "class A(5): pass", "class A(int, str): pass", "sample[0] = 1", "del sample.x",
             "f = lambda: (yield)\nnext(f())\nf().send(1)", "break", "return", "x = (", "'", "1a",
             "if 1:\nx", " x", "a b", "nonlocal x", "def f(a, a): pass"):
    try:
        exec(text)
        print("fine", text)
    except BaseException as error:
        print(repr(error))
