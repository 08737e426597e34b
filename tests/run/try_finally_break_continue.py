# break and continue through finally, at several depths.
def breaks():
    log = []
    for i in range(3):
        try:
            log.append(i)
            if i == 1:
                break
        finally:
            log.append("f%d" % i)
    return log


def continues():
    log = []
    for i in range(3):
        try:
            if i == 1:
                continue
            log.append(i)
        finally:
            log.append("f%d" % i)
    else:
        log.append("else")
    return log


def in_while():
    log = []
    n = 0
    while True:
        n += 1
        try:
            try:
                if n == 1:
                    continue
                if n == 3:
                    break
                log.append(n)
            finally:
                log.append("inner")
        finally:
            log.append("outer")
    return log


def from_except():
    log = []
    for i in range(4):
        try:
            if i % 2:
                raise ValueError
            log.append("even")
        except ValueError:
            if i == 1:
                continue
            break
        finally:
            log.append("f")
    return log


def two_loops():
    log = []
    for i in range(2):
        try:
            for j in range(3):
                try:
                    if j == 1:
                        break
                    log.append((i, j))
                finally:
                    log.append("j")
            else:
                log.append("never")
        finally:
            log.append("i")
    return log


def return_from_loop():
    log = []
    for i in range(5):
        try:
            for j in [1, 2]:
                try:
                    if i == 1:
                        return log
                finally:
                    log.append("j")
        finally:
            log.append("i")


for f in (breaks, continues, in_while, from_except, two_loops, return_from_loop):
    print(f())
