# assert, with and without a message.
assert True
assert 1 < 2, "never evaluated " + undefined_name
assert (1, "a tuple is true")


def check(value):
    try:
        assert value
        return "passed"
    except AssertionError as e:
        return "failed", e.args


def check_message(value, log):
    try:
        assert value > 0, log.append("asked") or "value was %d" % value
        return "passed", log
    except AssertionError as e:
        return e.args, log


print(check(1), check(0), check([]), check("x"))
print(check_message(1, []), check_message(-1, []))


def compound(a, b):
    assert a and b, (a, b)
    assert not (a == b), "same"
    return a, b


print(compound(1, 2))
for pair in ((1, 0), (2, 2)):
    try:
        compound(*pair)
    except AssertionError as e:
        print(e.args)
