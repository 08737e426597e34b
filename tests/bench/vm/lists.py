"""Lists and tuples: building, indexing, slicing, comprehensions, queues, matrices, unpacking."""

ROUNDS = 200


def life(board, size):
    new = []
    for y in range(size):
        row = []
        above, here, below = board[y - 1], board[y], board[(y + 1) % size]
        for x in range(size):
            after = (x + 1) % size
            around = (above[x - 1] + above[x] + above[after] + here[x - 1] + here[after] +
                      below[x - 1] + below[x] + below[after])
            row.append(1 if around == 3 or around == 2 and here[x] else 0)
        new.append(row)
    return new


def permutations(items):
    if len(items) <= 1:
        return [items]
    return [[items[i]] + rest for i in range(len(items))
            for rest in permutations(items[:i] + items[i + 1:])]


def search(size):
    maze = [[(x * 7 + y * 13) % 5 == 2 for x in range(size)] for y in range(size)]
    queue, seen = [(1, 1, 0)], [[False] * size for _ in range(size)]
    far = 0
    while queue:
        x, y, steps = queue.pop(0)
        if not (0 <= x < size and 0 <= y < size) or maze[y][x] or seen[y][x]:
            continue
        seen[y][x] = True
        far = max(far, steps)
        queue.extend([(x + 1, y, steps + 1), (x - 1, y, steps + 1), (x, y + 1, steps + 1),
                      (x, y - 1, steps + 1)])
    return far


def work():
    board = [[(x * y + x) % 3 == 0 for x in range(20)] for y in range(20)]
    for _ in range(6):
        board = life(board, 20)
    squares = [i * i for i in range(3000)]
    evens = [i for i in squares if not i & 1]
    evens.insert(5, -1)
    evens.remove(-1)
    stack = []
    for i in range(4000):
        stack.append(i)
        if i % 3 == 0:
            stack.pop()
    total = 0
    for a, (b, c) in zip(squares, enumerate(evens)):
        total += a - b + c
    return (sum(map(sum, board)), len(permutations([1, 2, 3, 4, 5])), search(20), evens[::100][3],
            len(stack), total, squares.index(2500), squares[-3:], (1, 2) + (3,) < (1, 3))


for _ in range(ROUNDS):
    result = work()
print(result)
