# Names are looked up in locals, then globals, then builtins.
def length():
    return len([1, 2, 3])


print(length())
len = lambda items: "shadowed"
print(length(), len([]))
del len
print(length(), len("ab"))
value = "global"


def reads():
    return value


def shadows():
    value = "local"
    return value, reads()


def parameter(value):
    return value


print(reads(), shadows(), parameter("argument"))
value = "changed"
print(reads())
for name in ("abs", "min"):
    print(name in globals())
print("value" in globals(), globals()["value"])
globals()["injected"] = 9
print(injected)
