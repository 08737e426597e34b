# Conversions !r and !s, alone and with a specification.
class Thing:
    def __str__(self):
        return "as str"

    def __repr__(self):
        return "as repr"


t = Thing()
s = "text"
print(f"{t} {t!s} {t!r}")
print(f"{s} {s!s} {s!r} {[s]!r}")
print(f"{s!r:>10}|{s!s:<8}|{t!r:^11}|")
print(f"{1!r} {1.5!s} {None!r} {b'x'!r}")
print(f"{'a!b'} {s != 'x'} {s!r}{s!s}")
width = 12
print(f"{s!r:>{width}}|{t!s:{width}}|")
