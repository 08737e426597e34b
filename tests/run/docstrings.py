# Strings as statements have no effect.
"""The module's docstring."""


def function():
    """Docstring of a function."""
    return "value"


class Documented:
    """Docstring of a class."""

    "another string"
    b"bytes too"
    attribute = 1
    """after an attribute"""

    def method(self):
        "single"
        "second statement"
        x = 1
        "middle"
        return x


def only_docstring():
    """Nothing else here."""


"a string alone"
1
2.5
None
...
(1, 2)
print(function(), Documented.attribute, Documented().method(), only_docstring())
if True:
    "in a branch"
    print("branch")
for _ in range(1):
    "in a loop"
    ...
