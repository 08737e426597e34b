from . import config
from .core import engine as core_engine
from .core.engine import start, LIMIT as limit
from . import core


def run(n):
    return [start(n), limit, config.NAME, core_engine.start(0)]
