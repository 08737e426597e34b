"""Writes a program whose objects change the containers in use from every special method.

hostile.py SEED prints the program. The same seed gives the same program. Whatever it does, a runtime
has to survive it: it ends by printing "end" and how often it was called back.
"""

import random
import sys

STATEMENTS = 120  # of a program

# The containers, and the object whose methods change them. `calls` bounds the callbacks of a
# statement, so that no program runs for ever.
PRELUDE = '''\
import array, gc, io, struct, sys, time
from collections import deque, namedtuple, OrderedDict
try:
    from micropython import RingIO, schedule
except ImportError:
    RingIO = None

SEED = {seed}
state = [SEED * 2654435761 % 4294967291 + 1]
calls = 0
total = 0
depth = 0
kept = []

def draw(limit):
    state[0] = state[0] * 48271 % 2147483647
    return state[0] // 7 % limit

class Halt(Exception):
    pass

def fresh():
    global L, D, S, B, A, M, Q, T, O, BIG, RG, P, calls
    calls = 0
    L = [H(i) if i % 5 == 0 else i for i in range(40)]
    D = dict()
    for i in range(draw(30)):
        D[i if i % 3 else "k%d" % i] = H(i)
    S = set(range(draw(30)))
    B = bytearray(range(60))
    A = array.array("hiBqO"[draw(5)], [1, 2, 3])
    M = memoryview(B)[draw(20):]
    Q = deque([1, 2, 3], 8)
    T = (H(1), 2, H(3))
    O = OrderedDict([(1, 2), ("a", 3)])
    BIG = list(range(1000))
    P = HL([1, 2, 3])
    RG = RingIO(B) if RingIO and len(B) > 2 else io.BytesIO(B)
    del kept[20:]

def junk():
    # Takes the memory that was just given back.
    gc.collect()
    return [bytes([0x5A]) * n for n in (16, 32, 64, 100, 200, 400, 800, 8000)] + [[7] * 9 for _ in range(20)]

def mutate():
    global calls, total, depth
    calls += 1
    total += 1
    if calls > 300:
        raise Halt
    if depth > 3:
        return
    depth += 1
    try:
        for _ in range(draw(3)):
            MUTATIONS[draw(len(MUTATIONS))]()
    finally:
        depth -= 1

def replace(target, items):
    target[:] = items

def grow_dict():
    for i in range(draw(40)):
        D[draw(200) + 100] = i

def hostile_keys():
    D[H(draw(5))] = 1
    S.add(H(draw(5)))

MUTATIONS = [
    lambda: L.clear(), lambda: L.extend(range(draw(200))), lambda: L.pop() if L else 0,
    lambda: L.append(H(1)), lambda: L.reverse(), lambda: replace(L, [1]), lambda: L.sort(key=str),
    lambda: BIG.clear(), lambda: BIG.extend([1] * draw(500)), lambda: BIG.insert(0, None),
    lambda: D.clear(), grow_dict, hostile_keys, lambda: D.popitem() if D else 0,
    lambda: D.update({{draw(9): 1}}), lambda: D.pop(draw(20), 0),
    lambda: S.clear(), lambda: S.update(range(draw(60))), lambda: S.pop() if S else 0,
    lambda: S.discard(draw(20)),
    lambda: B.extend(bytes(draw(2000))), lambda: replace(B, b""), lambda: replace(B, bytes(draw(99))),
    lambda: B.append(draw(256)), lambda: A.append(1), lambda: A.extend(array.array("h", range(99))),
    lambda: replace(A, A[:1]), lambda: Q.append(1), lambda: Q.popleft(), lambda: Q.pop(),
    lambda: Q.extend([1, 2]), lambda: O.clear(), lambda: O.update({{draw(50): 1}}),
    lambda: P.clear(), lambda: list.append(P, 4), lambda: P.__init__(range(draw(50))),
    lambda: junk(), lambda: junk(), lambda: gc.collect(), lambda: kept.clear(),
    lambda: kept[draw(len(kept))].extend(b"zzzzzzzzzzzzzzzzzzzz"),
    lambda: setattr(H, "extra%d" % draw(9), draw(9)), lambda: 1 // 0, lambda: L[10 ** 6],
]

class H:
    def __init__(self, value=1):
        self.value = value
        self.left = draw(6)
    def act(self):
        mutate()
        return self.value if draw(4) else draw(60) - 20
    def m(self, *arguments):
        return self.act()
    def __int__(self):
        return self.act()
    def __index__(self):
        return self.act()
    def __float__(self):
        return float(self.act())
    def __complex__(self):
        return complex(self.act())
    def __hash__(self):
        mutate()
        return draw(4)
    def __eq__(self, other):
        mutate()
        return draw(3) == 0
    def __ne__(self, other):
        mutate()
        return draw(3) != 0
    def __lt__(self, other):
        mutate()
        return draw(2) == 0
    def __gt__(self, other):
        mutate()
        return draw(2) == 0
    def __le__(self, other):
        mutate()
        return NotImplemented if draw(4) == 0 else True
    def __ge__(self, other):
        mutate()
        return self if draw(4) == 0 else False
    def __len__(self):
        mutate()
        return (0, 1, 3, 7, 50, -1, 1 << 40)[draw(7)]
    def __bool__(self):
        mutate()
        return draw(2) == 0
    def __iter__(self):
        mutate()
        return (self, iter(L), iter(D), iter(B), gen(), iter(S))[draw(6)]
    def __next__(self):
        mutate()
        self.left -= 1
        if self.left < 0:
            raise StopIteration
        return (1, H(2), "s", (H(1), 2), b"b", [3, 4])[draw(6)]
    def __getitem__(self, index):
        mutate()
        self.left -= 1
        if self.left < 0:
            raise IndexError
        return draw(100)
    def __setitem__(self, index, value):
        mutate()
    def __delitem__(self, index):
        mutate()
    def __contains__(self, item):
        mutate()
        return self
    def __add__(self, other):
        mutate()
        return (self, 5, NotImplemented, L)[draw(4)]
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __iadd__ = __ior__ = __or__ = __add__
    __and__ = __xor__ = __mod__ = __rmod__ = __pow__ = __lshift__ = __imul__ = __matmul__ = __add__
    __floordiv__ = __truediv__ = __divmod__ = __add__
    def __neg__(self):
        return self.act()
    __pos__ = __invert__ = __abs__ = __neg__
    def __repr__(self):
        mutate()
        return "h\\xe9" * draw(30)
    __str__ = __repr__
    def __call__(self, *arguments, **keywords):
        mutate()
        return arguments[0] if arguments and draw(2) else self.value
    def __getattr__(self, name):
        mutate()
        if draw(3) == 0:
            raise AttributeError(name)
        return self
    def __del__(self):
        mutate()
    def __enter__(self):
        mutate()
        return self
    def __exit__(self, *arguments):
        mutate()
        return draw(2) == 0
    def __get__(self, instance, owner):
        mutate()
        return 3
    def __set__(self, instance, value):
        mutate()
    def __set_name__(self, owner, name):
        mutate()
    def __reversed__(self):
        mutate()
        return iter(L)
    def keys(self):
        mutate()
        return ["a", "b"]
    def __dir__(self):
        mutate()
        return L

class V(H):
    def __setattr__(self, name, value):
        if name not in ("value", "left"):
            mutate()
        object.__setattr__(self, name, value)
    @property
    def prop(self):
        mutate()
        return B
    @prop.setter
    def prop(self, value):
        mutate()

class HL(list):
    def __init__(self, *arguments):
        super().__init__(*arguments)
    def __repr__(self):
        mutate()
        return "HL"
    def __eq__(self, other):
        mutate()
        return True

class HD(dict):
    def __getitem__(self, key):
        mutate()
        return super().__getitem__(key)
    def __hash__(self):
        mutate()
        return 1

class HB(bytearray):
    pass

class HT(tuple):
    pass

class HE(Exception):
    def __str__(self):
        mutate()
        return "he"

class W(io.IOBase):
    def write(self, data):
        mutate()
        kind = draw(7)
        if kind == 0:
            kept.append(data)
        elif kind == 1:
            kept.append(memoryview(data))
        elif kind == 2 and isinstance(data, bytearray):
            data.extend(bytes(100))
        elif kind == 3 and len(data):
            data[0] = 65
        elif kind == 4 and RingIO and len(data) > 1:
            kept.append(RingIO(data))
        bytes(data)
        return (len(data), len(data), 1, H(1), None, -5, 10 ** 6)[draw(7)]
    def readinto(self, data):
        mutate()
        for i in range(len(data)):
            data[i] = 10 if draw(8) == 0 else 97
        if draw(4) == 0:
            kept.append(data)
        elif draw(4) == 0:
            kept.append(memoryview(data))
        elif draw(8) == 0:
            data.extend(b"more")
        return (len(data), len(data), 0, 0, 1, H(0), None, -5)[draw(8)]
    def ioctl(self, request, argument):
        mutate()
        return (0, H(0), -22)[draw(3)]

def gen():
    for i in range(draw(8)):
        mutate()
        try:
            x = yield (i, H(i))[draw(2)]
        finally:
            mutate()

def fill(names):
    mutate()
    return names

def run(statement):
    if draw(3) == 0:
        fresh()
    global calls, depth
    calls = depth = 0
    try:
        statement()
    except Halt:
        pass
    except Exception as error:
        try:
            str(error)
        except Exception:
            pass

fresh()
'''

