# micropython-only: what stays of a text that was not UTF-8
# A str is UTF-8 always: whatever could cut a character, or bring bytes in, does not.
import io


def attempt(use):
    try:
        return use()
    except Exception as error:
        return type(error).__name__


def check(text):
    # Raises if the text has half a character.
    return str(text.encode(), "utf-8") == text


# Characters that share bytes: é is c3 a9, à is c3 a0, © is c2 a9.
texts = "éà©", "é", "àéà", "x", "éxé", "\u2014é", "\U0001f600à"
for text in texts:
    for chars in ("à", "©é", "xé", "\xe9\xa9", "—", "\U0001f601"):
        parts = [text.strip(chars), text.lstrip(chars), text.rstrip(chars), text.replace(chars, "-"),
                 text.split(chars), text.rsplit(chars, 1), text.partition(chars)]
        print(parts)
        for part in parts:
            for piece in [part] if isinstance(part, str) else part:
                assert check(piece), (text, chars, part)
print("\xa9é©".strip("©"), "©é\xa9".lstrip("©"), "àà".strip("à") == "", b"\xc3\xa9".strip(b"\xa9"))

# Bytes among the arguments of str's methods.
for use in (lambda: "éa".rsplit(b"\xc3", 1), lambda: "éa".split(b"\xc3"),
            lambda: "éa".replace(b"\xc3", b""), lambda: "éa".strip(b"\xc3"),
            lambda: "é".join([b"\xc3"]), lambda: "éa".partition(b"\xc3"),
            lambda: "éa".rsplit(bytearray(b"\xc3"), 1)):
    print(attempt(use))

# Separators of hex(), fill characters of format().
for data in (b"", b"\x01\x02", bytearray(3), memoryview(b"abc")):
    for separator in (":", b"-", "", "::", "é", "\x80", b"\xff"):
        print(repr(attempt(lambda: data.hex(separator))), end=" ")
    print()
for spec in ("{:é<5}", "{:é>5}", "{:—^7}", "{:\xe9=7}", "{:é}"):
    for value in (1, "a"):
        print(attempt(lambda: spec.format(value)), end=" ")
print(attempt(lambda: "{:{}<5}".format("a", "é")), attempt(lambda: "%.1s|%.2s" % ("é—", "é—")))

# Messages about formats name bytes.
for use in (lambda: "%é" % 1, lambda: "%—d" % 1, lambda: "{!é}".format(1), lambda: "{:é}".format(1)):
    try:
        use()
    except Exception as error:
        print(type(error).__name__, check(str(error)), check(repr(error)), check(error.args[0]))

# Decoding, streams.
for data in (b"\xff", b"\xc3", b"a\xa9", b"\xe2\x80"):
    print(attempt(lambda: str(data, "utf-8")), attempt(lambda: data.decode()),
          attempt(lambda: io.StringIO(data).read()), attempt(lambda: io.StringIO(data).getvalue()),
          attempt(lambda: io.StringIO(data).readline()),
          check(str(data, "utf-8", "ignore")), check(str(data, "utf-8", "replace")))
stream = io.StringIO("é—")
print(attempt(lambda: stream.read(1)), stream.seek(1), attempt(lambda: stream.read(1)), stream.seek(0),
      attempt(lambda: stream.readline(1)), attempt(lambda: stream.read()))
stream = io.StringIO()
stream.write(b"\xc3")
print(attempt(stream.getvalue), stream.write(b"\xa9"), stream.getvalue())

# Characters by number.
print(chr(0xE9), "%c%c" % (0xE9, "é"), attempt(lambda: "%c" % b"\xc3"), attempt(lambda: chr(-1)),
      attempt(lambda: chr(0x110000)), attempt(lambda: "%c" % 0x110000), "{:c}".format(0x2014))
