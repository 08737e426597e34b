# Adjacent literals are one literal.
print("a" "b" 'c' """d""")
print("tab\t" r"\t" "end")
message = (
    "a message "
    "over several "
    'lines'
)
print(message, len(message))
print(b"by" b"tes" rb"\x", len(b"\x00" rb"\x00"))
print(["one" "two", "three" 'four'])
print({"k" "ey": "val" "ue"})


def concat(prefix="pre" "fix"):
    return prefix + "-" "suffix"


print(concat(), concat("x" "y"))
print("ab" "cd" == "abcd", "a" "b" * 2, ("x" "y")[1], "%d" "%s" % (1, 2))