POOLS = {
    # an index, a count
    "I": ["H()", "H(900)", "H(-3)", "0", "-1", "5", "900", "True", "H(0)"],
    "N": ["H()", "H(3)", "3", "0", "-1", "50", "H(50)"],
    # a part of a slice
    "J": ["", "", "H(0)", "H(900)", "H(-1)", "3", "-2"],
    # any object
    "O": ["H()", "1", "'x'", "b'y'", "None", "L", "D", "S", "B", "A", "M", "Q", "T", "(H(), 2)",
          "[H()]", "3.5", "1 << 70", "HL([1, H()])", "gen()", "P", "HD({1: 2})", "HT((H(), 1))",
          "HB(b'abc')", "frozenset((1, 2))", "HE(H())", "V()"],
    # something to iterate
    "X": ["L", "D", "S", "B", "A", "M", "Q", "T", "H()", "gen()", "range(H(5))",
          "[H() for _ in range(20)]", "(H(),) * 12", "map(H(), L)", "filter(H(), L)", "zip(L, H())",
          "enumerate(H())", "reversed(L)", "D.items()", "D.values()", "HL(L)", "iter(L)", "'h\\xe9'",
          "BIG", "{H(): 1, 2: H()}", "{H(), H()}", "O", "P", "reversed(H())", "HT(L)", "iter(S)"],
    "K": ["H()", "1", "'k3'", "(H(),)", "b'z'", "H(3)", "frozenset((1,))", "2.0", "HT((H(),))"],
    "F": ["H()", "lambda *a: mutate() or a[0]", "H().m", "str", "repr", "len", "hash", "int",
          "lambda *a: (H(), 1)", "None"],
    "R": ["W()", "io.BytesIO(b'abc')", "io.StringIO('xyz')", "io.BufferedWriter(W(), H(8))", "RG",
          "io.BufferedWriter(W(), 3)", "io.BytesIO(B)"],
    "C": ["B", "b'abc'", "M", "A", "bytearray(b'q')", "HB(b'abc')", "B[:9]", "memoryview(A)"],
    "Y": ["'a,b h\\xe9'", "b'a,b\\xff'", "B", "'{} {}'", "HB(b'a,b')", "''"],
    "Z": ["','", "b','", "bytearray(b',')", "'\\xe9'", "H(44)", "44", "''", "B", "None"],
    "S": ["L", "B", "A", "M", "Q", "T", "BIG", "P", "'h\\xe9llo'", "b'abc'", "D", "range(9)", "V()",
          "HB(b'abc')", "HT((1, 2))", "O"],
    "op": ["+", "-", "*", "//", "/", "%", "**", "<<", ">>", "&", "|", "^", "@", "<", "<=", ">", ">=",
           "==", "!=", "in", "not in"],
    "iop": ["+=", "-=", "*=", "//=", "%=", "|=", "&=", "^=", "<<="],
    "fmt": ["'{} {!r} {:>9}'", "'{0:{1}}'", "'{:d}'", "b'{}{}'", "B", "bytearray(b'{}-{}{}')",
            "'{a}{b}'", "'{:\\xe9<9}'"],
    "pct": ["'%s %r'", "'%d'", "'%*d'", "'%(a)s'", "b'%s'", "'%c'", "'%.3s'", "'%5.1f'", "'%x'"],
    "code": ["'4B'", "'hH'", "'3s2B'", "'>q'", "'b'", "'2f'", "'10s'", "b'BB'"],
}

