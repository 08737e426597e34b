# Strings whose escaped identifiers are the same, and other names that stock's tool stumbles over.
NAMES = {"a.b": 1, "a b": 2, "<": 3, "_lt_": 4, "a-b": 5, "a_hyphen_b": 6, "": 7, "é": 8, "_dot_": 9}


def names():
    return NAMES["a" + ".b"], NAMES["_l" + "t_"], NAMES["<"], NAMES["a" + "_hyphen_b"], NAMES["a-b"]
