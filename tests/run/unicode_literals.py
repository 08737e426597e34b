# Text beyond ASCII: length, indexing, slicing, iteration.
text = "żółw 🐢 λόγος 日本"
print(text, len(text), text[0], text[5], text[-1], text[2:8])
print([hex(ord(c)) for c in text[:6]])
print(text.encode(), len(text.encode()))
print("é" == "\u00e9", "🐢" == "\U0001f422", "日" in text, text.find("λ"))
print({"clé": "valeur"}["clé"], "ä" < "z", "ä" > "a")
print(chr(955), ord("€"), "%s|%s" % ("ß", "é"), "{}:{}".format("ñ", "ø"))
print("".join(reversed("añb")), "x".join(["é", "ü"]))
print(str(b"\xc3\xa9", "utf-8"), bytes("é", "utf-8"))
print("日本語のとても長い文字列です")
