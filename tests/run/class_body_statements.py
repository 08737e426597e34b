# Every kind of statement in a class body.
import sys

flag = True


class Everything:
    """Docstring."""

    import sys as system
    from sys import path

    a = b = 1
    c, *d = 2, 3, 4
    a += 10
    if flag:
        conditional = "yes"
    else:
        conditional = "no"
    table = {}
    for name in ("x", "y"):
        table[name] = len(table)
    while b < 5:
        b += 1
    try:
        risky = 1 // 0
    except ZeroDivisionError:
        risky = "caught"
    finally:
        done = True
    assert a == 11
    del name
    pass
    numbers = [n * 2 for n in range(3)]
    first, second = (lambda v: (v, v + 1))(5)
    (lambda: None)()

    class Inner:
        depth = 2

        class Deeper:
            depth = 3

    inner_depth = Inner.depth + Inner.Deeper.depth

    def helper(x):
        return x * 3

    tripled = helper(7)

    def method(self):
        return self.tripled, Everything.a


E = Everything
print(E.a, E.b, E.c, E.d, E.conditional, sorted(E.table.items()), E.risky, E.done)
print(E.numbers, E.first, E.second, E.inner_depth, E.tripled, E().method(), hasattr(E, "name"))
print(E.system is sys, E.path is sys.path, E.Inner.Deeper.depth, E.Inner().depth)
