"""The station: channels, their sampling tasks and the alarms."""

from . import config
from .ring import Ring
from .schedule import Pause, Scheduler
from .sensors import SensorFault, make_all
from .stats import Summary


class Channel:
    """A sensor with its history."""

    def __init__(self, sensor, period):
        self.sensor = sensor
        self.period = period
        self.history = Ring(config.HISTORY)
        self.summary = Summary()

    def __getattr__(self, name):
        # Whatever a channel does not have itself, its sensor has: name, unit, faults.
        return getattr(self.sensor, name)

    def record(self, value):
        self.history.append(value)
        self.summary.add(value)


class Attempt:
    """Counts failed readings and lets the program go on after them."""

    def __init__(self, log, scheduler):
        self.log, self.scheduler = log, scheduler

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None and issubclass(kind, SensorFault):
            self.log.append((self.scheduler.now, "fault", str(value)))
            return True
        return False


class Station:
    """Owns everything; `run` simulates a number of hours."""

    def __init__(self, name, *, seed):
        self.name = name
        self.log = []
        self.scheduler = Scheduler()
        self.channels = {}
        for number, sensor in enumerate(make_all(seed)):
            period = config.SLOW_PERIOD if number == 2 else config.FAST_PERIOD
            self.channels[sensor.name] = Channel(sensor, period)
        self._alarms = []

    def add_alarm(self, name, channel, test):
        """Logs when `test` of the channel's newest value becomes true and when it ends."""
        active = False

        def check(value):
            nonlocal active
            if test(value) is active:
                return
            active = not active
            state = "begins" if active else "ends"
            self.log.append((self.scheduler.now, name, f"{name} {state} at {value / 10:.1f}"))

        self._alarms.append((channel, check))

    def alarms_of(self, channel):
        return [check for name, check in self._alarms if name == channel]

    async def sample(self, channel):
        """Task: reads one channel for ever."""
        checks = self.alarms_of(channel.name)
        while True:
            with Attempt(self.log, self.scheduler):
                value = channel.sensor.read(self.scheduler.now)
                channel.record(value)
                for check in checks:
                    check(value)
            await Pause(channel.period)

    async def watch_pressure(self, hours):
        """Task: notes the pressure every `hours` hours, six times."""
        notes = []
        for _ in range(6):
            await Pause(hours * 60)
            history = self.channels["pressure"].history
            notes.append(history[-1] if len(history) else None)
        return notes

    def run(self, hours):
        for name in sorted(self.channels):
            self.scheduler.spawn(name, self.sample(self.channels[name]))
        self.scheduler.spawn("barometer", self.watch_pressure(hours=3))
        self.scheduler.run(until=hours * 60)
