# else runs when nothing was raised; exceptions from else are not caught.
def run(value):
    log = []
    try:
        log.append("try")
        if value < 0:
            raise ValueError
    except ValueError:
        log.append("except")
    else:
        log.append("else")
        if value == 0:
            return log + ["returned"]
    log.append("after")
    return log


print(run(-1), run(0), run(1))


def raises_in_else():
    try:
        pass
    except KeyError:
        return "wrong"
    else:
        raise KeyError("from else")


try:
    raises_in_else()
except KeyError as error:
    print(error.args)


def with_finally(fail):
    log = []
    try:
        if fail:
            raise OSError
    except OSError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


print(with_finally(True), with_finally(False))


def in_loop():
    out = []
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            if i == 2:
                raise ValueError
        except ValueError:
            out.append("except")
        else:
            out.append("else %d" % i)
    else:
        out.append("never")
    return out


print(in_loop())
