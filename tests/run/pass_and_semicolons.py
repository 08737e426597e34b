# Statements on one line, empty bodies.
a = 1; b = 2; c = a + b
print(a, b, c);
if a: pass
else: print("never")
for i in range(2): pass
while False: pass
def empty(): pass
class Empty: pass
def one_line(x): return x * 2
class OneLine: value = 5; other = value + 1
def several(x): y = x; y += 1; return y
print(empty(), one_line(3), OneLine.value, OneLine.other, several(1), Empty is not None)
try: raise ValueError
except ValueError: print("caught"); print("twice")
finally: print("finally")
pass; pass
if a and \
   b:
    pass; print("continued")
with_ellipsis = ...
def stub(): ...
print(stub(), with_ellipsis)
for x in 1, 2: print(x, end=" "); print(-x)
if not a: print("x")
elif b: print("elif"); d = 4
print(d)
