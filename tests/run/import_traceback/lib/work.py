from . import NAME


def outer():
    def inner():
        raise ValueError(NAME)

    inner()


class Worker:
    def run(self):
        return [self.step(i) for i in range(3)]

    def step(self, i):
        return 10 // (1 - i)
