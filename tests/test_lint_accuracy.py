"""taipan lint: what judging findings in fresh code taught, the names of CircuitPython, members of classes, attributes
that are shown by running, and stubs as a type checker reads them."""

import json
import os
import shutil
import subprocess

import pytest

from lint_programs import findings, lint, read_programs
from programs import program


def asked(target, text, *words):
    return [(f["line"], f["code"], f["severity"]) for f in findings(["-q", "--target", target, *words, "-"], text)]


def codes(target, text):
    return [row[1] for row in asked(target, text, "--ignore", "MP3205")]


# Each was reported in public code and works.
WRONG = [
    # int.to_bytes() has the number before its arguments.
    ("unix@1.29", "print(int.to_bytes(5, 2, 'big'))\n"),
    # What a comprehension goes over first is evaluated outside of it.
    ("unix", "class A:\n    def f(self):\n        return [1]\nclass B(A):\n    def f(self):\n"
             "        return [x for x in super().f()]\n"),
    # The module hands everything on to asyncio.
    ("esp32@1.29", "import uasyncio as asyncio  # noqa: MP3201\nasync def f():\n    await asyncio.sleep_ms(1)\n"
                   "asyncio.run(f())\n"),
    # A class in Python whose base is built in.
    ("esp32@1.29", "from espnow import ESPNow\ne = ESPNow()\ne.send(b'123456', 'x')\n"),
    # Storing needs no attribute.
    ("any", "import ssl\nctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\nctx.check_hostname = False\n"),
    ("any", "import ssl\nctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n(ctx.check_hostname, [x]) = False, [1]\n"
            "for ctx.check_hostname in []: pass\n"),
    # A module of one's own that has the name of one of CPython's.
    ("rp2", "from secrets import WIFI_SSID, WIFI_PASSWORD\nprint(WIFI_SSID, WIFI_PASSWORD)\n"),
    ("circuitpython", "from secrets import secrets\nprint(secrets['ssid'])\n"),
    ("rp2", "import secrets\nprint(secrets.ssid, secrets.password)\n"),
    # The file asks before.
    ("rp2", "from machine import PWM, Pin\nclass A:\n    def __init__(self):\n        self.p = PWM(Pin(0))\n"
            "        if hasattr(self.p, 'duty'):\n            self.p.duty(3)\n"),
    # A class of its own may take a slice with a step, as LED strips do.
    ("circuitpython", "import board\nimport adafruit_dotstar\nstrip = adafruit_dotstar.DotStar(board.SCK, board.MOSI, 8)\n"
                      "strip[::2] = [(1, 2, 3)] * 4\n"),
    ("esp32", "def dim(strip):\n    strip[::2] = [0] * 4\n    del strip[::2]\n"),
    # CircuitPython keeps traceback, cause and text of an exception.
    ("circuitpython", "import traceback\ntry:\n    print()\nexcept OSError as e:\n"
                      "    traceback.print_exception(type(e), e, e.__traceback__)\n"
                      "    print(e.strerror)\n    raise ValueError(1) from e\n"),
    # All the digits are kept: it is 175 / 65536, nearly.
    ("rp2", "x = 0.002670288086\n"),
    # The import works, so that nothing behind it can fail to import.
    ("esp32", "try:\n    import deflate\n    with deflate.DeflateIO(open('a')) as d:\n        x = d.read()\n"
              "except ImportError:\n    import zlib\n    x = zlib.decompress(b'')\n"),
    # A plain generator that is sent values, as it is meant.
    ("unix", "async def f():\n    data = yield 'hello'\n    print(data)\n"),
    # Not all ports count from 1970.
    ("any", "import time\nprint(time.time() + 946684800)\n"),
    # Names of some chips of the port, and of some builds.
    ("esp32", "import esp32\nprint(esp32.mcu_temperature(), esp32.raw_temperature())\n"),
    ("any", "import network\nprint(network.WIZNET5K)\n"),
    # A module of one's own with the name of one of another Python.
    ("esp32", "from camera import Camera, GrabMode\nprint(Camera, GrabMode)\n"),
    ("esp32", "import camera\ncamera.init(0)\n"),
    ("rp2", "import secrets\n"),
    ("rp2", "from ulab import numpy\n"),
    # The interrupt is a soft one.
    ("rp2", "import micropython\nfrom machine import Pin\nclass A:\n    def __init__(self):\n"
            "        Pin(2).irq(handler=self.isr_pin, trigger=Pin.IRQ_FALLING)\n"
            "    def isr_pin(self, pin):\n        micropython.schedule(self.work, 0)\n"
            "    def work(self, _):\n        pass\n"),
    # bytes() of CircuitPython asks the object.
    ("circuitpython", "class A:\n    def __bytes__(self):\n        return b'a'\n"),
]


