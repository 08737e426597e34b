# Strings over several lines.
text = """first
second "quoted" line
   indented ''' inside
last"""
print(text)
print(text.count("\n"), len(text))
other = '''it's
"two"'''
print(other)
print("""one""", '''two''', """""", '''a"b''', """a'b""")
print("""ends with quote \"""")
print("""joined \
here""")


def inner():
    block = """
    keeps
        indentation
    """
    return block.split("\n")


print(inner())
print(len("""

"""))
