# micropython-only: template strings need Python 3.14
name = "World"
n = 42
template = t"Hello {name}, {n + 1}!"
print(template.strings, template.values)
print([(i.value, i.expression, i.conversion, i.format_spec) for i in template.interpolations])
print(t"".strings, t"plain".strings, t"plain".values)
print(t"{n}".strings, t"{n}{name}".strings, t"{{n}}".strings)


def render(template):
    parts = []
    for item in template:
        parts.append(item if isinstance(item, str) else "<" + str(item.value) + ">")
    return "".join(parts)


print(render(t"a {n} b {name} c"), render(t"{n}{n}"), render(t"none"))
print(render(t'{name} and "{n}"'))
print(render(t"""triple
{n}"""))


def local(x):
    y = x * 2
    return render(t"{x} {y} {x + y}")


print(local(4))
