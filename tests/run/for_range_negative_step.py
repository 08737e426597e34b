# Counting down, and steps whose sign is only known at run time.
for i in range(5, 0, -1):
    print(i, end=" ")
for i in range(10, -10, -5):
    print(i, end=" ")
for i in range(0, 5, -1):
    print("never")
for i in range(-3, -1):
    print(i, end=" ")
for i in range(-1, -4, -1):
    print(i, end=" ")
print()


def down(start, stop):
    result = []
    for i in range(start, stop, -1):
        result.append(i)
    return result


def stepped(start, stop, step):
    result = []
    for i in range(start, stop, step):
        result.append(i)
    return result


print(down(3, 0), down(0, 3), down(3, -3))
print(stepped(0, 10, 4), stepped(10, 0, -4), stepped(0, 10, -4), stepped(-10, 0, 3))
try:
    stepped(0, 5, 0)
except ValueError:
    print("zero step")
for i in range(3, -1, -1):
    for j in range(i, -1, -2):
        print((i, j), end=" ")
print()
print(stepped(1 << 20, (1 << 20) + 3, 1))
