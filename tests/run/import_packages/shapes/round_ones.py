print("round_ones starts")
from . import size, area
NAME = "circle %d %d" % (size, area(2, 2))
