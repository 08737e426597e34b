# type and object: type() with one and three arguments, names, comparison and printing of types.
for value in (1, 1 << 70, 1.5, 1j, "a", b"a", bytearray(), [], (), {}, set(), frozenset(), None,
              True, range(1), int, type):
    print(type(value).__name__, type(value) == type(value), isinstance(value, type(value)),
          end="; ")
print()
print(int, str, type, object, type(None), bool, list, dict, float, complex, bytes, bytearray, tuple,
      set, frozenset, slice, property, staticmethod, classmethod, range, enumerate, zip, map,
      filter, reversed, memoryview, super)
Dynamic = type("Dynamic", (), {"x": 5, "get": lambda self: self.x})
d = Dynamic()
Sub = type("Sub", (Dynamic,), {"get": lambda self: (self.x, super(Sub, self).get())})
print(d.x, d.get(), Dynamic.__name__, type(d) is Dynamic, Sub().get(), issubclass(Sub, Dynamic),
      type(Dynamic), Sub.__bases__ == (Dynamic,))
print(type(1)("5"), type("")(5), type([])("ab"), [cls() for cls in (int, str, list, dict, tuple,
    set, float, bool, bytes)])
print(int == int, int != str, {int: "i", str: "s"}[type(5)], int in (str, int),
      hash(int) == hash(int), bool(int), len({int, str, int}))
table = {cls.__name__: cls for cls in (int, str, list)}
print(table["int"]("7"), table["list"]((1,)), [isinstance([], cls) for cls in (list, tuple,
    (list, tuple), object)])
o = object()
print(type(o) is object, o == o, o != object(), isinstance(o, object), hash(o) == hash(o), bool(o),
      {o: 1}[o], o in [o], callable(o), type(object()))


class Plain:
    "doc"
    y = 1

    def method(self):
        pass


p = Plain()
p.z = 3
print(p.__class__.__name__, p.__dict__, Plain.y, "y" in Plain.__dict__, p == p, p != Plain(),
      isinstance(Plain.method, type(lambda: 0)), type(p.method).__name__ in ("method",
      "bound_method"))
for wrong in (lambda: type(), lambda: type(1, 2), lambda: type("X", 5, {}),
              lambda: type("X", (), 5), lambda: int.missing, lambda: p.missing, lambda: o.x,
              lambda: type(None)(5), lambda: type("X", (5,), {}), lambda: None(),
              lambda: type(...)(1)):
    try:
        wrong()
        print("allowed")
    except (TypeError, AttributeError, IndexError) as error:
        print(type(error).__name__)
for change in ("o.x = 1", "int.x = 1", "(5).x = 1", "len.x = 1", "None.x = 1", "[].x = 1"):
    try:
        exec(change)
        print("allowed", change)
    except (AttributeError, TypeError):
        print("refused", change)
Plain.added = 7
Plain.y += 1
print(p.added, p.y, Plain().y, setattr(Plain, "z2", 1), p.z2, delattr(Plain, "z2"),
      hasattr(p, "z2"), dir(p).count("z"), "method" in dir(Plain))
