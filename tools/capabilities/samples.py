"""The targets of the table."""

import re

from ports import ARM, X64

LEVELS = {"minimum": "0", "core": "10", "basic": "20", "extra": "30", "full": "40", "everything": "50"}
TARGETS = {f"level-{name}": {"port": "(none)", "level": value} for name, value in LEVELS.items()}
UNIX_OLD = {"coverage": {"make": {"MICROPY_PY_BTREE": "1"},
                         "macros": {"MP_CONFIGFILE": "<mpconfigport_coverage.h>"}},
            "minimal": {"make": {name: "0" for name in (
                "MICROPY_PY_BTREE", "MICROPY_PY_FFI", "MICROPY_PY_SOCKET", "MICROPY_PY_THREAD",
                "MICROPY_PY_TERMIOS", "MICROPY_PY_USSL", "MICROPY_USE_READLINE")},
                        "macros": {"MP_CONFIGFILE": "<mpconfigport_minimal.h>"}}}
for variant in ("standard", "coverage", "minimal"):
    TARGETS[f"unix-{variant}"] = {"port": "unix", "variant": variant, "compiler": X64,
                                  "old_variant": UNIX_OLD.get(variant, {})}

XTENSA = {key: value for key, value in ARM.items() if not key.startswith(("__arm", "__thumb"))}
RISCV = {**XTENSA, "__riscv": "1", "__riscv_xlen": "32"}
# ESP-IDF's facts of chips that names depend on (soc_caps.h); what is not here is not known.
CHIPS = {
    "esp32": {"SOC_ADC_RTC_MIN_BITWIDTH": "9", "SOC_ADC_RTC_MAX_BITWIDTH": "12", "SOC_DAC_SUPPORTED": "1",
              "SOC_TOUCH_SENSOR_SUPPORTED": "1", "SOC_SDMMC_HOST_SUPPORTED": "1", "SOC_PCNT_SUPPORTED": "1",
              "SOC_ULP_SUPPORTED": "1", "SOC_BT_SUPPORTED": "1", "SOC_WIFI_SUPPORTED": "1"},
    "esp32s2": {"SOC_ADC_RTC_MIN_BITWIDTH": "13", "SOC_ADC_RTC_MAX_BITWIDTH": "13", "SOC_DAC_SUPPORTED": "1",
                "SOC_TOUCH_SENSOR_SUPPORTED": "1", "SOC_USB_OTG_SUPPORTED": "1", "SOC_PCNT_SUPPORTED": "1",
                "SOC_ULP_SUPPORTED": "1", "SOC_WIFI_SUPPORTED": "1", "SOC_TEMP_SENSOR_SUPPORTED": "1"},
    "esp32s3": {"SOC_TOUCH_SENSOR_SUPPORTED": "1", "SOC_SDMMC_HOST_SUPPORTED": "1", "SOC_USB_OTG_SUPPORTED": "1",
                "SOC_PCNT_SUPPORTED": "1", "SOC_ULP_SUPPORTED": "1", "SOC_BT_SUPPORTED": "1",
                "SOC_WIFI_SUPPORTED": "1", "SOC_TEMP_SENSOR_SUPPORTED": "1"},
    "esp32c3": {"SOC_BT_SUPPORTED": "1", "SOC_WIFI_SUPPORTED": "1", "SOC_TEMP_SENSOR_SUPPORTED": "1"},
    "esp32c6": {"SOC_BT_SUPPORTED": "1", "SOC_WIFI_SUPPORTED": "1", "SOC_TEMP_SENSOR_SUPPORTED": "1",
                "SOC_PCNT_SUPPORTED": "1", "SOC_IEEE802154_SUPPORTED": "1"},
}
# What is known to be in some chips only: not in the others.
LACKS = {"esp32": ("SOC_USB_OTG_SUPPORTED",), "esp32s2": ("SOC_SDMMC_HOST_SUPPORTED", "SOC_BT_SUPPORTED"),
         "esp32s3": ("SOC_DAC_SUPPORTED",)}
for chip in ("esp32c3", "esp32c6"):
    LACKS[chip] = ("SOC_DAC_SUPPORTED", "SOC_TOUCH_SENSOR_SUPPORTED", "SOC_SDMMC_HOST_SUPPORTED", "SOC_USB_OTG_SUPPORTED")
