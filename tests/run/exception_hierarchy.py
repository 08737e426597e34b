# Matching by base class, tuples, variables and expressions.
class Base(Exception):
    pass


class Left(Base):
    pass


class Right(Base):
    pass


class Leaf(Left):
    pass


def classify(error):
    try:
        raise error
    except Leaf:
        return "leaf"
    except (Right, KeyError):
        return "right or key"
    except Base as e:
        return "base " + type(e).__name__
    except BaseException:
        return "foreign"


print([classify(e) for e in (Leaf, Left(), Right, Base, KeyError("k"), ValueError, KeyboardInterrupt)])
group = (Left, ValueError)


def by_variable(error, kinds):
    try:
        raise error
    except kinds:
        return True
    except Exception:
        return False


print(by_variable(Leaf, group), by_variable(Right, group), by_variable(ValueError, group), by_variable(Right, ()))


def kinds():
    print("asked")
    return KeyError


try:
    raise KeyError
except kinds():
    print("matched")
try:
    print("no error, no question")
except kinds():
    print("never")
print(issubclass(Leaf, Base), issubclass(ZeroDivisionError, ArithmeticError), isinstance(Leaf(), Left))
print(issubclass(IndexError, LookupError), issubclass(StopIteration, Exception), issubclass(SystemExit, Exception))
