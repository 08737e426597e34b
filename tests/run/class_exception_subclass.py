# Exceptions with own state and methods.
class AppError(Exception):
    code = 1

    def describe(self):
        return "%s(%d): %s" % (type(self).__name__, self.code, self.args)


class NotFound(AppError):
    code = 404

    def __init__(self, what, *details):
        super().__init__("no " + what, *details)
        self.what = what


class Fatal(AppError):
    code = 500


def risky(n):
    if n == 1:
        raise NotFound("page", 1, 2)
    if n == 2:
        raise Fatal
    if n == 3:
        raise AppError("plain")
    return "fine"


for n in range(4):
    try:
        print(risky(n))
    except NotFound as e:
        print(e.what, e.describe())
    except AppError as e:
        print(e.describe())


class Control(BaseException):
    pass


try:
    try:
        raise Control("not an Exception")
    except Exception:
        print("never")
except BaseException as e:
    print(e.args[0])


class Stop(StopIteration):
    pass


class OwnIter:
    def __iter__(self):
        return self

    def __next__(self):
        raise Stop


print(list(OwnIter()))
