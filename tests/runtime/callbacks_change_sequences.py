# micropython-only: CPython refuses to change bytes that are looked at
# Numbers, keys and items whose methods change the list, text or array that they are used on.
import array
from collections import deque


class Number:
    def __init__(self, value, change):
        self.value = value
        self.change = change

    def __int__(self):
        self.change()
        return self.value

    __index__ = __int__


class Item:
    def __init__(self, change, equal=False):
        self.change = change
        self.equal = equal

    def __eq__(self, other):
        self.change()
        return self.equal

    def __lt__(self, other):
        self.change()
        return False

    def __hash__(self):
        self.change()
        return 1


def attempt(what, target, operation):
    try:
        result = operation(target)
        print(what, "done", len(target), result if result is None or result == 7 else len(result))
    except Exception as error:
        print(what, type(error).__name__, len(target))


def store(target, index, value):
    target[index] = value


def delete(target, index):
    del target[index]


def store_part(target, start, stop, value):
    target[start:stop] = value


def delete_part(target, start, stop):
    del target[start:stop]


def big():
    return list(range(1000))


# Lists, emptied and made longer.
for change in (list.clear, lambda items: len(items) < 5000 and items.extend(range(5000)), lambda items: items.pop()):
    def at(number):
        return lambda: change(target)

    target = big()
    attempt("load", target, lambda t: [t[Number(999, at(0))]])
    target = big()
    attempt("store", target, lambda t: store(t, Number(999, at(0)), 5))
    target = big()
    attempt("delete", target, lambda t: delete(t, Number(999, at(0))))
    target = big()
    attempt("pop", target, lambda t: [t.pop(Number(999, at(0)))])
    target = big()
    attempt("insert", target, lambda t: t.insert(Number(999, at(0)), 5))
    target = big()
    attempt("insert at the end", target, lambda t: t.insert(Number(-1, at(0)), 5))
    target = big()
    attempt("slice", target, lambda t: t[Number(0, at(0)):990])
    target = big()
    attempt("slice to", target, lambda t: t[10:Number(999, at(0))])
    target = big()
    attempt("backwards", target, lambda t: t[Number(990, at(0)):Number(3, at(0)):-3])
    target = big()
    attempt("step", target, lambda t: t[::Number(2, at(0))])
    target = big()
    attempt("store slice", target, lambda t: store_part(t, Number(5, at(0)), 900, [1, 2]))
    target = big()
    attempt("delete slice", target, lambda t: delete_part(t, Number(5, at(0)), 900))
    target = big()
    attempt("multiply", target, lambda t: t * Number(2, at(0)))
    target = big()
    attempt("index", target, lambda t: t.index(Item(at(0)), Number(0, at(0))))
    target = big()
    attempt("index to", target, lambda t: t.index(-1, 0, Number(999, at(0))))
    target = [Item(lambda: None) for _ in range(9)]
    attempt("index of", target, lambda t: t.index(Item(at(0))))
    target = big()
    attempt("count", target, lambda t: [0] * t.count(Item(at(0))))
    target = [1, 2, 3]
    attempt("contains", target, lambda t: [0] * (Item(at(0)) in t))

# A list as a part of itself, by way of an instance.
class Derived(list):
    pass


derived = Derived(range(6))
derived[1:3] = derived
print(list(derived))
for _ in range(8):
    derived[2:3] = derived
print(len(derived), derived[:4], sum(derived))

# A deque.
for change in (lambda q: q.popleft(), lambda q: q.append(9)):
    queue = deque([1, 2, 3], 4)
    attempt("deque", queue, lambda q: [q[Number(2, lambda: change(q))]])
queue = deque([1, 2], 9)
queue.extend(queue)
print(list(queue))

# Bytes that can change.
def shrink(target):
    target[:] = target[:2]


def grow(target):
    target.extend(target)


for change in (shrink, grow):
    for new in (lambda: bytearray(range(200)), lambda: array.array("h", range(200))):
        def on(value):
            return Number(value, lambda: change(target))

        target = new()
        attempt("load", target, lambda t: [t[on(150)]])
        target = new()
        attempt("store index", target, lambda t: store(t, on(150), 5))
        target = new()
        attempt("store value", target, lambda t: store(t, 150, on(5)))
        target = new()
        attempt("slice", target, lambda t: t[on(1):on(190)])
        target = new()
        attempt("append", target, lambda t: t.append(on(5)))
        target = new()
        attempt("store slice", target, lambda t: store_part(t, on(100), on(150), t[:50]))
    text = bytes(range(200))
    for what, use in (("find", lambda t: [7] * (1 + t.find(b"\x05", on(0), on(190)))),
                      ("rfind", lambda t: [7] * (1 + t.rfind(b"\x05", on(1)))),
                      ("count", lambda t: [7] * t.count(b"\x05", on(0))),
                      ("starts", lambda t: [7] * t.startswith(b"\x01", on(1))),
                      ("replace", lambda t: t.replace(b"\x01", b"123", on(5))),
                      ("split", lambda t: t.split(b"\x01", on(5))),
                      ("center", lambda t: t.center(on(300)))):
        target = bytearray(text)
        attempt(what, target, use)


# Joining and formatting.
def pieces(target):
    for i in range(3):
        grow(target)
        yield b"x"


target = bytearray(b"-" * 50)
print(len(target.join(pieces(target))), len(target))


class Shown:
    def __str__(self):
        grow(target)
        return "s"

    __repr__ = __str__


target = bytearray(b"ab")
print("%s %s" % (Shown(), Shown()), len(target), "{} {!r}".format(Shown(), Shown()), len(target))

# Sorting.
target = big()
try:
    target.sort(key=lambda item: target.clear() or -item)
except ValueError:
    pass
target = [Item(lambda: target.append(1)) for _ in range(20)]
try:
    target.sort()
except ValueError:
    pass
print("sorted")
