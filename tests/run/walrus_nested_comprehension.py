# micropython-only: := in an inner comprehension binds in the outer comprehension only
def nested(rows):
    result = [[last := cell for cell in row] for row in rows]
    try:
        return result, last
    except NameError:
        return result, "not bound in the function"


print(nested([[1, 2], [3, 4]]))


def reused(rows):
    return [([seen := cell for cell in row], seen) for row in rows]


def closure():
    def get():
        try:
            return last
        except NameError:
            return "not the function's variable"

    values = [last := n for n in range(3)]
    return get(), values, last


print(closure())
print(reused([[1, 2], [3, 4]]))
print([(n := row, n) for row in "ab"], n)