@pytest.mark.parametrize("target, text", WRONG)
def test_what_was_found_wrongly_is_not_found(target, text):
    assert codes(target, text) == []


def test_near_them_there_still_are_findings():
    for call in ("(5).to_bytes(2, 'big', True)", "int.to_bytes(5, 2, 'big', True)"):
        assert codes("unix@1.29", f"print({call})\n") == ["MP4116"]
    assert codes("unix@1.29", "print(int.to_bytes(-5, 2, 'big'))\n") == ["MP4116"]
    inner = "class A:\n    def f(self):\n        return [x for y in [1] for x in super().f()]\n"
    assert codes("unix", inner) == ["MP2115"]
    assert codes("rp2@1.29", "from urllib.request import urlopen\n") == ["MP3001"]
    assert codes("rp2", "from secrets import token_hex\n") == ["MP3001"]
    assert codes("rp2", "import secrets\nprint(secrets.token_hex(4))\n") == ["MP3001"]
    assert [row[1:] for row in asked("rp2", "import secrets\n")] == [("MP3205", "info")]
    assert [row[1:] for row in asked("rp2", "import secrets\nprint(secrets.ssid)\n")] == [("MP3205", "info")]


def test_near_slices_exceptions_and_chips_there_still_are_findings():
    assert asked("esp32", "x = [1, 2]\nx[::2] = [3]\ndel x[::2]\n") == [(2, "MP4101", "error"), (3, "MP4101", "error")]
    assert asked("unix", "x: list = bytearray(3)\n\nx[::2] = b''\n") == [(3, "MP4101", "error")]
    chained = "try:\n    print()\nexcept OSError as e:\n    print(e.__traceback__, e.strerror)\n    raise ValueError from e\n"
    assert codes("esp32", chained) == ["MP2118", "MP4111", "MP2123"]
    assert codes("circuitpython", "def f():\n    pass\nprint(f.__doc__)\n") == ["MP2118"]
    assert codes("rp2", "import time\nprint(time.time() + 946684800)\n") == ["MP4110"]
    assert codes("ESP32_GENERIC", "import esp32\nprint(esp32.mcu_temperature())\n") == ["MP3101"]
    assert codes("ESP32_GENERIC_S3", "import esp32\nprint(esp32.raw_temperature())\n") == ["MP3101"]
    assert codes("esp32", "from camera import Camera\n") == ["MP8005"]
    assert [row[1:] for row in asked("rp2", "import ulab\n")] == [("MP3205", "info")]
    assert codes("any", "import network\nprint(network.Cellular)\n") == ["MP3101"]
    hard = ("import micropython\nfrom machine import Pin\nclass A:\n    def __init__(self):\n"
            "        Pin(2).irq(handler=self.go, hard=True)\n"
            "    def go(self, pin):\n        micropython.schedule(self.work, 0)\n"
            "    def work(self, _):\n        pass\n")
    assert codes("rp2", hard) == ["MP5006"]


def test_a_file_hides_a_module_that_boards_have(tmp_path):
    for name in ("music", "struct", "ssl"):
        (tmp_path / f"{name}.py").write_text("x = 1\n")
    rows = findings(["-q", "--isolated", "--target", "any", str(tmp_path)])
    assert [(os.path.basename(f["file"]), f["code"]) for f in rows] == [("struct.py", "MP3202")]


def test_a_base_asks_in_vain_for_what_a_later_one_has():
    text = ("class A:\n    def __init__(self):\n        super().__init__()\nclass B:\n    def __init__(self):\n"
            "        self.b = 1\nclass C({}):\n    pass\n")
    assert asked("unix", text.format("A, B")) == [(7, "MP2114", "warning")]
    assert codes("unix", text.format("B, A")) == []  # B does not ask
    assert codes("unix", text.format("A")) == []
    assert codes("unix", "from other import A\n" + text[text.index("class B"):].format("A, B")) == []


