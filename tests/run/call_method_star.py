# Star arguments in method calls.
class Recorder:
    def __init__(self, *args, **kwargs):
        self.state = args, sorted(kwargs.items())

    def record(self, *args, **kwargs):
        return args, sorted(kwargs.items())

    def fixed(self, a, b=2, *, c=3):
        return a, b, c

    @classmethod
    def build(cls, *args, **kwargs):
        return cls(*args, **kwargs)


r = Recorder(*[1, 2], **{"k": 3})
items = (4, 5)
options = {"c": 6}
print(r.state)
print(r.record(*items), r.record(0, *items, 1), r.record(**options), r.record(*items, **options))
print(r.record(0, *items, x=1, **options), r.record(*items, *items, **options, y=2))
print(r.fixed(*items), r.fixed(*items, **options), r.fixed(1, **options), r.fixed(*[1], c=0))
print(Recorder.build(*items, z=1).state, Recorder.build(**options).state)
print("-".join(*[["a", "b"]]), [3, 1].index(*[1]), "a,b,c".split(*[",", 1]))
method = r.record
print(method(*items, **options))
print(r.record(*[r.fixed(*items)], **{"n": r.fixed(0)}))
