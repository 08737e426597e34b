# The global statement in functions, nested functions and classes.
count = 0
first = second = "unset"


def increment(by=1):
    global count
    count += by
    return count


print(increment(), increment(5), count)


def define():
    global created, first, second
    created = "made inside"
    first, second = 1, 2
    for third_party in range(2):
        pass
    return third_party


print(define(), created, first, second)


def outer():
    count = "local"

    def inner():
        global count
        count = 100
        return count

    return inner(), count


print(outer(), count)


def loop_target():
    global item
    for item in (1, 2, 3):
        pass


loop_target()
print(item)


class Body:
    global from_class
    from_class = "class body"
    own = "attribute"


print(from_class, hasattr(Body, "from_class"), Body.own)


def define_things():
    global helper, Klass
    import sys as system

    def helper():
        return "helper"

    class Klass:
        pass


define_things()
print(helper(), Klass is not None)
