# Membership tests on every container, with and without not.
numbers = [1, 2, 3]
print(1 in numbers, 4 in numbers, 1 not in numbers, 4 not in numbers)
print("a" in "cat", "x" in "cat", "at" in "cat", "" in "cat", "x" not in "cat")
print(2 in (1, 2), 3 in (1, 2), 3 not in (1, 2))
print("k" in {"k": 1}, "v" in {"k": 1}, "v" not in {"k": 1})
print(1 in {1, 2}, 3 not in {1, 2})
print(5 in range(10), 10 in range(10), 3 in range(0, 10, 2))
print(b"b" in b"abc", 98 in b"abc")
print(not 1 in numbers, not 9 in numbers)


def kind(c):
    if c in "aeiou":
        return "vowel"
    elif c not in "abcdefghijklmnopqrstuvwxyz":
        return "other"
    return "consonant"


print([kind(c) for c in "a1b"])
print(None in [None], [] in [[]], (1,) in [(1,)])
print(2 in (n * n for n in range(5)), 4 in (n * n for n in range(5)))
