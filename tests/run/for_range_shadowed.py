# micropython-only: a for loop over range(...) counts by itself, whatever range means
# Elsewhere range is an ordinary name, and the bounds are evaluated stop first.
def order():
    calls = []

    def bound(n):
        calls.append(n)
        return n

    for i in range(bound(1), bound(4), 1):
        pass
    return calls, i


print(order())


def range(*args):
    return ["replaced", len(args)]


for i in range(3):
    print(i)
for i in range(1, 2, 1):
    print(i)
print([x for x in range(0)])


def local():
    range = lambda n: "ab" * n
    return [c for c in range(2)], [c for c in "x"]


print(local())


def parameter(range):
    for i in range(5):
        return i


print(parameter(lambda n: [n * 2]))
del range
for i in range(2):
    print(i)
