# micropython-only: template strings need Python 3.14
value = 3.5
width = 8
text = "q"
template = t"{value:>10.2f} {text!r} {text!s:^5} {value:{width}}"
for item in template.interpolations:
    print(item.value, item.expression, item.conversion, item.format_spec)
print(template.strings)
print(rt"\n{text}".strings, tr"\t{text}".strings)
items = [1, 2]
print(t"{items[0]} {items[1:]} {len(items)} {text.upper()}".values)
print(t"{value * 2} {'nested'} {(1, 2)}".values)
print([i.expression for i in t"{ value } {items [0]} {value+1}".interpolations])
first = t"a{text}"
second = t"b{value}c"
both = first + second
print(both.strings, both.values)
