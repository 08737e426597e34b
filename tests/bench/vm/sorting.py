"""Sorting: sort() and sorted() with and without keys, and sorts written in Python."""

ROUNDS = 50


def shuffled(count, seed):
    numbers = []
    for _ in range(count):
        seed = seed * 1103 + 12345 & 0x7FFF
        numbers.append(seed)
    return numbers


def quicksort(items, low, high):
    while low < high:
        pivot = items[(low + high) >> 1]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        quicksort(items, low, j)
        low = i


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    return result + left[i:] + right[j:]


def insertion(items):
    for i in range(1, len(items)):
        item = items[i]
        j = i
        while j and items[j - 1] > item:
            items[j] = items[j - 1]
            j -= 1
        items[j] = item


def work():
    numbers = shuffled(1500, 7)
    wanted = sorted(numbers)
    mine = numbers[:]
    quicksort(mine, 0, len(mine) - 1)
    few = shuffled(120, 3)
    insertion(few)
    words = ["%04x" % number for number in numbers[:600]]
    words.sort()
    records = [(number & 15, str(number)) for number in numbers[:600]]
    records.sort()
    by_size = sorted(numbers, key=lambda number: number % 97, reverse=True)
    return (mine == wanted, merge_sort(numbers[:700]) == sorted(numbers[:700]), few[60],
            words[300], records[300], by_size[0] % 97)


for _ in range(ROUNDS):
    result = work()
print(result)
