# Default values: evaluated at definition, used when an argument is missing.
def f(a, b=2, c=3):
    return a, b, c


print(f(1), f(1, 20), f(1, 20, 30), f(1, c=30), f(c=3, a=1), f(a=0, b=0))


def all_default(x=1, y=2):
    return x + y


print(all_default(), all_default(5), all_default(y=5), all_default(5, 5))
limit = 10


def captured(value=limit):
    return value


limit = 20
print(captured(), limit)


def expression(a=limit * 2, b=[limit][0], c=(1, 2), d={"k": 1}["k"], e=lambda: limit):
    return a, b, c, d, e()


print(expression())


def shared(item, items=[]):
    items.append(item)
    return items


print(shared(1), shared(2), shared(3, []), shared(4))
for i in range(3):

    def in_loop(n=i * i):
        return n

    print(in_loop(), end=" ")
print()


class WithMethod:
    size = 4

    def method(self, n=size, *, m=size + 1):
        return n, m


print(WithMethod().method(), WithMethod().method(0, m=0))
