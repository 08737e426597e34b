# Assignment expressions in if, elif, while and conditions of comprehensions.
data = iter([3, 2, 1, 0, 9])
while n := next(data):
    print("loop", n)
print(n)


def kind(text):
    if m := text.find("a") + 1:
        return "a", m
    elif m := text.find("b") + 1:
        return "b", m
    else:
        return "none", m


print(kind("xa"), kind("xxb"), kind("z"))
if (a := 1) and (b := 0) or (c := 2):
    print(a, b, c)
chunks = []
source = "abcdefg"
pos = 0
while len(chunk := source[pos:pos + 3]) == 3:
    chunks.append(chunk)
    pos += 3
print(chunks, chunk)
if not (value := {}.get("missing")):
    print("missing", value)
assert (checked := 5) == 5
print(checked)
total = 0
while (total := total + 3) < 10:
    if (half := total // 2) == 3:
        continue
    print(total, half)
print(total, half)
