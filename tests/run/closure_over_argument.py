# Parameters of every kind may be captured, and may be changed.
def positional(a, b):
    def get():
        return a, b

    a = a * 2
    return get


def keyword_only(*, k):
    def get():
        nonlocal k
        k += 1
        return k

    return get


def collected(*args, **kwargs):
    def get():
        return args, sorted(kwargs.items())

    kwargs["added"] = True
    return get


def default(value=5):
    return lambda: value


class Button:
    def __init__(self, label):
        def on_press(times):
            return self.label * times + label

        self.label = label + "-"
        self.on_press = on_press


print(positional(1, 2)())
get = keyword_only(k=7)
print(get(), get())
print(collected(1, 2, x=3)())
print(default()(), default(6)())
print(Button("b").on_press(2))
