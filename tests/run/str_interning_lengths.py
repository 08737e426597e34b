# Strings of every length around the limits of interning, as names and as values.
table = {
    "": 0, "a": 1, "ab": 2, "abcdefghi": 9, "abcdefghij": 10, "abcdefghijk": 11,
    "abcdefghijkl": 12, "identifier_of_thirty_letters_x": 30,
    "with spaces": 101, "tiny sp": 102, "ünïcode": 103, "a-b": 104, "1digit": 105,
}
for key in sorted(table):
    print(repr(key), table[key])
print(table["abcdefghij"], table["abcdefgh" + "ijk"], table["with" + " " + "spaces"])


class Names:
    a_very_long_attribute_name_for_a_class = 1
    b = 2


print(getattr(Names, "a_very_long_attribute_" + "name_for_a_class"), Names.b)
print("abcdefghijk" == "abcdefghij" + "k", "abcdefghij" is not None)


def same():
    return "the same long string constant"


print(same() == same(), same() is same(), [same(), "the same long string constant"])
