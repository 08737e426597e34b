# del of a variable that an inner function shares.
def outer():
    v = 1

    def read():
        return v

    def remove():
        nonlocal v
        del v

    def assign(value):
        nonlocal v
        v = value

    print(read())
    remove()
    try:
        read()
    except NameError:
        print("unbound")
    try:
        remove()
    except NameError:
        print("already removed")
    assign(7)
    print(read(), v)
    del v
    try:
        print(v)
    except NameError:
        print("deleted in the outer function")
    v = 9
    return read()


print(outer())
