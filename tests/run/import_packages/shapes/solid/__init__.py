from .. import area
from ..round_ones import NAME
from . import cube
KIND = "solid of " + NAME + str(area(1, 2)) + str(cube.volume(1))
