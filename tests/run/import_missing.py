# Import errors, and imports in functions and conditions.
try:
    import no_such_module
except ImportError:
    print("no module")
try:
    from sys import no_such_name
except ImportError:
    print("no name")
try:
    import no_such_package.inside
except ImportError:
    print("no package")


def local_import():
    import sys as s
    from sys import path as p, modules
    return s.path is p, type(modules) is dict, "s" in globals()


print(local_import())
if True:
    import sys
else:
    import never
print(sys is not None)
try:
    import never_there as json_like
except ImportError:
    json_like = None
print(json_like)
for _ in range(2):
    import math
print(math.sqrt(16), math.floor(2.5))
from math import (sqrt, ceil as up,
                  floor)
print(sqrt(9), up(1.2), floor(1.8))
import math as m, sys as s
print(m is math, s is sys)
from math import *
print(floor(3.9), trunc(-2.5), pow(2, 3))
