# Classes inside functions, methods that are closures, functions inside methods.
def make_counter(step):
    total = 0

    class Counter:
        increment = step

        def add(self):
            nonlocal total
            total += step
            return total

        def factory(self, n):
            def inner(m):
                return self.add(), step, n, m

            return inner

        @staticmethod
        def peek():
            return total

    return Counter


One = make_counter(1)
Five = make_counter(5)
a, b, c = One(), One(), Five()
print(a.add(), b.add(), c.add(), One.peek(), Five.peek(), One.increment, Five.increment)
print(a.factory("n")("m"), c.factory(1)(2))


def recursive():
    class Node:
        def __init__(self, depth):
            self.child = Node(depth - 1) if depth else None

        def count(self):
            return 1 + (self.child.count() if self.child else 0)

    return Node(4).count()


print(recursive())


def with_base(base, n):
    class Derived(base):
        def value(self):
            return super().value() + n

    return Derived


class Start:
    def value(self):
        return 1


print(with_base(with_base(Start, 10), 100)().value())


class Callbacks:
    def __init__(self):
        self.handlers = [lambda x, i=i: (self.name, x, i) for i in range(2)]
        self.name = "cb"


print([h("e") for h in Callbacks().handlers])
