LONG = "a string that is certainly longer than twenty-five characters"
SAME = "a string that is certainly longer than twenty-five characters"
WIDE = "zwölf Boxkämpfer jagen Viktor quer über den Sylter Deich 🥊"
SHORT = "kürzer"
CONTROL = "\x00\x01\x07\n\r\t\x1b[0m\x7f\x80\xff"
LONG_CONTROL = "\x00\x01\x07\n\r\t\x1b[0m\x7f\x80\xff and some more text behind the control characters"
QUOTES = "'\"\\ ??/ ??= /* */ // %s %d {} \\n \\x41"
DIGITS = "\x001\x012\x7f3 and so on, so that escapes are followed by digits: \x0077\x079"
EMPTY = ""
DATA = b"\x00\x01\xfe\xff'\"\\ ??/ and text"
NO_DATA = b""
TUPLE = (1, -1, 8191, 8192, -8192, -8193, 100000, 536870911, 536870912, -536870912, -536870913)
NESTED = (None, True, False, ..., (), (1, (2, (3, "four", b"five", LONG))), "x" * 0)
BIG = (
    2**30, -(2**30), 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**47, 2**62, 2**63 - 1, -(2**63) + 1,
)
HASHED = {LONG: 1, WIDE: 2, DATA: 3, "append": 4, 2**31: 5, 100000: 6, (1, 2): 7}


def look():
    text = "a string that is certainly longer than twenty-five "
    return HASHED[text + "characters"], HASHED[bytes(DATA)], HASHED[1 << 31], HASHED[10**5]
