# Descriptors: __get__, __set__, __delete__, __set_name__.
class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("set_name", owner.__name__, name)

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.name, "unset")

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError("expected " + self.kind.__name__)
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        print("delete", self.name)
        delattr(instance, self.name)


class ReadOnly:
    def __get__(self, instance, owner):
        return owner.__name__, instance is None


class Person:
    name = Typed(str)
    age = Typed(int)
    kind = ReadOnly()

    def __init__(self, name, age):
        self.name = name
        self.age = age


p = Person("Ada", 36)
print(p.name, p.age, p.kind, isinstance(Person.name, Typed), p._name)
p.age += 1
print(p.age)
for change in ("p.age = 'old'", "Person(1, 2)"):
    try:
        exec(change)
    except TypeError as error:
        print(error)
del p.age
print(p.age)
try:
    del p.age
except AttributeError:
    print("AttributeError")


class Sub(Person):
    extra = Typed(list)


s = Sub("Bob", 1)
s.extra = [1]
print(s.extra, s.name, s.kind, p.name)


class Lazy:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        print("computing")
        value = self.function(instance)
        return value


class Work:
    @Lazy
    def answer(self):
        return 42


print(Work().answer, Work().answer)


class Bound:
    def __get__(self, instance, owner):
        return lambda x: (instance.n, x)


class Has:
    method = Bound()
    n = 3


print(Has().method(5), getattr(Has(), "method")(6))
