"""Sources that no one writes: whatever the text, the programs end in time, with an output or a message.

Never a signal, never a hang, never an output file after an error.
"""

import re
import resource
import subprocess

import pytest

from programs import GUARD, program, run, tree

DEEP = 100_000
BLOCKS = 1_500  # indentation makes the source of nested blocks grow with the square of their number
MEGABYTES = 10_000_000
SECONDS = 120  # of a processor: what takes time by the square of its size needs more


def nested(opening, core, closing=""):
    return opening * DEEP + core + closing * DEEP


def blocks(header, footer=""):
    """Nested blocks; `footer` stands behind each body."""
    lines = [" " * i + header for i in range(BLOCKS)] + [" " * BLOCKS + "pass"]
    if footer:
        lines += [" " * i + footer for i in reversed(range(BLOCKS))]
    return "\n".join(lines) + "\n"


def listed(item, start="", end=""):
    """A list of different items, {} in `item` being their number."""
    return start + ", ".join(item.format(i) for i in range(DEEP)) + end + "\n"


NESTED = {
    "parentheses": nested("(", "1", ")"),
    "brackets": nested("[", "1", "]"),
    "braces": nested("{", "1", "}"),
    "dictionaries": nested("{1: ", "1", "}"),
    "tuples": nested("(a, ", "1", ")"),
    "mixed brackets": nested("([{", "1", "}])"),
    "open parentheses": "(" * DEEP,
    "closing parentheses": ")" * DEEP,
    "minus": nested("- ", "a"),
    "minus constant": nested("-", "1"),
    "invert": nested("~", "a"),
    "not": nested("not ", "a"),
    "power": nested("a ** ", "a"),
    "power constant": nested("1 ** ", "1"),
    "power of minus": nested("a ** -", "a"),
    "lambda": nested("lambda: ", "a"),
    "lambda default": nested("lambda a=", "1", ": a"),
    "conditional": nested("a if b else ", "c"),
    "conditional in condition": nested("a if ", "b", " else c"),
    "calls": nested("f(", "1", ")"),
    "keyword calls": nested("f(a=", "1", ")"),
    "star calls": nested("f(*", "a", ")"),
    "method calls": nested("a.b(", "1", ")"),
    "subscripts": nested("a[", "1", "]"),
    "slices": nested("a[1:", "1", "]"),
    "comprehensions": nested("[a for a in ", "b", "]"),
    "comprehensions of comprehensions": nested("[", "a", " for a in b]"),
    "generators": nested("(a for a in ", "b", ")"),
    "set comprehensions": nested("{", "a", " for a in b}"),
    "walrus": nested("(a := ", "1", ")"),
    "await": "async def f():\n " + nested("await ", "a"),
    "yield": "def f():\n " + nested("(yield ", "a", ")"),
    "yield from": "def f():\n " + nested("(yield from ", "a", ")"),
    "stars": nested("*", "a"),
    "and in or": nested("a and (b or ", "c", ")"),
    "comparisons": nested("a < (", "b", ")"),
    "targets": nested("(", "a", ",)") + " = b",
    "list targets": nested("[", "a", "]") + " = b",
    "for targets": "for " + nested("(", "a", ",)") + " in b: pass",
    "del targets": "del " + nested("(", "a", ",)"),
    "with targets": "with a as " + nested("(", "b", ",)") + ": pass",
    "attribute target": nested("(", "a", ").b") + " = c",
    "f-strings": nested("f'{", "1", "}'"),
    "t-strings": nested("t'{", "1", "}'"),
    "f-string expression": "f'{" + nested("(", "a", ")") + "}'",
    "f-string specifications": "f'" + nested("{a:", "b", "}") + "'",
    "t-string specifications": "t'" + nested("{a:", "b", "}") + "'",
    "f-string brackets": "f'{" + nested("[", "1", "]") + "}'",
    "annotations": "a: " + nested("b[", "c", "]") + " = 1",
    "decorator": "@a(" + nested("(", "b", ")") + ")\ndef f(): pass",
    "const": "A = const(" + nested("(", "1", ")") + ")",
    "const tuple": "A = const(" + nested("(", "1", ",)") + ")",
    "if blocks": blocks("if a:"),
    "else blocks": blocks("while a:", "else: pass"),
    "for blocks": blocks("for a in b:"),
    "range blocks": blocks("for a in range(9):", "else: a"),
    "try blocks": blocks("try:", "except b: pass"),
    "finally blocks": blocks("try:", "finally: a"),
    "with blocks": blocks("with a as b:"),
    "functions": blocks("def f(a):"),
    "classes": blocks("class A:"),
    "async with blocks": "async def f():\n " + blocks("async with a:").replace("\n", "\n "),
    "async for blocks": "async def f():\n " + blocks("async for a in b:").replace("\n", "\n "),
    "closures": "def f(a):\n" + "".join(
        " " * i + f"def f{i}(b{i}):\n" for i in range(1, 300)) + " " * 300 + "return a\n",
}

