VALUE = "public"
_hidden = "private"


def shown():
    return _hidden


class Klass:
    name = "class"
