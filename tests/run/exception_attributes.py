# Exceptions as objects.
class HttpError(Exception):
    def __init__(self, status, info=None):
        self.status = status
        self.info = info

    def __str__(self):
        return "status %d" % self.status


class Retry(HttpError):
    limit = 3

    def left(self):
        return self.limit - self.status


try:
    raise HttpError(404, ["/x"])
except HttpError as e:
    print(e, e.status, e.info, str(e))
try:
    raise Retry(1)
except HttpError as e:
    print(e.left(), type(e).__name__)
e = ValueError("a", 1)
print(e.args, str(ValueError("only")), str(ValueError()), ValueError().args)
stop = StopIteration(5)
print(stop.value, StopIteration().value)
error = OSError(2, "text")
print(error.errno, error.args[0])
stack = [ValueError("x"), KeyError("y")]
print([str(type(s).__name__) for s in stack], stack[0].args[0])


def store():
    errors = []
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as caught:
            errors.append(caught)
    return [x.args for x in errors]


print(store())
