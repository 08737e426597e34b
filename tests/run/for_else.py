# The else part of for runs unless break left the loop.
def is_prime(n):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        return True
    return False


print([n for n in range(2, 30) if is_prime(n)])


def find(items, wanted):
    for i, item in enumerate(items):
        if item == wanted:
            print("found", i)
            break
        if item is None:
            continue
    else:
        print("not found")


find([1, 2], 2)
find([None, 2], 3)
find([], 1)
for i in range(3):
    for j in range(3):
        if i == j == 1:
            break
        print(i, j, end="; ")
    else:
        print("row", i, "complete")
        continue
    print("row", i, "broken")
    break
else:
    print("never")
for x in ():
    pass
else:
    print("empty")


def returns(items):
    for x in items:
        if x:
            return "in loop"
    else:
        return "in else"


print(returns([0, 1]), returns([0]))
for i in range(3):
    pass
else:
    print("last", i)
