# Strings: splitting and joining.
print("a b  c".split(), " a\tb\nc ".split(), "".split(), "   ".split(), "abc".split())
print("a,b,,c".split(","), ",".split(","), "".split(","), "a--b--c".split("--"), "abc".split("abc"))
print("a b c d".split(None, 1), "a b c d".split(" ", 2), "a b c".split(None, 0),
      "a b c".split(" ", -1), " a  b ".split(" "))
print("a,b,c".rsplit(","), "a,b,c".rsplit(",", 1), "a,b,c".rsplit(",", 0),
      "a--b--c".rsplit("--", 1))
print("one\ntwo\r\nthree\n".splitlines(), "a\nb".splitlines(True), "".splitlines(),
      "\n".splitlines(), "a\n\nb".splitlines(keepends=True))
print(",".join(["a", "b", "c"]), "".join([]), "-".join("abc"), ", ".join(("x",)),
      "".join(str(i) for i in range(5)))
print("|".join({"k": 1}), " ".join(map(str, [1, 2.5, None])), "\u20ac".join(["a", "\u00e9"]),
      "x".join(["", ""]))
for wrong in (lambda: "".join([1]), lambda: "".join(1), lambda: "a".split(""),
              lambda: "a".rsplit("", 1), lambda: "a".split(1), lambda: ",".join(["a", b"b"]),
              lambda: ",".join(["a", None]), lambda: "a".split(",", "x")):
    try:
        print(wrong())
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
data = "name=Ada;born=1815;field=mathematics"
print(dict(item.split("=") for item in data.split(";")))
print([line.rsplit(" ", 1) for line in "the last word\nof each line".splitlines()])
numbers = ",".join(str(n * n) for n in range(200))
print(sum(int(n) for n in numbers.split(",")), len(numbers), numbers.rsplit(",", 2)[1:])
print("a b c".split(" "), "tab\tsep".split("\t"))
