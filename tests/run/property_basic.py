# Properties: getter, setter, deleter, inheritance.
class Celsius:
    def __init__(self, value):
        self._value = value

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        if new < -273:
            raise ValueError("too cold")
        self._value = new

    @value.deleter
    def value(self):
        print("deleted")
        self._value = None

    @property
    def fahrenheit(self):
        return self._value * 9 // 5 + 32

    def _get(self):
        return "get"

    def _set(self, value):
        print("set", value)

    both = property(_get, _set)
    only_get = property(lambda self: self._value + 0.5)


c = Celsius(20)
print(c.value, c.fahrenheit, c.both, c.only_get)
c.value = 30
c.value += 5
c.both = 7
print(c.value, c.fahrenheit)
try:
    c.value = -300
except ValueError as e:
    print(e, c.value)
try:
    c.fahrenheit = 1
except AttributeError:
    print("read-only")
del c.value
print(c.value)


class Sub(Celsius):
    @property
    def fahrenheit(self):
        return "sub %d" % self.value


s = Sub(0)
s.value = 5
print(s.fahrenheit, s.value)
