# Jumps inside finally itself.
def break_in_finally():
    log = []
    while True:
        try:
            log.append("body")
            raise ValueError
        finally:
            log.append("finally")
            break
    log.append("after")
    return log


def loop_in_finally():
    log = []
    try:
        log.append("body")
    finally:
        for i in range(4):
            if i == 1:
                continue
            if i == 3:
                break
            log.append(i)
    return log


def loop_in_finally_with_exception():
    log = []
    try:
        try:
            raise ValueError("kept")
        finally:
            for i in range(3):
                if i == 1:
                    break
            log.append(i)
    except ValueError as e:
        log.append(str(e))
    return log


def return_inner_finally():
    try:
        try:
            return "a"
        finally:
            raise ValueError
    except ValueError:
        return "b"
    finally:
        pass


for f in (break_in_finally, loop_in_finally, loop_in_finally_with_exception, return_inner_finally):
    print(f())
