"""taipan lint: its data and targets, fixes, formats of output and exit status."""

import json
import os
import re
import xml.etree.ElementTree
import zlib

import pytest

from lint_programs import findings, lint
from programs import ROOT

DATA = ROOT / "targets/data/capabilities.txt"


def asked(target, source):
    return [f["code"] for f in findings(["-q", "--target", target, "-"], source)]


# --- the table -----------------------------------------------------------------------------------

# (number of the correction, target, source, codes)
CORRECTIONS = [
    (1, "circuitpython@9.2", "import array, collections, gc, json, re, rp2pio, espidf\n", []),
    (1, "circuitpython-pico@9.2", "import rp2pio, espidf\n", ["MP3001"]),
    (2, "circuitpython@9.2", "import math, keypad\nprint(math.pi, keypad.KeyMatrix)\n", []),
    (3, "esp32@1.14", "import network\nw = network.WLAN(0)\nw.active(True)\nw.scan()\n", []),
    (4, "esp32@1.20", "import network\np = network.PPP(None)\np.connect()\np.status()\n", []),
    (5, "cc3200-wipy@1.14", "import network\nw = network.WLAN()\nw.scan()\n", []),
    (6, "esp32@1.28", "import machine\nprint(machine.ADC.WIDTH_12BIT)\n", []),
    (7, "stm32-pybv11@1.28", "import machine, pyb\nprint(machine.Pin.board.X1, pyb.Pin.cpu)\n", []),
    (8, "esp32@1.18", "import network\nnetwork.LAN(phy_type=network.PHY_LAN8720)\n", []),
    (9, "teensy41@1.17", "import machine\nmachine.freq()\nprint(machine.Pin.IN)\n", []),
    (10, "samd21-itsybitsy-m0@1.24", "import _onewire, deflate\n'a b'.partition(' ')\n", []),
    (11, "unix@1.20", "open('x', newline='')\n", ["MP3103"]),
    (11, "unix@1.24", "open('x', encoding='utf-8')\n", []),
    (12, "esp8266", "import machine\nmachine.Timer(-1, period=3)\n", ["MP3103"]),
    (12, "unix", "int('1', base=2)\nzip([], strict=True)\n", ["MP3103", "MP3103"]),
    (13, "rp2-pico", "import machine\np = machine.Pin(1)\np.irq(print, alt=3)\n", ["MP3103"]),
    (14, "esp32@1.20", "import asyncio\n", ["MP3105"]),
    (14, "esp32@1.20", "import uasyncio, onewire\n", []),
    (14, "esp32@1.24", "import ssl\nssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n", []),
    (15, "esp32@1.24", "import asyncio\nasyncio.create_task\nasyncio.Queue\n", ["MP5102"]),
    (15, "esp32@1.26", "import machine\nmachine.Encoder(1)\n", []),
    (17, "unix", "import termios\nprint(termios.B115200)\n", []),
    (18, "rp2-pico", "import time\ntime.time() + 946684800\n", ["MP4110"]),
    (18, "esp32", "import time\ntime.time() + 946684800\n", []),
    (19, "unix@1.12", "'{:,}'.format(1)\n", []),
    (19, "unix@1.24", "'{:_}'.format(1)\n", ["MP4105"]),
    (20, "unix", "int.from_bytes(b'a', 'big', signed=True)\n", ["MP3103"]),
    (20, "unix", "(5).to_bytes(2, 'big', signed=True)\n", []),
    (21, "unix", "bytes.fromhex('00')\nbytearray.fromhex()\n", ["MP3104"]),
    (22, "rp2-pico-w", "import network\nprint(network.STAT_GOT_IP)\n", []),
    (23, "samd21-xiao@1.25", "import _onewire, deflate\ndeflate.DeflateIO\n", []),
]


@pytest.mark.parametrize("number, target, source, codes", CORRECTIONS)
def test_corrections_of_the_facts(number, target, source, codes):
    assert asked(target, source) == codes


