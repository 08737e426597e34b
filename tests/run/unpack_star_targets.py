# Starred unpacking into attributes, subscripts and slices.
class Box:
    pass


box = Box()
items = [None] * 3
table = {}
box.first, *box.rest = 1, 2, 3
print(box.first, box.rest)
*items[0], items[1] = "abc"
print(items)
table["x"], *table["y"], table["z"] = range(6)
print(table["x"], table["y"], table["z"])
items[0:2], *box.more = [7, 8, 9], 10, 11
print(items, box.more)


def function(target):
    target[0], *target[1:] = 5, 6, 7
    *target[2], last = "xy", "z", "w"
    return target, last


print(function([0, 0, 0]))
global_a = global_b = None


def set_globals():
    global global_a, global_b
    global_a, *global_b = "hello"


set_globals()
print(global_a, global_b)
(box.a, *box.b), *(box.c) = (1, 2), 3
print(box.a, box.b, box.c)
