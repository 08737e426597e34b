# A `try` in each turn of a loop.
def run(n):
    caught = 0
    for i in range(n):
        try:
            if i % 16 == 0:
                raise ValueError(i)
            caught += 0
        except ValueError:
            caught += 1
    return caught


def main(scale):
    return run(100 * scale)
