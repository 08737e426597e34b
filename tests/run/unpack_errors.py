# Unpacking the wrong number of values, or nothing iterable.
def attempt(function):
    try:
        function()
        print("ok")
    except (ValueError, TypeError) as error:
        print(type(error).__name__)


def too_many():
    a, b = 1, 2, 3


def too_few():
    a, b, c = [1, 2]


def list_too_many():
    [a] = "ab"


def not_iterable():
    a, b = 5


def none():
    a, = None


def star_too_few():
    a, *b, c = [1]


def nested_bad():
    a, (b, c) = 1, (2,)


def iterator_too_many():
    a, b = iter(range(5))


def fine():
    a, b = b, a = 1, 2


for function in (too_many, too_few, list_too_many, not_iterable, none, star_too_few, nested_bad,
                 iterator_too_many, fine):
    attempt(function)
x = y = "before"
try:
    x, y = 1, 2, 3
except ValueError:
    print(x, y)
