print("shapes starts as", __name__)
__all__ = ["area", "square"]
size = 10
square = "a square"


def area(a, b):
    return a * b


def helper():
    pass
