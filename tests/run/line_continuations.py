# Expressions over several lines, comments and blank lines in between.
total = (1 +
         2 +  # a comment

         3)
items = [
    1,
    # comment in a list
    2,

    3,
]
text = "a" \
    "b" \
    "c"
x = 1 + \
    2 * \
    3


def function(
    a,
    b=(
        1,
        2,
    ),  # default

    *args,
    **kwargs
):

    # comment first
    return (
        a
        + sum(b)

    )
    # comment last


print(total, items, text, x, function(1), function(
    1,
    b=[5],
))
if (total == 6 and
        x == 7):
    print(
        "multi",
        "line",
    )
table = {"k":
         "v",
         "n": [1,
               2]}
print(table["n"]
      [0], table
      ["k"]) if total \
    else None
assert total, \
    "message"
	
# indented comment with tab above
if total:
        print("eight spaces")
        if x:
         print("one more")
print("end")  # no newline trouble
