# A bare raise passes on the exception that is being handled.
def reraise():
    try:
        raise ValueError("original")
    except ValueError:
        print("handling")
        raise


try:
    reraise()
except ValueError as e:
    print("again", e)


def conditional(flag):
    try:
        raise KeyError(1)
    except KeyError as e:
        if flag:
            raise
        return "kept"


print(conditional(False))
try:
    conditional(True)
except KeyError:
    print("passed on")


def through_levels():
    try:
        try:
            try:
                raise OSError(5)
            except OSError:
                raise
        except OSError:
            raise
    except OSError as e:
        return e.args


print(through_levels())


def with_finally():
    log = []
    try:
        try:
            raise ValueError
        except:
            log.append("except")
            raise
        finally:
            log.append("finally")
    except ValueError:
        log.append("outer")
    return log


print(with_finally())


def after_inner():
    try:
        raise ValueError("outer one")
    except ValueError:
        try:
            raise KeyError("inner one")
        except KeyError:
            pass
        raise


try:
    after_inner()
except ValueError as e:
    print(e)
try:
    raise
except RuntimeError:
    print("nothing to raise")
