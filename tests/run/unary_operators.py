# Unary plus, minus, invert and not on run-time values.
def show(x):
    print(+x, -x, ~x, not x)


for value in (0, 1, -1, 127, -128, 1073741823, -1073741824, 1 << 70):
    show(value)


def floats(x):
    print(+x, -x, not x)


for value in (0.0, 1.5, -2.25):
    floats(value)


def nested(x):
    return - - x, ~-x, -~x, not not x, not -x, -(+(-x))


print(nested(5), nested(0), nested(-3))
print(-2 ** 2, (-2) ** 2, 2 ** -1, -2 ** -2)


def power(a):
    return -a ** 2, (-a) ** 2, ~a ** 2


print(power(3))
print(not [], not [0], not "", not "0", not {}, not None)
