# Branches.
def grade(n):
    if n >= 90:
        return "A"
    elif n >= 80:
        return "B"
    elif n >= 70:
        return "C"
    else:
        return "F"


print([grade(n) for n in (95, 85, 75, 65)])


def nested(a, b):
    result = []
    if a:
        result.append("a")
        if b:
            result.append("ab")
        else:
            result.append("a-")
    elif b:
        result.append("-b")
    if not a and not b:
        pass
    else:
        result.append("some")
    if a: result.append("one-line")
    if b: result.append("x"); result.append("y")
    else: result.append("z")
    return result


for a in (0, 1):
    for b in (0, 1):
        print(a, b, nested(a, b))


def many(n):
    if n == 0: return "zero"
    elif n == 1: return "one"
    elif n == 2: return "two"
    elif n == 3: return "three"
    return "many"


print([many(n) for n in range(5)])
if 1:
    if 0:
        print("never")
    elif 1:
        if 1:
            print("deep")
x = 5
if x == 5: y = "five"
else: y = "other"
print(y)
