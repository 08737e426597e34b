# The else part of while runs unless break left the loop.
def search(items, wanted):
    i = 0
    while i < len(items):
        if items[i] == wanted:
            result = "found at %d" % i
            break
        i += 1
    else:
        result = "not found"
    return result


print(search([1, 2, 3], 2), search([1, 2, 3], 9), search([], 1))


def returns_inside(n):
    while n > 0:
        if n == 3:
            return "returned"
        n -= 1
    else:
        return "else"
    return "never"


print(returns_inside(5), returns_inside(2))


def infinite():
    n = 0
    while 1:
        n += 1
        if n == 4:
            break
    else:
        n = "never"
    return n


print(infinite())


def outer_break():
    log = []
    while True:
        while True:
            log.append("inner")
            break
        else:
            log.append("never")
        while False:
            log.append("never")
        else:
            log.append("inner else")
            break
    else:
        log.append("never")
    return log


print(outer_break())
i = 3
while i:
    i -= 1
    if i == 1:
        continue
else:
    print("else after continue", i)
