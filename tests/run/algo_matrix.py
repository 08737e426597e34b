# Matrices: product, determinant, transpose, power.
def identity(n):
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]


def multiply(a, b):
    result = []
    for row in a:
        line = []
        for j in range(len(b[0])):
            total = 0
            for k, value in enumerate(row):
                total += value * b[k][j]
            line.append(total)
        result.append(line)
    return result


def power(m, n):
    result = identity(len(m))
    while n:
        if n & 1:
            result = multiply(result, m)
        m = multiply(m, m)
        n >>= 1
    return result


def determinant(m):
    if len(m) == 1:
        return m[0][0]
    total = 0
    for j, value in enumerate(m[0]):
        minor = [row[:j] + row[j + 1:] for row in m[1:]]
        total += (-1) ** j * value * determinant(minor)
    return total


def spiral(n):
    grid = [[0] * n for _ in range(n)]
    x = y = 0
    dx, dy = 1, 0
    for value in range(1, n * n + 1):
        grid[y][x] = value
        nx, ny = x + dx, y + dy
        if not (0 <= nx < n and 0 <= ny < n) or grid[ny][nx]:
            dx, dy = -dy, dx
            nx, ny = x + dx, y + dy
        x, y = nx, ny
    return grid


print(power([[1, 1], [1, 0]], 50), power([[2]], 10), power([[1, 2], [3, 4]], 0))
print(determinant([[2, 0, 1], [1, 3, 2], [1, 1, 4]]), determinant([[1, 2], [2, 4]]))
print([list(row) for row in zip(*[[1, 2, 3], [4, 5, 6]])])
for row in spiral(4):
    print(" ".join("%2d" % v for v in row))
