# micropython-only: code compiled by the virtual machine's own compiler shares the globals
x = 10


def double(n):
    return n * 2


exec("y = double(x)")
print(y, eval("x + y"), eval("double(4)"))
exec("def made(a):\n    return a + x\n")
print(made(5))
scope = {"z": 3}
exec("w = z * 2", scope)
print(scope["w"], eval("z + w", scope))
