# try, finally, with and loops: every way out of every combination.
log = []


def note(x):
    log.append(x)
    return x


class Guard:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        note("+" + self.name)
        return self

    def __exit__(self, kind, value, trace):
        note("-%s:%s" % (self.name, kind and kind.__name__))
        return self.swallow


def leave(how):
    "Five ways out of four nested blocks, inside a loop."
    for i in range(3):
        note(i)
        try:
            with Guard("w"):
                try:
                    if i == 1:
                        if how == "return":
                            return note("value")
                        if how == "break":
                            break
                        if how == "continue":
                            continue
                        if how == "raise":
                            raise ValueError("v")
                    note("body")
                finally:
                    note("f1")
            note("after with")
        except ValueError:
            note("caught")
        else:
            note("else")
        finally:
            note("f2")
        note("end")
    else:
        note("loop else")
    return "fell out"


for how in ("none", "return", "break", "continue", "raise"):
    log.clear()
    print(how, leave(how), log)


def finally_wins(how):
    for i in range(2):
        try:
            if how == "raise":
                raise KeyError
            return "try"
        finally:
            if how == "return" or how == "raise":
                return "finally"
            if how == "break":
                break
            if how == "continue":
                continue
    return "end"


print([finally_wins(how) for how in ("return", "break", "continue", "raise", "none")])


def nested_finally():
    try:
        try:
            try:
                return note("inner")
            finally:
                note(1)
        finally:
            note(2)
            try:
                raise ValueError
            except ValueError:
                note("handled")
            finally:
                note(3)
    finally:
        note(4)


log.clear()
print(nested_finally(), log)


def replaced():
    try:
        try:
            raise KeyError("first")
        finally:
            raise ValueError("second")
    except ValueError as error:
        return error.args


def reraise(kind):
    try:
        try:
            raise kind("x")
        except (KeyError, IndexError):
            note("lookup")
            raise
        except ValueError:
            note("value")
            raise TypeError("from value")
        else:
            note("no")
        finally:
            note("always")
    except Exception as error:
        return type(error).__name__


log.clear()
print(replaced(), [reraise(kind) for kind in (KeyError, IndexError, ValueError, OSError)], log)


def in_handler():
    try:
        raise KeyError(1)
    except KeyError as outer:
        try:
            raise ValueError(2)
        except ValueError as inner:
            note((outer.args, inner.args))
        try:
            outer
        except NameError:
            note("outer gone")
        raise
    finally:
        try:
            outer
        except NameError:
            note("unbound")


log.clear()
try:
    in_handler()
except KeyError as error:
    print(error.args, log)


def many(depth):
    try:
        if depth == 0:
            raise ValueError("bottom")
        many(depth - 1)
    finally:
        log.append(depth)


log.clear()
try:
    many(15)
except ValueError:
    print(log)


def loops():
    for i in range(3):
        while True:
            try:
                for j in (1, 2):
                    try:
                        if j == 2:
                            break
                        if i == 1:
                            continue
                        note((i, j))
                    finally:
                        note("f")
                else:
                    note("never")
                if i == 2:
                    return "out"
                break
            finally:
                note("w")


log.clear()
print(loops(), log)


def generator():
    try:
        with Guard("g"):
            for i in range(3):
                try:
                    yield i
                finally:
                    note("y%d" % i)
    finally:
        note("gen done")


log.clear()
g = generator()
next(g), next(g)
g.close()
print(log)
log.clear()
for x in generator():
    if x == 1:
        break
del x
print(list(generator()), log[-1])


class Bad:
    def __init__(self, where):
        self.where = where

    def __enter__(self):
        if self.where == "enter":
            raise ValueError("enter")

    def __exit__(self, *args):
        raise ValueError("exit")


for where in ("enter", "exit"):
    log.clear()
    try:
        with Guard("outer"), Bad(where), Guard("inner"):
            note("body")
            raise KeyError
    except (ValueError, KeyError) as error:
        print(where, error.args, log)
log.clear()
with Guard("s1", True):
    with Guard("s2"):
        with Guard("s3", True):
            raise ValueError
        raise KeyError
print(log)


def swallow_and_return():
    with Guard("x", True):
        raise ValueError
    return "after"


def lambda_raise():
    try:
        return (lambda: [][0])()
    except IndexError:
        return "index"
    else:
        return "else"


print(swallow_and_return(), lambda_raise(), [reraise(k) for k in (KeyError,)])
try:
    raise
except RuntimeError:
    print("nothing to raise again")


def stacked():
    total = []
    for i in range(4):
        try:
            try:
                total.append(10 // (i - 1) + [5, 6][i])
            except ZeroDivisionError:
                total.append("zero")
                continue
            except IndexError:
                total.append("index")
                if i == 3:
                    break
        finally:
            total.append(i)
    return total


print(stacked(), sum([i for i in range(3)]), [(lambda: 1)() for _ in range(2)])
