# and / or / not as the condition of if, while, assert, conditional and filter.
def classify(a, b, c):
    if a and b and c:
        return "all"
    elif a and (b or c):
        return "a and one"
    elif not a and not (b or c):
        return "none"
    elif not (a or b) or c and not b:
        return "odd"
    else:
        return "rest"


for a in (0, 1):
    for b in (0, 1):
        for c in (0, 1):
            print(a, b, c, classify(a, b, c), "T" if a or b and not c else "F")
i = 0
while i < 10 and not i == 7 or i == 7 and False:
    i += 1
print(i)
print([n for n in range(20) if n % 2 and n % 3 or n == 6])
assert i or 0
assert not (i and 0)
while not (i < 3 or i == 100):
    i -= 1
print(i)
if (i and 0) or (i or 0):
    print("grouped")
if not not i:
    print("double not")
