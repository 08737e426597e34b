# Tells taipan what the firmware of this board has. Runs on the board, from MicroPython 1.12 on:
#
#     mpremote run tools/device_facts.py > device.json
#     taipan lint --device-json device.json FILES
#
# It prints what help("modules") says, and a line of JSON: the names of each module and class.
import gc
import sys

# Built-in modules that the table of capabilities knows; importing one does nothing.
NAMES = (
    "_asyncio", "_espnow", "_onewire", "_rp2", "_thread", "_uasyncio", "_webrepl", "alif", "array",
    "binascii", "bluetooth", "board", "btree", "builtins", "cmath", "collections", "cryptolib",
    "deflate", "errno", "esp", "esp32", "ffi", "framebuf", "gc", "hashlib", "heapq", "io", "js",
    "jsffi", "json", "lwip", "machine", "marshal", "math", "microbit", "micropython", "mimxrt",
    "music", "network", "nrf", "openamp", "os", "platform", "psoc_edge", "pyb", "random", "re",
    "renesas", "samd", "select", "socket", "ssl", "stm", "string", "struct", "sys", "termios",
    "time", "tls", "uarray", "ubinascii", "ubluetooth", "ucollections", "ucryptolib", "uctypes",
    "uerrno", "uhashlib", "uheapq", "uio", "ujson", "umachine", "uos", "uplatform", "urandom",
    "ure", "uselect", "usocket", "ussl", "ustring", "ustruct", "usys", "utime", "utimeq",
    "uwebsocket", "uzlib", "vfs", "weakref", "websocket", "wipy", "zephyr", "zlib", "zsensor",
)


def show(text):
    sys.stdout.write(text)


def listed(thing):
    names = []
    for name in dir(thing):
        if name not in names:
            names.append(name)
    return names


def show_class(thing):
    show('[')
    first = True
    for name in listed(thing):
        if name[:2] == "__":
            continue
        show(('"' if first else ',"') + name + '"')
        first = False
    show(']')


def show_module(name, module):
    show('"' + name + '":{')
    first = True
    for inner in listed(module):
        if inner == "__getattr__":
            continue
        try:
            value = getattr(module, inner)
        except Exception:
            value = None
        show(('"' if first else ',"') + inner + '":')
        first = False
        if isinstance(value, type):
            show_class(value)
        else:
            show('[]')
    show('}')


def main():
    try:
        help("modules")
    except Exception:
        pass
    version = ".".join([str(part) for part in sys.implementation[1][:3]])
    show('\n{"taipan-device":1,"platform":"' + sys.platform + '","version":"' + version + '","modules":{')
    first, lazy = True, []
    for name in NAMES:
        try:
            module = __import__(name)
        except Exception:
            continue
        if not first:
            show(',')
        first = False
        if "__getattr__" in dir(module):
            lazy.append(name)
        show_module(name, module)
        gc.collect()
    show('},"lazy":[' + ','.join(['"' + name + '"' for name in lazy]) + ']}\n')


main()
