# Lists of comprehensions, whose length may be known where they are made.
def squares(*ends):
    return [i * i for i in range(*ends)]


def ends(made):
    return len(made), made[:2], made[-2:], sum(made)


for n in (0, 1, 3, 4, 5, 63, 64, 65, 200):
    print(n, ends(squares(n)), ends(squares(n, 0, -3)), ends(squares(-5, n, 7)))


def grown(n):
    made = [i for i in range(n)]
    for i in range(3):
        made.append(-i)
    made.insert(1, 'x')
    made.extend([made.pop(0) for i in range(2)])
    del made[0]
    return made


print(grown(0), grown(1), grown(5))


def pairs(n):
    return [(i, j) for i in range(n) for j in range(i)]


def odd(n):
    return [i for i in range(n) if i & 1]


def either(n):
    return [i if i & 1 else 'even' for i in range(n)]


def nested(n):
    return [[i * j for j in range(n)] for i in range(n)]


print(pairs(4), odd(9), either(4), nested(3))


def fails(n, at):
    seen = []

    def item(i):
        seen.append(i)
        if i == at:
            raise ValueError(i)
        return i

    try:
        return [item(i) for i in range(n)], seen
    except ValueError as e:
        return e.args, seen


print(fails(5, 3), fails(3, 9), fails(10 ** 9, 2))


def over(things):
    return [x for x in things]


class Few:
    def __init__(self):
        self.left = 3

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        if self.left < 0:
            raise StopIteration
        return self.left


print(over([1, 2]), over((3, 4)), over('ab'), over(b'cd'), over(bytearray(b'e')), over({5}), over(Few()))
print(over(i for i in range(3)), over(range(4)), over(range(5, 2, -1)), over({1: 2}), over([]))


def changes():
    things = [1, 2, 3]
    return [things.append(x) if len(things) < 6 else x for x in things], things


print(changes())


def floats(n):
    return [i * 0.5 for i in range(n)]


def big(n):
    return [1 << (i * 20) for i in range(n)]


print(floats(4), big(5))


def late():
    made = [lambda: i for i in range(3)]
    return [f() for f in made]


def generator(n):
    yield [i + n for i in range(n)]
    yield [[x] for x in range(n)]


print(late(), list(generator(3)))
try:
    over(5)
except TypeError as e:
    print('TypeError')
try:
    [1 // i for i in range(2)]
except ZeroDivisionError as e:
    print('ZeroDivisionError')
