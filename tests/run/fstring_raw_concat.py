# Raw formatted strings and concatenation with plain literals.
x = 1
y = "b"
print(rf"\d{x}", fr"\n{y}\t", rf"{x}\d{y}\.")
print("a" f"{x}" "c", f"{x}" "-" f"{y}", f"{x}" r"\n" rf"\t{y}")
message = (
    f"value {x} "
    "plain "
    f"and {y}"
)
print(message)
print(f"{x}" f"{y}" f"{x}{y}", "" f"" "", "z" f"" f"{x}")
print([f"{x}" "1", "2" f"{y}"], {f"k{x}": f"v{y}"})
print(f"{x}" * 3, f"{x}"[0], f"{y}".upper(), f"{x}" "0" == "10")
