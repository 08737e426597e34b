# How floats are read and printed.
values = [0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 2 / 3, 100.0, 1e15, 1e16, 123456789012345.6, 1e17, 1e22,
          1e23, 1e100, 1.7976931348623157e308, 2.2250738585072014e-308, 1e-4, 1e-5, 0.00012345,
          1.5e-7, 3.141592653589793, 9007199254740993.0, 0.30000000000000004, float("inf"),
          -float("inf"), float("nan")]
for v in values:
    print(v, repr(v) == str(v), [v])
for v in values[:-3]:
    assert float(repr(v)) == v, v
for v in (0.0, -0.0, 1.0, 2.6, -3.75, 1234567.891, 1e-7, 1e10, 0.7, 1.5, 2.675, 99999.75):
    print("{:f}|{:e}|{:g}|{:.0f}|{:.1f}|{:.3e}|{:.2g}|{:10.3f}|{:<10.1f}|{:+.2f}|{:010.2f}".format(*[v] * 11))
    print("%f|%e|%g|%.0f|%.1f|%.3e|%10.3f|%-10.1f|%+.2f|%010.2f|%s|%r" % ((v,) * 12))
print("{:%} {:.1%} {:.2f} {:F} {:E} {:G} {:n}".format(0.25, 0.123, 1234567.891, 1.5, 1.5, 1e-9,
    2.5))
print("{:6} {:<6} {:^7} {:06}".format(1.5, 1.5, 1.5, -1.5))
for v in (float("inf"), -float("inf"), float("nan")):
    print("{:f} {:e} {:5} {:G} {:F} {:+}".format(v, v, v, v, v, v), "%f %5.1f %g" % (v, v, v))
for text in ("1", " 1.5 ", "-1e3", "1E-2", "+.5", "5.", "inf", "-Infinity", "NaN", "1e400",
             "-1e-400", "1_0.5", "0.1e1", "00012.5", "1234567890123456789012345678901234567890"):
    print(repr(text), float(text))
print(float(), float(3), float(True), float(1 << 70), float(b"2.5"), float(-(10**25)))
for wrong in ("", "a", "1.5x", "1e", "--1", "1 2", "0x1p3", None, [], "i", "n"):
    try:
        print(float(wrong))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, repr(wrong))
print(1e3, 1.0e+3, .5, 5., 1_0.0_1, 1e0_1, 12345678.9e-3)
