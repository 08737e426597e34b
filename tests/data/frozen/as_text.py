# frozen as text: "quotes", \backslashes\, umlauts äöü
VALUE = "from text\x41\n"


def double(x):
    return 2 * x
