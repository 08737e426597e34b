# return through finally: order, value and overriding.
log = []


def value():
    log.append("value")
    return "result"


def simple():
    try:
        return value()
    finally:
        log.append("finally")


def overridden():
    try:
        return "first"
    finally:
        return "second"


def swallowed():
    try:
        raise ValueError
    finally:
        return "swallowed"


def changed_after():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    try:
        try:
            return value()
        finally:
            log.append("inner")
    finally:
        log.append("outer")


def nested_override():
    try:
        try:
            return 1
        finally:
            return 2
    finally:
        log.append("after override")


def in_except():
    try:
        raise ValueError
    except ValueError:
        return "from except"
    finally:
        log.append("finally")


def in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        return "from else"
    finally:
        log.append("finally")


for f in (simple, overridden, swallowed, changed_after, nested, nested_override, in_except, in_else):
    print(f(), log)
    log.clear()
