# dict: many keys, growth, deletion and reuse; order of insertion is kept.
def scrambled(n, seed=1):
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % (1 << 31)
        yield seed >> 12


d = {}
for i in range(2000):
    d[i] = -i
    if i in (0, 7, 8, 9, 63, 64, 65, 500):
        assert len(d) == i + 1 and all(d[k] == -k for k in range(i + 1))
print(len(d), sum(d), sum(d.values()), d[1999], 2000 in d)
for i in range(0, 2000, 3):
    del d[i]
print(len(d), sum(d), 3 in d, 4 in d, list(d)[:4])
for i in range(0, 2000, 3):
    d[i] = 1
print(len(d), d[0], d[1998], d[1])
text = {}
for n in scrambled(1500):
    text["key%d" % n] = text.get("key%d" % n, 0) + 1
print(len(text), sum(text.values()), all(k[3:].isdigit() for k in text))
mixed = {}
for i in range(300):
    mixed[i] = mixed[str(i)] = mixed[(i, i)] = mixed[i + 0.5] = i
print(len(mixed), mixed["299"], mixed[(150, 150)], mixed[10.5], sum(v for v in mixed.values()))
for k in list(mixed):
    if isinstance(k, (str, tuple)):
        del mixed[k]
print(len(mixed), mixed[299], mixed[0.5])
turns = {}
for i in range(3000):
    turns[i] = i
    if i >= 10:
        del turns[i - 10]
print(len(turns), sorted(turns) == list(range(2990, 3000)))
while turns:
    turns.popitem()
print(turns, len(turns))
same = dict(d)
print(same == d, len(same), dict.fromkeys(range(100))[99], len(same.copy()), same.clear(),
      len(same), len(d))
words = "the cat and the dog and the bird".split()
count = {}
for word in words:
    count[word] = count.get(word, 0) + 1
print(count, sorted(count.items(), key=lambda item: (-item[1], item[0])))
s = set()
for n in scrambled(3000, 7):
    s.add(n % 1000)
print(len(s), len(s | set(range(1000))), sum(1 for i in range(1000) if i in s) == len(s))
for i in range(1000):
    s.discard(i)
print(s, len(s))
