__all__ = ["visible"]


def volume(n):
    return 4 * n


def visible():
    return hidden()


def hidden():
    return "seen"


_private = 1