for chip, names in LACKS.items():
    CHIPS[chip].update(dict.fromkeys(names, "0"))

# The ESP-IDF that a release may be built with, oldest and newest: what they differ in is not known.
IDF = {"1.12": ((3, 3, 0), (4, 0, 0)), "1.13": ((3, 3, 2), (4, 0, 1)), "1.14": ((3, 3, 2), (4, 1, 0)),
       "1.15": ((4, 0, 1), (4, 2, 0)), "1.16": ((4, 1, 1), (4, 2, 0)), "1.17": ((4, 1, 1), (4, 3, 0)),
       "1.18": ((4, 1, 1), (4, 4, 0)), "1.19": ((4, 2, 2), (4, 4, 0)), "1.20": ((4, 2, 2), (4, 4, 4)),
       "1.21": ((5, 0, 2), (5, 0, 2)), "1.22": ((5, 0, 4), (5, 1, 2)), "1.23": ((5, 0, 4), (5, 2, 0)),
       "1.24": ((5, 2, 0), (5, 2, 2)), "1.25": ((5, 2, 2), (5, 4, 0)), "1.26": ((5, 3, 0), (5, 4, 2)),
       "1.27": ((5, 3, 0), (5, 5, 1)), "1.28": ((5, 3, 0), (5, 5, 1))}


def idf(release):
    """Macros with the version; two values are one of them."""
    versions = IDF.get(release, IDF["1.28"])
    both = lambda value: tuple(dict.fromkeys(str(value(version)) for version in versions))
    found = {"ESP_IDF_VERSION": both(lambda v: v[0] << 16 | v[1] << 8 | v[2]),
             "ESP_IDF_VERSION_MAJOR": both(lambda v: v[0]), "ESP_IDF_VERSION_MINOR": both(lambda v: v[1]),
             "MICROPY_ESP_IDF_4": both(lambda v: int(v[0] >= 4))}
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


VERSION_MACROS = {"ESP_IDF_VERSION_VAL(a,b,c)": "((a << 16) | (b << 8) | (c))"}
for chip, board in (("esp32", ("ESP32_GENERIC", "GENERIC")), ("esp32s2", ("ESP32_GENERIC_S2", "GENERIC_S2")),
                    ("esp32s3", ("ESP32_GENERIC_S3", "GENERIC_S3")), ("esp32c3", ("ESP32_GENERIC_C3", "GENERIC_C3")),
                    ("esp32c6", ("ESP32_GENERIC_C6",))):
    riscv = chip in ("esp32c3", "esp32c6")
    TARGETS[chip] = {
        "port": "esp32", "boards": board, "compiler": RISCV if riscv else {**XTENSA, "__xtensa__": "1"},
        "sdk": {**CHIPS[chip], f"CONFIG_IDF_TARGET_{chip.upper()}": "1", "ESP_PLATFORM": "1",
                f"CONFIG_IDF_TARGET_ARCH_{'RISCV' if riscv else 'XTENSA'}": "1", **VERSION_MACROS},
        "by_release": idf, "falsy": re.compile(r"CONFIG_IDF_TARGET_"), "cmake_variables": {"IDF_TARGET": chip},
        "cmake": ("boards/sdkconfig.none", "BOARD/mpconfigboard.cmake", "esp32_common.cmake", "main/CMakeLists.txt")}
TARGETS["esp8266"] = {"port": "esp8266", "boards": ("ESP8266_GENERIC", "GENERIC"),
                      "compiler": {**XTENSA, "__xtensa__": "1"}, "needs_board": False}
for name, board, chip in (("rp2-pico", ("RPI_PICO", "PICO"), "2040"), ("rp2-pico-w", ("RPI_PICO_W", "PICO_W"), "2040"),
                          ("rp2-pico2", ("RPI_PICO2",), "2350")):
    TARGETS[name] = {"port": "rp2", "boards": board, "cmake": ("BOARD/mpconfigboard.cmake", "CMakeLists.txt"),
                     "cmake_variables": {"PICO_ARM": "1", f"PICO_RP{chip}": "1", "PICO_PLATFORM": "rp" + chip},
                     "sdk": {f"PICO_RP{chip}": "1", "PICO_ARM": "1"},
                     "needs_board": name != "rp2-pico",  # 1.14 has no folder for it
                     "falsy": re.compile(r"PICO_RP2\d+$|PICO_RISCV$|__riscv$|THREADSAFE_BACKGROUND")}
