# micropython-only: CPython below 3.12 has no quotes or backslashes of the same kind inside fields
table = {"a": 1, "b": {"c": 2}}
x = 5
print(f"{table["a"]} {table["b"]["c"]}")
print(f'{table['a']}')
print(f"{"\n".join(["one", "two"])}")
print(f"{f"{x}"} {f"{f"{x + 1}"}"}")
print(f"outer {f'inner {x} {f"deepest {x * 2}"}'} end")
print(f"{x:{f"{x}"}}|")
print(f"{
    x
    + 1
}")
print(f"""{
    x  # a comment
}""")
print(f"{'é'}ü{"日本"}")
