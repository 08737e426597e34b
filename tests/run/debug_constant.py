# __debug__ is a constant that is true without optimisation.
print(__debug__)


def function():
    if __debug__:
        return "debug"
    else:
        return "optimised"


print(function(), "yes" if __debug__ else "no", not __debug__, __debug__ and 1)
