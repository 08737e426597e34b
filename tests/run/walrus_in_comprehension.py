# An assignment expression in a comprehension binds in the enclosing function.
def function(items):
    kept = [y for x in items if (y := x * 2) > 4]
    return kept, y


print(function([1, 2, 3, 4]))


def running(items):
    total = 0
    return [total := total + x for x in items], total


print(running([1, 2, 3, 4]))


def first_match(items, limit):
    if any((found := x) > limit for x in items):
        return found
    return None


print(first_match([1, 5, 9], 4), first_match([1], 4))


print([m for n in range(4) if (m := n % 3)], m)
print(sorted({(k := c) for c in "ab"}), k)
print(sorted({c: (v := c * 2) for c in "xy"}.items()), v)
