# micropython-only: optimisation level 3 removes line numbers from tracebacks
# flags: -O3
def inner():
    x = 1
    y = 2
    raise ValueError("no line")


def outer():
    z = 3
    inner()


outer()
