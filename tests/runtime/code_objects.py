# eval(), exec() and compile(), and the names they see.
x = 1


def outer():
    y = 2
    return eval("x + 1"), sorted(k for k in locals() if k == "y") in ([], ["y"])


print(eval("x + 1"), eval(" x + 1".strip()), eval("(1,\n2)"), eval("[i for i in range(3)]"))
print(outer())
print(eval("a + b", {"a": 1, "b": 2}), eval("a", {"a": 1}, {"a": 5}), eval(b"1 + 1"))
exec("x = 5\nz = x + 1")
print(x, z, exec("pass"))

scope = {"q": 9}
exec("def f():\n    return q\nr = f()", scope)
print(scope["r"], "f" in scope, "r" in globals())
names = {}
exec("def g():\n    return x\nclass C:\n    x = 3\nc = C.x", {"x": 8}, names)
print(sorted(names), names["c"], names["g"]())

expression = compile("x * 2", "some.py", "eval")
statements = compile("x = x + 1", "some.py", "exec")
print(eval(expression), eval(expression, {"x": 50}))
exec(statements)
exec(statements)
print(x, eval(expression), exec(statements, {"x": 0}))
exec(compile("1 + 1\nx = 0", "f", "exec"))
print(x)

for source in ["1 +", "x = 1", "", "def f(): pass", "1 2", ")"]:
    try:
        print(eval(source))
    except SyntaxError:
        print("SyntaxError", repr(source))
for source in ["x = = 1", "if x", "return 1", "break", "  x = 1"]:
    try:
        exec(source)
        print("fine")
    except SyntaxError:
        print("SyntaxError", repr(source))
for args in [("1", "f", "wrong"), ("1",), (1, "f", "eval")]:
    try:
        compile(*args)
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
for args in [(5,), ("1", 5), ("nothing_of_that_name",)]:
    try:
        eval(*args)
    except Exception as error:
        print(type(error).__name__)
