"""tools/capabilities: how facts are derived from sources. The trees are small and written here."""

import json
import subprocess
import sys

import pytest

from programs import ROOT

sys.path.insert(0, str(ROOT / "tools/capabilities"))
import build  # noqa: E402
import circuitpython  # noqa: E402
import compare  # noqa: E402
import custom  # noqa: E402
import derive  # noqa: E402
import firmware  # noqa: E402
import lists  # noqa: E402
import manifests  # noqa: E402
import preprocessor  # noqa: E402
import samples  # noqa: E402
import sources  # noqa: E402
from facts import Facts  # noqa: E402
from makefiles import CMake, Make  # noqa: E402

CONFIG = """
#ifndef MP_CONFIGFILE
#define MP_CONFIGFILE <mpconfigport.h>
#endif
#include MP_CONFIGFILE
#ifndef MICROPY_MODULE_WEAK_LINKS
#define MICROPY_MODULE_WEAK_LINKS (1)
#endif
"""


def tree(folder, files):
    for path, text in {"py/mpconfig.h": CONFIG, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return sources.Sources(folder)


def module(name, rows, before="", number=""):
    """A file of C with a module of these rows."""
    return f"""{before}
static const mp_rom_map_elem_t {name}_globals_table{number}[] = {{
    {{ MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_{name}) }},
{rows}
}};
static MP_DEFINE_CONST_DICT({name}_globals, {name}_globals_table{number});
const mp_obj_module_t {name}_module = {{ .base = {{ &mp_type_module }}, .globals = (mp_obj_dict_t *)&{name}_globals, }};
MP_REGISTER_MODULE(MP_QSTR_{name}, {name}_module);
"""


def row(name, value):
    return f"    {{ MP_ROM_QSTR(MP_QSTR_{name}), {value} }},\n"


def new_type(name, qstr, methods, more=""):
    """A type in the form since 1.20."""
    rows = "".join(row(m, f"MP_ROM_PTR(&{name}_{m}_obj)") for m in methods)
    functions = "".join(f"static MP_DEFINE_CONST_FUN_OBJ_1({name}_{m}_obj, {name}_{m});\n" for m in methods)
    return f"""{functions}
static const mp_rom_map_elem_t {name}_locals_table[] = {{
{rows}}};
static MP_DEFINE_CONST_DICT({name}_locals, {name}_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(
    {name}_type,
    MP_QSTR_{qstr},
    MP_TYPE_FLAG_NONE,
    {more}
    locals_dict, &{name}_locals
    );
"""


def made(found, name, release, folder=None, library=None):
    """(target, facts as {dotted: Fact}) of a target in the sources."""
    target = derive.make_target(found, name, samples.TARGETS[name], release)
    one = firmware.Firmware(found, target, firmware.Texts())
    facts = one.facts()
    one.frozen(facts, library)
    return one, {".".join(path): fact for path, fact in facts.items()}


ESP32 = {"ports/esp32/mpconfigport.h": "", "ports/esp32/boards/ESP32_GENERIC/mpconfigboard.h": "",
         "ports/esp32/boards/ESP32_GENERIC_C3/mpconfigboard.h": "", "ports/esp32/CMakeLists.txt": ""}


# --- the preprocessor of three values ------------------------------------------------------------


@pytest.mark.parametrize("text, value", [
    ("1", 1), ("0x10 + 010", 24), ("1 ? 2 : 3", 2), ("!defined(MICROPY_A)", 1), ("MICROPY_A", 0), ("A", 0 or None),
    ("A && 0", 0), ("A || 1", 1), ("A && 1", None), ("0 || A", None), ("defined(A)", None), ("B", 3),
    ("B == 3 && F(2) == 5", 1), ("M", None), ("M > 1", 1), ("A ? 4 : 4", 4), ("A ? 4 : 5", None), ("1 / 0", None),
    ("sizeof(int)", None), ("1 +", None), ("(1u << 4) - 1", 15), ("'a' == 97", 1), ("LOOP", None), ("-1 < 0", 1)])
def test_conditions(text, value):
    macros = {"B": (None, "(1 + 2)"), "F": (("x",), "(x + B)"), "M": preprocessor.Maybe([(None, "2"), (None, "3")]),
              "LOOP": (None, "LOOP")}
    is_zero = lambda name: name.startswith("MICROPY_")
    assert preprocessor.evaluate(text, macros, is_zero) == value


def test_what_stands_under_an_unknown_condition_is_marked():
    text = """
    #if SDK /* of another */ && \\
        1
    #define MICROPY_X 1
    known?
    #elif 0
    never
    #else
    #define MICROPY_X 2
    otherwise
    #endif
    #if MICROPY_X > 0
    sure
    #endif
    #ifdef MICROPY_Y
    never
    #endif
    """
    nodes, seen = preprocessor.parse(text), []
    run = preprocessor.Preprocessor(lambda *_: None, lambda _: nodes, lambda name: name.startswith("MICROPY"))
    run.run("a.c", {}, lambda piece, known, _: seen.append((piece.strip(), known)))
    # Whether MICROPY_X is defined is known by no compiler: what depends on it is not sure.
    assert seen == [("known?", False), ("otherwise", False), ("sure", False)]


def test_defines_of_make_reach_the_compiler(tmp_path):
    """Correction 10."""
    found = tree(tmp_path, {
        "ports/samd/mpconfigport.h": "#include <mpconfigboard.h>\n#include \"mpconfigmcu.h\"",
        "ports/samd/mcu/samd21/mpconfigmcu.h": "#define MICROPY_PY_DEFLATE (MICROPY_HW_CODESIZE >= 200)\n",
        "ports/samd/mcu/samd21/mpconfigmcu.mk": "MICROPY_HW_CODESIZE ?= 248K\n",
        "ports/samd/boards/SEEED_XIAO_SAMD21/mpconfigboard.mk": "MCU_SERIES = SAMD21\nMICROPY_HW_CODESIZE ?= 190K\n",
        "ports/samd/boards/SEEED_XIAO_SAMD21/mpconfigboard.h": "",
        "ports/samd/boards/ADAFRUIT_ITSYBITSY_M0_EXPRESS/mpconfigboard.mk": "MCU_SERIES = SAMD21\n",
        "ports/samd/boards/ADAFRUIT_ITSYBITSY_M0_EXPRESS/mpconfigboard.h": "",
        "ports/samd/Makefile": """
BOARD_DIR ?= boards/$(BOARD)
include $(BOARD_DIR)/mpconfigboard.mk
MCU_SERIES_LOWER = $(shell echo $(MCU_SERIES) | tr '[:upper:]' '[:lower:]')
include mcu/$(MCU_SERIES_LOWER)/mpconfigmcu.mk
ifneq ($(MICROPY_HW_CODESIZE),)
CFLAGS += -DMICROPY_HW_CODESIZE=$(strip $(subst K,,$(MICROPY_HW_CODESIZE)))
else
CFLAGS += -DNEVER
endif
""",
        "extmod/moddeflate.c": "#if MICROPY_PY_DEFLATE\n" + module("deflate", "") + "#endif\n"})
    assert made(found, "samd21-itsybitsy-m0", "1.24")[1]["deflate"].known
    one, facts = made(found, "samd21-xiao", "1.24")
    assert "deflate" not in facts and one.macros["MICROPY_HW_CODESIZE"] == (None, "190")
    assert "NEVER" not in one.macros


def test_makefiles(tmp_path):
    found = tree(tmp_path, {"ports/a/Makefile": """
X ?= 1
Y := $(X)
ifeq ($(X),1)
 ifdef Z
CFLAGS += -DZ
 else ifneq ($(Y), 2)
CFLAGS += -DW='"text"' -DV=$(call unknown,1) -DU
 endif
endif
-include $(TOP)/extra.mk
"""})
    (tmp_path / "extra.mk").write_text("CFLAGS_EXTRA = -DEXTRA=$(filter b,a b c)\n")
    make = Make(sources.Sources(tmp_path), "ports/a", {})
    make.read("ports/a/Makefile")
    assert make.definitions() == {"W": "text", "U": "1", "EXTRA": "b"}


def test_cmake_files(tmp_path):
    found = tree(tmp_path, {"a/CMakeLists.txt": """
set(MICROPY_PY_BTREE ON)  # a comment
include(${MICROPY_DIR}/b.cmake)
list(APPEND DEFS ONE=1 TWO)
target_compile_definitions(t PRIVATE ${DEFS})
if(NOT NOTHING AND "x" STREQUAL "x")
  target_compile_definitions(t PRIVATE THREE=3)
elseif(MICROPY_PY_BTREE)
  target_compile_definitions(t PRIVATE NEVER=1)
endif()
""", "b.cmake": "if(MICROPY_PY_BTREE)\n add_compile_definitions(MICROPY_PY_BTREE=1)\nelse()\nadd_definitions(-DNO=1)\nendif()\n"})
    cmake = CMake(found, {"MICROPY_DIR": ""})
    cmake.read("a/CMakeLists.txt")
    assert cmake.defines == {"MICROPY_PY_BTREE": "1", "ONE": "1", "TWO": "1", "THREE": "3"}


# --- the corrections -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["WLAN", "PPP"])
def test_a_function_that_returns_a_type_is_followed(tmp_path, name):
    """Corrections 3 and 4: the members of a class are those of instances that a function gave before."""
    rows = row(name, f"MP_ROM_PTR(&get_{name}_obj)") + row("lower", f"MP_ROM_PTR(&get_{name}_obj)")
    before = new_type("net", name, ["active", "status"]) + f"""
static const net_obj_t net_{name} = {{{{&net_type}}, 0}};
static mp_obj_t get_{name}(size_t n_args, const mp_obj_t *args) {{
    return MP_OBJ_FROM_PTR(&net_{name});
}}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(get_{name}_obj, 0, 1, get_{name});
"""
    facts = made(tree(tmp_path, {**ESP32, "ports/esp32/modnetwork.c": module("network", rows, before)}),
                 "esp32", "1.20")[1]
    assert facts[f"network.{name}.active"].known and facts[f"network.{name}.status"].known
    assert facts[f"network.{name}"].kind == "f" and facts[f"network.{name}"].signature == ((0, 1), None)
    assert "network.lower.active" not in facts  # no class by its name


def test_types_inside_other_structures(tmp_path):
    """Correction 5."""
    before = """
static const mp_rom_map_elem_t wlan_locals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_scan), MP_ROM_PTR(&wlan_scan_obj) },
};
static MP_DEFINE_CONST_DICT(wlan_locals, wlan_locals_table);
const mod_network_nic_type_t nic_type_wlan = {
    .base = {
        { &mp_type_type },
        .name = MP_QSTR_WLAN,
        .locals_dict = (mp_obj_t)&wlan_locals,
    },
};
"""
    found = tree(tmp_path, {"ports/cc3200/mpconfigport.h": "", "ports/cc3200/boards/WIPY/mpconfigboard.h": "",
                            "ports/cc3200/modnetwork.c":
                            module("network", row("WLAN", "MP_ROM_PTR(&nic_type_wlan)"), before)})
    assert made(found, "cc3200-wipy", "1.14")[1]["network.WLAN.scan"].known


def test_macros_of_an_sdk_are_not_known(tmp_path):
    """Corrections 6 and 17."""
    rows = "#if SOC_ADC_RTC_MIN_BITWIDTH <= 9\n" + row("WIDTH_9BIT", "MP_ROM_INT(9)") + "#endif\n" + \
        "#ifdef B115200\n" + row("B115200", "MP_ROM_INT(B115200)") + "#endif\n" + \
        "#if MICROPY_NEVER\n" + row("never", "MP_ROM_INT(1)") + "#endif\n"
    found = tree(tmp_path, {**ESP32, "ports/esp32/modmachine.c": module("machine", rows)})
    facts = made(found, "esp32", "1.25")[1]
    assert facts["machine.WIDTH_9BIT"].known and not facts["machine.B115200"].known
    assert "machine.never" not in facts
    assert not made(found, "esp32c3", "1.25")[1]["machine.WIDTH_9BIT"].known


def test_macros_of_generated_headers_are_not_known(tmp_path):
    """Correction 7."""
    rows = "#if MICROPY_PY_MACHINE_PIN_BOARD_NUM_ENTRIES > 0\n" + row("board", "MP_ROM_PTR(&x)") + "#endif\n"
    found = tree(tmp_path, {"ports/stm32/mpconfigport.h": "", "ports/stm32/boards/PYBV11/mpconfigboard.h": "",
                            "ports/stm32/pin.c": module("pyb", rows)})
    assert not made(found, "stm32-pybv11", "1.28")[1]["pyb.board"].known


def test_the_version_of_the_sdk_is_a_range(tmp_path):
    """Correction 8: what is true of all that a release may be built with is known."""
    condition = "#if ESP_IDF_VERSION >= ESP_IDF_VERSION_VAL({}, {}, 0)\n"
    rows = condition.format(4, 1) + row("LAN", "MP_ROM_INT(1)") + "#endif\n" + \
        condition.format(4, 3) + row("PHY", "MP_ROM_INT(1)") + "#endif\n" + \
        condition.format(5, 0) + row("never", "MP_ROM_INT(1)") + "#endif\n"
    facts = made(tree(tmp_path, {**ESP32, "ports/esp32/modnetwork.c": module("network", rows)}), "esp32", "1.19")[1]
    assert facts["network.LAN"].known and not facts["network.PHY"].known and "network.never" not in facts


def raw(release, targets, described="0"):
    return {"format": 1, "tag": release, "release": release, "described": described, "date": "2026-01-02",
            "targets": {name: {"port": "unix", "features": {}, "open": [], **target} for name, target in targets.items()}}


def loaded(folder, files, circuit=()):
    paths = []
    for at, file in enumerate([*files, *circuit]):
        (folder / f"{at}.json").write_text(json.dumps(file))
        paths.append(folder / f"{at}.json")
    return Facts(paths[:len(files)], paths[len(files):])


def test_a_row_that_stood_there_before_does_not_date_a_name(tmp_path):
    """Corrections 3 and 9: the row is in a table of the release before, which nothing was seen to use."""
    names = {"m": ["m", 1], "m/a": ["f", 1, [1, 1], None, "a_obj"], "m/b": ["f", 1, [1, 1], None, "b_obj"]}
    facts = loaded(tmp_path, [raw("1.16", {"t": {"names": {"m": ["m", 1]}, "loose": ["a a_obj"]}}),
                              raw("1.17", {"t": {"names": {"m": ["m", 1]}, "loose": ["a a_obj", "b other_obj"]}}),
                              raw("1.18", {"t": {"names": names, "loose": []}})])
    assert facts.answers(("m", "a")) == {"t": (4, 3)}  # has in 1.18, not known before
    assert facts.answers(("m", "b")) == {"t": (4, 0)}


def test_members_that_were_not_found_are_not_known(tmp_path):
    names = {"m": ["m", 1], "m/A": ["c", 1], "m/A/go": ["f", 1]}
    facts = loaded(tmp_path, [raw("1.18", {"t": {"names": names}, "u": {"names": {"m": ["m", 1], "m/A": ["c", 1]},
                                                                        "hollow": ["m/A"]}})])
    assert facts.answers(("m", "A", "go")) == {"t": (1, 0), "u": (0, 1)}
    # The same of a module whose code gives it names.
    facts = loaded(tmp_path, [raw("1.18", {"t": {"names": names}, "u": {"names": {"m": ["z", 1]}, "hollow": ["m"]}})])
    assert facts.answers(("m", "A")) == {"t": (1, 0), "u": (0, 1)} and facts.answers(("m",)) == {"t": (1, 0), "u": (1, 0)}
    assert facts.partial() == []


def test_classes_that_may_have_more_members_are_listed(tmp_path):
    names = {"m": ["m", 1], "m/A": ["c", 1], "m/B": ["c", 1]}
    facts = loaded(tmp_path, [raw("1.18", {"t": {"names": names, "partial": ["m/A"]}, "u": {"names": names, "hollow": ["m/B"]}})])
    assert facts.partial() == ["m.A", "m.B"]
    assert lists.lines([], facts)[-len(lists.FOREIGN) - 2:][:2] == ["open m.A *", "open m.B *"]


FUNCTION = """
static mp_obj_t pin_init(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_mode, MP_ARG_INT, {.u_int = 0} },
        { MP_QSTR_alt, MP_ARG_KW_ONLY | MP_ARG_INT | MP_ARG_REQUIRED, {.u_int = 0} },
    };
    mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(allowed_args), allowed_args, args);
}
static mp_obj_t pin_irq(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_handler, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE} },
    };
    pin_init(1, pos_args, kw_args);
}
static mp_obj_t pin_again(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    return pin_init(n_args, pos_args, kw_args);
}
static mp_obj_t pin_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 2, false);
}
MP_DEFINE_CONST_FUN_OBJ_KW(pin_init_obj, 1, pin_init);
MP_DEFINE_CONST_FUN_OBJ_KW(pin_irq_obj, 1, pin_irq);
MP_DEFINE_CONST_FUN_OBJ_KW(pin_again_obj, 1, pin_again);
#define MAKE(name) static MP_DEFINE_CONST_FUN_OBJ_2(pin_##name##_obj, pin_##name);
MAKE(two)
static MP_DEFINE_CONST_FUN_OBJ_VAR(pin_many_obj, 2, pin_many);
static MP_DEFINE_CONST_STATICMETHOD_OBJ(pin_static_obj, MP_ROM_PTR(&pin_two_obj));
"""


def test_arguments_of_functions_and_types(tmp_path):
    """Corrections 11, 12 and 13."""
    methods = ["init", "irq", "again", "two", "many", "static"]
    rows = "".join(row(m, f"MP_ROM_PTR(&pin_{m}_obj)") for m in methods)
    before = FUNCTION + f"""
static const mp_rom_map_elem_t pin_locals_table[] = {{
{rows}}};
static MP_DEFINE_CONST_DICT(pin_locals, pin_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(pin_type, MP_QSTR_Pin, MP_TYPE_FLAG_NONE, make_new, pin_make_new, locals_dict, &pin_locals);
"""
    found = tree(tmp_path, {**ESP32, "ports/esp32/modmachine.c": module("machine", row("Pin", "MP_ROM_PTR(&pin_type)"), before)})
    facts = made(found, "esp32", "1.25")[1]
    got = {name: facts[f"machine.Pin.{name}"].signature for name in methods}
    assert got == {"init": ((1, None), ["mode?", "*alt"]), "irq": ((1, None), ["handler?"]),
                   "again": ((1, None), ["mode?", "*alt"]), "two": ((2, 2), None), "many": ((2, None), None),
                   "static": ((2, 2), None)}
    assert facts["machine.Pin"].signature == ((1, 2), []) and facts["machine.Pin.static"].kind == "t"


MANIFEST = {
    "ports/unix/mpconfigport.h": "", "ports/unix/Makefile": "FROZEN_MANIFEST ?= variants/manifest.py\n",
    "ports/unix/variants/manifest.py": 'include("$(MPY_DIR)/extmod/asyncio")\nfreeze("$(PORT_DIR)/modules")\n'
                                       'require("missing")\nif x:\n    module("maybe.py", base_path="$(PORT_DIR)/other")\n',
    "ports/unix/modules/machine.py": "import machine as _m\ndef __getattr__(n):\n    return getattr(_m, n)\n"
                                     "class Counter:\n    def __init__(self, id, *, src=None):\n        self.id = id\n",
    "ports/unix/other/maybe.py": "a = 1\n",
    "ports/unix/modules/lazy.py": "def __getattr__(n):\n    import asyncio\n    return getattr(asyncio, n)\n",
    "extmod/asyncio/manifest.py": 'package("asyncio", ("__init__.py", "core.py"), base_path="..", opt=3)\n',
    "extmod/asyncio/__init__.py": 'from .core import *\n_attrs = {"gather": "funcs"}\n'
                                  "def __getattr__(attr):\n    return _attrs.get(attr)\n",
    "extmod/asyncio/core.py": "from time import ticks_ms as ticks\ndef create_task(coro, /, name=None): pass\n"
                              "async def sleep(t): pass\n_x = 1\n@deco\ndef run(main): pass\nclass Loop(Unknown):\n    pass\n",
    "ports/unix/modmachine.c": module("machine", row("reset", "MP_ROM_INT(1)")),
}


def test_frozen_python(tmp_path):
    """Corrections 14 and 15: by release and port, with names and arguments."""
    one, facts = made(tree(tmp_path, MANIFEST), "unix-standard", "1.24")
    # What code gives a module, and a base that is not known gives a class, is not known.
    assert one.hollow == {("asyncio", "Loop"), ("asyncio.core", "Loop"), ("lazy",)}
    assert facts["lazy"].known and "lazy" in one.open
    names = {name for name, fact in facts.items() if name.startswith("asyncio.") and name.count(".") == 1 and fact.known}
    assert names == {"asyncio.core", "asyncio.create_task", "asyncio.sleep", "asyncio.run", "asyncio.Loop",
                     "asyncio.ticks", "asyncio.gather"}
    assert facts["asyncio.create_task"].signature == ((1, 2), ["coro", "name?"])
    assert facts["asyncio.run"].signature is None and facts["asyncio"].kind == "z"
    assert not any(name.startswith("asyncio.Loop.") for name in facts)  # a base that is not known
    assert facts["machine.Counter"].signature == ((1, 1), ["id", "*src?"]) and facts["machine.Counter.id"].known
    assert facts["machine.reset"].known  # what it covers is there still
    assert not facts["maybe"].known and not facts["missing"].known


def test_the_epoch_is_a_feature(tmp_path):
    """Correction 18."""
    found = tree(tmp_path, {**ESP32, "ports/esp32/mpconfigport.h": "#define MICROPY_EPOCH_IS_1970 (0)\n",
                            "ports/rp2/mpconfigport.h": "#define MICROPY_EPOCH_IS_1970 (1)\n",
                            "ports/rp2/CMakeLists.txt": "", "ports/rp2/boards/RPI_PICO/mpconfigboard.h": ""})
    features = lambda name: made(found, name, "1.24")[0].features()["epoch1970"]
    assert (features("esp32"), features("rp2-pico")) == (False, True)


# --- names --------------------------------------------------------------------------------------


def test_u_names_by_release(tmp_path):
    text = module("time", "").replace("MP_REGISTER_MODULE(MP_QSTR_time", "MP_REGISTER_MODULE(MP_QSTR_utime")
    old = tree(tmp_path / "old", {**ESP32, "extmod/modutime.c": text})
    assert {"time", "utime"} == set(name for name in made(old, "esp32", "1.20")[1] if "." not in name)
    strict = tree(tmp_path / "strict", {**ESP32, "extmod/modutime.c": text, "ports/esp32/mpconfigport.h":
                                        "#define MICROPY_MODULE_WEAK_LINKS (0)\n"})
    assert {"utime"} == set(name for name in made(strict, "esp32", "1.20")[1] if "." not in name)
    new = tree(tmp_path / "new", {**ESP32, "extmod/modtime.c":
                                  module("time", "").replace("REGISTER_MODULE", "REGISTER_EXTENSIBLE_MODULE")})
    assert {"time", "utime"} == set(name for name in made(new, "esp32", "1.24")[1] if "." not in name)


def test_tables_that_macros_fill(tmp_path):
    rows = "#define X(e) { MP_ROM_QSTR(MP_QSTR_##e), MP_ROM_INT(MP_##e) },\n    LIST\n#undef X\n" \
           "#ifdef EXTRA_ROWS\n    EXTRA_ROWS\n#endif\n    EMPTY\n#include \"rows.h\"\n"
    found = tree(tmp_path, {
        **ESP32, "ports/esp32/mpconfigport.h": "#define EXTRA_ROWS { MP_ROM_QSTR(MP_QSTR_extra), MP_ROM_PTR(&z) },\n"
        "#define EMPTY\n#if SDK\n#define LIST X(ENOENT) X(EIO)\n#else\n#define LIST X(ENOENT)\n#endif\n",
        "ports/esp32/rows.h": row("included", "MP_ROM_QSTR(MP_QSTR_text)"),
        "py/moderrno.c": module("errno", rows)})
    facts = made(found, "esp32", "1.24")[1]
    assert {name: (f.kind, f.known) for name, f in facts.items() if name.startswith("errno.")} == {
        "errno.__name__": ("s", True), "errno.ENOENT": ("i", False), "errno.EIO": ("i", False),
        "errno.extra": ("o", True), "errno.included": ("s", True)}


def test_a_type_whose_dictionary_is_one_of_two(tmp_path):
    before = new_type("a", "A", ["go"]).replace("locals_dict, &a_locals", "ITER locals_dict, &LOCALS")
    text = "#define ITER iter, a_iter,\n#if SDK\n#define LOCALS a_locals\n#endif\n" + before
    found = tree(tmp_path, {**ESP32, "py/modx.c": module("x", row("A", "MP_ROM_PTR(&a_type)"), text)})
    one, facts = made(found, "esp32", "1.24")
    assert facts["x.A"].kind == "c" and "x.A.go" not in facts
    assert one.hollow == {("x", "A")}  # its members are not known
    found = tree(tmp_path, {**ESP32, "py/modx.c": module("x", row("A", "MP_ROM_PTR(&a_type)"), text.replace("SDK", "1"))})
    assert made(found, "esp32", "1.24")[1]["x.A.go"].known


def test_a_type_whose_members_code_gives(tmp_path):
    text = new_type("a", "A", ["go"], "attr, a_attr,") + new_type("b", "B", ["go"], "parent, &elsewhere_type,")
    rows = row("A", "MP_ROM_PTR(&a_type)") + row("B", "MP_ROM_PTR(&b_type)")
    one, facts = made(tree(tmp_path, {**ESP32, "py/modx.c": module("x", rows, text)}), "esp32", "1.24")
    assert one.partial == {("x", "A"), ("x", "B")} and one.hollow == {("x", "A")}
    assert facts["x.A.go"].known and facts["x.B.go"].known


def test_parts_of_shared_tables(tmp_path):
    text = """
static const mp_rom_map_elem_t shared_table[] = {
    { MP_ROM_QSTR(MP_QSTR_only_bytes), MP_ROM_PTR(&a_obj) },
    { MP_ROM_QSTR(MP_QSTR_find), MP_ROM_PTR(&b_obj) },
};
#define FIRST 1
MP_DEFINE_CONST_DICT_WITH_SIZE(str_locals, shared_table + FIRST, MP_ARRAY_SIZE(shared_table) - FIRST);
MP_DEFINE_CONST_DICT_WITH_SIZE(bytes_locals, shared_table, MP_ARRAY_SIZE(shared_table));
MP_DEFINE_CONST_OBJ_TYPE(str_type, MP_QSTR_str, 0, locals_dict, &str_locals);
MP_DEFINE_CONST_OBJ_TYPE(bytes_type, MP_QSTR_bytes, 0, locals_dict, &bytes_locals);
"""
    rows = row("str", "MP_ROM_PTR(&str_type)") + row("bytes", "MP_ROM_PTR(&bytes_type)")
    facts = made(tree(tmp_path, {**ESP32, "py/modbuiltins.c": module("builtins", rows, text)}), "esp32", "1.24")[1]
    assert {n for n in facts if n.count(".") == 2} == {"builtins.str.find", "builtins.bytes.find",
                                                       "builtins.bytes.only_bytes"}


# --- CircuitPython -------------------------------------------------------------------------------


def test_circuitpython(tmp_path):
    """Corrections 1 and 2: core modules, those of ports, and their names."""
    mutable = module("usb_hid", row("devices", "MP_ROM_NONE")).replace("const mp_rom_map", "mp_map") \
        .replace("CONST_DICT", "MUTABLE_DICT")
    enum = """
MAKE_ENUM_VALUE(pull_type, pull, UP, 1);
MAKE_ENUM_MAP(digitalio_pull) {
    MAKE_ENUM_MAP_ENTRY(pull, UP),
};
static MP_DEFINE_CONST_DICT(digitalio_pull_locals_dict, digitalio_pull_locals_table);
MAKE_PRINTER(digitalio, digitalio_pull);
MAKE_ENUM_TYPE(digitalio, Pull, digitalio_pull);
"""
    found = tree(tmp_path, {
        "py/circuitpy_mpconfig.h": "#define MICROPY_PY_JSON (CIRCUITPY_JSON)\n",
        "py/circuitpy_mpconfig.mk": "CIRCUITPY_KEYPAD ?= 1\nCFLAGS += -DCIRCUITPY_KEYPAD=$(CIRCUITPY_KEYPAD)\n",
        "extmod/modjson.c": "#if MICROPY_PY_JSON\n" + module("json", row("dumps", "MP_ROM_INT(1)")) + "#endif\n",
        "extmod/modtime.c": module("time", row("sleep_ms", "MP_ROM_INT(1)")),
        "shared-bindings/time/__init__.c": module("time", row("monotonic", "MP_ROM_INT(1)")),
        "shared-bindings/keypad/__init__.c": module("keypad", row("Keys", "MP_ROM_INT(1)")),
        "shared-bindings/usb_hid/__init__.c": mutable,
        "shared-bindings/digitalio/__init__.c": module("digitalio", row("Pull", "MP_ROM_PTR(&digitalio_pull_type)"), enum),
        "shared-bindings/usb/core/__init__.c": module("usb_dot_core", ""),
        "ports/raspberrypi/bindings/rp2pio/__init__.c": module("rp2pio", row("StateMachine", "MP_ROM_INT(1)")),
        "ports/espressif/bindings/espidf/__init__.c": module("espidf", ""),
        "py/modsys.c": module("sys", "#ifdef MICROPY_PY_SYS_PLATFORM\n" + row("platform", "MP_ROM_INT(1)") + "#endif\n"
                              "#ifdef MICROPY_PY_SYS_OTHER\n" + row("other", "MP_ROM_INT(1)") + "#endif\n"),
        "ports/raspberrypi/mpconfigport.h": '#define MICROPY_PY_SYS_PLATFORM "RP2040"\n',
        "ports/raspberrypi/mpconfigport.mk": "CIRCUITPY_RP2PIO ?= 1\n",
        "ports/raspberrypi/boards/raspberry_pi_pico/mpconfigboard.mk": "CIRCUITPY_KEYPAD = 0\n"})
    targets = circuitpython.derive(found, firmware.Texts())
    names = targets["circuitpython"]["names"]
    assert {"json/dumps", "keypad/Keys", "usb_hid/devices", "digitalio/Pull/UP", "rp2pio/StateMachine",
            "time/monotonic", "usb.core", "ulab", "espidf"} <= set(names) and "time/sleep_ms" not in names
    assert "sys/platform" in names and "sys/other" not in names  # a port decides, and nobody does
    assert targets["circuitpython"]["partial"] == []
    pico = targets["circuitpython-pico"]["names"]
    assert "keypad" not in pico and "espidf" not in pico and pico["rp2pio"][1] == 1 and pico["json"][1] == 0
    assert "circuitpython-trinket-m0" not in targets


# --- the table -----------------------------------------------------------------------------------


def test_from_a_tag_of_a_repository_to_a_table(tmp_path):
    folder = tmp_path / "source"
    tree(folder, {**ESP32, "py/mpconfig.h": CONFIG + "#define MICROPY_VERSION_MAJOR 1\n#define MICROPY_VERSION_MINOR 30\n",
                  "ports/esp32/modx.c": module("x", row("y", "MP_ROM_INT(1)"))})
    git = lambda *words: subprocess.run(["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", *words],
                                        check=True, capture_output=True)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "a")
    git("tag", "v1.29.1")
    tools = ROOT / "tools/capabilities"
    run = lambda *words: subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True, text=True).stdout
    run(tools / "derive.py", "--reference", folder, "--tag", "v1.29.1", "--tag", "HEAD", "-o", tmp_path / "facts")
    assert sorted(p.name for p in (tmp_path / "facts").iterdir()) == ["micropython-1.29.json", "micropython-1.30.json"]
    (tmp_path / "lists.txt").write_text("lists\nboard A esp32 esp32\nstdlib os\n")
    run(tools / "build.py", tmp_path / "facts", "-o", tmp_path / "table.txt", "--lists", tmp_path / "lists.txt")
    table = compare.Table((tmp_path / "table.txt").read_text())
    assert table.releases == ["1.29", "1.30"] and table.answer(("x", "y"), "esp32", "1.30") is True
    first = (tmp_path / "table.txt").read_bytes()
    run(tools / "build.py", tmp_path / "facts", "-o", tmp_path / "table.txt", "--lists", tmp_path / "lists.txt")
    assert (tmp_path / "table.txt").read_bytes() == first


