# Every built-in exception class: its place in the tree, arguments, text.
tree = {
    "BaseException": None, "SystemExit": "BaseException", "KeyboardInterrupt": "BaseException",
    "GeneratorExit": "BaseException", "Exception": "BaseException", "StopIteration": "Exception",
    "StopAsyncIteration": "Exception", "ArithmeticError": "Exception",
    "OverflowError": "ArithmeticError", "ZeroDivisionError": "ArithmeticError",
    "AssertionError": "Exception", "AttributeError": "Exception", "EOFError": "Exception",
    "ImportError": "Exception", "LookupError": "Exception", "IndexError": "LookupError",
    "KeyError": "LookupError", "MemoryError": "Exception", "NameError": "Exception",
    "OSError": "Exception", "RuntimeError": "Exception", "NotImplementedError": "RuntimeError",
    "SyntaxError": "Exception", "IndentationError": "SyntaxError", "TypeError": "Exception",
    "ValueError": "Exception", "UnicodeError": "ValueError",
}
import builtins

for name in tree:
    kind, parent = getattr(builtins, name), tree[name]
    assert kind.__name__ == name and issubclass(kind, BaseException)
    assert parent is None or issubclass(kind, getattr(builtins, parent))
    assert issubclass(kind, Exception) == (name not in ("BaseException", "SystemExit",
        "KeyboardInterrupt", "GeneratorExit"))
    if name in ("OSError", "SyntaxError", "IndentationError"):
        continue
    for args in ((), ("text",), ("a", 2), (5,)):
        try:
            raise kind(*args)
        except BaseException as error:
            assert type(error) is kind and error.args == args and isinstance(error, kind), name
            if name != "KeyError":
                print(name, repr(str(error)), end="; " if args != (5,) else "\n")
print(repr(ValueError()), repr(ValueError("a", 1)), ValueError, str(ValueError(5)),
      str(ValueError(None)))
print(StopIteration(5).value, StopIteration().value, OSError(5, "text").errno, OSError(1).args,
      OSError(5, "text").args, SystemExit(3).args)
for function in (
    lambda: 1 / 0, lambda: {}["k"], lambda: [][1], lambda: "a" + 1, lambda: int("x"),
    lambda: undefined_name, lambda: None.x, lambda: open("/no/such/file"),
    lambda: __import__("no_such_module"), lambda: next(iter([])), lambda: b"\xff".decode(),
    lambda: exec("x = ="), lambda: (lambda: undefined)(), lambda: [].x, lambda: 5(),
    lambda: __import__("sys").exit(4), lambda: exec("  x"), lambda: assert_false(), lambda: 1.5 % 0,
):
    def assert_false():
        assert False, "message"
    try:
        function()
    except BaseException as error:
        print([name for name in tree if isinstance(error, getattr(builtins, name))])
try:
    assert 1 == 2, ("tuple", 5)
except AssertionError as error:
    print(error.args)
try:
    assert []
except AssertionError as error:
    print(error.args)
for bad in (5, "text", int, None, object(), [ValueError]):
    try:
        raise bad
    except TypeError:
        print("not an exception")
e = ValueError("kept")
print(e.args, e is e, e == e, ValueError("a") == ValueError("a"), {e: 1}[e], hash(e) == hash(e),
      bool(e), isinstance(e.args, tuple))
try:
    raise e from KeyError("cause")
except ValueError as error:
    print(error is e)
try:
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second") from None
except ValueError as error:
    print(error)
