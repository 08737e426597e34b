"""What was found wrong in the derived facts, mended one by one; each has a test.

The facts come from the C tables of each release, read with each port's own configuration. Where that
method is known to mislead, the answer becomes what sources and devices show, or unknown: `Facts` keeps
for each name and target the releases that have it and those of which that is not known.
"""

UNKNOWN, ALWAYS = "unknown", "always"
ESP32 = ("esp32", "esp32s2", "esp32s3", "esp32c3", "esp32c6")
STM32 = ("stm32-nucleo-f411re", "stm32-nucleo-l073rz", "stm32-pybd-sf6", "stm32-pybv11")
RP2 = ("rp2-pico", "rp2-pico-w", "rp2-pico2")

# Core and port modules of CircuitPython, which has no table for them; their contents are not known.
CIRCUITPYTHON_CORE = """array binascii builtins cmath collections errno gc io json micropython re select
    sys ulab _asyncio rp2pio espidf espnow espulp cyw43 picodvi wiznet samd frozen uctypes""".split()

# (least, most, keywords) of constructors that have no argument table; None: no limit.
CONSTRUCTORS = {
    "int": (0, 2, ()), "float": (0, 1, ()), "complex": (0, 2, ()), "bool": (0, 1, ()),
    "str": (0, 3, ()), "list": (0, 1, ()), "tuple": (0, 1, ()), "set": (0, 1, ()),
    "frozenset": (0, 1, ()), "zip": (0, None, ()), "map": (2, None, ()), "filter": (2, 2, ()),
    "range": (1, 3, ()), "reversed": (1, 1, ()), "memoryview": (1, 1, ()),
}

# Names of asyncio, frozen Python from extmod/asyncio; the same set since the module is called asyncio.
ASYNCIO = """CancelledError Event IOQueue Lock Loop SingletonGenerator StreamReader StreamWriter Task
    TaskQueue ThreadSafeFlag TimeoutError create_task cur_task current_task gather get_event_loop
    new_event_loop open_connection run run_until_complete select sleep sleep_ms start_server sys ticks
    ticks_add ticks_diff wait_for wait_for_ms core event funcs lock stream""".split()
EPOCH_1970 = ("alif", "mimxrt", "psoc-edge", "rp2", "unix", "webassembly", "windows")


def correct(facts):
    """Applies all corrections to `facts`, a build.Facts."""
    for number in range(1, 24):
        step = globals().get(f"correction_{number}")
        if step:
            step(facts)
    facts.fill_gaps()


def correction_1(facts):
    """CircuitPython: core and port modules were missing altogether."""
    for name in CIRCUITPYTHON_CORE:
        facts.set_circuitpython(name)


def correction_2(facts):
    """CircuitPython: attribute lists are wrong or empty in 14 modules, so none is used."""
    for name in facts.circuitpython_modules():
        facts.open_module(name, "circuitpython")


def correction_3(facts):
    """network.WLAN was a function that returns an instance until 1.21: its methods are older."""
    names = "active connect config scan status isconnected ifconfig disconnect".split()
    for target in (*ESP32, "esp8266"):
        for name in names:
            facts.set(target, ("network", "WLAN", name), ALWAYS)


def correction_4(facts):
    """network.PPP, for the same reason."""
    for target in ESP32:
        for name in "active connect isconnected status ifconfig".split():
            facts.set(target, ("network", "PPP", name), ALWAYS)
        for name in "config ipconfig disconnect poll".split():
            facts.set(target, ("network", "PPP", name), UNKNOWN, last="1.25")


def correction_5(facts):
    """network.WLAN of cc3200, for the same reason."""
    facts.set_members("cc3200-wipy", ("network", "WLAN"), ALWAYS)


def correction_6(facts):
    """machine.ADC.WIDTH_*BIT of esp32 was never removed; its condition is in an SDK header."""
    for target in ESP32:
        for bits in (9, 10, 11, 12, 13):
            path = ("machine", "ADC", f"WIDTH_{bits}BIT")
            if facts.known(target, path):
                sure = target == "esp32" and bits in (9, 10, 11, 12)
                facts.set(target, path, ALWAYS if sure else UNKNOWN, first="1.25")


def correction_7(facts):
    """Pin.board and Pin.cpu of stm32 were never removed; their condition is in a generated header."""
    for target in STM32:
        for module in ("machine", "pyb"):
            for name in ("board", "cpu"):
                facts.set(target, (module, "Pin", name), ALWAYS, first="1.25")


