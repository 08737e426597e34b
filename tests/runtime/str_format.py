# str.format() and format strings: fields, conversions, specifications.
class Point:
    def __init__(self, x):
        self.x = x

    def __str__(self):
        return "<point>"

    def __repr__(self):
        return "Point()"


p = Point([1, 2])
print("{} {} {}".format(1, "a", None), "{1} {0} {1}".format("a", "b"), "{x} {y}".format(y=2, x=1),
      "{0} {k}".format(5, k=6))
print("{!s} {!r}".format("a", "b"), "{0!r} {0!s} {0}".format(p), "{a!r}".format(a="x"))
print("{{}} {{{}}} {{".format(1), "".format(), "plain".format(1, 2))
print("{:5}|{:<5}|{:>5}|{:^5}|{:*^7}|{:->6}|".format("ab", "ab", "ab", "ab", "ab", "ab"))
print("{:.2}|{:5.1}|{:>5.2s}|{:s}|".format("abc", "abc", "abc", "x"))
print("{:5}|{:<5}|{:>5}|{:^5}|{:05}|{:+}|{: }|{:=5}|{:x<5}|".format(*[42] * 9),
      "{:+d} {: d} {:-d}".format(-1, -1, -1))
print("{:d} {:x} {:X} {:o} {:b} {:c} {:#x} {:#o} {:#b} {:#X} {:,} {:_}".format(255, 255, 255, 255,
    5, 65, 255, 8, 5, 255, 1234567, 7) )
print("{:10.3f}|{:<10.2f}|{:^10.1f}|{:+.1f}|{:010.3f}|{:e}|{:.2e}|{:g}|{:%}|{:.0%}".format(*[3.14159] * 10))
print("{:{}}|{:{}.{}f}|{:>{w}}|{:{fill}^{w}}".format("a", 4, 2.5, 8, 3, "b", "c", w=5, fill="~"))
print("{:>8} {:>8} {:<8}|".format(True, "None", str([1])), "{}".format(True), "{:d}".format(True),
      "{!r:>6}|".format("a"))
print("{:04d}".format(5), "{:s}".format("x"), "{:}".format(3), "{0:}".format("y"))
x, name = 3.14159, "pi"
print(f"{name}={x:.2f} {name!r:>6} {x:{8}.{3}} {{literal}} {1 + 2} {'nested'} {x=:.1f}")
print(f"{p} {p!r} {[i for i in range(3)]} {({1: 2})[1]} {'a' if x else 'b'} {x:>10.3f}|{name:^6}|{name:<{5}}|")
for template, args in [
    ("{", ()), ("}", ()), ("{0", (1,)), ("{}{1}", (1, 2)), ("{1}{}", (1, 2)), ("{5}", (1,)),
    ("{name}", (1,)), ("{:d}", ("a",)), ("{:s}", (1,)), ("{:d}", (1.5,)), ("{!x}", (1,)),
    ("{:c}", ("a",)), ("{:q}", (1,)), ("{!r", (1,)), ("{:+s}", ("a",)), ("{} {}", (1,)),
    ("{:=5}", ("a",)),
]:
    try:
        print(template.format(*args))
    except (ValueError, IndexError, KeyError) as error:
        print(type(error).__name__, repr(template))
print("%".replace("%", "{}").format(1), "a{}b".format(""), len("{:100}".format("")),
      "{:0<5}{:0>5}".format(1, 2))
