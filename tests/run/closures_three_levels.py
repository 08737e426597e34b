# Variables pass through functions that do not use them.
def a(x):
    y = x + 1

    def b():
        z = 10

        def c():
            def d():
                nonlocal y, z
                y += 1
                z += x
                return x, y, z

            return d

        return c(), lambda: (y, z)

    return b


d, peek = a(5)()
print(d(), d(), peek())


def shadow(v):
    def middle():
        v = "middle"

        def inner():
            nonlocal v
            v += "!"
            return v

        return inner() + inner() + v

    return middle(), v


print(shadow("outer"))


def through_class(n):
    class Holder:
        factor = n

        def method(self):
            def deep():
                return n * self.factor

            return deep()

    return Holder().method()


print(through_class(6))


def through_comprehension(n):
    return [[i * n + j for j in range(2)] for i in range(2)]


print(through_comprehension(100))
