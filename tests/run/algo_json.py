# A serializer and a parser for a JSON-like format.
def dump(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(dump(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(dump(k) + ": " + dump(value[k]) for k in sorted(value)) + "}"
    return str(value)


class Reader:
    words = {"null": None, "true": True, "false": False}

    def __init__(self, text):
        self.text, self.pos = text, 0

    def skip(self):
        while self.pos < len(self.text) and self.text[self.pos] in " \n\t,:":
            self.pos += 1

    def read(self):
        self.skip()
        c = self.text[self.pos]
        if c == '"':
            return self.string()
        if c in "[{":
            self.pos += 1
            return self.sequence("]") if c == "[" else self.mapping()
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] not in " ,]}":
            self.pos += 1
        word = self.text[start:self.pos]
        if word in self.words:
            return self.words[word]
        return float(word) if "." in word else int(word)

    def string(self):
        out = ""
        self.pos += 1
        while (c := self.text[self.pos]) != '"':
            if c == "\\":
                self.pos += 1
                c = {"n": "\n"}.get(self.text[self.pos], self.text[self.pos])
            out += c
            self.pos += 1
        self.pos += 1
        return out

    def sequence(self, closing):
        items = []
        while True:
            self.skip()
            if self.text[self.pos] == closing:
                self.pos += 1
                return items
            items.append(self.read())

    def mapping(self):
        flat = self.sequence("}")
        return dict(zip(flat[::2], flat[1::2]))


data = {"name": 'quote " and \\ line\n', "list": [1, -2, 3.5, [], {}, [None, True, False]], "nested": {"a": {"b": "c"}}}
text = dump(data)
print(text)
print(Reader(text).read() == data, dump(Reader(text).read()) == text)
print(Reader('[1, [2, [3]], "x"]').read(), Reader(" 42 ").read(), dump((1, "t")))
