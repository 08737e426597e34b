# The name `range` means something else in the middle of loops: as a global of the module, that goes
# again, and by code that is called.


def short(*a):
    return [100, 200]


def by_statement(at):
    global range
    found = []
    for i in (1, 2, 3, 4):
        total = 0
        for j in range(i, 9, i):
            total += j
        found.append(total)
        if i == at:
            range = short
    if at:
        del range
    return found


def quiet(n, items, at):
    # Nothing is called between the loops but what items are.
    total = 0
    for i in (1, 2, 3, 4):
        for j in range(i, n, i):
            total += j
        total += items[i]
    return total


class Items:
    def __init__(self, at):
        self.at = at

    def __getitem__(self, i):
        if i == self.at:
            globals()["range"] = short
        elif i == self.at + 2:
            globals().pop("range", None)
        return 1000 * i


class Number:
    def __init__(self, at):
        self.at = at

    def __radd__(self, other):
        if self.at:
            globals()["range"] = short
        return other + 7


def by_operator(at):
    found = []
    for i in (1, 2, 3):
        total = 0
        for j in range(i, 8, i):
            total += j
        total = total + Number(at and i == 2)
        found.append(total)
    globals().pop("range", None)
    return found


for at in (0, 1, 2, 4):
    print(by_statement(at))
for at in (0, 1, 2, 3):
    print(quiet(9, Items(at), at), quiet(9, [0, 1, 2, 3, 4], at))
    globals().pop("range", None)
print(by_operator(0), by_operator(1))
