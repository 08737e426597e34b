# Expressions whose value is not used still run.
log = []


def f(x):
    log.append(x)
    return x


f(1)
f(2) + f(3)
f(4) and f(5)
f(0) or f(6)
[f(7), f(8)]
(f(9), f(10))
{f("k"): 1}
f(11) if f(12) else f(13)
f(14) < f(15) < f(0) < f(99)
log[f(0)]
-f(16)
not f(17)
lambda: f(98)
f
[f(i) for i in (18, 19)]
log.append
"%s" % f(20)
print(log)


def in_function(x):
    x
    x + 1
    x.__class__
    [x]
    f(x)


in_function(21)
print(log[-1], len(log))
try:
    undefined_name
except NameError:
    print("a bare name is looked up")
