# Subscripts as objects see them.
class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Show()
x = 5
print(s[1], s["k"], s[1, 2], s[1,], s[()], s[x, (x, 1)], s[...], s[None])
print(s[1:2], s[:], s[::], s[1:], s[:2], s[::3], s[1:2:3], s[-x:x])
print(s[1:2, 3], s[:, :], s[1, ::2, ...], s[x:, x])
s[1] = "one"
s[1:2] = "slice"
s[1, 2] = "pair"
s[:, 0] = "column"
del s[0]
del s[0:1]
del s[1, 2], s[::2]
s[0] = s[1] = s[s[2]]
