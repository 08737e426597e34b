# Globals are those of the module that a function is from.
import module_a
from module_a import get, put, call, count, Inside

value = 100


def own(x, other=0):
    return x, value, other


print(get(), put(5), get(), value, module_a.value)
print(call(own), call(own, other=3), list(count(3)), list(zip(count(2), [value] * 2)))
print(Inside().get(), [x + value for x in count(2)])


def nested(f, n):
    return call(lambda x, **names: f() + x + value + n)


print(nested(get, 1), module_a.call(module_a.count).__class__.__name__)
try:
    call(own, another=1)
except TypeError as error:
    print(error)
from module_a import *
print(value)
