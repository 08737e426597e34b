from ..config import FACTOR
from . import WIDTH
from .tools import helper as help_me

LIMIT = WIDTH + 1


def start(n):
    return help_me(n) * FACTOR
