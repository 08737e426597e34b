# Strings: operators, subscripts, slices, comparison, conversion, immutability.
s = "abcdefg"
print(s[0], s[-1], s[6], s[-7], s[True])
print(s[2:], s[:2], s[2:5], s[-3:], s[:-3], s[:], s[5:2], s[10:], s[-100:3], s[:100], s[None:None])
print(s[::1], s[1:4:1], s[::None])
for wrong in (lambda: s[7], lambda: s[-8], lambda: ""[0], lambda: s["a"], lambda: s[1.0],
              lambda: s + 1, lambda: s * "a", lambda: s - "a", lambda: -s, lambda: s < 1,
              lambda: 1 in s, lambda: s(), lambda: s.no):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__)
for change in ("s[0] = 'x'", "del s[0]", "s.x = 1"):
    try:
        exec(change)
    except (TypeError, AttributeError):
        print("unchangeable")
print("ab" + "cd", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "a" "b", "x" * 5 + "y")
print("a" < "b", "a" < "ab", "b" > "abc", "" < "a", "abc" == "abc", "abc" != "abd", "Z" < "a",
      "a" <= "a", "\u00e9" > "z", "b" >= "a")
print(str(), str(5), str(None), str("x"), str(b"bytes", "utf-8"), str([1, "a"]), str(1.5),
      repr("it's"), repr('"'), repr("'\""))
print(repr("\n\t\r\\\0\x7f\x1b"), repr("\u00e9\u20ac\U0001f600"))
print([ch for ch in "abc"], list("h\u00e9\u20ac"), tuple("ab"), set("aa"), dict(zip("ab", "cd")),
      sorted("hello"), max("hello"))
print(len(""), len("abc"), len("h\u00e9\u20ac\U0001f600"), bool(""), bool(" "),
      hash("abc") == hash("ab" + "c"))
a = "x"
a += "y"; a *= 3
print(a, a is a, isinstance(a, str), type(a).__name__, "x" if a else "y")
it = iter("ab")
print(next(it), next(it), next(it, "end"), next(it, "end"), iter(it) is it)
print("{}".format(s) == s, s.__class__ is str, str.upper("abc"), str.join("-", "abc"),
      list(map(str.upper, ["a", "b"])))
print("abc".encode(), "\u20ac".encode(), "abc".encode("utf-8"), bytes("\u00e9", "utf-8"))
