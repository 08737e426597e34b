"""Lists and tuples: append, items, comprehensions, slices, sorting."""


def run():
    numbers = []
    for i in range(300):
        numbers.append(i * 7919 % 1009)
    squares = [n * n for n in numbers if n & 1]
    pairs = [(n % 10, n) for n in numbers[:60]]
    pairs.sort()
    total = 0
    for low, n in pairs:
        total += low * n
    for i in range(1, len(numbers)):
        if numbers[i - 1] > numbers[i]:
            numbers[i - 1], numbers[i] = numbers[i], numbers[i - 1]
    return sum(squares) & 0xFFFFF, total, numbers[-1], max(numbers), len(squares)
