# The target of an augmented assignment is evaluated once, before the value.
log = []


def note(name, value):
    log.append(name)
    return value


class Holder:
    def __init__(self):
        self.value = 1


holder = Holder()
data = [10, 20, 30]
note("object", data)[note("index", 1)] += note("value", 5)
print(data, log)
log.clear()
note("holder", holder).value *= note("factor", 7)
print(holder.value, log)
log.clear()
note("x", data)[note("i", 0)] = note("rhs", 99)
print(data, log)
log.clear()
note("first", data)[note("k", 2)], note("second", holder).value = note("pair", (1, 2))
print(data, holder.value, log)
