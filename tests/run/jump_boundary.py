# Jumps of every length around the step from one byte to two.
def hop_a(c, x):
    if c:
        x += 1; x += 2; x += 3; x += 4; x += 5; x += 6; x += 7; x += 8; x += 9; x += 10; x += 11
    return x


def hop_b(c, x):
    if c:
        x += 1; x += 2; x += 3; x += 4; x += 5; x += 6; x += 7; x += 8; x += 9; x += 10; x += 11; x += 12
        x += 13; x += 14; x += 15; x += 16
    return x


def hop_c(c, x):
    if c:
        x += 1; x += 2; x += 3; x += 4; x += 5; x += 6; x += 7; x += 8; x += 9; x += 10; x += 11; x += 12
        x += 13; x += 14; x += 15; x += 16; x
    return x


def hop_d(c, x):
    if c:
        x += 1; x += 2; x += 3; x += 4; x += 5; x += 6; x += 7; x += 8; x += 9; x += 10; x += 11; x += 12
        x += 13; x += 14; x += 15; x += 48
    return x


def loop(n, x):
    while n:
        x += 1; x += 2; x += 3; x += 4; x += 5; x += 6; x += 7; x += 8; x += 9; x += 10; x += 11; x += 12
        x += 13; n -= 1
    return x


def loop_longer(n, x):
    while n:
        x += 1; x += 2; x += 3; x += 4; x += 5; x += 6; x += 7; x += 8; x += 9; x += 10; x += 11; x += 12
        x += 13; x += 14; x; n -= 1
    return x


def chain(a, b, c):
    return a and b + 1 + b + 2 + b + 3 + b + 4 + b + 5 + b + 6 + b + 7 + b + 8 + b + 9 + b + 10 + b + 11 \
        + b + 12 + b + 13 + b + 14 + b + 15 + b + 16 + b + 17 + b + 18 + b + 19 + b + 20 and c or b


for f in (hop_a, hop_b, hop_c, hop_d, loop, loop_longer):
    print(f(0, 5), f(1, 5), f(3, 5))
print(chain(0, 1, 2), chain(1, 1, 2), chain(1, 1, 0), chain(1, -10.5, 3))
