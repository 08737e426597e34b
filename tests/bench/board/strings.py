"""Text: join, split, formatting, search, compare, characters."""


def run():
    parts = []
    for i in range(60):
        parts.append("%d:%s" % (i, "abc"[i % 3]))
        parts.append("{:04x}".format(i * i))
    text = ",".join(parts)
    fields = text.split(",")
    found = 0
    for field in fields:
        if field.startswith("1") or field.find("c") >= 0:
            found += 1
    vowels = 0
    for letter in text:
        if letter in "aeiou":
            vowels += 1
    return len(text), found, vowels, text.replace(":", "=")[-9:].upper()
