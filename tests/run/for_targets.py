# Loop targets other than plain names.
class Box:
    pass


box = Box()
cells = [0, 0]
for box.value in range(3):
    pass
for cells[0] in "xy":
    pass
for cells[1], box.other in [(1, 2), (3, 4)]:
    print(cells, box.other)
print(box.value, cells)
for (a, b), c in [((1, 2), 3)]:
    print(a, b, c)
for [d, *e] in ["abc", (1, 2)]:
    print(d, e)
for f, in [(1,), (2,)]:
    print(f)


def local(rows):
    total = 0
    for i, (x, y) in enumerate(rows):
        for total_x, total_y in [(x, y), (y, x)]:
            total += i * total_x - total_y
    return total, i, x, y


print(local([(1, 2), (3, 4)]))


def global_target():
    global g
    for g in range(5):
        if g == 3:
            break


def cell_target():
    for c in range(3):
        pass
    return (lambda: c)()


global_target()
print(g, cell_target())
for box.range in range(2):
    print(box.range)
for cells[0] in range(2, 4):
    print(cells)
