# More than 127 functions in one scope: child indices of two bytes.
fs = [
    lambda: 0, lambda: 1, lambda: 2, lambda: 3, lambda: 4, lambda: 5, lambda: 6, lambda: 7, lambda: 8, lambda: 9,
    lambda: 10, lambda: 11, lambda: 12, lambda: 13, lambda: 14, lambda: 15, lambda: 16, lambda: 17, lambda: 18,
    lambda: 19, lambda: 20, lambda: 21, lambda: 22, lambda: 23, lambda: 24, lambda: 25, lambda: 26, lambda: 27,
    lambda: 28, lambda: 29, lambda: 30, lambda: 31, lambda: 32, lambda: 33, lambda: 34, lambda: 35, lambda: 36,
    lambda: 37, lambda: 38, lambda: 39, lambda: 40, lambda: 41, lambda: 42, lambda: 43, lambda: 44, lambda: 45,
    lambda: 46, lambda: 47, lambda: 48, lambda: 49, lambda: 50, lambda: 51, lambda: 52, lambda: 53, lambda: 54,
    lambda: 55, lambda: 56, lambda: 57, lambda: 58, lambda: 59, lambda: 60, lambda: 61, lambda: 62, lambda: 63,
    lambda: 64, lambda: 65, lambda: 66, lambda: 67, lambda: 68, lambda: 69, lambda: 70, lambda: 71, lambda: 72,
    lambda: 73, lambda: 74, lambda: 75, lambda: 76, lambda: 77, lambda: 78, lambda: 79, lambda: 80, lambda: 81,
    lambda: 82, lambda: 83, lambda: 84, lambda: 85, lambda: 86, lambda: 87, lambda: 88, lambda: 89, lambda: 90,
    lambda: 91, lambda: 92, lambda: 93, lambda: 94, lambda: 95, lambda: 96, lambda: 97, lambda: 98, lambda: 99,
    lambda: 100, lambda: 101, lambda: 102, lambda: 103, lambda: 104, lambda: 105, lambda: 106, lambda: 107,
    lambda: 108, lambda: 109, lambda: 110, lambda: 111, lambda: 112, lambda: 113, lambda: 114, lambda: 115,
    lambda: 116, lambda: 117, lambda: 118, lambda: 119, lambda: 120, lambda: 121, lambda: 122, lambda: 123,
    lambda: 124, lambda: 125, lambda: 126, lambda: 127, lambda: 128, lambda: 129, lambda: 130, lambda: 131,
]
print(len(fs), [f() for f in fs] == list(range(132)), fs[127](), fs[128](), fs[131]())


def after(x, y=200):
    return [x + i for i in range(2)], y


print(after(1), (lambda q=5: q)())
