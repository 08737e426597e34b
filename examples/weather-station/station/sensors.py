"""Simulated sensors. All values are integers in tenths of a unit, as small devices prefer them."""

from .config import DAY, NOISE_FACTOR, NOISE_MASK, NOISE_STEP


class SensorFault(Exception):
    """A reading failed; the sensor may work again the next time."""


def noise(seed):
    """Yields pseudo-random integers; sending a number restarts the sequence with it."""
    state = seed
    while True:
        state = (state * NOISE_FACTOR + NOISE_STEP) & NOISE_MASK
        restart = yield state >> 8
        if restart is not None:
            state = restart


def day_curve(minute):
    """A smooth curve over the day from -100 (night) to 100 (day), without trigonometry."""
    phase = (minute - DAY // 4) % DAY
    half = DAY // 2
    sign = 1 if phase < half else -1
    phase %= half
    return sign * 400 * phase * (half - phase) // (half * half)


class Sensor:
    """A channel with a name, a unit and a source of noise."""

    unit = ""
    spread = 10

    def __init__(self, seed):
        self.random = noise(seed)
        self.faults = 0

    @property
    def name(self):
        return type(self).__name__.lower()

    def base(self, minute):
        raise NotImplementedError

    def read(self, minute):
        """One reading in tenths of the unit; raises SensorFault now and then."""
        jitter = next(self.random)
        if jitter % 41 == 0:
            self.faults += 1
            raise SensorFault("%s: no answer at minute %d" % (self.name, minute))
        return self.base(minute) + jitter % (2 * self.spread + 1) - self.spread


class Temperature(Sensor):
    unit = "C"
    spread = 8

    def base(self, minute):
        return 62 + day_curve(minute) * 7 // 10


class Humidity(Sensor):
    unit = "%"
    spread = 25

    def base(self, minute):
        return min(1000, max(0, 760 - day_curve(minute) * 2))


class Pressure(Sensor):
    unit = "hPa"
    spread = 3

    def base(self, minute):
        return 10132 - minute // 40 + (day_curve(minute * 2) >> 4)


class Wind(Sensor):
    unit = "m/s"
    spread = 30

    def __init__(self, seed, gusts=True):
        super().__init__(seed)
        self.gusts = gusts

    def base(self, minute):
        return 60 + abs(day_curve(minute)) // 4

    def read(self, minute):
        value = super().read(minute)
        if self.gusts and (gust := next(self.random)) & 7 == 0:
            value += 20 + gust % 80
        return max(0, value)


def make_all(seed):
    """One sensor of each kind, every one with its own noise."""
    kinds = (Temperature, Humidity, Pressure, Wind)
    return [kind(seed + 97 * number) for number, kind in enumerate(kinds)]
