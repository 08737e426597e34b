# Annotations of parameters, results and variables.
def f(a: int, b: "text" = 2, *args: tuple, c: float = 1.5, **kwargs: dict) -> str:
    return "%s %s %s %s %s" % (a, b, args, c, sorted(kwargs))


print(f(1), f(1, 3, 4, c=5, d=6))
x: int = 5
y: str
z: "list[int]" = [1]
print(x, z)


def local() -> None:
    a: int = 1
    b: int
    c: float = a + 0.5
    (d): int = 4
    print(a, c, d)


local()


class Config:
    name: str = "default"
    size: int
    limit: int = 10 + 5

    def method(self, value: int = 3) -> int:
        self.value: int = value
        return self.value


print(Config.name, hasattr(Config, "size"), Config.limit, Config().method())
table = {}
table["k"]: int = 7
print(table)
