# Branches on constants: dead code must vanish without harm, live code must run.
if True:
    print("if True")
else:
    print("never 1")
if False:
    print("never 2")
elif True:
    print("elif True")
else:
    print("never 3")
if 0:
    print("never 4")
else:
    print("else of 0")
if 1 and 0:
    print("never 5")
if not False:
    print("not False")
if "":
    print("never 6")
if ():
    print("never 7")
if "text":
    print("text is true")
while False:
    print("never 8")
else:
    print("else of while False")
while True:
    print("once")
    break
else:
    print("never 9")


def dead_tail(x):
    return x + 1
    print("after return", x.attribute)
    for i in x:
        yield_nothing = i


print(dead_tail(1))
print("yes" if True else "no", "yes" if None else "no")