def test_counts_where_keywords_are_given():
    assert codes("unix", "x = [1]\nx.sort(len)\n") == ["MP3104"]
    assert codes("unix", "x = [1]\nx.sort(key=len, reverse=True)\nx.sort()\n") == []
    timer = "from machine import Timer\nTimer({}period=1000, callback=print)\n"
    assert codes("esp32@1.24", timer.format("")) == ["MP3104"]
    assert codes("esp32@1.24", timer.format("0, ")) == []
    assert codes("esp32@1.29", timer.format("")) == []
    assert codes("rp2", timer.format("")) == []


def test_ways_out_are_those_of_the_python():
    rows = findings(["-q", "--target", "circuitpython", "-"], "import threading\nimport enum\n")
    assert [(f["code"], f["message"], f["hint"]) for f in rows] == [
        ("MP3001", "CircuitPython has no module 'threading'", ""), ("MP3001", "CircuitPython has no module 'enum'", "")]
    assert [f["hint"] for f in findings(["-q", "--target", "esp32", "-"], "import logging\n")] == [
        "micropython-lib has it: mip install logging"]


def test_folders_are_packages_without_a_file_of_their_own(tmp_path):
    files = {"gui/core/writer.py": "x = 1\n", "gui/demos/a.py": "from gui.core.writer import x\nimport data\n",
             "data/notes/readme.txt": ""}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    rows = findings(["-q", "--target", "rp2", str(tmp_path)])
    assert [(f["line"], f["code"]) for f in rows] == [(2, "MP3205")]


def test_a_star_import_of_what_is_missing_brings_nothing(tmp_path):
    text = "try:\n    from _codecs import *\nexcept ImportError as why:\n    raise SystemError('no: %s' % why)\n"
    assert codes("unix", text) == ["MP2110"]
    assert codes("unix", "from math import *\nprint(format(pi, '.3f'))\n") == ["MP2110"]
    assert codes("unix", "from math import *\nprint(pow(2, 3))\n") == []
    assert codes("unix", "from mine import *\nraise SystemError\n") == []
    assert codes("unix", "from .mine import *\nraise SystemError\n") == []


def test_arguments_are_counted_where_keywords_are_known():
    assert codes("unix", "print(sorted([1], len))\n") == ["MP3104"]
    assert codes("unix", "print(sorted([1], key=len), sorted([1]))\n") == []
    strip = "from neopixel import NeoPixel\nfrom machine import Pin\n"
    assert codes("rp2", strip + "NeoPixel(Pin(0))\n") == ["MP3104"]
    assert codes("rp2", strip + "NeoPixel(Pin(0), n=3)\nNeoPixel(*[])\n") == []


def test_patterns_and_matches_have_what_they_have():
    pattern = "import re\np = re.compile('a')\n"
    assert codes("unix", pattern + "print(p.match('a'), p.search('a'), p.sub('b', 'a'))\n") == []
    assert codes("unix", pattern + "print(p.fullmatch('a'))\n") == ["MP3102"]
    assert codes("unix", pattern + "m = re.match('a', 'a')\nprint(m.group(0), m.groupdict())\n") == ["MP3102"]
    assert codes("unix", pattern + "print(re.search('a', 'a').span())\n") == []


def test_items_of_bytearrays_cannot_be_deleted():
    assert codes("unix", "b = bytearray(3)\ndel b[1]\n") == ["MP4118"]
    assert codes("unix", "b = [3]\ndel b[0]\n") == []


def test_methods_are_handlers_of_interrupts():
    text = ("from machine import Pin\nclass B:\n    def __init__(self, n):\n        self.pin = Pin(n)\n"
            "        self.pin.irq(self.go, hard={})\n    def go(self, pin):\n        self.log = [pin]\n")
    assert codes("rp2", text.format("True")) == ["MP5001"]
    assert codes("rp2", text.format("False")) == []
    assert codes("rp2", text.format("True") + "    def go(self, pin):\n        pass\n") == []  # which, is not known


