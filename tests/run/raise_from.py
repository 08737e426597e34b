# raise ... from evaluates both; the raised exception is the first one.
def chained():
    try:
        raise ValueError("cause")
    except ValueError as cause:
        raise KeyError("effect") from cause


def no_cause():
    try:
        raise ValueError("cause")
    except ValueError:
        raise TypeError("effect") from None


def explicit():
    raise OSError("a") from RuntimeError("b")


for function in (chained, no_cause, explicit):
    try:
        function()
    except Exception as e:
        print(type(e).__name__, e.args)
log = []


def note(value):
    log.append(type(value).__name__)
    return value


try:
    raise note(ValueError("x")) from note(KeyError("y"))
except ValueError:
    print(log)
try:
    raise IndexError from LookupError
except IndexError as e:
    print(e.args)
