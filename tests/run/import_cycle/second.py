print("second begins")
import first

NAME = "two"
early = hasattr(first, "later")


def describe():
    return first.NAME + "/" + NAME


print("second ends", first.NAME)
