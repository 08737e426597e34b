NAME = "helper name"
loads = 0
loads += 1
print("loading", __name__)


def double(x):
    return x * 2
