# Names in a class body: set in the class, read from class then global.
x = "global"


class A:
    before = x
    x = "class"
    after = x

    def method(self):
        return x, self.x


print(A.before, A.after, A.x, A().method(), x)


def function(x):
    class B:
        y = x
        z = [y, y]

        def get(self):
            return x

    return B


b = function("argument")
print(b.y, b.z, b().get())


class C:
    items = []
    for i in range(4):
        if i == 2:
            continue
        items.append(i)
    else:
        done = True
    del i
    try:
        raise ValueError("inside")
    except ValueError as error:
        text = str(error)
    a, (b, *c) = 1, (2, 3, 4)
    a += 10


print(C.items, C.done, hasattr(C, "i"), C.text, C.a, C.b, C.c)
