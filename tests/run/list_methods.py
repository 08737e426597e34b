# The method `append` of lists and of others, and lists that are many times the same.


def fill(n):
    made = []
    for i in range(n):
        made.append(i * i)
    return made


def result():
    made = [1]
    return made.append(2), made


def both(to, n):
    for i in range(n):
        to.append(i)
    return to


class Noting:
    def __init__(self):
        self.noted = []

    def append(self, item):
        self.noted.append(item)
        return self


class Own:
    pass


class Sub(list):
    pass


class Counting(list):
    def append(self, item):
        super().append((len(self), item))


def changes_itself():
    made = [1]
    made.append(made.append(2))
    made.append(made)
    return len(made), made[1], made[2], made[3] is made


def argument_raises(made):
    try:
        made.append(1 // 0)
    except ZeroDivisionError:
        made.append("raised")
    return made


def argument_rebinds():
    made = first = [1]

    def other():
        nonlocal made
        made = []
        return 5

    made.append(other())
    return made, first


def conditional(made, flag):
    made.append("yes" if flag else "no")
    return made


def twice(made):
    put = made.append
    put(1)
    put(2)
    return made


def unusual(made):
    try:
        made.append()
    except TypeError:
        print("TypeError")
    try:
        made.append(1, 2)
    except TypeError:
        print("TypeError")
    try:
        made.append(item=1)
    except TypeError:
        print("TypeError")
    return made


def others(made):
    try:
        made.append(1)
        print("appended")
    except AttributeError:
        print("AttributeError")


def nested(n):
    rows = []
    for i in range(n):
        row = []
        for j in range(i):
            row.append((i, j))
        rows.append(row)
    return rows


def generator(to):
    to.append((yield 1))
    to.append((yield 2))
    yield to


def protected(to):
    for i in range(3):
        try:
            to.append(10 // (i - 1))
        except ZeroDivisionError:
            to.append(None)
        finally:
            to.append("end")
    return to


def times(item, n):
    return [item] * n


def tried(item, n):
    try:
        return len([item] * n)
    except TypeError:
        return "TypeError"


class Many:
    def __rmul__(self, other):
        return "many", other


def zeros(n):
    made = [0] * n
    for i in range(n):
        made[i] += i
    return made, [None] * n, [n] * 2, [[]] * n


def table(n):
    rows = [[0] * n for i in range(n)]
    rows[0][0] = 1
    same = [[0] * n] * n
    same[0][0] = 1
    return rows, same


def grown(n):
    made = [1] * n
    made.append(2)
    made.extend([3] * n)
    made += [4] * n
    return made


def order():
    def say(x):
        print("say", x)
        return x

    return [say(7)] * say(2)


print(fill(10), result())
print(both([], 3), both(bytearray(), 3), both(Noting(), 3).noted, both(Sub(), 3), both(Counting(), 3))
own = Own()
own.append = lambda item: print("own", item)
both(own, 2)
print(changes_itself(), argument_raises([]), argument_rebinds())
print(conditional([], True), conditional([], False), twice([]))
print(unusual([]))
for each in (1, None, "text", (1,), {1}, {}, 1.5, len, [], 1 << 70, bytearray()):
    others(each)
print(nested(4))
made = generator([])
print(next(made), made.send("a"), made.send("b"))
print(protected([]))
print(times(1, 3), times("x", 0), times(None, -1), times(2.5, True), times([], 2))
print(tried(1, 1.5), tried(1, "x"), tried(1, None), tried(1, 1000), tried(1, -(1 << 20)))
print(times(1, Many()) if hasattr(Many, "__rmul__") else None)
print(zeros(3), table(2), grown(2), order())
