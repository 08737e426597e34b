from ..numbers import SMALL
from .deep import depth

COUNT = len(SMALL)