@pytest.mark.parametrize("row", [*read_programs("shapes.txt"), *read_programs("more.txt")], ids=lambda row: row.name)
def test_stumbling_blocks_in_other_shapes(row):
    got = [(f["line"], f["code"]) for f in findings(["-q", "--target", row.target, "-"], row.text)]
    assert sorted(got) == row.expected


VIPER = "import micropython\n@micropython.viper\ndef f(a: int, b: int = 3) -> int:\n    return a + b\n"


def test_defaults_of_viper_functions_are_not_used():
    """Stock's viper functions take all their arguments: who gives all meets no fault."""
    assert asked("unix", VIPER + "f(1, 2)\n") == [(3, "MP6103", "warning")]
    assert asked("unix", VIPER + "f(1)\n") == [(3, "MP6103", "warning"), (5, "MP6103", "error")]
    assert asked("unix", VIPER + "f(1, b=2)\n")[1:] == [(5, "MP6103", "error")]
    assert asked("unix", VIPER + "f(*args)\n")[1:] == []
    assert asked("unix", VIPER + "try:\n    f(1)\nexcept TypeError:\n    pass\n")[1:] == []


# --- CircuitPython -------------------------------------------------------------------------------


def test_names_that_circuitpython_does_not_have():
    assert codes("circuitpython", "import time\ntime.sleep_ms(3)\n") == ["MP3101"]
    assert codes("circuitpython", "import time\ntime.sleep(3)\nprint(time.monotonic())\n") == []
    assert codes("circuitpython", "from digitalio import Pin\n") == ["MP3101"]
    assert codes("circuitpython", "import board\nprint(board.GP0, board.ANYTHING)\n") == []
    assert codes("circuitpython@10", "import displayio\ndisplayio.FourWire(1)\n") == ["MP3106"]
    assert codes("circuitpython@9.2", "print('7'.zfill(3))\n") == ["MP3102"]
    assert codes("circuitpython@9.2", "print('7'.center(3))\n") == []
    assert codes("circuitpython@9.2", "try:\n    pass\nexcept FileNotFoundError:\n    pass\n") == ["MP2109"]
    assert codes("circuitpython@9.2", "try:\n    pass\nexcept (TimeoutError, ConnectionError):\n    pass\n") == []
    assert codes("circuitpython@9.2", "print(vars())\n") == ["MP2110"]


def test_members_of_circuitpython_classes():
    pin = "import board\nimport digitalio\nled = digitalio.DigitalInOut(board.LED)\n"
    use = "led.direction = digitalio.Direction.OUTPUT\nled.value = True\nled.deinit()\n"
    assert codes("circuitpython", pin + use) == []
    assert codes("circuitpython", pin + "led.toggle()\n") == ["MP3101"]


# --- members of classes --------------------------------------------------------------------------


def test_members_that_no_class_of_the_name_has():
    strip = "from neopixel import NeoPixel\nfrom machine import Pin\nnp = NeoPixel(Pin(0), 8)\n"
    assert codes("rp2", strip + "np.fill((1, 2, 3))\nnp.write()\nprint(np.n, len(np), np[0])\n") == []
    assert asked("rp2", strip + "np.show()\n") == [(4, "MP3101", "error")]
    # Instances of classes in Python take what is stored.
    assert codes("rp2", strip + "np.brightness = 0.5\nprint(np.brightness)\n") == []
    assert codes("unix", "import tls\nc = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)\nprint(c.verify_mode)\n") == []
    own = strip.replace("np = NeoPixel", "class Strip(NeoPixel):\n    def show(self): pass\nnp = Strip")
    assert codes("rp2", own + "np.show()\n") == []


# --- attributes that are shown by running --------------------------------------------------------


def proofs(target, text):
    rows = findings(["-q", "--target", target, "--prove", "-"], text)
    return [(f["line"], f.get("proof")) for f in rows]


def test_missing_attributes_are_shown_by_reading_them():
    assert proofs("unix", "import time\nprint(time.monotonic())\n") == [
        (2, "AttributeError: module 'time' has no attribute 'monotonic'")]
    assert proofs("unix", "from time import sleep, monotonic\n") == [(1, "ImportError: can't import name monotonic")]
    assert proofs("unix", "s = 'abc'\nprint(s.zfill(5))\n") == [
        (2, "AttributeError: 'str' object has no attribute 'zfill'")]
    # On a parameter there is nothing to run.
    assert proofs("unix", "def f(s: str):\n    return s.zfill(5)\n") == [(2, None)]


