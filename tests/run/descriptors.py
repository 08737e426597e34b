# Objects with __get__ and __set__ as class attributes.
class Logged:
    def __init__(self, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return ("got", getattr(instance, self.name))

    def __set__(self, instance, value):
        print("set", self.name, value)
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        print("delete", self.name)


class Thing:
    x = Logged("x")
    y = Logged("y")

    def __init__(self):
        self.x = 1
        self.y = [2]


t = Thing()
print(t.x, t.y)
t.x = 5
del t.y
print(t.x)
