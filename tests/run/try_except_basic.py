# Exceptions are caught by type, and by subclass.
def attempt(function):
    try:
        result = function()
    except ZeroDivisionError:
        return "zero division"
    except LookupError:
        return "lookup"
    except (TypeError, ValueError):
        return "type or value"
    except Exception:
        return "other"
    return result


print(attempt(lambda: 1 // 0))
print(attempt(lambda: [][1]))
print(attempt(lambda: {}["k"]))
print(attempt(lambda: 1 + "x"))
print(attempt(lambda: int("x")))
print(attempt(lambda: None.attribute))
print(attempt(lambda: "fine"))
try:
    print("body")
    raise RuntimeError("message", 5)
    print("never")
except RuntimeError as error:
    print(error.args, type(error) is RuntimeError, isinstance(error, Exception))
try:
    pass
except:
    print("never")
try:
    raise KeyError
except:
    print("bare except")


def propagates():
    try:
        raise ValueError("inner")
    except TypeError:
        print("never")


try:
    propagates()
except ValueError as error:
    print("propagated", error)
for i in range(3):
    try:
        if i == 1:
            raise IndexError
        print("ok", i)
    except IndexError:
        print("index", i)
