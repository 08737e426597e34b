# Lists and bytearrays that grow, shrink and get other items while a loop asks for their items, by
# functions, methods, operators and attributes.


def grow(a, i):
    if i == 2:
        a.extend([1000 + i] * 200)
        a[4] = 77
    if i == 5:
        a[:] = [9] * 300


def by_function(a):
    total = 0
    for i in range(8):
        total += a[i]
        grow(a, i)
    return total, len(a)


def by_method(a):
    total = 0
    for i in range(6):
        total += a[i]
        a.insert(0, 10 * i)
    return total, len(a)


def by_slice(a, many):
    total = 0
    for i in range(6):
        total += a[i]
        a[0:1] = many
        a[5] = i
    return total, len(a)


def by_delete(a):
    total = 0
    i = 0
    try:
        while i < 10:
            total += a[i]
            del a[0]
            i += 1
    except IndexError:
        return total, i, len(a)


class Other:
    def __init__(self, a):
        self.a = a

    @property
    def next(self):
        self.a[:] = [len(self.a)] * (len(self.a) + 50)
        return 1

    def __add__(self, other):
        self.a[:] = [other] * 300
        return 5

    def __bool__(self):
        self.a.clear()
        self.a.extend([3] * 500)
        return True


def by_attribute(a, other):
    total = 0
    for i in range(6):
        total += a[i] + other.next
    return total, len(a)


def by_operator(a, other):
    total = 0
    for i in range(6):
        total += a[i]
        total += other + i
    return total, len(a)


def by_truth(a, other):
    total = 0
    for i in range(6):
        total += a[i]
        if other:
            total += 1
    return total, len(a)


def stored(a, many):
    for i in range(6):
        a[i] = i
        a.extend(many)
        a[0] += a[i + 1]
    return a[:7], len(a)


print(by_function(list(range(20))), by_method(list(range(20))))
print(by_slice(list(range(20)), [1] * 100), by_delete(list(range(7))))
for make in (by_attribute, by_operator, by_truth):
    a = list(range(20))
    print(make(a, Other(a)))
print(stored(list(range(20)), [8] * 90))
b = bytearray(range(20))
print(stored(b, bytes(300)), by_delete(list(b[:9])))
