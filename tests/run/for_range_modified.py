# Changing the loop variable or the bound inside the loop does not change the count.
for i in range(3):
    print(i, end=" ")
    i = 100
print(i)
n = 3
for i in range(n):
    n = 10
    print(i, end=" ")
print(n)


def local():
    result = []
    stop = 4
    for i in range(stop):
        result.append(i)
        i += 10
        stop -= 1
    return result, i, stop


print(local())


def step_changes():
    step = 2
    seen = []
    for i in range(0, 8, step):
        seen.append(i)
        step = 100
    return seen


print(step_changes())


def leftover():
    for i in range(2, 5):
        pass
    after = i
    for i in range(0):
        pass
    return after, i


print(leftover())


def same_variable():
    out = []
    for i in range(2):
        for i in range(10, 12):
            out.append(i)
        out.append(("outer", i))
    return out


print(same_variable())


def evaluated_once():
    calls = []

    def bound(n):
        calls.append(n)
        return n

    for i in range(1, bound(4), 1):
        pass
    return calls, i


print(evaluated_once())
