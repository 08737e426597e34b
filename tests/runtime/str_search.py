# Strings: finding, counting, replacing, testing.
text = "hello world, hello"
print(text.find("hello"), text.find("hello", 1), text.find("hello", 1, 5), text.find("zz"),
      text.find(""))
print(text.rfind("hello"), text.rfind("hello", 0, 10), text.rfind("zz"), text.rfind("o"),
      text.rfind(""))
print(text.index("world"), text.rindex("l"), text.find("o", -6), text.find("", 18),
      text.rfind("", 3, 7))
print(text.count("l"), text.count("hello"), text.count("ll", 5), text.count(""), "aaaa".count("aa"),
      text.count("o", 0, 5))
print("".count(""), "".find(""), "".find("a"), "abc".count("abcd"), "abc".find("abcd"))
print(text.replace("hello", "bye"), text.replace("l", ""), text.replace("l", "LL", 2),
      text.replace("zz", "y"))
print("abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"),
      "aaa".replace("aa", "b"), "a".replace("a", "b", 0))
print(text.startswith("hell"), text.startswith("world", 6), text.startswith(("x", "he")),
      text.startswith(""))
print(text.endswith("llo"), text.endswith(("a", "o")), text.endswith("hello world, hello!"),
      "".endswith(""))
print("ell" in text, "" in text, "z" in text, "z" not in text, text in text)
for method, *args in [("index", "zz"), ("rindex", "zz"), ("index", ""), ("find", 1),
                      ("count", None), ("replace", "a"), ("replace", 1, 2), ("startswith", 1),
                      ("find",), ("index", "l", 50)]:
    try:
        print(getattr(text, method)(*args))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, method)
for sample in ("", "abc", "ABC", "aBc", "123", "a1", " \t\n", "a ", "1.5"):
    print(repr(sample), sample.isalpha(), sample.isdigit(), sample.isspace(), sample.isupper(),
          sample.islower())
print("MiXed 12".lower(), "MiXed 12".upper(), "".lower(), "abc".upper().lower())
print("  ab ".strip() + "|", "  ab ".lstrip() + "|", "  ab ".rstrip() + "|", "xxabxyx".strip("xy"),
      "\t\n\r a\v\f".strip())
print("mississippi".lstrip("mis"), "mississippi".rstrip("ip"), "aaa".strip("a") == "",
      "abc".strip("") + "|")
print("ab".center(6) + "|", "abc".center(6) + "|", "abc".center(2), "".center(3) + "|")
print("a,b,c".partition(","), "a,b,c".rpartition(","), "abc".partition("x"), "abc".rpartition("x"),
      "abc".partition("abc"))
for wrong in (lambda: "a".partition(""), lambda: "a".partition(1), lambda: "a".strip(1),
              lambda: "a".center("b")):
    try:
        print(wrong())
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
words = "the quick brown fox jumps over the lazy dog"
print({ch: words.count(ch) for ch in "aeiou"}, [words.find(w) for w in words.split()])
long = "ab" * 1000 + "c"
print(long.find("c"), long.find("bc"), long.count("ab"), long.rfind("ba"),
      len(long.replace("ab", "xyz")), long.find("abab", 1997))
