"""Dictionaries: by text and by number, counting, going through items."""


def run():
    words = ["red", "green", "blue", "cyan", "black", "white", "grey", "pink"]
    counts = {}
    for i in range(400):
        word = words[i * 5 & 7]
        counts[word] = counts.get(word, 0) + 1
    table = {i * 3: i for i in range(150)}
    hits = 0
    for i in range(450):
        if i in table:
            hits += table[i]
    total = 0
    for word, count in counts.items():
        total += len(word) * count
    return hits, total, sorted(counts)[0]
