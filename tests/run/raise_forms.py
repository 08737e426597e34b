# Classes, instances, expressions, and things that cannot be raised.
class Custom(Exception):
    def __init__(self, code, text="default"):
        super().__init__(code, text)
        self.code = code


def attempt(function):
    try:
        function()
    except Exception as e:
        print(type(e).__name__, e.args)


def by_class():
    raise ValueError


def by_instance():
    raise ValueError("text")


def several_args():
    raise ValueError(1, "two", [3])


def custom():
    raise Custom(5)


def custom_keyword():
    raise Custom(6, text="t")


def expression():
    raise (ValueError if 0 else KeyError)("chosen")


def from_variable():
    error = OSError(2000, "no entry")
    raise error


def from_function():
    def make():
        return RuntimeError("made")

    raise make()


def not_an_exception():
    raise 5


def no_class():
    raise None


for f in (by_class, by_instance, several_args, custom, custom_keyword, expression, from_variable, from_function):
    attempt(f)
for f in (not_an_exception, no_class):
    try:
        f()
    except TypeError:
        print("TypeError")
try:
    custom()
except Custom as e:
    print(e.code)
