"""Statistics over integer readings, in integer arithmetic."""


class Summary:
    """Smallest, largest, mean and spread of all values added so far (all in tenths)."""

    def __init__(self):
        self.count = self.total = self.squares = 0
        self.low = self.high = None

    def add(self, value):
        self.count += 1
        self.total += value
        self.squares += value * value
        if self.low is None or value < self.low:
            self.low = value
        if self.high is None or value > self.high:
            self.high = value

    def __iadd__(self, values):
        for value in values:
            self.add(value)
        return self

    @property
    def mean(self):
        if not self.count:
            raise ValueError("no readings")
        return (2 * self.total + self.count) // (2 * self.count)

    @property
    def deviation(self):
        variance = (self.squares * self.count - self.total ** 2) // self.count ** 2
        return integer_root(variance)


def integer_root(n):
    """The largest integer whose square is at most n."""
    if n < 2:
        return n
    guess = 1 << (len(bin(n)) - 1) // 2
    while True:
        better = (guess + n // guess) >> 1
        if better >= guess:
            return guess
        guess = better


def median(values):
    ordered = sorted(values)
    middle, odd = divmod(len(ordered), 2)
    if odd:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2


def histogram(values, bins=6):
    """Counts of values in `bins` equal ranges, as (lower bound, count) pairs."""
    low, high = min(values), max(values)
    width = max(1, -(-(high - low + 1) // bins))
    counts = [0] * bins
    for value in values:
        counts[(value - low) // width] += 1
    return [(low + i * width, count) for i, count in enumerate(counts) if low + i * width <= high]


def trend(values):
    """'rising', 'falling' or 'steady': the newer half against the older one."""
    values = list(values)
    half = len(values) // 2
    older, newer = values[:half], values[half:]
    if not older:
        return "steady"
    change = sum(newer) * len(older) - sum(older) * len(newer)
    limit = 2 * len(older) * len(newer)
    return "rising" if change > limit else "falling" if change < -limit else "steady"
