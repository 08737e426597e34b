# Formatted string literals.
name = "World"
n = 42
print(f"Hello, {name}!", f"{n}", f"{n}{n}", f"{name}{n}")
print(f"", f"no fields", f"{{literal}} {{{n}}}")
print(f"{n + 1} {n * 2} {-n} {n // 5} {n % 5}")
print(f"{n:5d}|{n:<5}|{n:>5}|{n:^6}|{n:05}|{n:x}|{n:#b}")
print(f"{3.14159:.2f} {2.5:8.3f} {name:>8} {name:.3}")
print(f'{name} single', f"""{name}
triple {n}""")
print(f"tab\t{n}\n{n}\\end")
print(f"{name}" + f"{n}", f"a" f"{n}" "b")
x = f"{n}"
print(x, len(x), x == "42")
