# Formatted strings with locals, closures, globals, class and comprehension names.
unit = "mm"


def outer(a):
    b = a * 2

    def inner(c):
        return f"{a}+{b}+{c}{unit}"

    return inner


print(outer(1)(3))


class Label:
    kind = "label"
    text = f"<{kind}>"

    def __init__(self, n):
        self.n = n

    def show(self, prefix="#"):
        return f"{prefix}{self.n}:{self.text}"


print(Label.text, Label(7).show(), Label(8).show(prefix=f"{unit}-"))
print([f"{i}:{j}" for i in range(2) for j in "ab"])
print({f"k{i}": f"{i ** 2:03}" for i in [3]})
print("".join(f"{c}{n}" for n, c in enumerate("xyz")))
print((lambda v, w=f"{unit}": f"{v}{w}")(5))


def generator():
    got = yield f"{unit}0"
    print(f"got {got}")
    yield f"{(yield 'inner')}!"


g = generator()
print(next(g), g.send("A"), g.send("B"))


def default(value=f"{1 + 1}"):
    f"not a docstring {value}"
    return value


print(default())
