# List displays and list methods that compilers meet often.
empty = []
one = [1]
trailing = [1, 2, 3,]
nested = [[], [[]], [1, [2, [3]]]]
mixed = [1, "two", 3.0, None, True, (4, 5), {"k": 6}, [7]]
print(empty, one, trailing, nested)
print(mixed)
x = 5
print([x], [x, x + 1], [x] * 3, [x, [x]], [[0] * 3 for _ in range(2)])
print([1, 2] + [3], [1, 2][0], [1, 2][-1], [[1, 2], [3]][1][0], len([1, 2, 3]))
long = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
]
print(len(long), sum(long), long[39])
items = [3, 1, 2]
items.append(0)
items.sort()
items.insert(1, "in")
items.extend([7, 8])
print(items, items.pop(), items.pop(0), items.index(2), items.count(7))
items.remove("in")
items.reverse()
print(items, items.copy() == items, [] == [], [1] < [2], [1, 2] < [1, 3])


def local(a, b):
    return [a, b, [a, b], (a, b)]


print(local(1, 2))
