# Escape sequences in string literals.
print("tab\there", "quote\"inside", 'apostrophe\'inside', "back\\slash")
print("line one\nline two")
print([ord(c) for c in "\a\b\f\n\r\t\v\0\\"])
print([ord(c) for c in "\x00\x41\x7f\x80\xff"])
print([ord(c) for c in "\101\7\77\377\0"])
print([ord(c) for c in "\u0041\u00e9\u20ac\U0001f600"])
print(len("\x41\101\u0041\U00000041"), "\x41\101\u0041\U00000041")
print("joined \
line")
print(repr("\n\t\r\\'"), repr("it's"), repr('say "hi"'))
print(len("\\n"), "\\n", "a\
b")
print("\0end" == "\x00end", len("a\0b"), "a\0b".find("b"))
print("\1234", "\x4142")
