# Augmented assignment to names, attributes, subscripts and slices.
class Box:
    count = 0


counter = 0


def bump():
    global counter
    counter += 5
    return counter


def closure():
    n = 10

    def inner():
        nonlocal n
        n *= 2
        return n

    return inner() + inner()


box = Box()
box.count += 3
box.count <<= 2
print(box.count, Box.count)
table = {"a": 1}
table["a"] += 41
table["b"] = table.get("b", 0) - 1
print(sorted(table.items()))
grid = [[1, 2], [3, 4]]
grid[1][0] *= 10
grid[0][-1] -= 5
print(grid)
print(bump(), bump(), closure())
box.items = [1]
box.items += [2]
box.items[0] += 100
print(box.items)
nested = {"list": [0, [5]]}
nested["list"][1][0] **= 2
print(nested["list"])
