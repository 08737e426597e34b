# micropython-only: the collector closes files nobody holds; it calls no __del__ of classes
import gc

gone = []


class Temp:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        gone.append(self.name)


def make(n):
    for i in range(n):
        Temp(i)
        open("finalisers.py")


def clear(n):
    x = [n] * 10
    return clear(n - 1) if n else x


def deep(n):
    return deep(n - 1) if n else [make(40)]


first = open("finalisers.py").fileno()
deep(20)
clear(40)
gc.collect()
with open("finalisers.py") as f:
    print(f.fileno() - first < 20, gone)
kept = [open("finalisers.py") for i in range(5)]
named = Temp("kept")
gc.collect()
print(sum(len(f.readline()) > 20 for f in kept), named.name)
named.__del__()
print(gone)
gc.disable()
print(gc.isenabled())
before = gc.mem_free()
block = bytearray(100000)
print(before - gc.mem_free() >= 100000, gc.mem_alloc() > 100000)
block = None
gc.enable()
print(gc.isenabled(), gc.threshold())
gc.threshold(20000)
for i in range(1000):
    [i] * 20
print(gc.threshold())
gc.threshold(-1)
print(gc.collect() >= 0)
