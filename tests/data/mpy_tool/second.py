# Long enough for jumps that change their form when tables are merged.
def many(x):
    while x:
        if x == "one":
            x = one_name(x)
        elif x == "two":
            x = another_name(x, "and a constant that is an object of its own", 1.25)
        elif x == "three":
            x = yet_another_name(x, "another constant that is an object of its own", 2.5)
    return x


class Same:
    def method(self):
        return 1


class Other:
    def method(self):
        return 2
