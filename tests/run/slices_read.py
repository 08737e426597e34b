# Slices of lists, tuples, strings, bytes and ranges.
items = list(range(10))
print(items[:], items[2:], items[:3], items[2:5], items[-3:], items[:-7])
print(items[::2], items[1::3], items[:6:2], items[2:8:3], items[::-1], items[8:2:-2], items[-1:-4:-1])
print(items[5:2], items[100:], items[:100], items[-100:2], items[3:3])
text = "abcdefg"
print(text[1:3], text[:-1], text[-2:], text[-4:-2])
print((1, 2, 3, 4)[1:3], b"bytes"[1:4], bytearray(b"array")[2:])
i, j, k = 1, 7, 2
print(items[i:j], items[i:j:k], items[i:], items[:j], items[::k], items[:j:k], items[i::k])
print(items[i + 1:j - 1], items[-i:], items[len(items) // 2:], items[None:3], items[2:None:None])
print(items[1:5][1:3], items[1:5][::-1][0], [items[n:n + 2] for n in range(0, 6, 2)])
print(items[i if i > 5 else 2:j and 4])


def chunks(sequence, size):
    return [sequence[n:n + size] for n in range(0, len(sequence), size)]


print(chunks("abcdefgh", 3), chunks([1, 2, 3, 4], 2), chunks((), 2))
