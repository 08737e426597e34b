# Text: word counts, wrapping, run lengths, Caesar cipher, Roman numerals.
TEXT = """It was a bright cold day in April, and the clocks of the town were striking; a cold wind
went through the town and the day was over before it had begun."""


def words(text):
    word = ""
    for c in text.lower() + " ":
        if "a" <= c <= "z":
            word += c
        elif word:
            yield word
            word = ""


def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = line + " " + word if line else word
    return lines + [line] if line else lines


def run_lengths(text):
    result = []
    for c in text:
        if result and result[-1][0] == c:
            result[-1][1] += 1
        else:
            result.append([c, 1])
    return "".join(c + (str(n) if n > 1 else "") for c, n in result)


def caesar(text, shift):
    def turn(c):
        for base in (65, 97):
            if base <= ord(c) < base + 26:
                return chr((ord(c) - base + shift) % 26 + base)
        return c

    return "".join(turn(c) for c in text)


def roman(n):
    out = ""
    for value, digits in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
                          (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= value:
            out += digits
            n -= value
    return out


counts = {}
for word in words(TEXT):
    counts[word] = counts.get(word, 0) + 1
for n, word in sorted([(-n, w) for w, n in counts.items() if n > 1]):
    print("%-6s %s" % (word, "*" * -n))
for line in wrap(TEXT, 30):
    print("|%-30s|" % line)
print(run_lengths("aaabccddddd"), caesar("Hello, World!", 3), caesar(caesar("Xyz", 5), -5))
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026)])
