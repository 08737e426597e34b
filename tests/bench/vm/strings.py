"""Text: splitting, joining, searching, replacing, building, slicing, comparing, classifying."""

ROUNDS = 100
LINES = ["  time=%d; level=%s; module=net.%s; text='connected to host %d'" % (i, level, name, i * 7)
         for i, (level, name) in enumerate([("info", "tcp"), ("warn", "udp"), ("error", "dns"),
                                            ("debug", "http"), ("info", "mqtt")] * 8)]


def parse(line):
    fields = {}
    for part in line.strip().split(";"):
        key, value = part.strip().split("=", 1)
        fields[key] = value.strip("'").lower()
    return fields


def palindrome(text):
    kept = [char for char in text if char.isalpha()]
    return kept == kept[::-1]


def rotate(text, by):
    result = ""
    for char in text:
        if "a" <= char <= "z":
            result += chr((ord(char) - 97 + by) % 26 + 97)
        else:
            result += char
    return result


def work():
    total = 0
    for line in LINES:
        fields = parse(line)
        total += len(fields["text"]) + fields["module"].find("t")
        total += fields["level"].startswith("e") + line.endswith("'")
        total += len(line.replace("connected", "sent").upper())
        total += line.count("o") + (" to " in line)
    words = " ".join(LINES).split()
    joined = ",".join(sorted(set(words)))
    for i in range(0, len(joined) - 8, 5):
        total += joined[i:i + 8] < "module"
    secret = rotate(joined[:600], 3)
    total += rotate(secret, -3) == joined[:600]
    for word in words:
        total += palindrome(word)
    text = ""
    for i in range(300):
        text += str(i)
    return total, len(text), text[-6:], secret[:12]


for _ in range(ROUNDS):
    result = work()
print(result)