STM32 = re.compile(r"STM32[A-Z]+\d*\w*$|USE_\w+$|BUILDING_\w+$")
for name, board, macros in (
        ("stm32-pybv11", "PYBV11", {"STM32F4": "1", "STM32F405xx": "1"}),
        ("stm32-pybd-sf6", "PYBD_SF6", {"STM32F7": "1", "STM32F767xx": "1"}),
        ("stm32-nucleo-f411re", "NUCLEO_F411RE", {"STM32F4": "1", "STM32F411xE": "1"}),
        ("stm32-nucleo-l073rz", "NUCLEO_L073RZ", {"STM32L0": "1", "STM32L073xx": "1"})):
    TARGETS[name] = {"port": "stm32", "boards": (board,), "sdk": macros, "falsy": STM32}
for name, board, mcu in (("samd21-itsybitsy-m0", ("ADAFRUIT_ITSYBITSY_M0_EXPRESS",), "samd21"),
                         ("samd21-xiao", ("SEEED_XIAO_SAMD21", "SEEED_XIAO"), "samd21"),
                         ("samd51-itsybitsy-m4", ("ADAFRUIT_ITSYBITSY_M4_EXPRESS",), "samd51")):
    TARGETS[name] = {"port": "samd", "boards": board, "folders": (f"mcu/{mcu}",),
                     "sdk": {f"MCU_{mcu.upper()}": "1", f"SAM{mcu[3:]}": "1"},
                     "falsy": re.compile(r"MCU_SAM|SAMD\d+$|CPU_\w+$")}
TARGETS["mimxrt-teensy41"] = {"port": "mimxrt", "boards": ("TEENSY41",), "falsy": re.compile(r"CPU_MIMXRT\w+$|MIMXRT\w*$")}
TARGETS["nrf52840-pca10056"] = {"port": "nrf", "boards": ("PCA10056", "pca10056"),
                                "sdk": {"NRF52840_XXAA": "1", "NRF52840": "1", "NRF52_SERIES": "1"},
                                "falsy": re.compile(r"NRF\d\w*$|BLUETOOTH_SD\w*$|BOARD_\w+$")}
TARGETS["nrf51-microbit"] = {"port": "nrf", "boards": ("MICROBIT", "microbit"),
                             "sdk": {"NRF51822_XXAA": "1", "NRF51": "1"},
                             "falsy": re.compile(r"NRF\d\w*$|BLUETOOTH_SD\w*$|BOARD_\w+$")}
TARGETS["renesas-ra-ek-ra6m2"] = {"port": "renesas-ra", "boards": ("EK_RA6M2", "RA6M2_EK"), "sdk": {"RA6M2": "1"},
                                  "falsy": re.compile(r"RA\d\w\d$")}
TARGETS["alif-ensemble-e7"] = {"port": "alif", "boards": ("ALIF_ENSEMBLE",),
                               "sdk": {"CORE_M55_HP": "1"}, "falsy": re.compile(r"CORE_\w+$")}
TARGETS["cc3200-wipy"] = {"port": "cc3200", "boards": ("WIPY",)}
TARGETS["psoc-edge"] = {"port": "psoc-edge", "boards": ("KIT_PSE84_AI",)}
for name in ("bare-arm", "minimal", "powerpc", "zephyr", "windows"):
    TARGETS[name] = {"port": name}
TARGETS["windows"]["also"] = tuple("ports/unix/mod" + name for name in (
    "time.c", "utime.c", "machine.c", "umachine.c", "os.c", "uos.c"))
TARGETS["windows"]["compiler"] = {**X64, "_WIN32": "1", "__MINGW32__": "1"}
for key in ("__linux__", "__unix__", "__GLIBC__", "UNIX", "__LP64__", "_LP64"):
    TARGETS["windows"]["compiler"].pop(key, None)
TARGETS["qemu-arm"] = {"port": "qemu", "boards": ("MPS2_AN385",), "needs_board": False, "make": {}}
for variant in ("standard", "pyscript"):
    TARGETS[f"webassembly-{variant}"] = {"port": "webassembly", "variant": variant, "needs_variant": variant != "standard",
                                         "compiler": XTENSA,
                                         "sdk": {"__EMSCRIPTEN__": "1"}}
