# Assignment to slices and deletion of slices.
items = list(range(6))
items[1:3] = ["a", "b", "c"]
print(items)
items[:2] = []
print(items)
items[len(items):] = [9, 9]
print(items)
items[1:1] = ["in", "sert"]
print(items)
items[:] = [1, 2, 3]
print(items)
items[1:2] = (10, 20)
print(items)
items[0:2] += ["plus"]
print(items)
del items[:2]
print(items)
data = bytearray(b"0123456789")
data[2:4] = b"xx"
data[0] = 65
print(data)
data[5:] = b"end"
print(data, data[1:3])


def local(values, start, stop):
    values[start:stop] = [0] * (stop - start)
    return values


print(local([5, 6, 7, 8], 1, 3))
a = [1, 2, 3, 4]
a[0], a[2:] = "first", ["tail"]
print(a)
b = c = [1, 2, 3]
b[:] = c[::-1]
print(b, c, b is c)
