# Conditions call __bool__ or __len__; everything else is true.
class Flag:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("asked", self.value)
        return self.value


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Plain:
    pass


if Flag(True):
    print("true branch")
if not Flag(False):
    print("negated")
print("x" if Flag(True) and Flag(False) else "y")
result = Flag(False) or Flag(True)
print(result.value)
print(bool(Sized(0)), bool(Sized(3)), bool(Plain()))
n = 3
steps = 0
while Sized(n):
    n -= 1
    steps += 1
print(steps)
for value in (0, 1, 0.0, "", "a", [], [0], (), (0,), {}, {0: 0}, set(), None, b"", b"x"):
    print(1 if value else 0, end=" ")
print()
