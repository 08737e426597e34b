# A function that calls itself.
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main(scale):
    return fib(7 + scale)
