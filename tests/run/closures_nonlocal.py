# Inner functions change the variables of outer ones.
def counter(start=0):
    value = start

    def step(by=1):
        nonlocal value
        value += by
        return value

    def reset():
        nonlocal value
        value = start

    return step, reset


step, reset = counter(10)
other, _ = counter()
print(step(), step(5), other(), step())
reset()
print(step(), other())


def accumulate():
    total = 0
    history = []

    def add(*numbers):
        nonlocal total, history
        for number in numbers:
            total += number
        history = history + [total]
        return history

    return add


add = accumulate()
print(add(1), add(2, 3), add(), add(-10))


def targets():
    a = b = 0
    c = [0]

    def change():
        nonlocal a, b
        a, b = 1, 2
        for a in (7, 8):
            pass
        c[0] = a + b
        return a

    return change(), a, b, c


print(targets())
