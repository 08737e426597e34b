# micropython-only: a dict display evaluates each value before its key
log = []


def note(value):
    log.append(value)
    return value


table = {note("k1"): note("v1"), note("k2"): note("v2")}
print(sorted(table.items()), log)
log.clear()
table = {note(i): note(-i) for i in (1, 2)}
print(sorted(table.items()), log)
log.clear()
print(dict(a=note(1), b=note(2)) == {"b": 2, "a": 1}, log)
log.clear()
table[note("key")] = note("value")
print(log)
