"""Closures: counters with nonlocal, decorators, made functions, sort keys, composed functions."""

ROUNDS = 80


def counter(step):
    value = 0

    def advance():
        nonlocal value
        value += step
        return value

    return advance


def logged(function):
    calls = 0

    def wrapper(*arguments):
        nonlocal calls
        calls += 1
        return function(*arguments) + calls

    return wrapper


def compose(functions):
    def run(value):
        for function in functions:
            value = function(value)
        return value

    return run


def remember(function):
    known = {}

    def look_up(key):
        if key not in known:
            known[key] = function(key)
        return known[key]

    return look_up


@logged
def scale(value, factor):
    return value * factor & 0xFFF


def matcher(low, high):
    return lambda value: low <= value < high


def work():
    counters = [counter(step) for step in range(1, 5)]
    total = 0
    for i in range(3000):
        for advance in counters:
            total += advance() & 3
    for i in range(3000):
        total += scale(i, 3) & 7
    chain = compose([lambda v: v + 1, lambda v: v * 2, lambda v: v & 1023])
    value = 0
    for i in range(3000):
        value = chain(value)
    square = remember(lambda key: key * key)
    for i in range(6000):
        total += square(i & 63)
    tests = [matcher(low, low + 10) for low in range(0, 50, 10)]
    for i in range(1500):
        for number, test in enumerate(tests):
            if test(i % 50):
                total += number
                break
    made = [lambda x, n=n: x + n for n in range(500)]
    return total, value, sum(function(1) for function in made)


for _ in range(ROUNDS):
    result = work()
print(result)
