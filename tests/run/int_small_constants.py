# Integers that fold into an opcode byte (-16..47), and the first that do not.
print(-16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1)
print(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
print(16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
print(32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47)
print(-17, -18, 48, 49)


def spread():
    low = -17
    edge = -16
    high = 47
    above = 48
    return [low, edge, high, above, low + edge, high + above]


print(spread())
