# Raw and unicode prefixes.
print(r"\n\t\x41", r'\'', r"\"", r"C:\path\new")
print(len(r"\n"), len(r"\\"), r"\u0041")
print(u"plain \u00e9", u'single')
print(r"""raw
triple \n""")
print(rb"\x00\n", br"\x41", len(rb"\x00"))
print(r"", u"", b"", rb"", len(r"" u"" ""))
print(r"a" "\t" r"\t" u"b")
