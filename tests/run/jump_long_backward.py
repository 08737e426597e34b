# Loops whose body is longer than 64 and longer than 127 bytes.
def medium(n):
    total = 0
    while n > 0:
        total += 100; total += 200; total += 300; total += 400; total += 500; total += 600
        total -= 700; total -= 800; total -= 900
        if total % 7 == 3:
            n -= 1
            continue
        n -= 2
    return total, n


def large(items):
    total = 0
    for item in items:
        total += 1000001; total += 1000002; total += 1000003; total += 1000004; total += 1000005
        total += 1000006; total += 1000007; total += 1000008; total += 1000009; total += 1000010
        if item == 2:
            continue
        total -= 1000011; total -= 1000012; total -= 1000013; total -= 1000014; total -= 1000015
        total -= 1000016; total -= 1000017; total -= 1000018; total -= 1000019; total -= 1000020
        if item == 4:
            break
        total += 1000021; total += 1000022; total += 1000023; total += 1000024; total += 1000025
    else:
        total = -total
    return total


def large_range(n):
    total = 0
    for i in range(n):
        total += 1000001; total += 1000002; total += 1000003; total += 1000004; total += 1000005
        total += 1000006; total += 1000007; total += 1000008; total += 1000009; total += 1000010
        total += 1000011; total += 1000012; total += 1000013; total += 1000014; total += 1000015
        for j in range(i):
            total -= 1000021; total -= 1000022; total -= 1000023; total -= 1000024; total -= 1000025
            total += 1000021; total += 1000022; total += 1000023; total += 1000024; total += 1000025
            total += j
    return total


print(medium(10), medium(11))
print(large(range(4)), large(range(8)), large([2, 2]), large([]))
print(large_range(0), large_range(5))
