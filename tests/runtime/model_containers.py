# Random operations on dict, set, list, bytearray and str against plain models of them.
seed = 99


def random(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (seed >> 24) % n


def key():
    n = random(40)
    return (n, str(n), (n, "t"), n + 0.5, frozenset([n]))[random(5)]


table, model = {}, []
for step in range(3000):
    k, action = key(), random(8)
    place = [i for i in range(len(model)) if model[i][0] == k]
    if action < 4:
        table[k] = step
        if place:
            model[place[0]] = (k, step)
        else:
            model.append((k, step))
    elif action < 6:
        assert table.pop(k, "none") == (model.pop(place[0])[1] if place else "none")
    elif action == 6:
        assert table.get(k) == (model[place[0]][1] if place else None)
        assert (k in table) == bool(place)
    elif model:
        assert table.popitem() == model.pop()
    if step % 100 == 0:
        assert list(table.items()) == model and len(table) == len(model), step
        table = table.copy()
print(len(table), list(table.items())[:3], sum(v for v in table.values()))

some, members = set(), []
for step in range(2000):
    k = key()
    if random(3):
        some.add(k)
        if k not in members:
            members.append(k)
    else:
        some.discard(k)
        if k in members:
            members.remove(k)
    if step % 100 == 0:
        other = {key() for _ in range(30)}
        assert len(some) == len(members) and all(m in some for m in members)
        assert some & other == {m for m in members if m in other}
        assert some - other | some & other == some
        assert some ^ other == (some | other) - (some & other) and (some <= some | other)
        assert some.isdisjoint(other) == (not some & other)
print(len(some), sorted(str(m) for m in some if not isinstance(m, frozenset))[:4])

items, plain = [], []
for step in range(1500):
    action, at, n = random(9), random(2 * len(items) + 3) - len(items) - 1, len(items)
    start = max(at + n, 0) if at < 0 else min(at, n)
    if action < 3:
        items.insert(at, step)
        plain = plain[:start] + [step] + plain[start:]
    elif action == 3 and items:
        assert items.pop() == plain[-1]
        plain = plain[:-1]
    elif action == 4:
        items[at:at + 3] = [step, -step]
        stop = max(at + 3 + n, 0) if at + 3 < 0 else min(at + 3, n)
        plain = plain[:start] + [step, -step] + plain[max(start, stop):]
    elif action == 5:
        del items[start:start + 2]
        plain = plain[:start] + plain[start + 2:]
    elif action == 6:
        items.reverse()
        plain = [plain[-i - 1] for i in range(len(plain))]
    elif action == 7 and len(items) > 60:
        items.sort()
        plain = sorted(plain)[:40]
        del items[40:]
    else:
        items.append(step)
        plain = plain + [step]
    assert len(items) == len(plain)
    if step % 50 == 0:
        assert items == plain, (step, items, plain)
print(len(items), items[:8], sum(items))

letters = "ab,\u20ac\u4e2d "
for step in range(600):
    text = "".join([letters[random(6)] for _ in range(random(12))])
    part = "".join([letters[random(6)] for _ in range(1 + random(2))])
    places = [i for i in range(len(text)) if text[i:i + len(part)] == part]
    assert text.find(part) == (places[0] if places else -1) and (part in text) == bool(places)
    assert text.rfind(part) == (places[-1] if places else -1)
    pieces = text.split(part)
    assert part.join(pieces) == text and len(pieces) == text.count(part) + 1
    assert text.replace(part, "<>") == "<>".join(pieces) and text.partition(part)[0] == pieces[0]
    raw = text.encode()
    assert raw.decode() == text and raw.split(part.encode()) == [p.encode() for p in pieces]
    assert bytearray(raw).find(part.encode()) == raw.find(part.encode())
    assert text.startswith(part) == (0 in places) and list(text) == [c for c in text]
    at = random(len(text) + 1)
    assert text[:at] + text[at:] == text and len(text[at:]) == len(text) - at
    buffer = bytearray(raw)
    buffer[at:at] = b"++"
    assert bytes(buffer) == raw[:at] + b"++" + raw[at:]
print(text, places, pieces)
