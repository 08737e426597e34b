# More than sixteen parameters, positional and by keyword.
def f(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u=20, v=21, *rest, w, x=23, **more):
    return [a, b, p, q, r, s, t, u, v, rest, w, x, sorted(more.items())]


print(f(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, w=22))
print(f(*range(24), w="w", x="x", y=1, z=2))
print(f(*range(18), s="S", t="T", w=0))
print(f(*range(20), v="V", w=None))


def keywords(*, k0=0, k1=1, k2=2, k3=3, k4=4, k5=5, k6=6, k7=7, k8=8, k9=9, ka=10, kb=11):
    return k0 + k1 + k2 + k3 + k4 + k5 + k6 + k7 + k8 + k9 + ka + kb


print(keywords(), keywords(k0=100, kb=0), keywords(**{"k5": 50, "k6": 60}))
print(max(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25))
