# The name `range` may stand for anything, also between two calls of a function.


def listed(n):
    return [x for x in range(n)]


def nested(n):
    return [[x for x in range(n)] for y in range(n)]


def rebound(n):
    global range
    made = []
    for i in [0, 1, 2]:
        made.append([x for x in range(n)])
        if i == 0:
            range = bytearray
        elif i == 1:
            del range
    return made


print(listed(3), nested(2))
range = bytearray
print(listed(3), nested(2))


class range:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter([self.n, "own"])


print(listed(3), nested(2))
range = lambda n: (n, "made")
print(listed(3), nested(2))
range = list
try:
    listed(3)
except TypeError:
    print("TypeError")
del range
print(listed(3), nested(2))
print(rebound(2))