LONG = {
    "statements on a line": "a; " * DEEP,
    "statements": "a\n" * DEEP,
    "assignments": "".join(f"v{i} = {i}\n" for i in range(DEEP)),
    "elif": "if a: b\n" + "elif c: d\n" * DEEP + "else: e\n",
    "except": "try: a\n" + "except b: c\n" * DEEP,
    "except with a name": "try: a\n" + "except b as c: d\n" * 20_000,
    "decorators": "@a\n" * DEEP + "def f(): pass\n",
    "functions in a row": "def f(): pass\n" * DEEP,
    "nothing but functions in a class": "class A:\n" + " def f(self): super().f()\n" * 20_000,
    "arguments": listed("{}", "f(", ")"),
    "keyword arguments": listed("k{0}={0}", "f(", ")"),
    "keyword arguments of a method": listed("k=a", "a.f(", ")"),
    "keyword arguments behind a star": listed("k=a", "f(*a, ", ")"),
    "starred arguments": listed("*a", "f(", ")"),
    "double-starred arguments": listed("**a", "f(", ")"),
    "parameters": listed("p{}", "def f(", "): pass"),
    "parameters with defaults": listed("p{0}={0}", "def f(", "): pass"),
    "keyword-only parameters": listed("p{0}={0}", "def f(*, ", "): pass"),
    "same parameter": listed("p", "lambda ", ": 0"),
    "list": listed("a{}", "x = [", "]"),
    "tuple": listed("a{}", "x = (", ")"),
    "set": listed("{}", "x = {", "}"),
    "dictionary": listed("{0}: {0}", "x = {", "}"),
    "constant tuple": listed("{}.5", "x = (", ")"),
    "strings": listed("'text{}'", "x = [", "]"),
    "targets of one statement": listed("a{}", "", " = x"),
    "star among targets": listed("a{}", "", ", *b = x"),
    "star in front of targets": listed("a{}", "*b, ", " = x"),
    "starred items of a list": listed("*a", "x = [", "]"),
    "items of a subscript": listed("a:b", "x[", "]"),
    "bases": listed("a{}", "class A(", "): pass"),
    "keyword arguments of a class": listed("k{0}={0}", "class A(", "): pass"),
    "chain of assignments": "a = " * DEEP + "b",
    "chain of calls": "a" + "()" * DEEP,
    "chain of attributes": "a" + ".b" * DEEP,
    "chain of methods": "a" + ".b()" * DEEP,
    "chain of subscripts": "a" + "[0]" * DEEP,
    "chain of additions": "a" + " + a" * DEEP,
    "chain of constants": "x = 1" + " + 1" * DEEP,
    "chain of shifts": "x = 1" + " << 50" * DEEP,
    "chain of comparisons": "a" + " < a" * DEEP,
    "chain of and": "x = a" + " and a" * DEEP,
    "condition of or": "if a" + " or a" * DEEP + ": b",
    "with items": "with " + "a, " * DEEP + "a: pass",
    "with items and targets": "with " + "a as b, " * DEEP + "a: pass",
    "async with items": "async def f():\n async with " + "a, " * DEEP + "a: pass",
    "loops of a comprehension": "[a" + " for a in b" * DEEP + "]",
    "conditions of a comprehension": "[a for a in b" + " if c" * DEEP + "]",
    "walrus names of a comprehension": "def f():\n [(" + listed("a{0} := b", "", ") for b in c]"),
    "del": listed("a{}", "del "),
    "global": listed("a{}", "def f():\n global "),
    "nonlocal": listed("a{}", "def f():\n nonlocal "),
    "import": listed("a{}", "import "),
    "from import": listed("a{0} as b{0}", "from c import (", ")"),
    "dots of an import": "from " + "." * DEEP + " import a",
    "path of an import": "import a" + ".a" * DEEP,
    "locals": "def f():\n" + "".join(f" v{i} = {i}\n" for i in range(DEEP)),
    "globals read in a function": "def f():\n" + "".join(f" v{i}\n" for i in range(DEEP)),
    "lambdas": listed("lambda: {}", "x = [", "]"),
    "closed-over variables": "def f():\n" + "".join(f" v{i} = {i}\n" for i in range(3000)) +
                             " def g():\n" + "".join(f"  v{i}\n" for i in range(3000)),
    "joined strings": "x = " + "'a' " * DEEP,
    "joined f-strings": "x = " + "f'{a}' " * DEEP,
    "joined t-strings": "x = " + "t'{a}' " * 20_000,
    "fields of an f-string": "x = f'" + "{a}" * DEEP + "'",
    "fields of a t-string": "x = t'" + "{a}" * DEEP + "'",
    "braces in an f-string": "x = f'" + "{{" * DEEP + "}}" * DEEP + "'",
    "empty lines": "\n" * MEGABYTES,
    "joined lines": "\\\n" * DEEP + "a",
    "comments": "#\n" * DEEP,
    "indents up and down": "if a:\n b\n" * DEEP,
    "indentation of 70,000 columns": "if a:\n" + " " * 70_000 + "b\n" + " " * 4_464 + "c\n",
    "bad lines": "x = $\n" * DEEP,
    "bad lines of the second kind": "break\n" * DEEP,
    "unexpected indents": "a\n b\n" * DEEP,
    "stray brackets": ")\n" * DEEP,
    "dead code": "def f():\n return\n" + " a.b\n" * DEEP,
    "jumps": "while a:\n" + " if b: continue\n" * 3000,
    "line of 10 MB": "x = [" + "a, " * (MEGABYTES // 3) + "]",
    "string of 10 MB": "x = '" + "a" * MEGABYTES + "'",
    "lines in a string of 10 MB": "x = '''" + "\n" * MEGABYTES + "'''",
    "escapes of 10 MB": "x = '" + "\\n" * (MEGABYTES // 2) + "'",
    "bytes of 10 MB": "x = b'" + "a" * MEGABYTES + "'",
    "f-string of 10 MB": "x = f'" + "a" * MEGABYTES + "{b}'",
    "name of 10 MB": "a" * MEGABYTES,
    "attribute of 10 MB": "a." + "a" * MEGABYTES,
    "comment of 10 MB": "#" + "a" * MEGABYTES,
    "blanks of 10 MB": "a" + " " * MEGABYTES + "b",
    "indentation of 10 MB": " " * MEGABYTES + "b",
    "brackets of 10 MB": "(" * MEGABYTES,
    "quotes of 10 MB": "'" * MEGABYTES,
    "digits": "x = " + "9" * 1_000_000,
    "hexadecimal digits of 10 MB": "x = 0x" + "f" * MEGABYTES,
    "digits behind the point": "x = 0." + "3" * 1_000_000,
    "exponent of 10 MB": "x = 1e" + "9" * MEGABYTES,
    "huge numbers": "x = 2 ** 4000000 * 2 ** 4000000\ny = 1 << 1 << 4194302 << 9\nz = 3 ** 3 ** 99",
    "NUL bytes of 10 MB": b"\0" * MEGABYTES,
    "NUL bytes in a string": b"x = '" + b"\0" * MEGABYTES + b"'",
    "bytes 0xff of 10 MB": b"\xff" * MEGABYTES,
    "carriage returns": "a\r" * DEEP,
}

SMALL = {
    "empty": b"",
    "blanks": b"  \t \n   ",
    "one newline": b"\n",
    "byte order mark": b"\xef\xbb\xbf",
    "byte order mark and text": b"\xef\xbb\xbfx = 1\n",
    "byte order mark of UTF-16": "x = 1\n".encode("utf-16"),
    "lone carriage return": b"\r",
    "backslash": b"\\",
    "backslash at the end": b"a\\",
    "backslash and line end": b"\\\n",
    "backslash and carriage return": b"a = \\\r1",
    "mixed line ends": b"if a:\r\n b\r c\n d\n\re\n\r\nf",
    "NUL byte": b"\0",
    "NUL byte in a line": b"a\0b\n",
    "quote": b"'",
    "triple quote": b'"""',
    "prefix": b"f",
    "prefix and quote": b"f'",
    "field": b"f'{",
    "field and quote": b"f'{a'",
    "t-string field": b"t'{a:",
    "number": b"0x",
    "point": b".",
    "points": b"..",
    "at": b"@",
    "no line end behind a block": b"if a:\n b",
    "no line end behind a comment": b"if a:\n b\n #",
    "form feeds": b"\x0c\x0cx = 1\x0c\n\x0c",
}


def check(name, folder, source, *arguments):
    """One source through one program: exit code, time, message, files."""
    (folder / "main.py").write_bytes(source if isinstance(source, bytes) else source.encode())
    command = [program(name), *arguments, "main.py"]
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=GUARD, preexec_fn=limit)
    message = done.stderr.decode("utf-8", "backslashreplace")
    assert done.returncode in (0, 1), message[-2000:]
    if done.returncode == 0:
        assert (message, tree(folder)) == ("", ["main.mpy", "main.py"])
    else:
        assert tree(folder) == ["main.py"]
        if name == "taipan":
            assert re.search(r"^main\.py:\d+:\d+: error\[TP\d{4}\]: .", message, re.MULTILINE)
        else:
            assert re.search(r"^\w+Error: ", message, re.MULTILINE)
    assert len(message) < 100_000
    return done.returncode


@pytest.mark.parametrize("case, code", [
    ("f-strings", "TP0109"), ("parentheses", "TP0109"), ("with items", "TP0109"),
    ("functions", "TP0109"), ("lambdas", "TP0305"), ("assignments", "TP0305"),
    ("parameters", "TP0305"), ("indents up and down", "TP0406"),
])
def test_limits(case, code, tmp_path):
    (tmp_path / "main.py").write_text({**NESTED, **LONG}[case])
    done = run("taipan", "compile", "main.py", cwd=tmp_path)
    assert f"error[{code}]".encode() in done.stderr


@pytest.mark.parametrize("case", {**NESTED, **LONG, **SMALL})
def test_extreme_sources(case, tmp_path):
    source = {**NESTED, **LONG, **SMALL}[case]
    first = check("taipan", tmp_path, source, "compile")
    if first == 0:
        verified = run("taipan", "verify", "main.mpy", cwd=tmp_path)
        assert verified.returncode == 0 and verified.stdout.endswith(b"main.mpy: ok\n")
        (tmp_path / "main.mpy").unlink()
    check("mpy-cross", tmp_path, source)


@pytest.mark.parametrize("stage", ["tokens", "ast", "scopes", "ir", "ssa", "bytecode"])
def test_dumps_of_nested_sources(stage, tmp_path):
    for number, source in enumerate(NESTED.values()):
        (tmp_path / "main.py").write_text(source[:200_000])
        done = run("taipan", "dump", f"--stage={stage}", "main.py", cwd=tmp_path)
        assert done.returncode in (0, 1), list(NESTED)[number]


# --- many small files in one process -------------------------------------------------------------

PROGRAM = """\
import a.b as c, d
from ..e import (f, g as h,)
from micropython import const
_K = const(1 << 4)
LONG = "text " 'joined' + r'\\n' if K else b'' + 0x1F
class A(B, metaclass=C):
    'doc'
    x: int = 1
    @property
    def m(self, a, b=1, *args, k, o=None, **kw) -> int:
        nonlocal_ = [i for i in a if i > 0x10 for j in i]
        try:
            with open(f'{a!r:>{b}} {{}}') as f, g:
                yield from {k: v for k, v in kw.items()}
        except (E, F) as e:
            raise G(e) from None
        else:
            return super().m(*args, **kw)
        finally:
            del a[0], b.c
    async def n(self):
        async for i in self: await i
        async with t'{i}' as q: pass
        return lambda x, *y: (z := x) + y[1:2, ::-1]
def f(a):
    def g():
        nonlocal a
        global b
        a += 1; b **= -2.5e-3j
        return not a < b <= 3 != 4 is not None in ()
    while True:
        if a: break
        elif b: continue
        else: assert a, 'message'
    else:
        pass
    for i in range(10, 0, -1):
        a, *b = {1, 2}, {3: 4}, ...
    return g
print(f(_K) if __debug__ else '\\x41\\u00e9', \\
    '''triple
''', end='')
"""
SUBSTITUTES = b"\"'\\()[]{}:\n\t #\0\xff,=*@.f\r"


def compile_all(folder, sources):
    """Compiles many files in one process: each must give an output or an error, not both."""
    (folder / "src").mkdir()
    for name, source in sources.items():
        (folder / "src" / (name + ".py")).write_bytes(source)
    done = run("taipan", "compile", "src", "-d", "out", "-j2", cwd=folder)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    failed = set(re.findall(rb"^src/(\w+)\.py:\d+:\d+: error\[", done.stderr, re.MULTILINE))
    written = {name.removesuffix(".mpy").encode() for name in tree(folder / "out")}
    assert failed.isdisjoint(written)
    assert failed | written == {name.encode() for name in sources}
    assert done.returncode == (1 if failed else 0)
    return failed


def test_every_truncation_of_a_program(tmp_path):
    text = PROGRAM.encode()
    failed = compile_all(tmp_path, {f"t{n}": text[:n] for n in range(len(text) + 1)})
    assert f"t{len(text)}".encode() not in failed
    assert len(failed) > len(text) // 2


def test_every_byte_of_a_program_replaced(tmp_path):
    text = PROGRAM.encode()
    changed = {}
    for at in range(len(text)):
        with_other = SUBSTITUTES[at % len(SUBSTITUTES)]
        changed[f"r{at}"] = text[:at] + bytes([with_other]) + text[at + 1:]
        changed[f"d{at}"] = text[:at] + text[at + 1:]
    assert compile_all(tmp_path, changed)


def test_invalid_utf8(tmp_path):
    sources = {}
    for byte in range(0x80, 0x100):
        odd = bytes([byte])
        for number, text in enumerate(
            (b"%s", b"a%sb = 1", b"x = '%s'", b"x = b'%s'", b"# %s", b"f'%s{a%s}'", b"a\\%s")
        ):
            sources[f"b{byte:x}_{number}"] = text.replace(b"%s", odd) + b"\n"
    compile_all(tmp_path, sources)


def test_truncations_with_mpy_cross(tmp_path):
    text = PROGRAM.encode()
    for size in range(0, len(text), 9):
        if check("mpy-cross", tmp_path, text[:size]) == 0:
            (tmp_path / "main.mpy").unlink()
