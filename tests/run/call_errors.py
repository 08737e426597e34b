# Wrong calls raise TypeError and leave things as they were.
def none():
    return "none"


def one(a):
    return a


def two(a, b=1):
    return a, b


class K:
    def method(self):
        return "method"

    def with_arg(self, a):
        return a


calls = [
    lambda: none(1),
    lambda: one(),
    lambda: one(1, 2),
    lambda: one(b=1),
    lambda: one(1, a=1),
    lambda: two(),
    lambda: two(1, 2, 3),
    lambda: two(b=1),
    lambda: K().method(1),
    lambda: K().with_arg(),
    lambda: K().method(a=1),
    lambda: 5(),
    lambda: "s"(),
    lambda: None(),
    lambda: len(),
    lambda: len(1, 2),
]
for number, call in enumerate(calls):
    try:
        call()
        print(number, "no error")
    except TypeError:
        print(number, "TypeError")
print(none(), one(1), two(1), K().method(), K().with_arg(2))
