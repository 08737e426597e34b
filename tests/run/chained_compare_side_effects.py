# The middle operand is evaluated once, the rest only as needed.
log = []


def v(name, value):
    log.append(name)
    return value


def run(result):
    print(result, log)
    log.clear()


run(v("a", 1) < v("b", 2) < v("c", 3))
run(v("a", 5) < v("b", 2) < v("c", 3))
run(v("a", 1) < v("b", 2) > v("c", 9) > v("d", 0))
run(v("a", 1) == v("b", 1) == v("c", 1) == v("d", 2))
run(v("x", 3) in v("y", [1, 2, 3]) and v("z", 0))
if v("p", 1) < v("q", 0) < v("r", 5):
    print("wrong")
else:
    run("else")
run([v("e", 0) <= v("f", 0) <= v("g", 1), v("h", 2)])
