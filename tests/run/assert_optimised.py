# micropython-only: optimisation level 1 removes assert and clears __debug__
# flags: -O1
print(__debug__)
log = []
assert log.append("never"), log.append("never")
assert False, "removed"
print(log)


def function(value):
    assert value, "removed too"
    if __debug__:
        return "debug"
    return "optimised"


print(function(0))
