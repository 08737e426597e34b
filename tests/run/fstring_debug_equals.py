# The = specifier shows the expression and its value.
x = 3
y = 4.5
items = [1, 2]
print(f"{x=} {y=} {items=}")
print(f"{x+1=} {x*y=:.2f} {len(items)=}")
print(f"{x=:>5}|{y=:.3f}|{x=!r}|{items[0]=}")
print(f"a {x=} b {y=} c")


def area(w, h):
    return w * h


print(f"{area(2, 3)=} {area(w=1, h=x)=}")
print(f"{x==3} {x!=3} {x<=3}")
