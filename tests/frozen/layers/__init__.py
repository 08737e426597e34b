"""A package: relative imports, a package within, constants of every kind."""

from .numbers import LARGE, SMALL, half
from . import inner

NAME = "layers"
TEXT = "a text that is too long for the table of names, " * 6
BYTES = b"\x00\xff bytes"
NESTED = (1, (2.5, "ä", b"", ()), None, True, Ellipsis, -(2**70))
