"""Runs a simulated day of the weather station and prints its report."""

from station import Station, config
from station.report import print_report

ALARMS = (
    ("frost", "temperature", lambda value: value < config.FROST_LIMIT),
    ("gale", "wind", lambda value: value > config.GALE_LIMIT),
    ("damp", "humidity", lambda value: value > config.DAMP_LIMIT),
)


def main():
    station = Station("Hill Top", seed=config.SEED)
    for name, channel, test in ALARMS:
        station.add_alarm(name, channel, test)
    station.run(hours=24)
    print_report(station)


main()
