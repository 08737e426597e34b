def depth(level=0):
    if level == 3:
        raise ValueError("bottom")
    return depth(level + 1)
