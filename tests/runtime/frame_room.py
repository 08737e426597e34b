# Frames stay whole when there was no room for large ones behind them, first at another depth.
def large(a):
    return len([a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
                a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
                a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
                a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a])


def narrow(n):
    return narrow(n - 1) if n else large(n)


def overwrite(n):
    a = b = c = d = -1
    return overwrite(n - 1) if n else a + b + c + d


def wide(n):
    a, b, c = n, [n], str(n)
    if n > 0:
        return wide(n - 1)
    if n < 0:
        return [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
                a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]
    return large(a), overwrite(10), a, b, c


print([narrow(n) for n in range(200)] == [108] * 200)
for n in range(45):
    found = wide(n)
    if found != (108, -4, 0, [0], "0"):
        break
print(n, found)
