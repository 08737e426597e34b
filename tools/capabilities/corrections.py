"""What the sources of C and Python do not tell, or tell in a way that derive.py cannot read.

Everything else that was once found wrong in the data is right by how it is derived; tests/test_capabilities.py
has a test for each.
"""

# (least, most, keywords) of functions and constructors without a table of arguments; None: no limit.
SIGNATURES = {
    ("builtins", "min"): (1, None, ("*key?", "*default?")),
    ("builtins", "max"): (1, None, ("*key?", "*default?")),
    ("builtins", "sorted"): (1, 1, ("*key?", "*reverse?")),
    ("builtins", "open"): (1, None, ("file", "mode?", "buffering?", "encoding?")),
}
# The epoch where no macro says it: the C library's.
EPOCH_1970 = ("unix", "windows", "webassembly")


def correct(facts):
    for path, (least, most, keywords) in SIGNATURES.items():
        facts.set_signature(path, ((least, most), keywords))
    facts.drop_signature(("builtins", "super"))  # the compiler gives super() its arguments
    for target in facts.targets:
        if facts.port(target) in EPOCH_1970:
            facts.set_feature(target, "epoch1970")
    for module in ("upip", "upip_utarfile"):  # how to do without is among the foreign modules
        facts.drop_module(module)
    for module in ("termios",):  # a system header decides
        facts.open_module(module, [t for t in facts.targets if facts.port(t) == "unix"])
