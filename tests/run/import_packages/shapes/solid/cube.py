from .. import area
from ..round_ones import NAME as circle


def volume(n):
    return n * area(n, n)


def up():
    from .. import square
    from .ball import volume as ball_volume
    return circle, square, ball_volume(2)
