# Inheritance, overriding and attribute lookup.
class Animal:
    legs = 4

    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.name + " says " + self.sound()

    def sound(self):
        return "..."


class Dog(Animal):
    def sound(self):
        return "woof"


class Bird(Animal):
    legs = 2

    def __init__(self, name, wings=2):
        Animal.__init__(self, name)
        self.wings = wings

    def sound(self):
        return "tweet"

    def speak(self):
        return Animal.speak(self) + "!"


class Puppy(Dog):
    pass


for animal in (Animal("thing"), Dog("Rex"), Bird("Tweety"), Puppy("Bit")):
    print(animal.speak(), animal.legs, isinstance(animal, Dog), isinstance(animal, (Bird, Puppy)))
print(issubclass(Puppy, Animal), issubclass(Dog, Puppy), Bird("b", wings=3).wings)


class Stack(list):
    def push(self, item):
        self.append(item)

    def peek(self):
        return self[-1]


s = Stack()
s.push(1)
s.push(2)
print(s, s.peek(), len(s), s.pop(), isinstance(s, list))


class Default(dict):
    def __missing__(self, key):
        return key * 2

    def get_or_double(self, key):
        return self[key] if key in self else self.__missing__(key)


d = Default()
d["a"] = 1
print(d.get_or_double("a"), d.get_or_double("b"), len(d))


class Celsius(float):
    def to_f(self):
        return self * 9 / 5 + 32


class Text(str):
    def shout(self):
        return self.upper() + "!"


print(Celsius(100).to_f(), Text("hi").shout())
