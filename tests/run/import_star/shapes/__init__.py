VALUE = "shapes"


def area(w, h):
    return w * h
