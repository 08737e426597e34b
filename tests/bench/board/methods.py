"""Methods and attributes: own, inherited, __init__, super()."""


class Counter:
    step = 2

    def __init__(self, start):
        self.value = start

    def add(self, amount):
        self.value += amount * self.step
        return self

    def get(self):
        return self.value


class Limited(Counter):
    def __init__(self, start, limit):
        super().__init__(start)
        self.limit = limit

    def add(self, amount):
        if self.value < self.limit:
            super().add(amount)
        return self


def run():
    plain, limited, sum = Counter(1), Limited(0, 400), 0
    for i in range(250):
        plain.add(i).add(1)
        limited.add(3)
        sum += Counter(i).get()
    return plain.get(), limited.get(), sum
