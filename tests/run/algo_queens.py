# The eight queens by backtracking with a generator, and with bit masks.
def queens(n, row=0, columns=(), down=(), up=()):
    if row == n:
        yield columns
        return
    for c in range(n):
        if c not in columns and row + c not in up and row - c not in down:
            yield from queens(n, row + 1, columns + (c,), down + (row - c,), up + (row + c,))


def count(n):
    full = (1 << n) - 1

    def place(columns, left, right):
        if columns == full:
            return 1
        total = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            total += place(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return total

    return place(0, 0, 0)


print(next(queens(8)), sum(1 for _ in queens(6)), list(queens(4)))
print([count(n) for n in range(1, 9)])
for c in next(queens(6)):
    print("." * c + "Q" + "." * (5 - c))
