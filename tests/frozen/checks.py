"""What a frozen program can tell: run by the tests on the host and on an emulated board."""

import sys

import layers
from layers import numbers

print(layers.NAME, len(layers.TEXT), layers.BYTES, layers.NESTED)
print(layers.SMALL, layers.LARGE)
print([n + 1 for n in numbers.LARGE], [-n for n in numbers.SMALL])
print({n: i for i, n in enumerate(numbers.LARGE)}[2**64 - 1], 2**100 in numbers.LARGE)
print(["%.5g" % x for x in numbers.FLOATS], layers.half(5))
print(layers.inner.COUNT, layers.inner.deep.__name__)
print(sys.path[0], numbers.__file__, layers.__path__)
try:
    layers.inner.depth()
except ValueError as error:
    sys.print_exception(error)
try:
    import layers.missing
except ImportError as error:
    print(error)
with open(".frozen/lines.txt") as file:
    print(file.read(), [file.read()])
with open(".frozen/icons/dot.bin", "rb") as file:
    print(file.read(3), file.seek(1), file.read())
for path, mode in ((".frozen/none", "r"), (".frozen/lines.txt", "w")):
    try:
        open(path, mode)
    except OSError as error:
        print(error.errno)
# Names that only frozen code has are names for all.
print(getattr(layers, "NE" + "STED") is layers.NESTED, "half" in dir(numbers))
