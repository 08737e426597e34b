# micropython-only: the text of NameError
# The table of names is needed before an exception and behind it.
def f0(a, b=1):
    try:
        try:
            pass
        except E as c:
            pass
        finally:
            g(v(c)[a:b])
            c = v(d)[(c, b):a]
    except E as d:
        a = c = v(d)


# What the first return said is known behind the second.
def f1(a, b, s, out):
    try:
        y = 1
    except Exception as e:
        pass
    return (a, b, c, x, y, i, G)


def g(x):
    pass


def v(x):
    pass


def t(f, *args):
    try:
        f(*args)
    except BaseException as e:
        print(repr(e))


t(f0, 1)
t(f1, 1, 2, 3, 4)