def test_each_correction_has_a_test():
    # The sixteenth is about the syntax matrix: test_lint.py.
    assert {row[0] for row in CORRECTIONS} == set(range(1, 24)) - {16}


def with_checksum(text):
    return text + b"checksum %08x\n" % zlib.crc32(text)


TABLE = DATA.read_bytes()
BODY = TABLE[:TABLE.rindex(b"checksum ")]


@pytest.mark.parametrize("table, message", [
    (TABLE.replace(b"\ntime m", b"\ntame m"), "damaged: its checksum is wrong"),
    (TABLE[:5000], "cut off: it does not end with its checksum"),
    (TABLE[:-1], "cut off"), (TABLE + b"\n", "cut off"), (BODY, "cut off"),
    (b"", "not a table of capabilities"), (b"\x7fELF" + TABLE, "not a table of capabilities"),
    (b"taipan-capabilities 2\n", "of version 2; this program reads version 1"),
    (with_checksum(BODY.replace(b"\ntime m", b"\naaaa m")), "malformed in line"),
    (with_checksum(BODY.replace(b"\n sleep_ms f", b"\n  sleep_ms f", 1)), None),
    (with_checksum(BODY.replace(b"\ntime m ", b"\ntime m 99999999999", 1)), "malformed in line"),
    (with_checksum(BODY.replace(b"\nend\n", b"\n")), "malformed in line"),
    (with_checksum(b"taipan-capabilities 1\nmodules\n a f 0\nend\n"), "malformed in line 3"),
], ids=lambda value: "" if isinstance(value, bytes) else value)
def test_a_table_that_is_none(tmp_path, table, message):
    (tmp_path / "table.txt").write_bytes(table)
    code, out, error = lint(["--data", str(tmp_path / "table.txt"), "--target", "unix", "-"], "import time\n")
    assert (code == 2 and message in error and out == "") if message else code in (0, 1)


def test_another_table(tmp_path):
    (tmp_path / "good.txt").write_bytes(TABLE)
    (tmp_path / "newer.txt").write_bytes(with_checksum(BODY.replace(b"source ", b"source 9.9 2031-01-01 of ", 1)))
    assert lint(["--data", str(tmp_path / "good.txt"), "--target", "unix", "-"], "import time\n")[0] == 0
    assert lint(["--data", str(tmp_path / "none.txt"), "--target", "unix", "-"], "import time\n")[0] == 2
    out = lint(["--data", str(tmp_path / "newer.txt"), "--version"])[1]
    assert "data of 9.9 2031-01-01" in out and f"{len(TABLE) // 1000} kB" in lint(["--version"])[1]
    assert len(TABLE) < 350_000


# --- targets -------------------------------------------------------------------------------------


@pytest.mark.parametrize("target, status", [
    ("esp32@1.24", 0), ("ESP32_GENERIC", 0), ("esp32_generic_c3", 0), ("level:basic@1.20", 0), ("unix", 0),
    ("rp2", 0), ("circuitpython@9.2", 0), ("esp32@>=1.22,rp2-pico@1.20-1.24", 0), ("esp32@<=1.20", 0),
    ("any", 0), ("pico-w", 0), ("esp32@v1.24.1", 0), ("samd21", 0), ("esp33", 2), ("esp32@9.9", 2),
    ("rp2-pico2@1.20", 2)])
def test_targets(target, status):
    code, _, error = lint(["--target", target, "-q", "-"], "x = 1\n")
    assert (code, bool(error)) == (status, status == 2)


def test_several_targets_and_ranges():
    text = "import machine\nmachine.USBDevice\nmachine.TouchPad\n"
    rows = findings(["-q", "--target", "rp2-pico@>=1.20,ESP32_GENERIC@1.24", "-"], text)
    got = sorted((f["line"], f["code"], f["targets"]) for f in rows)
    assert got == [(2, "MP3101", ["ESP32_GENERIC@1.24"]), (2, "MP3105", ["rp2-pico@>=1.20"]),
                   (3, "MP3101", ["rp2-pico@>=1.20"])]
    assert "(rp2-pico@>=1.20)" in lint(["--target", "rp2-pico@>=1.20,ESP32_GENERIC@1.24", "-"], text)[1]


