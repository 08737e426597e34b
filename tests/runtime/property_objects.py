# property: getters, setters, deleters; subclasses; errors.
class Celsius:
    def __init__(self, degrees):
        self._degrees = degrees

    @property
    def degrees(self):
        "how warm"
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("deleting")
        self._degrees = None

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32

    kelvin = property(lambda self: self.degrees + 273)

    def set_raw(self, value):
        self._degrees = value

    raw = property(None, set_raw)
    getter_later = property().getter(lambda self: "later")


t = Celsius(20)
print(t.degrees, t.fahrenheit, t.kelvin, t.getter_later)
t.degrees = 30
print(t.degrees, t.kelvin)
t.degrees += 5
print(t.degrees)
t.raw = 1
print(t.degrees)
try:
    t.degrees = -500
except ValueError as error:
    print(error)
for change in ("t.fahrenheit = 5", "del t.fahrenheit", "t.raw", "t.kelvin = 0"):
    try:
        exec(change)
    except AttributeError:
        print("AttributeError", change)
del t.degrees
print(t.degrees, type(Celsius.degrees) is property, isinstance(Celsius.kelvin, property))


class Child(Celsius):
    @property
    def kelvin(self):
        return "about %d" % (self.degrees + 273)


class Raising:
    @property
    def bad(self):
        raise KeyError("inside")

    @property
    def missing(self):
        return self.not_there


c = Child(7)
print(c.kelvin, c.fahrenheit, hasattr(c, "degrees"), getattr(c, "degrees"))
setattr(c, "degrees", 8)
print(c.degrees, hasattr(Raising(), "missing"))
try:
    Raising().bad
except KeyError as error:
    print("KeyError", error.args)
try:
    print(hasattr(Raising(), "bad"))
except KeyError:
    print("not hidden")
