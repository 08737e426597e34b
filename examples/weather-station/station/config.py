"""Settings. const() lets the cross-compiler put the values into the code itself."""

from micropython import const

SEED = const(2026)

# Sampling periods in simulated minutes.
FAST_PERIOD = const(10)
SLOW_PERIOD = const(30)
_MINUTES_PER_HOUR = const(60)
DAY = const(24 * _MINUTES_PER_HOUR)

# Readings that each channel keeps.
HISTORY = const(48)

# Limits of the alarms, in tenths of the channel's unit.
FROST_LIMIT = const(0)
GALE_LIMIT = const(170)
DAMP_LIMIT = const(930)

# The generator of pseudo-random noise (a linear congruential generator, modulo 2**24).
NOISE_FACTOR = const(1140671485)
NOISE_STEP = const(12820163)
NOISE_MASK = const((1 << 24) - 1)
