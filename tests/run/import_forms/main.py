# Every form of the import statement, over modules and packages.
import helper
import helper as h
import pkg.leaf
import pkg.sub.deep
import pkg.sub.deep as deep
import helper as again, pkg as package
from helper import double
from helper import double as twice, NAME
from pkg import leaf, VERSION
from pkg.leaf import grow as g
from pkg.sub import (deep as d2, SUB,)

print(helper.double(4), h is helper, again is h, double(1), twice(2), NAME)
print(pkg.leaf.grow(1), leaf.grow(2), g(3), VERSION, package is pkg)
print(pkg.sub.deep.value(), deep.value(), d2 is deep, SUB)
print(helper.loads, leaf.__name__, deep.__name__, pkg.__name__)


def inside():
    import helper
    from pkg.sub.deep import value
    import pkg.sub.deep
    return helper.loads, value(), pkg.sub.deep.value()


print(inside())
