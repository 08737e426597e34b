# and / or return an operand and skip the rest.
log = []


def v(value):
    log.append(value)
    return value


def run(result):
    print(repr(result), log)
    log.clear()


run(v(1) and v(2))
run(v(0) and v(2))
run(v(1) or v(2))
run(v("") or v("x"))
run(v(1) and v(0) and v(3))
run(v(0) or v("") or v([]))
run(v(0) or v(5) or v(6))
run(v(1) and v(2) or v(3))
run(v(0) and v(2) or v(3))
run(v(0) or v(1) and v(2))
run((v(0) or v(1)) and v(2))
run(not v(0) and v("n"))
run(not (v(1) and v(0)))
run(v([]) or v({}) or v(()) or None)
run([v(1) or v(2), v(0) and v(3)])
