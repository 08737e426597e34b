from .. import config
from . import tools

WIDTH = config.FACTOR * 2
