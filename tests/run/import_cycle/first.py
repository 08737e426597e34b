print("first begins")
NAME = "one"
import second

print("first ends")


def later():
    from second import NAME as other
    return NAME + other + second.describe()
