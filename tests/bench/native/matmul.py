# The product of two matrices of small integers, which are lists of lists.
def product(a, b, n):
    made = []
    for i in range(n):
        row = a[i]
        out = [0] * n
        for j in range(n):
            total = 0
            for k in range(n):
                total += row[k] * b[k][j]
            out[j] = total
        made.append(out)
    return made


def main(scale):
    n = 6 + scale
    a = [[(i * j) % 7 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 5 for j in range(n)] for i in range(n)]
    made = product(a, b, n)
    return made[n - 1][n - 2], made[1][0]
