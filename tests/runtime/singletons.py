# bool, None, Ellipsis and NotImplemented; identity and truth of everything.
print(bool(), bool(0), bool(1), bool(""), bool("0"), bool([]), bool([0]), bool(None), bool(0.0),
      bool(0j), bool({}), bool(()), bool(range(0)), bool(b""), bool(print), bool(...))
print(True + 1, True * 5, -True, +False, ~True, True & 2, 6 | False, True ^ 3, True << 2, True // 1,
      True % 2, True ** 2, True / 2, divmod(True, True))
print(True == 1, False == 0, True is True, True < 2, False <= False, True != 0, True == 1.0,
      True in [1], hash(True) == hash(1), {True: "t"}[1], [10, 20][True], "ab"[False], int(True),
      float(True), str(True), repr(False), abs(True))
print(None, None is None, None == None, None != 0, None in [None], {None: 1}[None], str(None),
      [None], hash(None) == hash(None), not None)
print(..., Ellipsis, Ellipsis is ..., ... == Ellipsis, ... in [...], {...: 1}[...],
      NotImplemented is NotImplemented, repr(NotImplemented), str(...))
print(True and "a", False and "a", True or "b", 0 or "b", None or [] or {}, 1 and 2 and 3,
      not (1 and 0), not not 5, (1, 2) and 3, "" or None)
print(1 if "x" else 2, 1 if 0 else 2, [x for x in (0, 1, None, "a") if x], any([0, None, 3]),
      all([1, "a", [0]]), sum([True, True, False]), max(True, False), sorted([True, False, True]),
      "%d %s" % (True, True), "{} {:d}".format(True, True))
print(isinstance(True, bool), isinstance(1, bool), isinstance(None, type(None)), type(True),
      type(None), type(True) is bool, True.__class__ is bool, bool(type), "yes" if bool else "no")
for wrong in (lambda: None + 1, lambda: None < None, lambda: None(), lambda: None[0],
              lambda: len(None), lambda: iter(None), lambda: True + "a", lambda: True[0],
              lambda: None.x, lambda: int(None), lambda: bool(1, 2), lambda: ... + 1, lambda: -None,
              lambda: [1][None]):
    try:
        print(wrong())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
a = b = [1]
c = [1]
print(a is b, a is c, a == c, a is not c, "x" in ("x",), id(a) == id(b), id(a) != id(c),
      3 == 3.0 == True + 2, 1 < 2 < 3 > 0 != 5, not 1 < 2 > 2, (1 < 3) in [True])
