from . import NAME
from ... import tools
from .... import config


def look():
    return NAME, tools.helper(1), config.FACTOR
