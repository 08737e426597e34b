# Functions that take any arguments.
def args_only(*args):
    return args


def kwargs_only(**kwargs):
    return sorted(kwargs.items())


def both(*args, **kwargs):
    return args, sorted(kwargs.items())


def mixed(first, second=2, *args, **kwargs):
    return first, second, args, sorted(kwargs.items())


print(args_only(), args_only(1), args_only(1, 2, 3), args_only([1], (2,)))
print(kwargs_only(), kwargs_only(a=1), kwargs_only(b=2, a=1))
print(both(), both(1, 2), both(x=1), both(1, x=2))
print(mixed(1), mixed(1, 3), mixed(1, 3, 4, 5), mixed(1, k=9), mixed(1, 3, 4, k=9))
print(mixed(first=1), mixed(second=5, first=4, third=3))


def modifies(*args, **kwargs):
    args = args + ("more",)
    kwargs["extra"] = len(args)
    return args, kwargs["extra"]


options = {"a": 1}
print(modifies(1, **options), options)


def forward(function, *args, **kwargs):
    return function(*args, **kwargs)


print(forward(mixed, 1, 2, 3, k=4), forward(max, 3, 9, 5), forward(sorted, [3, 1, 2], reverse=True))


def count(*args, **kw):
    return len(args), len(kw)


print(count(*range(20)), count(**{"a" + str(i): i for i in range(20)}))