TEMPLATES = """\
{S}[{I}]
{S}[{I}] = {O}
del {S}[{I}]
{S}[{J}:{J}]
{S}[{J}:{J}:{J}]
{S}[{J}:{J}] = {X}
{S}[{J}:{J}] = {C}
del {S}[{J}:{J}]
L.pop({I})
L.insert({I}, {O})
L.index({O})
L.index({O}, {I})
L.index({O}, {I}, {I})
T.index({O}, {I}, {I})
L.count({O})
L.remove({O})
L.extend({X})
L.sort(key={F})
L.sort(key={F}, reverse=H())
L.sort()
BIG.sort(key={F})
BIG.sort(key=H)
L = [H(i) for i in range(40)]; L.sort()
L[H(0):H(900)] = P
P[H(0):H(2)] = P
P[{J}:{J}] = P
P.sort(key={F})
L == [H() for _ in range(40)]
T == (H(), H(), H())
T < (H(), H(), H())
L < BIG
{O} {op} {O}
{S} {op} {O}
{O} {op} {S}
x = {S}; x {iop} {O}
x = {O}; x {iop} {X}
{O} in {X}
-{O}
not {O}
D[{K}]
D[{K}] = {O}
del D[{K}]
D.get({K}, {O})
D.pop({K}, {O})
D.setdefault({K}, {O})
D.update({X})
D.update(H())
D.update({{H(): 1, H(): 2}})
D.update([(H(), 1)] * 9)
D | {O}
dict({X})
dict(zip({X}, {X}))
dict(**{{'a': H()}})
dict.fromkeys({X}, {O})
HD(D)[{K}]
D == {{H(): H(), 1: H()}}
O[{K}] = {O}
O == OrderedDict([(H(), H()), (2, 3)])
O.update({X})
O.pop({K}, 1)
for k in D: D[{K}] = k
for k in D.items(): mutate()
for k in S: S.add({K})
for k in L: mutate()
for k in Q: Q.append(1); mutate()
for k in B: mutate()
for k in M: mutate()
for k in {X}: mutate()
[(a, b) for a, b in {X}]
a, b, c = {X}
a, *b = {X}
a, *b, c = {X}
S.add({K})
S.discard({K})
S.remove({K})
S.update({X})
S.intersection({X})
S.intersection_update({X})
S.difference_update({X})
S.symmetric_difference_update({X})
S.union({X})
S.issubset({X})
S.issuperset({X})
S.isdisjoint({X})
S - {{H(), 1}}
S & {{H(), 1}}
S ^ {{H(), 1}}
S <= {{H(), 1}}
S == {{H(), 1}}
set({X})
frozenset({X})
hash(frozenset({X}))
hash({O})
{{{K}: {O} for _ in range(20)}}
{{{K}, {K}, {K}}}
bytes({X})
bytes({O})
bytearray({X})
bytearray({O})
array.array('h', {X})
array.array('O', {X})
array.array('f', {X})
list({X})
tuple({X})
sum({X})
sum({X}, {O})
min({X})
max({X}, key={F})
min({O}, {O}, key={F})
min({X}, default={O})
sorted({X})
sorted({X}, key={F}, reverse=H())
any({X})
all({X})
list(map({F}, {X}))
list(map({F}, {X}, {X}, {X}, {X}, {X}))
list(filter({F}, {X}))
list(zip({X}, {X}, {X}))
list(enumerate({X}, {I}))
list(reversed({S}))
next({O}, {O})
iter({O})
len({O})
abs({O})
divmod({O}, {O})
pow({O}, {O})
pow({O}, {O}, {O})
round({O}, {I})
int({O})
float({O})
complex({O})
bool({O})
str({O})
repr({O})
hex({O})
chr({I})
ord({Y})
isinstance({O}, (H, {O}))
getattr({O}, 'x', {O})
hasattr({O}, 'y')
setattr(V(), 'z', {O})
delattr(H(), 'value')
V().prop
V().prop = {O}
dir({O})
callable({O})
type('N', (H,), {{'a': H(), 'b': H()}})
type('N', ({O},), D)
B.append({O})
B.extend({X})
B.extend({C})
A.append({O})
A.extend({X})
B[{J}:{J}] = B
M[{I}] = {O}
M[{J}:{J}] = {C}
memoryview({C})[{J}:{J}]
B[{I}] = H(7)
A[{I}] = {O}
B == {C}
B in {C}
{Y}.find({Z}, {I}, {I})
{Y}.rfind({Z}, {I})
{Y}.index({Z}, {I}, {I})
{Y}.count({Z}, {I}, {I})
{Y}.startswith({Z}, {I})
{Y}.endswith({Z}, {I})
{Y}.replace({Z}, {Z}, {N})
{Y}.split({Z}, {N})
{Y}.rsplit({Z}, {N})
{Y}.join({X})
{Y}.strip({Z})
{Y}.center({N})
{Y}.partition({Z})
{Y}.splitlines(H())
{Y} * {N}
{Y}[{J}:{J}]
B.find({Z}, H(0), H(900))
B.find(H(97))
B.count(b'a', H(0))
B.replace(b'a', b'bb', H(3))
B.split(b'a', H(3))
B.rsplit(b'a', H(3))
B.join([H() for _ in range(3)])
B.join(gen())
B.join({X})
B.center(H(99))
B.decode({Y})
B.hex({Z})
bytes.fromhex('0102')
{fmt}.format({O}, {O}, {O}, a={O}, b={O})
{fmt}.format(*{X})
{pct} % ({O},)
{pct} % ({O}, {O})
{pct} % {O}
{pct} % HT((H(), H()))
{pct} % {{'a': H()}}
print({O}, {O}, file={R})
print({O}, sep='-', end={Y}, file=W())
print(B, file=W())
print(L, D, S, file=W())
print(H(), B, file=io.BufferedWriter(W(), 5))
sys.print_exception(HE({O}), W())
io.BytesIO.read({R}, {N})
io.BytesIO.readinto({R}, B)
io.BytesIO.readinto({R}, B, H(9))
io.BytesIO.readinto({R}, memoryview(B)[3:], H(2), H(9))
io.BytesIO.readline({R}, {N})
io.BytesIO.write({R}, B)
io.BytesIO.write({R}, B, H(0), H(60))
io.BytesIO.write({R}, M)
io.BytesIO.seek({R}, {I}, {I})
{R}.write({C})
{R}.read({N})
w = io.BufferedWriter(W(), 5); w.write(B); w.flush()
r = RG; r.write({C}); mutate(); r.read({N}); r.write(B); r.readinto(B)
io.StringIO({O}).read({N})
io.BytesIO({O}).getvalue()
for line in io.BytesIO(b'a\\nb\\n'): mutate()
struct.pack({code}, {O}, {O}, {O})
struct.pack_into({code}, B, {I}, {O}, {O}, {O})
struct.pack_into({code}, M, H(2), H(), H(), H())
struct.unpack_from({code}, {C}, {I})
struct.unpack_from('4B', B, H(3))
struct.unpack({code}, {C})
int.from_bytes({C}, 'little')
(1 << 70).to_bytes({N}, 'little')
deque({X}, {N})
Q[{I}]
Q[{I}] = {O}
Q.extend({X})
range({I}, {I}, {I})[{J}:{J}:{J}]
slice({I}, {I}, {I}).indices({N})
namedtuple('P', L)
namedtuple('P', ['a', 'b'])({O}, b={O})
time.mktime([H(9) for _ in range(8)])
time.mktime(L[:8])
H()({O}, *{X})
(lambda *a, **k: a)(*{X}, **H())
(lambda *a, **k: a)(*{X}, **D)
fill(*{X})
g = gen(); next(g); g.send({O}); g.close()
g = gen(); next(g); g.throw(HE)
g = gen(); list(zip(g, g, L))
raise HE({O})
try: raise HE(H()) \\nexcept (HE, {O}): mutate()
with H() as h: mutate(); raise HE
global L; L = HL(L); L.__init__(L); L.append(1)
P.__init__(P)
HT.__init__(HT(L), {X})
schedule(lambda _: mutate(), 0); sum(range(50))
exec('mutate()')
sys.getsizeof({O})
f'{{H()}} {{H()!r:>9}}'
globals().update(D)
for k in globals(): mutate()
del L[:]; mutate(); L[{I}]
""".splitlines()


def fill(template, draw):
    """The template with each `{NAME}` replaced by something of that pool."""
    out = []
    at = 0
    while at < len(template):
        pair = template[at:at + 2]
        if pair in ("{{", "}}"):
            out.append(pair[0])
            at += 2
        elif template[at] == "{":
            end = template.index("}", at)
            out.append(draw.choice(POOLS[template[at + 1:end]]))
            at = end + 1
        else:
            out.append(template[at])
            at += 1
    return "".join(out)


def program(seed):
    """The program of a seed."""
    draw = random.Random(seed)
    parts = [PRELUDE.format(seed=seed)]
    for number in range(STATEMENTS):
        body = fill(draw.choice(TEMPLATES), draw).replace("\\n", "\n    ")
        if "for line in io" in body:
            body = body.replace("b'a\n    b\n    '", "b'a\\nb\\n'")
        first = "" if body.startswith("global ") else "    global L, D, S, B, A, M, Q, P, O, T\n"
        parts.append(f"def s{number}():\n{first}    {body}\nrun(s{number})\n")
    parts.append('calls = depth = 0\nMUTATIONS[:] = [lambda: None]\nprint("end", total)\n')
    return "\n".join(parts)


if __name__ == "__main__":
    print(program(int(sys.argv[1])))
