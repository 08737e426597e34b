# Fields inside the format specification.
value = 3.14159
width = 10
precision = 3
fill = "*"
align = "^"
print(f"{value:{width}}|{value:{width}.{precision}f}|{value:.{precision}}")
print(f"{'x':{fill}{align}{width}}|{'y':{fill}<{width}}|")
print(f"{42:{'>'}{5}}|{42:0{width}d}|{255:#{width}x}")
print(f"{value:{width + 2}.{precision - 1}f}|{7:{len('abc')}d}")
for w in range(3, 6):
    print(f"[{w:{w}}]", end=" ")
print()


def column(text, size, sep="|"):
    return f"{text:<{size}}{sep}"


print(column("ab", 4) + column("abcdef", 4) + column("", 3, sep="!"))
