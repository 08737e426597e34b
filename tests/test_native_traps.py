"""What makers of machine code get wrong, one named program each: traps that were met while this backend
was planned, and faults that users of the stock cross-compiler have reported (the numbers are those of
micropython/micropython). Each prints as machine code what Python prints, and what it prints as bytecode;
each is compiled for all architectures, where code that does not stand alone is an error.

Traps that other tests hold stand in ELSEWHERE, with the test that does. Programs as machine code run on
emulated boards in tests/test_machine_code.py, and on stock's firmware outside of the suite."""

import ast
import platform

import pytest

from programs import ROOT, run

ARCHS = ["x64", "armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp", "rv32imc"]

TRAPS = {
    "comparisons_return_any_object": ('''
class Q:
    def __lt__(self, other): return "less"
    def __eq__(self, other): return ["equal"]
    def __contains__(self, item): return "yes"
def f(a, b):
    c = a < b
    return c, a == b, not (a < b), a != b if False else 0, (1 in a)
print(f(Q(), Q()), f.__name__ if hasattr(f, "x") else "")
''', "('less', ['equal'], False, 0, True) \n"),
    "objects_live_while_only_their_insides_are_used": ('''
import gc
def fill():
    gc.collect()
    for i in range(200): [i] * 20, bytearray(64)
    gc.collect()
    return 1
def f():
    return [x + fill() for x in [10, 20, 30]][1], sum([fill() for _ in (1, 2)]), (lambda: "abc" * fill())()
def g():
    for c in "".join(["a", "b", str(fill())]): fill()
    return c
print(f(), g())
''', "(21, 2, 'abc') 1\n"),
    "a_running_function_keeps_itself": ('''
import gc
def make():
    def f(n):
        global f_of_module
        f_of_module = None
        gc.collect()
        for i in range(300): [i] * 9, bytearray(48)
        gc.collect()
        return n + 1, "text", 1.5
    return f
f_of_module = make()
def call(): return f_of_module(4)
print(call())
''', "(5, 'text', 1.5)\n"),
    "a_handler_sees_what_protected_code_changed": ('''
def f(n):
    a = b = c = 0
    try:
        a = n
        b = a + 1
        c = [b]
        c[n]
        b = 9
    except IndexError:
        a, d = a + 1, b
        c.append(d)
    finally:
        b += 100
    return a, b, c
print(f(5), f(0))
''', "(6, 106, [6, 6]) (0, 109, [1])\n"),
    "locals_written_in_a_handler_stay (#4055)": ('''
def f():
    x = 1
    try:
        raise ValueError
    except ValueError:
        x = 2
        y = x + 1
        try:
            raise KeyError
        except KeyError:
            x = 10
    return x, y
print(f())
''', "(10, 3)\n"),
    "unbound_locals_raise (#15670)": ('''
def f(flag):
    if flag: x = 1
    x += 1
    return x
def g():
    a += 0
def h():
    for i in (): pass
    return i
def k():
    x = 1
    del x
    return x
print(f(True))
for each in (lambda: f(False), g, h, k):
    try: each()
    except NameError as e: print("NameError", e)
''', "2\n" + "NameError local variable referenced before assignment\n" * 4),
    "globals_are_those_of_the_function": ('''
g = "mine"
def raises(): return missing
def reads(): return g
def calls(f):
    try: return f()
    except NameError as e: return g, str(e)
print(calls(reads), calls(raises), g)
exec("g = 'other'\\nr = f()\\nprint(r, g)", {"f": reads})
''', "mine ('mine', \"name 'missing' isn't defined\") mine\nmine other\n"),
    "truth_is_one_byte": ('''
class T:
    def __init__(self, n): self.n = n
    def __bool__(self): return self.n > 0
def f(*all): return [bool(x) for x in all], [1 if x else 2 for x in all], [not x for x in all]
print(f(T(0), T(256), 0, 256, 1 << 40, "", "a", 0.0, 0.5, [], [0], None))
''', "([False, True, False, True, True, False, True, False, True, False, True, False], "
     "[2, 1, 2, 1, 1, 2, 1, 2, 1, 2, 1, 2], "
     "[True, False, True, False, False, True, False, True, False, True, False, True])\n"),
    "small_integers_have_edges": ('''
def f(n):
    a = n
    b = -n - 1
    return a + 1, b - 1, a * 2, -b, a << 1, b >> 1, abs(b), ~a
for bits in (30, 31, 62, 63): print(f((1 << bits) - 1))
def constants(): return 0x3fffffff, 0x40000000, -0x40000000, -0x40000001, 0x7fffffff, 0x4000000000000000
print(constants())
''', None),
    "division_and_shifts_at_the_edges": ('''
def f(a, b):
    try: return a // b, a % b, divmod(a, b)
    except ZeroDivisionError: return "zero"
for a in (7, -7, 0, -(1 << 30), -(1 << 62)):
    print([f(a, b) for b in (2, -2, 3, -3, 1, -1, 0)])
def shifts(a, b):
    try: return a << b, a >> b
    except ValueError: return "negative"
print([shifts(a, b) for a in (1, -1, 5) for b in (0, 1, 31, 32, 63, 64, 70, -1)])
def quotient(a, b):
    try: return a / b
    except ZeroDivisionError: return "zero"
print(quotient(1, 0), quotient(1.5, 0.0), quotient(7, 2), quotient(0.0, 4))
''', None),
    "deep_recursion_is_an_exception": ('''
def f(n): return f(n + 1)
def g(n):
    try: return g(n + 1) + 1
    finally: n = 0
for each in (f, g):
    try: each(0)
    except RuntimeError: print("deep")
''', "deep\ndeep\n"),
    "bytearrays_take_bytes_only": ('''
def f(b, i, v):
    try:
        b[i] = v
        return bytes(b)
    except (ValueError, OverflowError, TypeError, IndexError) as e: return type(e).__name__
print(f(bytearray(2), 0, 255), f(bytearray(2), 5, 1), f(bytearray(2), 0, "x"), f(b"ab", 0, 1))
''', "b'\\xff\\x00' IndexError TypeError TypeError\n"),
    "deleting_is_no_store": ('''
class A: pass
def f():
    l, d, a = [1, 2, 3], {1: 2}, A()
    a.x = 1
    del l[0], d[1], a.x
    try: del d[7]
    except KeyError: print("KeyError")
    try: del l[9]
    except IndexError: print("IndexError")
    return l, d, hasattr(a, "x")
print(f())
''', "KeyError\nIndexError\n([2, 3], {}, False)\n"),
    "closures_have_the_runtimes_cells": ('''
def outer(a):
    b = a
    def set(v):
        nonlocal b
        b = v
    def get(): return a, b
    return set, get
set, get = outer([1])
set("new")
print(get(), str(get)[:9], [f() for f in [(lambda i=i: i) for i in range(3)]], [f() for f in [lambda: i for i in range(3)]])
def deleted():
    x = 1
    def inner(): return x
    del x
    try: return inner()
    except NameError: return "NameError"
print(deleted())
''', "([1], 'new') <closure  [0, 1, 2] [2, 2, 2]\nNameError\n"),
    "generators_go_on_where_they_were": ('''
def g(n):
    try:
        for i in range(n):
            try:
                got = yield i
                if got: yield "got", got
            except ValueError as e: yield "caught", str(e)
    finally: yield "end"
a = g(3)
print(next(a), a.send("x"), next(a), a.throw(ValueError("v")), list(a))
def with_iterators():
    for a in (1, 2):
        for b in {"k": a}.items(): yield a, b
    return "done"
def outer(): return (yield from with_iterators())
print(list(outer()))
c = g(2); next(c)
try: c.close()
except RuntimeError: print("RuntimeError")
''', None),
    "combined_indexed_operands (#7782, #6314, #6643)": ('''
def f(a, b):
    a[0] = a[1] = a[2] + b[0]
    a[b[1]], a[b[0]] = a[b[0]], a[b[1]]
    a[a[b[2]]] += a[b[2]] + b[a[b[2]]]
    return a
print(f([0, 1, 0], [1, 2, 0]), f(bytearray(b"\\0\\1\\0"), [1, 2, 0]))
''', "[1, 3, 1] bytearray(b'\\x01\\x03\\x01')\n"),
    "a_conditional_expression_in_a_tuple (#7523)": ('''
def f(a): return (1, 2 if a else 3, 4), [a or "b", a and "c"], {"k": 5 if not a else 6}
print(f(True), f(False))
''', "((1, 2, 4), [True, 'c'], {'k': 6}) ((1, 3, 4), ['b', False], {'k': 5})\n"),
    "bare_raise (#19245)": ('''
def f():
    try:
        try: {}["k"]
        except KeyError: raise
    except KeyError as e: return repr(e)
def g():
    try: raise
    except RuntimeError as e: return str(e)
print(f(), g())
''', "KeyError('k',) no active exception to reraise\n"),
    "long_branches (#3936, #17293)": ("def f(a):\n    t = 0\n    for i in range(2):\n        if a:\n"
        + "".join(f"            t += a * {i} + len('x' * {i % 9})\n" for i in range(180))
        + "        else:\n            t = -1\n    return t\nprint(f(1), f(0))\n",
        f"{2 * sum(i + i % 9 for i in range(180))} -1\n"),
    "exceptions_pass_with_and_finally": ('''
log = []
class C:
    def __init__(self, eats): self.eats = eats
    def __enter__(self): log.append("in"); return self
    def __exit__(self, t, v, tb): log.append(t.__name__ if t else None); return self.eats
def f(eats, how):
    for i in (1, 2):
        try:
            with C(eats) as c:
                if how == "raise": raise ValueError(i)
                if how == "return": return "returned", i
                if how == "break": break
                if how == "continue": continue
        except ValueError as e: log.append(str(e))
        finally: log.append("finally")
    return "end"
for eats in (True, False):
    for how in ("raise", "return", "break", "continue", ""):
        del log[:]
        print(f(eats, how), log)
''', None),
    "raise_from_raises_the_first": ('''
def f(a, b): raise a from b
for a, b in ((ValueError(1), None), (KeyError, None), (1, None)):
    try: f(a, b)
    except Exception as e: print(repr(e))
''', "ValueError(1,)\n<KeyError>\n".replace("<KeyError>", "KeyError()")
     + "TypeError('exceptions must derive from BaseException',)\n"),
}

