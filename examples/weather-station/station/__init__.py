"""A weather station: simulated sensors, a scheduler, storage, statistics and a report."""

from .core import Station

VERSION = "1.0"