def test_what_our_runtime_lacks_shows_nothing():
    """A module that the device has and our runtime does not is no proof, whatever the finding."""
    lacks = [name for name in ("os", "json", "re", "socket", "machine", "bluetooth")
             if subprocess.run([program("taipan"), "run", "-c", f"import {name}"], capture_output=True).returncode]
    for name in lacks:
        text = f"import {name}\n{name}.getlogin_of_nobody()\nfrom {name} import nothing_of_that_name\n"
        assert [proof for _, proof in proofs("esp32", text) if proof] == []
    assert [proof for _, proof in proofs("unix", "import os.path\n")] in ([None], [])


def test_modules_of_our_runtime_have_all_names_that_the_table_gives_unix(tmp_path):
    """An attribute that is missing here is missing on stock's, as the modules that we have are whole."""
    assert lint(["-q", "--isolated", "--target", "unix", "--stubs", str(tmp_path)])[0] == 0
    names = {}
    for path in tmp_path.glob("*.pyi"):
        rows = path.read_text().splitlines()
        found = [row.split("(")[0].split(":")[0].removeprefix("def ").removeprefix("class ")
                 for row in rows if row[:1].isalpha() and not row.startswith("from ")]
        names[path.stem] = [name for name in found if name.isidentifier() and not name.startswith("__")]
    script = (
        "def missing(module, names):\n    try:\n        m = __import__(module)\n    except ImportError:\n"
        "        return\n    print(module, *[n for n in names if not hasattr(m, n)])\n")
    script += "".join(f"missing({module!r}, {found!r})\n" for module, found in sorted(names.items()))
    (tmp_path / "ask.py").write_text(script)
    done = subprocess.run([program("taipan"), "run", tmp_path / "ask.py"], capture_output=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert len(rows) >= 10 and done.returncode == 0
    assert [row for row in rows if len(row) > 1] == []


# --- stubs ---------------------------------------------------------------------------------------

PYRIGHT = os.environ.get("TAIPAN_PYRIGHT") or shutil.which("pyright")


@pytest.mark.skipif(not PYRIGHT, reason="needs pyright: on PATH, or TAIPAN_PYRIGHT names it")
def test_a_type_checker_finds_no_fault_in_the_stubs(tmp_path):
    for target in ("rp2", "circuitpython"):
        assert lint(["-q", "--isolated", "--target", target, "--stubs", str(tmp_path / target)])[0] == 0
    (tmp_path / "bad.pyi").write_text("def f(a: int = ..., b): ...\n")
    (tmp_path / "pyrightconfig.json").write_text(json.dumps({"include": ["."], "typeCheckingMode": "standard"}))
    done = subprocess.run([PYRIGHT, "-p", str(tmp_path), "--outputjson"], capture_output=True, text=True)
    rows = [row for row in json.loads(done.stdout)["generalDiagnostics"] if row["severity"] == "error"]
    assert [(os.path.basename(row["file"]), row["range"]["start"]["line"]) for row in rows] == [("bad.pyi", 0)]


@pytest.mark.skipif(not PYRIGHT, reason="needs pyright: on PATH, or TAIPAN_PYRIGHT names it")
def test_a_type_checker_tells_names_that_the_target_lacks(tmp_path):
    assert lint(["-q", "--isolated", "--target", "rp2", "--stubs", str(tmp_path / "stubs")])[0] == 0
    (tmp_path / "main.py").write_text("import time\nimport rp2\ntime.sleep_ms(3)\ntime.monotonic()\nprint(rp2.PIO)\n")
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(
        {"include": ["main.py"], "stubPath": "stubs", "typeCheckingMode": "basic", "reportMissingModuleSource": False}))
    done = subprocess.run([PYRIGHT, "-p", str(tmp_path), "--outputjson"], capture_output=True, text=True)
    rows = json.loads(done.stdout)["generalDiagnostics"]
    assert [row["range"]["start"]["line"] for row in rows if row["severity"] == "error"] == [3]
