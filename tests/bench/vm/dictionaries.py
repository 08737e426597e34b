"""Dictionaries: counting, grouping, updating, iterating; keys that are text, numbers and tuples."""

ROUNDS = 80
TEXT = ("the quick brown fox jumps over the lazy dog and then the dog sleeps while a fox runs by "
        "to the river where many small fish swim under old stones").split()


def count(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def group(words):
    groups = {}
    for word in words:
        groups.setdefault(len(word), []).append(word)
    return groups


def grid(size):
    cells = {}
    for x in range(size):
        for y in range(size):
            cells[x, y] = (x * y) & 3
    alive = 0
    for x in range(1, size - 1):
        for y in range(1, size - 1):
            alive += cells[x - 1, y] + cells[x + 1, y] + cells[x, y - 1] + cells[x, y + 1]
    return alive


def numbers(limit):
    table = {}
    for i in range(limit):
        table[i * 17 % limit] = i
    total = 0
    for i in range(limit):
        if i in table:
            total += table[i] & 7
    for i in range(0, limit, 3):
        del table[i]
    return total, len(table)


def work():
    result = []
    for _ in range(12):
        counts = count(TEXT * 4)
        result = [sorted(counts.items())[0], len(group(TEXT))]
    result.append(grid(12))
    result.append(numbers(1200))
    merged = {}
    for i in range(60):
        merged.update({word + str(i % 5): i for word in TEXT})
    total = 0
    for key, value in merged.items():
        total += value + len(key)
    for value in merged.values():
        total += value
    result.append((len(merged), total, "fox3" in merged, merged.pop("fox4")))
    return result


for _ in range(ROUNDS):
    result = work()
print(result)
