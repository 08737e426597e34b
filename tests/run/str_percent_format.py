# The % operator on strings.
print("%d %i %s %r" % (1, 2, "s", "r"))
print("%5d|%-5d|%05d|%+d" % (42, 42, 42, 42))
print("%x %X %o %c %c" % (255, 255, 8, 65, "B"))
print("%.2f %8.3f %e %g" % (3.14159, 2.71828, 12345.678, 0.5))
print("%10s|%-10s|%.2s" % ("right", "left", "truncate"))
print("100%% of %s" % "it", "%s" % (1,), "%s %s" % ([1], {}))
print("%(name)s is %(age)d" % {"name": "Ann", "age": 30})
values = (1, 2)
print("%d-%d" % values, "%s" % None, "%*d" % (6, 42))


def report(name, *numbers):
    return "%s: %s" % (name, ", ".join("%02d" % n for n in numbers))


print(report("row", 1, 22, 3))
