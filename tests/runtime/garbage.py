# Much garbage, cycles, and what has to stay alive: structures are intact afterwards.
import gc


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next
        self.data = [value] * 3


keep = None
for i in range(300):
    keep = Node(i, keep)
    for j in range(20):
        junk = {"a": [j] * 10, "b": (i, j, str(i * j))}
        ring = Node(j)
        ring.next = Node(j, ring)
count = total = 0
node = keep
while node:
    count += 1
    total += node.value + sum(node.data)
    node = node.next
print(count, total)
gc.collect()
table = {}
for i in range(1500):
    table["key %d" % i] = ["value", i, {i: str(i)}]
    if i % 3 == 0:
        del table["key %d" % (i // 3)]
gc.collect()
print(len(table), all(v[2][v[1]] == str(v[1]) for v in table.values()),
      sum(v[1] for v in table.values()))


def generator(n):
    local = [n] * 50
    for i in range(n):
        yield local[i % 50] + i


running = [generator(20) for _ in range(30)]
print(sum(next(g) for g in running))
gc.collect()
waste = [bytearray(1000) for _ in range(100)]
waste = None
gc.collect()
print(sum(sum(g) for g in running))
closures = []
for i in range(50):
    def make(i):
        big = [i] * 20
        return lambda: sum(big) + i
    closures.append(make(i))
gc.collect()
print(sum(f() for f in closures))
text = ""
parts = []
for i in range(500):
    text += "part %d;" % i
    parts.append(text[-8:])
gc.collect()
print(len(text), "".join(parts) == "".join(parts[:]), text.count(";"), len(set(parts)))
views = []
for i in range(50):
    views.append(memoryview(bytearray(range(100)))[i:i + 10])
gc.collect()
print(sum(sum(v) for v in views))
its = [iter([i, i + 1,
             i + 2]) for i in range(50)] + [iter({i: 1}) for i in range(10)] + [reversed([1, 2]),
             zip([1], [2]), map(str, [1]), enumerate(["a"]), filter(None, [1])]
gc.collect()
print(sum(len(list(it)) for it in its))
bound = [[i].append for i in range(30)] + ["abc".join]
gc.collect()
print([f(["x"]) for f in bound][-1])
try:
    raise ValueError(["kept", {"deep": 1}])
except ValueError as error:
    held = error
gc.collect()
print(held.args)
matrix = [[i * j for j in range(40)] for i in range(40)]
for _ in range(5):
    matrix = [list(row) for row in zip(*matrix)]
gc.collect()
print(sum(map(sum, matrix)), (1 << 500) // (1 << 498), len(str(3 ** 1000)))
