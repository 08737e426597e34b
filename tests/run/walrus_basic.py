# Assignment expressions as values.
print((x := 5), x)
print((y := x * 2) + (z := y + 1), y, z)
values = [(a := 1), (b := a + 1), a + b]
print(values, a, b)
print(f := 7, g := f + 1)
print(max(h := 3, 2), h)


def local(items):
    if (n := len(items)) > 2:
        return "long", n
    return "short", n


print(local([1]), local([1, 2, 3]))


def keyword(**kw):
    return kw


print(keyword(a=(k := 4)), k)


def closure():
    def inner():
        nonlocal count
        return (count := count + 1)

    count = 0
    inner()
    return inner(), count


print(closure())


def globals_too():
    global made
    return (made := "global")


print(globals_too(), made)
print([t := 1, t + 1], (u := (1, 2)), u)
print({"k": (v := 9)}, v, [10, 20, 30][(i := 1)], i)
print((lambda: (w := 3) + w)())
print("yes" if (m := 0) or (n := 1) else "no", m, n)
