# One value to several targets, left to right.
a = b = c = 5
print(a, b, c)
x = y = []
x.append(1)
print(x, y, x is y)
i = items = [0, 0, 0]
print(i is items)
index = items[0] = 2
items[index] = items[1] = 7
print(index, items)


def local():
    p = q = r = s = 1
    q += 1
    t = (u, v) = w = (8, 9)
    return p, q, r, s, t, u, v, w


print(local())


class Node:
    pass


node = Node()
node.left = node.right = other = Node()
other.value = val = 3
print(node.left is node.right, node.left.value, val)
(m, n) = [k, l] = "ab"
print(m, n, k, l)
first = *rest, last = [1, 2, 3]
print(first, rest, last)
