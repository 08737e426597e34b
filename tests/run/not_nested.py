# Negation in and around other operators.
def f(a, b):
    return not a, not not a, not a == b, not (a and b), not a or b, not a and not b


for a in (True, False):
    for b in (True, False):
        print(a, b, f(a, b))
print(not 1 < 2, not (1 < 2) == False, not None is None)
x = not []
print(x, not x, [not x], (not x,), {"k": not x})


def g(items):
    if not items:
        return "empty"
    if not len(items) > 2:
        return "short"
    return "long"


print(g([]), g([1]), g([1, 2, 3]))
print((not 0) + (not 0), -(not 0), 1 if not 0 else 2)
