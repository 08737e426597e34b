# The name of a caught exception is removed after the handler.
try:
    raise ValueError("first")
except ValueError as error:
    print(error)
try:
    error
except NameError:
    print("error is gone")


def local():
    e = "before"
    try:
        raise KeyError("k")
    except KeyError as e:
        saved = e
    try:
        return e
    except NameError:
        return saved.args


print(local())


def deleted_inside():
    try:
        raise ValueError
    except ValueError as e:
        e = "reassigned"
        text = e
    return text


print(deleted_inside())


def closure():
    try:
        raise ValueError("captured")
    except ValueError as e:
        read = lambda: e
        value = read().args
    try:
        read()
    except NameError:
        return value, "unbound"


print(closure())


def returning():
    try:
        raise ValueError("r")
    except ValueError as e:
        return e.args


def looping():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            if e.args[0] < 1:
                continue
            break
    return i


print(returning(), looping())


def globals_too():
    global ge
    try:
        raise ValueError
    except ValueError as ge:
        pass
    return "ge" in globals()


print(globals_too())
