"""Text, CSV and JSON views of a station."""

from .stats import histogram, median, trend


def tenths(value):
    """Formats an integer of tenths with one decimal, without going through floats."""
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), 10)
    return f"{sign}{whole}.{part}"


def clock(minute):
    return "%02d:%02d" % divmod(minute, 60)


def to_json(value):
    """A compact JSON text with sorted keys."""
    if isinstance(value, bool) or value is None:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "{" + ",".join(to_json(k) + ":" + to_json(value[k]) for k in sorted(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([to_json(item) for item in value]) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def csv_rows(station, every=120):
    """Yields a header and one row for each `every` minutes of what the fast channels kept."""
    names = sorted(name for name, c in station.channels.items() if c.period == 10)
    yield "time," + ",".join(names)
    kept = [station.channels[name].history for name in names]
    shortest = min(len(history) for history in kept)
    for back in range(shortest, 0, -every // 10):
        minute = station.scheduler.now - back * 10
        yield ",".join([clock(minute)] + [tenths(history[-back]) for history in kept])


def table(station):
    head = ("channel", "count", "low", "mean", "high", "median", "spread", "trend")
    yield "%-16s %5s %8s %8s %8s %8s %7s  %s" % head
    for name in sorted(station.channels):
        channel = station.channels[name]
        s = channel.summary
        values = (s.low, s.mean, s.high, median(channel.history), s.deviation)
        cells = "%8s %8s %8s %8s %7s" % tuple(map(tenths, values))
        label = f"{name} [{channel.unit}]"
        yield f"{label:<16} {s.count:5} {cells}  {trend(channel.history)}"


def bars(station, name):
    values = list(station.channels[name].history)
    for low, count in histogram(values):
        yield f"{tenths(low):>7} {'#' * count}"


def events(station, limit=12):
    for number, (minute, kind, text) in enumerate(station.log):
        if number == limit:
            yield f"... and {len(station.log) - limit} more"
            return
        yield f"{clock(minute)} {kind:<6} {text}"


def snapshot(station):
    """The newest value of each channel and the result of every finished task."""
    newest = {name: channel.history[-1] for name, channel in station.channels.items()}
    faults = sum(channel.faults for channel in station.channels.values())
    return {
        "station": station.name,
        "newest": newest,
        "faults": faults,
        "healthy": faults < 20,
        "tasks": station.scheduler.finished,
    }


def section(title, lines):
    print(f"\n{title}\n{'-' * len(title)}")
    for line in lines:
        print(line)


def print_report(station):
    print(f"Weather station '{station.name}', {clock(station.scheduler.now)} hours")
    section("Channels", table(station))
    section("Wind, last readings", bars(station, "wind"))
    section("Events", events(station))
    section("Every two hours", csv_rows(station))
    section("Snapshot", [to_json(snapshot(station))])