@pytest.mark.parametrize("text, guess", [
    ("import board\n", "circuitpython"), ("from rp2 import PIO\n", "rp2"), ("import pyb\n", "stm32"),
    ("import esp32\n", "esp32"), ("import machine\n", "any board")])
def test_the_target_is_guessed_and_the_guess_said(text, guess):
    code, _, error = lint(["-"], text)
    assert code == 0 and error.splitlines()[0].startswith(f"taipan lint: for {guess}, as ")
    assert lint(["-q", "-"], text)[2] == ""


# --- fixes ---------------------------------------------------------------------------------------

FIXES = [
    ("def f(a, /, b):\n    return a\n", "def f(a, b):\n    return a\n"),
    ("with (a as x, b as y):\n    pass\n", "with a as x, b as y:\n    pass\n"),
    ("a = b = 1\ndel [a, b]\n", "a = b = 1\ndel a, b\n"),
    ("print(R'x', bR'y')\n", "print(r'x', br'y')\n"),
    ("x = 1if 2else 3\n", "x = 1 if 2 else 3\n"),
    ("x = 1.5.hex\n", "x = (1.5).hex\n"),
    ("a = [1]\nprint(a[i := 0])\n", "a = [1]\nprint(a[(i := 0)])\n"),
    ("\ufeffx = 1\n", "x = 1\n"),
    ("def f(*a, **k): pass\na = 1\nf(k=1, *a)\n", "def f(*a, **k): pass\na = 1\nf(*a, k=1)\n"),
    ("def f(a, b):\n    with (a, b):\n        pass\n", "def f(a, b):\n    with a, b:\n        pass\n"),
    ("class E(Exception):\n    def __init__(self, x):\n        Exception.__init__(self, x)\n",
     "class E(Exception):\n    def __init__(self, x):\n        super().__init__(x)\n"),
    ("N = int | float\n", "N = (int, float)\n"),
    ("import utime\n", "import time as utime\n"),
    ("from utime import sleep\n", "from time import sleep\n"),
    ("print('x', flush=True)\n", "print('x')\n"),
    ("l = [1]\nl[0:1] = range(2)\n", "l = [1]\nl[0:1] = list(range(2))\n"),
    ("'a'.encode('UTF-8')\n", "'a'.encode('utf-8')\n"),
    ("b'a'.decode(encoding='utf-8')\n", "b'a'.decode('utf-8')\n"),
    ("import struct\nstruct.calcsize('< H')\n", "import struct\nstruct.calcsize('<H')\n"),
    ("d = {}\nd.keys() & {1}\n", "d = {}\nset(d.keys()) & {1}\n"),
    ("import time\nt = time.localtime()\nt.tm_mon\n", "import time\nt = time.localtime()\nt[1]\n"),
    ("x = 1  # mp: ignore[MP3001]\n", "x = 1  \n"),
]
UNSAFE = [
    ("try:\n    pass\nexcept FileNotFoundError:\n    pass\n", "try:\n    pass\nexcept OSError:\n    pass\n"),
    ("x = 1\nf'{x = }'\n", "x = 1\nf'{x=}'\n"),
    ("def f[T](x): pass\n", "def f(x): pass\n"),
]


@pytest.mark.parametrize("before, after", FIXES + UNSAFE)
def test_fixes(before, after, tmp_path):
    file = tmp_path / "a.py"
    file.write_text(before)
    unsafe = ["--unsafe"] if (before, after) in UNSAFE else []
    if unsafe:
        assert lint(["-q", "--target", "unix", "--fix", str(file)])[0] == 0
        assert file.read_text() == before
    assert lint(["-q", "--target", "unix", "--fix", *unsafe, str(file)])[0] == 0
    assert file.read_text() == after
    left = findings(["-q", "--target", "unix", str(file)])
    assert [f for f in left if f["fix"] and f["fix"]["safe"]] == []


