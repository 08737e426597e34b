# Packages: __init__, submodules, relative imports of several levels, __all__, names and attributes.
import sys

print("before", "shapes" in sys.modules)
import shapes
print(shapes.__name__, shapes.area(2, 3), "shapes.round_ones" in sys.modules)
import shapes.round_ones as r
from shapes import round_ones, square as sq, size
print(r is round_ones, r.NAME, sq, size, shapes.round_ones is r)
import shapes.solid.cube
print(shapes.solid.cube.volume(3), shapes.solid.cube.__name__, shapes.solid.KIND,
    shapes.solid.cube.up())
from shapes.solid import cube, ball
from shapes.solid.ball import *
print(cube.volume(2), ball.volume(1), visible(), "hidden" in globals(), "_private" in globals())
from shapes import *
print(area(1, 1), square, "size" in globals(), "helper" in globals())
for text in ("import shapes.nothing", "from shapes import nothing",
        "from shapes.solid import nothing", "import nothing.at_all",
             "import shapes.round_ones.deeper", "from shapes.broken import x"):
    try:
        exec(text)
        print("fine?", text)
    except ImportError as error:
        print("ImportError", text)
    except ZeroDivisionError:
        print("ZeroDivisionError", text)
print("shapes.broken" in sys.modules, __name__, "shapes" in shapes.__file__)
print([hasattr(m, "__path__") for m in (shapes, shapes.round_ones, shapes.solid, sys)])


def late():
    import shapes.round_ones
    from shapes.solid.cube import volume as v
    return shapes.round_ones.NAME, v(1)


class Scope:
    from shapes import area
    import shapes.solid as solid


print(late(), Scope.solid.KIND, Scope.area(4, 5), shapes is sys.modules["shapes"],
    shapes.solid.cube.volume is cube.volume)
shapes.size = 99
from shapes import size
print(size)
