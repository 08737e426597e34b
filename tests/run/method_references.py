# Bound methods, functions in attributes, calls through containers.
class Greeter:
    def __init__(self, name):
        self.name = name
        self.stored = self.greet
        self.function = lambda x: "function " + x

    def greet(self, other="you"):
        return "%s greets %s" % (self.name, other)

    alias = greet


g = Greeter("Ann")
h = Greeter("Bob")
bound = g.greet
print(bound(), bound("Eve"), g.stored("S"), g.function("f"), g.alias("A"))
table = {"g": g.greet, "h": h.greet, "len": len, "class": Greeter}
print(table["g"]("1"), table["h"](other="2"), table["len"]("abc"), table["class"]("New").greet())
print([f("x") for f in (g.greet, h.greet)], list(map(h.greet, "ab")))
print(Greeter.greet(h, "unbound"), getattr(g, "gre" + "et")("dynamic"), (g or h).greet())
g.greet = lambda other="instance": "replaced " + other
print(g.greet(), h.greet(), bound())
print("-".join(["a", "b"]).upper().split("-")[0].lower().replace("a", "z"))
words = "the quick brown fox".split()
words.sort()
words.sort(key=lambda w: w[1])
print(sorted(words, key=str.upper), max(words, key=lambda w: w[1]), [w.upper() for w in words][0])
append = words.append
append("jumps")
print(len(words), words[-1], (lambda m: m("x"))(words.count))
