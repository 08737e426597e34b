# Forward jumps over more than 127 bytes of code.
def long_if(flag):
    total = 0
    if flag:
        total += 1000001; total += 1000002; total += 1000003; total += 1000004; total += 1000005
        total += 1000006; total += 1000007; total += 1000008; total += 1000009; total += 1000010
        total += 1000011; total += 1000012; total += 1000013; total += 1000014; total += 1000015
        total += 1000016; total += 1000017; total += 1000018; total += 1000019; total += 1000020
        total += 1000021; total += 1000022; total += 1000023; total += 1000024; total += 1000025
    else:
        total -= 1000001; total -= 1000002; total -= 1000003; total -= 1000004; total -= 1000005
        total -= 1000006; total -= 1000007; total -= 1000008; total -= 1000009; total -= 1000010
        total -= 1000011; total -= 1000012; total -= 1000013; total -= 1000014; total -= 1000015
        total -= 1000016; total -= 1000017; total -= 1000018; total -= 1000019; total -= 1000020
        total -= 1000021; total -= 1000022; total -= 1000023; total -= 1000024; total -= 1000025
    return total


def long_or(a):
    return a or [
        10000, 10001, 10002, 10003, 10004, 10005, 10006, 10007, 10008, 10009, 10010, 10011, 10012,
        10013, 10014, 10015, 10016, 10017, 10018, 10019, 10020, 10021, 10022, 10023, 10024, 10025,
        10026, 10027, 10028, 10029, 10030, 10031, 10032, 10033, 10034, 10035, 10036, 10037, 10038,
        10039, 10040, 10041, 10042, 10043, 10044, 10045, 10046, 10047, 10048, 10049, 10050, 10051,
    ]


def long_try(n):
    try:
        if n == 0:
            raise ValueError
        n += 100001; n += 100002; n += 100003; n += 100004; n += 100005; n += 100006; n += 100007
        n += 100011; n += 100012; n += 100013; n += 100014; n += 100015; n += 100016; n += 100017
        n += 100021; n += 100022; n += 100023; n += 100024; n += 100025; n += 100026; n += 100027
        n += 100031; n += 100032; n += 100033; n += 100034; n += 100035; n += 100036; n += 100037
        if n < 0:
            return "negative"
    except ValueError:
        n = -1
    finally:
        n *= 2
    return n


print(long_if(True), long_if(False))
print(long_or(1), len(long_or(0)), sum(long_or([])))
print(long_try(0), long_try(1), long_try(-10000000))
