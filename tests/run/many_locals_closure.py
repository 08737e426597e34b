# Closed-over variables among many locals.
def outer(p0, p1, p2, p3):
    q0, q1, q2, q3, q4, q5, q6, q7 = range(8)
    r0, r1, r2, r3, r4, r5, r6, r7 = range(10, 18)
    s0, s1, s2 = "xyz"

    def reader():
        return p0, p3, q0, q7, r0, r7, s0, s2

    def writer(value):
        nonlocal s2, r7, p3
        s2 = value
        r7 += 1
        p3 = [p3, value]

    before = reader()
    writer("new")
    s1 += "!"
    return before, reader(), s1, q4, r5, p1, p2


for part in outer(1, 2, 3, 4):
    print(part)
