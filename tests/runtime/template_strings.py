# micropython-only: template strings; CPython has them from 3.14
from string.templatelib import Interpolation, Template

name, n = "Ada", 3
t = t"Hello {name}, {n + 1:>5} {name!r} {n=}!"
print(type(t) is Template, t.strings, t.values, len(t.interpolations))
for i in t.interpolations:
    print(i.value, repr(i.expression), i.conversion, repr(i.format_spec), type(i) is Interpolation)
for part in t:
    print("text" if isinstance(part, str) else "value", part if isinstance(part,
        str) else part.value)


def render(template):
    out = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
        else:
            value = part.value
            if part.conversion == "r":
                value = repr(value)
            elif part.conversion == "s":
                value = str(value)
            out.append(("{:" + part.format_spec + "}").format(value))
    return "".join(out)


print(render(t), render(t""), render(t"plain"), render(t"{n}{n}"),
      render(t"{n:{n + 2}d}|") if n else "", render(t"{{{n}}}"))
both = t"a{1}" + t"{2}b"
print(both.strings, both.values, (t"x" + t"y").strings, t"".strings, t"".interpolations,
      t"{1}{2}".strings)
made = Template("start ", Interpolation(5, "five", "r", ">3"), " end", Interpolation("x", "x"))
print(made.strings, made.values, made.interpolations[0].expression,
      made.interpolations[1].conversion, repr(made.interpolations[1].format_spec))
print(Template().strings, Template("a", "b").strings, Template(Interpolation(1)).strings,
      Template("x").interpolations)
print(t"{name}", made.interpolations[0])
for wrong in (lambda: t"x" + "y", lambda: "x" + t"y", lambda: Template(5), lambda: Interpolation(),
              lambda: t"x".missing, lambda: t"{undefined}", lambda: Interpolation(1, 2),
              lambda: Interpolation(1, "x", "q")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
for change in ("made.strings = ()", "made.interpolations[0].value = 1"):
    try:
        exec(change)
    except AttributeError:
        print("unchangeable")


def lazy(x):
    print("evaluated", x)
    return x


late = t"{lazy(1)} {lazy('two')}"
print(late.values, [i.value for i in late if not isinstance(i, str)], t"""multi
{n}""".strings, rt"\n{n}".strings)

# What a t-string calls, with parts that do not belong together.
for parts in ((("a", "b"),), (("a",), 1, "1", None, ""), (("a", "b"), 1, "1", None), ((),), ([],)):
    try:
        print(list(__template__(*parts)))
    except TypeError as error:
        print("TypeError", error)
