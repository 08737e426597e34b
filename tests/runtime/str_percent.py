# The % operator of str and bytes.
print("%s %r %d %i %u %x %X %o %c %c %%" % ("a", "b", 1, 2, 3, 255, 255, 8, 65, "z"))
print("%5s|%-5s|%05d|%+d|% d|%5d|%-5d|%#x|%#o|%3c|" % ("ab", "ab", 42, 42, 42, 42, 42, 255, 8, "c"))
print("%.2s|%5.1s|%.3d|%8.3f|%-8.2f|%+.1f|%e|%.2E|%g|%G" % ("abc", "abc", 5, 3.14159, 3.14159, 2.0,
    12345.678, 0.00012, 1e-7, 1e20))
print("%*d|%-*d|%.*f|%*.*f" % (5, 1, 5, 2, 2, 1.2345, 8, 3, 2.5))
print("%(a)s %(b)05d %(a)r %%" % {"a": "x", "b": 7}, "%(key with space)s" % {"key with space": 1})
print("%s" % 5, "%s" % "x", "%s" % [1, 2], "%s" % {"a": 1}, "%s" % None, "%s %s" % (1, (2, 3)),
      "%s" % ((1, 2),), "x" % ())
print("%d" % True, "%d" % 3.7, "%f" % 2, "%s" % 1.5, "%x" % -255, "%d" % -(1 << 70),
      "%x" % (1 << 70), "%10d|" % (1 << 40))
print("%s" % b"bytes", "%r" % "it's", "%r" % (("t",),), "abc%" + "%", "%c" % "\u20ac")
for template, values in [
    ("%d", "a"), ("%s %s", ("a",)), ("%s", ("a", "b")), ("%", 1), ("%q", 1), ("x", 1), ("%d", None),
    ("%(a)s", {}), ("%(a)s", 1), ("%c", "ab"), ("%*d", (1,)), ("%f", "a"), ("%(a", {"a": 1}),
    ("%x", "a"), ("%d", ()),
]:
    try:
        print(template % values)
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, repr(template))


class Shown:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


print("%s %r" % (Shown(), Shown()), "%10s|%-6r|" % (Shown(), Shown()))
text = "value: %s"
text %= 5
print(text, b"%d %s" % (5, b"x"), b"%5.1f|%x" % (2.75, 255), b"a%%" % ())
