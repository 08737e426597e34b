# del of subscripts, slices and attributes, and of several targets.
items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
del items[0]
del items[-1]
print(items)
del items[1:3]
print(items)
del items[0], items[0]
print(items)
table = {"a": 1, "b": 2, "c": 3}
del table["a"]
del (table["b"])
print(table)
try:
    del table["missing"]
except KeyError as error:
    print("KeyError", error.args)


class Bag:
    pass


bag = Bag()
bag.x = bag.y = bag.z = [1, 2, 3]
del bag.x
del bag.y, bag.z[0]
print(hasattr(bag, "x"), hasattr(bag, "y"), bag.z)
try:
    del bag.x
except AttributeError:
    print("no attribute")
bag.inner = Bag()
bag.inner.list = [[1, 2], [3, 4]]
del bag.inner.list[1][0]
print(bag.inner.list)
del (table["c"], bag.inner)
print(table, hasattr(bag, "inner"))


class Watched:
    def __delitem__(self, key):
        print("delete", key)

    def __delattr__(self, name):
        print("remove", name)


w = Watched()
del w[1], w["k"], w.attr, w[1, 2]