def correction_8(facts):
    """network.LAN and its constants depend on the ESP-IDF that built the firmware."""
    for target in ESP32:
        for path in facts.paths(target):
            if path[0] == "network" and len(path) > 1 and path[1].startswith(("LAN", "PHY_", "ETH_")):
                facts.set(target, path, UNKNOWN, last="1.20")


def correction_9(facts):
    """teensy41: 1.17 has what 1.16 and 1.18 have."""
    for path in facts.paths("mimxrt-teensy41"):
        facts.bridge("mimxrt-teensy41", path, "1.17")


def correction_10(facts):
    """samd21 with its code size, a definition of make: more is in 1.23 to 1.27 than was seen."""
    target = "samd21-itsybitsy-m0"
    for path in facts.paths(target):
        if path[0] in ("_onewire", "_asyncio", "deflate"):
            facts.set(target, path, ALWAYS, first="1.23", last="1.27")
        elif facts.first(target, path) == "1.28":
            facts.set(target, path, UNKNOWN, first="1.23", last="1.27")


def correction_11(facts):
    """open() takes keywords in all releases."""
    for target in facts.targets:
        facts.set_signature(target, ("builtins", "open"), (1, None),
                            ("file", "mode?", "buffering?", "encoding?"))


def correction_12(facts):
    """Constructors without a table: how many arguments, and that they take no keyword."""
    for target in facts.targets:
        for name, (least, most, keywords) in CONSTRUCTORS.items():
            facts.set_signature(target, ("builtins", name), (least, most), keywords)
        for name in ("min", "max"):
            facts.set_signature(target, ("builtins", name), (1, None), ("*key?", "*default?"))
        facts.set_signature(target, ("builtins", "sorted"), (1, 1), ("*key?", "*reverse?"))
        facts.set_signature(target, ("collections", "deque"), (2, 3), ())
    facts.set_signature("esp8266", ("machine", "Timer"), (1, 1), ())


def correction_13(facts):
    """Pin.irq does not take what Pin.init takes."""
    for target in (*RP2, "alif-ensemble-e7"):
        facts.set_signature(target, ("machine", "Pin", "irq"), (1, None),
                            ("handler?", "trigger?", "hard?"))


def correction_14(facts):
    """What is frozen is known of the newest release only."""
    for module in facts.frozen_modules():
        facts.frozen_before_newest_is_unknown(module)


def correction_15(facts):
    """asyncio by name: frozen as uasyncio until 1.20."""
    facts.set_frozen_names("asyncio", ASYNCIO)
    facts.frozen_since("asyncio", "1.21")
    facts.frozen_since("uasyncio", "1.13")
    for target in ESP32:  # its frozen machine.py
        for name in ("Counter", "Encoder"):
            facts.add(target, ("machine", name), "c", first="1.26")


# correction_16: seven rows of the syntax matrix are cut; tools/capabilities/matrix.py leaves them out.


def correction_17(facts):
    """Baud rates of termios depend on a system header."""
    for target in ("unix-standard", "unix-coverage", "unix-minimal"):
        facts.open_module("termios", target)


def correction_18(facts):
    """The epoch of time.time() is 1970 on these ports, 2000 on all others."""
    for target in facts.targets:
        port = facts.port(target)
        facts.set_feature(target, "epoch1970", port in EPOCH_1970)


# correction_19: '{:,}' of a decimal integer works in all releases: rule MP4105 has a test.
# correction_20: int.from_bytes takes no keyword in any release: the table has a test.


def correction_21(facts):
    """bytes.fromhex and bytearray.fromhex: the class counts, as in all class methods."""
    for target in facts.targets:
        for name in ("bytes", "bytearray"):
            if facts.known(target, ("builtins", name, "fromhex")):
                facts.set_signature(target, ("builtins", name, "fromhex"), (2, 2), ())


def correction_22(facts):
    """network.STAT_* of the Pico W were never removed: since 1.26 they depend on a name of the SDK's build."""
    for name in "IDLE CONNECTING WRONG_PASSWORD NO_AP_FOUND CONNECT_FAIL GOT_IP".split():
        facts.set("rp2-pico-w", ("network", f"STAT_{name}"), ALWAYS, first="1.26")


def correction_23(facts):
    """samd21-xiao, as correction 10: what was last seen in 1.22 may be in later releases."""
    target = "samd21-xiao"
    for path in facts.paths(target):
        if path[0] in ("_onewire", "_asyncio", "deflate"):
            facts.set(target, path, UNKNOWN, first="1.23")
