"""Function calls: recursion, several arguments, keywords, defaults, star arguments, callbacks."""

ROUNDS = 90


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def clamp(value, low=0, high=255):
    if value < low:
        return low
    return high if value > high else value


def mix(a, b, c, *, weight=1):
    return (a + b * weight + c) & 1023


def total(*values):
    result = 0
    for value in values:
        result += value
    return result


def apply(function, count):
    result = 0
    for i in range(count):
        result = function(result, i)
    return result


def work():
    found = [fibonacci(17), ackermann(2, 12)]
    state = 0
    for i in range(6000):
        state = mix(clamp(i - 300), clamp(i, high=99), state, weight=3)
        state += total(i, state)
        state &= 4095
    found.append(state)
    found.append(apply(lambda a, b: (a + b) & 255, 6000))
    found.append(apply(clamp, 6000))
    arguments = (1, 2)
    named = {"low": 5, "high": 50}
    for i in range(500):
        state += total(*arguments) + clamp(i, **named)
    found.append(state)
    return found


for _ in range(ROUNDS):
    result = work()
print(result)