def test_signatures_as_the_table_has_them():
    assert [build.signature_text(*s) for s in [((1, 2), None), ((0, None), ()), (None, "?"), (None, ("a", "*b?"))]] == \
        ["1-2", "0-:", "?:?", "?:a,*b?"]


# --- extra truth of one build ---------------------------------------------------------------------


def test_a_build_of_ones_own(tmp_path):
    genhdr = tmp_path / "genhdr"
    genhdr.mkdir()
    (genhdr / "moduledefs.h").write_text("""
extern const struct _mp_obj_module_t mp_module_time;
#define MODULE_DEF_TIME { MP_ROM_QSTR(MP_QSTR_time), MP_ROM_PTR(&mp_module_time) },
#define MODULE_DEF_MYDRIVER { MP_ROM_QSTR(MP_QSTR_mydriver), MP_ROM_PTR(&my_module) },
""")
    names = ["time", "sleep_ms", "ticks_ms", "mydriver"]
    (genhdr / "qstrdefs.generated.h").write_text(
        "".join(f'QDEF1(MP_QSTR_{n}, 1234, {len(n)}, "{n}")\n' for n in names))
    (tmp_path / "manifest.py").write_text('module("lib.py")\n')
    (tmp_path / "lib.py").write_text("def go(): pass\n")
    device = custom.describe("esp32@1.24", genhdr, tmp_path / "manifest.py", ROOT / "targets/data/capabilities.txt")
    assert device["platform"] == "esp32" and device["version"] == "1.24.0"
    assert set(device["modules"]) == {"time", "mydriver", "lib"}
    assert set(device["modules"]["time"]) == {"sleep_ms", "ticks_ms", "time"}
    assert device["modules"]["mydriver"] == {} and device["modules"]["lib"] == {"go": []}


@pytest.mark.parametrize("words, message", [
    (["esp33@1.24"], "unknown target"), (["esp32"], "NAME@RELEASE"), (["esp32@9.9"], "unknown release"),
    (["esp32@1.24", "--genhdr", "none"], "moduledefs.h"), (["esp32@1.24", "--manifest", "none.py"], "none.py")])
def test_faults_are_told(words, message, tmp_path):
    run = subprocess.run([sys.executable, ROOT / "tools/capabilities/custom.py", "--target", *words], cwd=tmp_path,
                         capture_output=True, text=True)
    assert run.returncode == 2 and message in run.stderr and run.stdout == ""
