# Run on firmware that has the modules of this folder: everything it prints should be the same,
# whoever froze them.
import sys


def have(name):
    try:
        return __import__(name)
    except ImportError:
        print("no", name)


kinds = have("kinds")
print(kinds.First().method(), kinds.Second().method(), kinds.Third().method())
print(kinds.First().other(3, 4, key=5, a=6))
step = kinds.counter(10)
print(step(), step(by=5), list(kinds.squares(5)))
print(kinds.loops())
print(repr(kinds.handled()))
try:
    kinds.fails(1)
except ValueError as error:
    sys.print_exception(error)
try:
    kinds.waits().send(None)
except StopIteration as stop:
    print(stop.value)

constants = have("constants")
if constants:
    for name in sorted(dir(constants)):
        if name.isupper() and name != "HASHED":
            print(name, repr(getattr(constants, name)))
    print(constants.look())
    print(constants.LONG is constants.SAME, hash(constants.LONG) == hash("".join(constants.LONG)))

for name in ("floats", "doubles", "infinities"):
    module = have(name)
    if module:
        for key in sorted(dir(module)):
            if key.isupper():
                print(key, repr(getattr(module, key)))
        if name == "floats":
            print(module.scale(20))

collisions = have("collisions")
if collisions:
    print(collisions.names(), sorted(collisions.NAMES.items()))

shapes = have("shapes")
print(shapes.Square().method(), shapes.Square.corners, shapes.round.Circle().method())
print(shapes.__version__, shapes.__name__, shapes.square.__name__)

code = have("machine_code")
if code:
    print(code.add(1), code.add("a", "b"), list(code.generate(3)), code.outer(3)(4))
    print(code.total(b"\x01\x02\x03", 3), code.text(), code.plain())

text = have("as_text")
if text:
    print(text.VALUE, text.double(4))
print(have("empty").__file__, have("empty_text"))
try:
    help("modules")
except (NameError, TypeError):
    print("no help")