# A trap, and the test that holds it: file, and a text in it.
ELSEWHERE = {
    "relocations are left in code": ("tests/native/link_test.cpp", "what code may not need is an error"),
    "addresses of functions by minsize on Thumb": ("tests/native/link_test.cpp", "what code may not need"),
    "what a section is aligned to": ("tests/native/link_test.cpp", "a section a function"),
    "library calls of soft floats and division": ("tests/native/link_test.cpp", "to memcpy at 2"),
    "words before the code, offsets of generators": ("tests/unit/native_test.cpp",
                                                     "how native code is entered is checked"),
    "pending exceptions in loops": ("tests/test_native_code.py", "endless_loop_of_machine_code"),
    "code that the collector takes (#6045)": ("tests/test_machine_code.py", "dropped"),
    "no architecture named (#17349)": ("tests/test_native_traps.py", "test_an_architecture_is_asked_for"),
    "a jump buffer of the host's size (#5059)": ("tests/test_jump_buffer.py", "def test_"),
    "malformed assembler (#18010, #17817)": ("tests/test_native_code.py", "'asm_thumb' functions are not"),
}

# Of architectures, emitters or forms of code that this backend does not have.
NOT_HERE = {
    "inline guards that keep loads in loops": "about speed",
    "table in a temporary (#17342), word access (#16690)": "Xtensa has no code yet",
    "indexed load or store of viper (#18821), `nonlocal` (#8086), slices (#6523), `6(x)` (#17814)":
        "functions of viper, whose tests name them",
    "conditional branches (#17946)": "LLVM encodes them; long_branches runs some",
    "objects of representation B (#18108)": "no code looks into objects",
    ".bss of linked modules (#6592)": "files have code only",
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 takes machine code")
@pytest.mark.parametrize("name", TRAPS)
def test_trap(native, tmp_path, name):
    source, expected = TRAPS[name]
    (tmp_path / "m.py").write_text(source)
    bytecode = run("taipan", "run", "m.py", cwd=tmp_path)
    assert (bytecode.returncode, bytecode.stderr) == (0, b"")
    if expected is not None:
        assert bytecode.stdout.decode() == expected
    done = run("taipan", "run", "-X", "emit=native", "m.py", cwd=tmp_path,
               env={"TAIPAN_NATIVE": native})
    assert (done.returncode, done.stdout, done.stderr) == (0, bytecode.stdout, b"")


@pytest.mark.parametrize("arch", ARCHS)
def test_code_of_all_traps_stands_alone(native, tmp_path, arch):
    for i, (source, _) in enumerate(TRAPS.values()):
        (tmp_path / f"m{i}.py").write_text(source)
        done = run("mpy-cross", f"-march={arch}", "-X", "emit=native", f"m{i}.py", cwd=tmp_path,
                   env={"TAIPAN_NATIVE": native})
        assert (done.returncode, done.stderr) == (0, b"")
        assert run("taipan", "verify", f"m{i}.mpy", cwd=tmp_path).returncode == 0


def test_every_program_is_python():
    for source, _ in TRAPS.values():
        ast.parse(source)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_traps_of_other_tests_are_there(name):
    path, text = ELSEWHERE[name]
    assert text in (ROOT / path).read_text()


def test_an_architecture_is_asked_for(native, tmp_path):
    (tmp_path / "m.py").write_text("def f(): pass\n")
    done = run("mpy-cross", "-X", "emit=native", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert done.returncode == 1 and done.stderr != b"" and not (tmp_path / "m.mpy").exists()
    (tmp_path / "m.py").write_text("@micropython.native\ndef f(): pass\n")
    done = run("taipan", "compile", "m.py", cwd=tmp_path, env={"TAIPAN_NATIVE": native})
    assert done.returncode == 1 and b"TP0301" in done.stderr and not (tmp_path / "m.mpy").exists()
