"""A scheduler for coroutines on a simulated clock."""


class Pause:
    """Awaiting a Pause hands control to the scheduler for some minutes."""

    def __init__(self, minutes):
        self.minutes = minutes

    def __await__(self):
        yield self.minutes

    __iter__ = __await__


class Scheduler:
    """Runs coroutines in the order of their time; ties go to the one that was added first."""

    def __init__(self):
        self.now = 0
        self.finished = []
        self._queue = []
        self._added = 0

    def spawn(self, name, coroutine, delay=0):
        entry = (self.now + delay, self._added, name, coroutine)
        self._added += 1
        place = len(self._queue)
        while place > 0 and self._queue[place - 1][:2] > entry[:2]:
            place -= 1
        self._queue.insert(place, entry)

    def run(self, until):
        """Runs until the clock reaches `until`, then closes what is still waiting."""
        try:
            while self._queue and self._queue[0][0] < until:
                self.now, _, name, coroutine = self._queue.pop(0)
                try:
                    minutes = coroutine.send(None)
                except StopIteration as stop:
                    self.finished.append((name, stop.value))
                else:
                    self.spawn(name, coroutine, minutes)
            self.now = until
        finally:
            for _, _, _, coroutine in self._queue:
                coroutine.close()
            self._queue.clear()
