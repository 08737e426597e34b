# What __exit__ receives.
class Inspect:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        kind, value, trace = args
        print(len(args), kind, value is None, trace is None) if kind is None else print(
            kind.__name__, value.args, isinstance(value, kind))
        return kind is not None and issubclass(kind, LookupError)


with Inspect():
    pass
with Inspect():
    raise KeyError("k", 1)
with Inspect() as me:
    {}["missing"]
try:
    with Inspect():
        raise ValueError("not a lookup")
except ValueError:
    print("passed on")


class Truthy:
    def __enter__(self):
        pass

    def __exit__(self, a, b, c):
        return [0]


class Falsy(Truthy):
    def __exit__(self, a, b, c):
        return []


with Truthy() as nothing:
    print(nothing)
    raise ValueError
try:
    with Falsy():
        raise ValueError
except ValueError:
    print("empty list does not suppress")


class Failing(Truthy):
    def __exit__(self, a, b, c):
        raise RuntimeError("from exit")


for body_fails in (False, True):
    try:
        with Failing():
            if body_fails:
                raise KeyError
    except RuntimeError as e:
        print(e)
