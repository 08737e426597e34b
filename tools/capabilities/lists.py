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
# MicroPython modules whose contents are made when the firmware is built, or by code.
OPEN = "stm board js jsffi ffi uctypes __main__ lcd160cr ulab zephyr zsensor rp2 machine pyb".split()


def boards(load, facts):
    """`board NAME PORT TARGET,…`: the sampled targets a board may be like."""
    entries, rows = load("boards.json")["boards"], []
    targets = facts.targets
    of_port = lambda port: [t for t in targets if facts.port(t) == port]
    for name, entry in sorted(entries.items()):
        if name.startswith("@"):
            continue
        port, mcu, features = entry["port"], entry.get("mcu") or "", entry.get("features", ())
        likely = of_port(port)
        if port == "esp32":
            likely = [t for t in likely if t == mcu] or likely
        elif port == "rp2":
            wireless = "WiFi" in features
            likely = ["rp2-pico2"] if mcu == "rp2350" else ["rp2-pico-w" if wireless else "rp2-pico"]
            if mcu == "rp2350" and wireless:
                likely = ["rp2-pico2", "rp2-pico-w"]
        elif port == "samd":
            likely = [t for t in likely if t.startswith(mcu)] or likely
        elif port == "nrf":
            likely = [t for t in likely if t.startswith(mcu)] or likely
        rows.append(f"board {name} {port} {','.join(likely)}")
    return rows


def library(load):
    """`package NAME MODULE NAMES`: what `mip install NAME` brings; `*` where the names are not all."""
    data, rows = load("micropython-lib.json"), []
    for module, packages in sorted(data["module_to_package"].items()):
        package = packages[0]
        entry = data["packages"][package]
        category = "unix-ffi" if entry.get("category") == "unix-ffi" else "lib"
        rows.append(f"package {package} {category} {module}")
    return rows


def additions(load, facts):
    """`adds MODULE NAME…`: what packages of micropython-lib add to modules of the firmware."""
    data = load("micropython-lib.json")
    known = {path[0] for path in facts.all_paths() if facts.kind(path[:1]) == "m"}
    added = {}
    for package in data["packages"].values():
        if package.get("category") == "unix-ffi":
            continue
        for module, names in package["names"].items():
            top, _, inner = module.partition(".")
            if top in known:
                added.setdefault(top, set()).update([inner.split(".")[0]] if inner else
                                                    [n for n in names if n[0] not in "_*"
                                                     and n not in ("sys", "const", "doctest", "data")])
    if "hashlib" in added:
        added["hashlib"].update(["sha224", "sha384", "sha512", "new"])
    return [f"adds {module} {' '.join(sorted(names))}" for module, names in sorted(added.items()) if names]


def cpython(load, facts):
    """`stdlib NAME…`, and `cpython MODULE NAME…` for the modules that MicroPython has as well."""
    data = load("cpython-3.13.json")
    rows = ["stdlib " + " ".join(sorted(data["stdlib_modules"]))]
    known = {path[0] for path in facts.all_paths()}
    for module in sorted(known & set(data["modules"])):
        names = [n for n in sorted(data["modules"][module]) if not n.startswith("_")]
        rows.append(f"cpython {module} {' '.join(names)}")
    for name, entry in sorted(data["builtins"].items()):
        if entry.get("kind") == "class" and entry.get("members"):
            members = [m for m in sorted(entry["members"]) if not m.startswith("_")]
            if members:
                rows.append(f"cpython builtins.{name} {' '.join(members)}")
    rows.append("cpython builtins " + " ".join(sorted(data["builtins"])))
    return rows


def lines(load, facts):
    opened = [f"open {module} {target}" for module, target in facts.opened()]
    opened += [f"open {module} *" for module in OPEN]
    foreign = [f"foreign {name} {hint}".rstrip() for name, hint in sorted(FOREIGN.items())]
    return ["lists"] + opened + boards(load, facts) + library(load) + additions(load, facts) + cpython(load, facts) + foreign
