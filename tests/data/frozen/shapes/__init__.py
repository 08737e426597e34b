from . import round
from .square import Square

__version__ = "1.0"
