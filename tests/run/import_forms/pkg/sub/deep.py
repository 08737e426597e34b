print("loading", __name__)


def value():
    return __name__.split(".")
