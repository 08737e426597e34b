# collections.deque with a bound, used as a queue, a stack and a sequence.
from collections import deque

d = deque((), 5)
for i in range(7):
    d.append(i)
print(list(d), len(d), d[0], d[-1], d[2], bool(d), bool(deque((), 1)))
d.appendleft("left")
print(list(d), d.pop(), d.popleft(), list(d))
d.extend("ab")
d[1] = "set"
d[-1] = "last"
print(list(d), [x for x in d], "set" in list(d), len(d), tuple(d), d.extend([1, 2, 3]), list(d))
print(list(deque([1, 2, 3], 10)), list(deque("abcd", 2)), list(deque(range(3), 3)))
for wrong in (lambda: deque((), 3).pop(), lambda: deque((), 3).popleft(), lambda: d[9],
              lambda: d[-9], lambda: deque((), -1), lambda: d["a"], lambda: deque(5, 5),
              lambda: d.extend(5), lambda: d.missing):
    try:
        print(wrong())
    except (IndexError, ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__)
try:
    d[20] = 1
except IndexError:
    print("no such place")
queue = deque((), 100)
done = []
queue.append(1)
while queue:
    n = queue.popleft()
    done.append(n)
    for m in (n * 2, n * 3):
        if m < 50 and m not in done and len(queue) < 100:
            queue.append(m)
print(sorted(set(done)), len(done))
ring = deque((), 3)
for i in range(1000):
    ring.append(i)
    if i % 3 == 0 and i:
        ring.popleft()
    if i % 5 == 0:
        ring.appendleft(-i)
print(list(ring), len(ring))
turn = deque(range(5), 5)
for i in range(7):
    turn.append(turn.popleft())
print(list(turn), sum(turn), max(turn), sorted(turn), list(zip(turn, "ab")))
