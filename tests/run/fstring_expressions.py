# Every kind of expression in a field.
items = [1, 2, 3]
table = {"key": "value", 1: "one"}
text = "abc"


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def norm(self):
        return self.x * self.x + self.y * self.y


p = Point(3, 4)
print(f"{items[0]} {items[-1]} {items[0:2]} {items[::-1]} {table['key']} {table[1]}")
print(f"{p.x} {p.y} {p.norm()} {p.norm() ** 0.5}")
print(f"{len(items)} {max(items)} {sum(i * i for i in items)} {[i * 2 for i in items]}")
print(f"{'yes' if items else 'no'} {items and items[0]} {not items} {1 < 2 < 3}")
print(f"{text.upper()} {text.replace('b', 'X')} {'-'.join(text)} {text + 'def'}")
print(f"{(1, 2)} {1, 2} { {'a': 1}['a'] } {sorted({3, 1, 2})}")
print(f"{1 == 1} {1 != 2} {1 >= 2} {'a' in text} {5 & 4 | 3}")
print(f"{print('inside') or 'after'}")
print(f"{str(1) + str(2)} {int('5') + 1} {dict(a=1)}")
