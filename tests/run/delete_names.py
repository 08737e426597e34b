# del of module names, globals, locals and closed-over names.
x = 1
y = 2
print(x, y)
del x
try:
    x
except NameError:
    print("x is gone")
x = "again"
print(x)
del x, y


def delete_global():
    global g
    del g


g = 5
delete_global()
try:
    g
except NameError:
    print("g is gone")


def delete_local():
    a = b = c = 1
    del a
    try:
        return a
    except NameError:
        print("local is gone")
    del (b, c)
    try:
        del b
    except NameError:
        print("cannot delete twice")
    a = 3
    return a


print(delete_local())


def delete_parameter(p):
    del p
    try:
        p
    except NameError:
        return "parameter is gone"


print(delete_parameter(1))
for i in range(3):
    pass
del i
try:
    del never_defined
except (NameError, KeyError):
    print("never defined")
