# Every augmented assignment on locals, with numbers and containers.
def numbers():
    a = 100
    a += 7
    print(a)
    a -= 9
    print(a)
    a *= 3
    print(a)
    a //= 4
    print(a)
    a %= 50
    print(a)
    a **= 3
    print(a)
    a <<= 4
    print(a)
    a >>= 2
    print(a)
    a |= 0xF
    print(a)
    a &= 0xFFF
    print(a)
    a ^= 0x5A5
    print(a)
    a /= 4
    print(a)


numbers()


def containers():
    items = [1]
    alias = items
    items += [2, 3]
    print(items is alias)
    items *= 2
    print(items)
    text = "ab"
    text += "cd"
    text *= 2
    print(text)
    pair = (1,)
    pair += (2,)
    print(pair)
    members = {1, 2, 3}
    members |= {4}
    members &= {2, 3, 4}
    members -= {3}
    members ^= {2, 9}
    print(sorted(members))


containers()
