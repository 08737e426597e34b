# Many functions in one scope, and functions six levels deep.
def f00(): return 0
def f01(): return 1
def f02(): return 2
def f03(): return 3
def f04(): return 4
def f05(): return 5
def f06(): return 6
def f07(): return 7
def f08(): return 8
def f09(): return 9


table = [lambda: 10, lambda: 11, lambda: 12, lambda: 13, lambda: 14, lambda: 15, lambda: 16, lambda: 17]
classes = []
for i in range(3):
    class K:
        def a(self): return "a"
        def b(self): return [x for x in "b"]
        def c(self): return {x for x in "c"}
        def d(self): return {x: x for x in "d"}
        def e(self): return list(x for x in "e")
        def f(self, g=lambda: "f"): return g()
    classes.append(K)


def nest(n):
    def one():
        def two():
            def three():
                def four():
                    def five():
                        return n, "five"
                    return five
                return four
            return three
        return two
    return one


print([f() for f in (f00, f01, f02, f03, f04, f05, f06, f07, f08, f09)])
print([f() for f in table])
k = classes[0]()
print(k.a(), k.b(), k.c(), k.d(), k.e(), k.f(), classes[0] is classes[1])
print(nest("n")()()()()())
