# Constants longer than one length byte.
a = "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" \
    "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" "0123456"
b = "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" \
    "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" "0123456789" "01234567"
c = """
Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore
et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut
aliquip ex ea commodo consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse.
"""
d = b"bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes " \
    b"bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes bytes \x00\xff"
for value in (a, b, c, d):
    print(len(value), value[0], value[-1], value[100])
print(a + "7" == b, c.count("o"), d.count(b"bytes"), sum(d))
print(c)
