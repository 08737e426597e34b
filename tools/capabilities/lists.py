"""The lists behind the modules in the table: boards, library packages, names of CPython."""

# Modules of other worlds that programs for boards import, and the way out.
FOREIGN = {
    "upip": "mip", "RPi": "machine.Pin", "smbus": "machine.I2C", "smbus2": "machine.I2C", "spidev": "machine.SPI",
    "serial": "machine.UART", "pigpio": "machine.Pin and machine.PWM", "gpiozero": "machine.Pin",
    "wiringpi": "machine.Pin", "numpy": "ulab, where the firmware has it, or array",
    "pandas": "lists and csv code of your own", "scipy": "", "matplotlib": "", "PIL": "framebuf",
    "cv2": "", "tkinter": "framebuf", "pygame": "framebuf", "flask": "microdot", "django": "microdot",
    "aiofiles": "open()", "httpx": "requests", "paho": "umqtt.simple", "yaml": "json",
    "attr": "plain classes", "pydantic": "plain classes", "pytest": "unittest", "setuptools": "",
    "pkg_resources": "", "six": "", "future": "", "typing_extensions": "a guard, as for typing",
    "psutil": "gc and micropython", "colorama": "", "click": "", "tqdm": "", "bs4": "", "lxml": "",
    "Crypto": "cryptolib", "cryptography": "cryptolib", "zmq": "", "torch": "", "tensorflow": "",
}
# MicroPython modules whose contents are made when the firmware is built, or by code, and names that only builds
# with an option of their own have, of which none is sampled.
OPEN = ("stm board js jsffi ffi uctypes __main__ lcd160cr ulab zephyr zsensor rp2 machine pyb "
        "network.CC3K network.USBD_NCM network.WIZNET5K").split()

KEPT = ("board ", "package ", "adds ", "stdlib ", "cpython ")


def kept(table):
    """The lines of another table's lists that do not come from the sources of firmware."""
    lines = table.splitlines()
    return [line for line in lines[lines.index("lists"):] if line.startswith(KEPT)]


def lines(extra, facts):
    opened = [f"open {module} {target}" for module, target in facts.opened() if module not in OPEN]
    opened += [f"open {module} *" for module in OPEN]
    opened += [f"open {name} *" for name in facts.partial()]
    foreign = [f"foreign {name} {hint}".rstrip() for name, hint in sorted(FOREIGN.items())]
    return ["lists"] + opened + extra + foreign
