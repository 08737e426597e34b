# Several for and if clauses, and comprehensions inside comprehensions.
print([x + y for x in "ab" for y in "cd"])
print([(x, y) for x in range(3) for y in range(x)])
print([(x, y, z) for x in range(2) for y in range(2) for z in range(2) if x + y + z == 1])
print([x * y for x in range(4) if x % 2 for y in range(4) if y > x])
print([[y for y in range(x)] for x in range(4)])
print([[[z * 10 for z in range(y)] for y in range(x)] for x in range(3)])
print([cell for row in [[1, 2], [3], []] for cell in row])


def primes(n):
    return [p for p in range(2, n) if not [d for d in range(2, p) if p % d == 0]]


print(primes(30))


def transpose(rows):
    return [[row[i] for row in rows] for i in range(len(rows[0]))]


print(transpose([[1, 2, 3], [4, 5, 6]]))


def triples(n):
    return [(a, b, c) for a in range(1, n) for b in range(a, n) for c in range(b, n) if a * a + b * b == c * c]


print(triples(20))
print(sorted({(i, j) for i in range(2) for j in range(2) if i != j}))
print(sorted({i: {j: i + j for j in range(2)} for i in range(2)}.items()))
print([list(x for x in range(n)) for n in range(3)])
offset = 5
print([[offset + x * y for y in range(2)] for x in range(2)])
