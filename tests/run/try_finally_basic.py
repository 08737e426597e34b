# finally runs on every way out.
log = []


def normal():
    try:
        log.append("body")
    finally:
        log.append("finally")
    log.append("after")


def raising():
    try:
        log.append("body")
        raise ValueError("passes on")
    finally:
        log.append("finally")
    log.append("never")


normal()
try:
    raising()
except ValueError as e:
    log.append(str(e))
print(log)
log.clear()


def nested():
    try:
        try:
            try:
                raise KeyError("deep")
            finally:
                log.append(1)
        finally:
            log.append(2)
    except KeyError:
        log.append("caught")
    finally:
        log.append(3)


nested()
print(log)
log.clear()


def replaced():
    try:
        raise ValueError("lost")
    finally:
        raise KeyError("replaces")


try:
    replaced()
except KeyError as e:
    print(e.args)
for i in range(2):
    try:
        print("loop", i)
    finally:
        print("finally", i)
try:
    pass
finally:
    print("module level")
