# str.format with fields, specifications and keywords.
print("{} {} {}".format(1, "two", 3.5))
print("{0} {1} {0}".format("a", "b"), "{x}-{y}".format(x=1, y=2))
print("{:5}|{:<5}|{:>5}|{:^5}|".format(1, 2, 3, 4))
print("{:05d} {:+d} {:x} {:#x} {:b} {:o} {:,}".format(42, 42, 255, 255, 5, 8, 1234567))
print("{:.3f} {:8.2f} {:e} {:.1%}".format(3.14159, 2.5, 12345.678, 0.256))
print("{:*^9} {:->6} {!r} {!s}".format("mid", "x", "q", "q"))
print("{{}} {{{}}}".format("braces"))
print("{:{}}|{:{w}.{p}f}".format("x", 5, 2.0, w=7, p=2))
args = [1, 2]
options = {"k": "v"}
print("{} {} {k}".format(*args, **options))
template = "{:>{width}}"
for width in range(1, 5):
    print(template.format("z", width=width))