def test_diff_shows_and_changes_nothing(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("x = 1\n" * 10 + "print(R'x')\n" + "x = 1\n" * 10)
    out = lint(["-q", "--target", "unix", "--diff", str(file)])[1]
    assert out.splitlines()[2:] == ["@@ -8,7 +8,7 @@", " x = 1", " x = 1", " x = 1", "-print(R'x')", "+print(r'x')",
                                    " x = 1", " x = 1", " x = 1"]
    assert "R'x'" in file.read_text()


# --- output --------------------------------------------------------------------------------------

BAD = "import enum\nx = 'ä'; print(R'x')  # \"&<\n"


def printed(form):
    return lint(["-q", "--target", "unix", "--format", form, "-"], BAD)[1]


def test_text():
    code, out, _ = lint(["-q", "--target", "unix", "-"], BAD)
    assert code == 1
    assert out == ("<stdin>:1:8: error[MP3001]: MicroPython has no module 'enum'\n"
                   "    1 | import enum\n      |        ^^^^\n"
                   "<stdin>:2:16: error[MP1014]: MicroPython knows prefixes of strings in small letters only\n"
                   "    2 | x = 'ä'; print(R'x')  # \"&<\n      |                ^\n"
                   "      = write r''\n")


def test_json():
    rows = findings(["-q", "--target", "unix", "-"], BAD)
    assert (rows[1]["file"], rows[1]["line"], rows[1]["column"], rows[1]["endColumn"]) == ("<stdin>", 2, 16, 17)
    assert rows[1]["fix"] == {"safe": True, "edits": [{"begin": 28, "end": 29, "text": "r"}]}


def test_sarif():
    run = json.loads(printed("sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [r["ruleId"] for r in run["results"]] == ["MP3001", "MP1014"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == ["MP3001", "MP1014"]
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


def test_github_gitlab_and_junit():
    assert printed("github").splitlines()[0] == \
        "::error file=<stdin>,line=1,col=8,title=MP3001::MicroPython has no module 'enum'"
    rows = json.loads(printed("gitlab"))
    assert [r["check_name"] for r in rows] == ["MP3001", "MP1014"]
    assert rows[0]["fingerprint"] != rows[1]["fingerprint"]
    suite = xml.etree.ElementTree.fromstring(printed("junit"))
    assert suite.get("failures") == "1"
    lines = suite.find("testcase/failure").text.splitlines()
    assert lines and all(re.fullmatch(r"\d+:\d+: \w+\[MP\d{4}\]: [ -~]+", line) for line in lines)


def test_statistics_lists_and_status(tmp_path):
    assert "1\tMP3001\tunknown-module" in lint(["-q", "--statistics", "--target", "unix", "-"], BAD)[1]
    assert lint(["-q", "-"], "x = 1\n")[0] == 0
    assert lint(["-q", str(tmp_path / "none.py")])[0] == 2
    assert lint([])[0] == 2
    assert lint(["--explain", "MP0001"])[0] == 2
    assert lint(["--explain", "MP3001"])[1].startswith("MP3001 unknown-module\n")
    assert "47 targets" in lint(["--version"])[1]
    assert "esp32 (1.12 to 1.29)" in lint(["--list-targets"])[1]
    assert "MP3001 unknown-module" in lint(["--list-rules"])[1]
    (tmp_path / "a.py").write_text("import enum\n")
    (tmp_path / "list").write_text(f"{tmp_path}/a.py\n")
    assert lint(["-q", "--target", "unix", f"@{tmp_path}/list"])[0] == 1
    assert os.path.exists(tmp_path / "a.py")
