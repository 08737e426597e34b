# Functions that drop their own last reference while they run, and modules that go.
import gc


def fill():
    return [bytearray(40) for _ in range(20)]


def make():
    space = {}

    def itself(x):
        space.pop("f", None)
        gc.collect()
        kept = fill()
        gc.collect()
        return "alive" + str(x) + str(len(kept))

    space["f"] = itself
    return space


print(make()["f"](1))


def generator(space):
    space.clear()
    gc.collect()
    yield fill()[3]
    gc.collect()
    yield "end"


space = {"g": generator}
g = space.pop("g")(space)
del generator, space
gc.collect()
print(len(next(g)), next(g))


class Gone:
    def method(self, holder):
        holder.clear()
        global Gone
        Gone = None
        gc.collect()
        fill()
        return "method"


holder = [Gone()]
print(holder[0].method(holder))


def thrower(depth):
    if depth == 0:
        raise ValueError("deep")
    try:
        thrower(depth - 1)
    finally:
        gc.collect()
        fill()


try:
    thrower(5)
except ValueError as error:
    gc.collect()
    print(error)


def cell():
    value = [1]

    def get():
        return value

    def put(x):
        nonlocal value
        value = x
        gc.collect()

    return get, put


get, put = cell()
put([2, 3])
gc.collect()
print(get())


def lots(n):
    total = 0
    table = {}
    for i in range(n):
        table[i % 7] = (i, [i] * 3, "%d" % i, i * 1.5)
        total += table[i % 7][1][0]
    return total, len(table)


print(lots(300))
def main_again():
    global main_again
    main_again = None
    gc.collect()
    return fill() and "again"


print(main_again())
