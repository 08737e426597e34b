"""The sampled targets: for each, where its configuration is and what its compiler and SDK say."""

import re

from makefiles import CMake, Make
from preprocessor import OWN, Maybe

# Macros that are not defined for boards' compilers, rather than not known.
HOSTS = re.compile(r"(_WIN32|_WIN64|WIN32|_MSC_VER|__MINGW\w*|__APPLE__|__FreeBSD__|__NetBSD__|__ANDROID__|__HAIKU__|"
                   r"__OpenBSD__|__EMSCRIPTEN__|__clang__|__CYGWIN__|__linux__|__linux|__unix__|__sun|__HPUX__|"
                   r"__i386__|__x86_64__|__aarch64__|__arm__|__thumb__|__thumb2__|__ARM_ARCH\w*|__ARM_FP|__xtensa__|"
                   r"__riscv\w*|__mips__|__powerpc__|__PPC\w*|_M_IX86|_M_X64|__FAST_MATH__|__BYTE_ORDER__\b|"
                   r"__CC_ARM|__ICCARM__|__VFP_FP__|__SOFTFP__|TEST|MBOOT\w*|BUILDING_MBOOT|__ZEPHYR__|ARDUINO\w*|"
                   r"MICROBIT\w*|LFS1?2?_\w*|__DJGPP__|__LP64__|_LP64|__GLIBC__|__UCLIBC__)$")

SIZES = {"__GNUC__": "12", "__BYTE_ORDER__": "1234", "__ORDER_LITTLE_ENDIAN__": "1234",
         "__ORDER_BIG_ENDIAN__": "4321", "SHRT_MAX": "32767", "INT_MAX": "2147483647", "UINT_MAX": "4294967295",
         "LLONG_MAX": "9223372036854775807", "USHRT_MAX": "65535", "CHAR_BIT": "8", "__SIZEOF_SHORT__": "2",
         "__SIZEOF_INT__": "4", "__SIZEOF_LONG_LONG__": "8",
         "UINT8_MAX": "255", "INT16_MAX": "32767", "UINT16_MAX": "65535", "INT32_MAX": "2147483647",
         "UINT32_MAX": "4294967295", "INT64_MAX": "9223372036854775807"}
SMALL = {**SIZES, "__SIZEOF_POINTER__": "4", "__INTPTR_MAX__": "2147483647", "INTPTR_MAX": "2147483647",
         "LONG_MAX": "2147483647", "ULONG_MAX": "4294967295", "__SIZEOF_LONG__": "4"}
ARM = {**SMALL, "__arm__": "1", "__thumb__": "1"}
X64 = {**SIZES, "LONG_MAX": "9223372036854775807", "INTPTR_MAX": "9223372036854775807", "__SIZEOF_LONG__": "8",
       "__INTPTR_MAX__": "9223372036854775807", "__linux__": "1", "__unix__": "1", "__x86_64__": "1", "__LP64__": "1", "_LP64": "1",
       "__GLIBC__": "2", "__SIZEOF_POINTER__": "8", "UNIX": "1"}


class Target:
    """One target in one release. `macros`: what holds before the configuration is read."""

    def __init__(self, name, port, folders, macros, falsy=None):
        self.name, self.port, self.folders = name, port, folders
        self.macros = {}
        for key, value in macros.items():  # `NAME(a,b)` has parameters
            key, _, parameters = key.rstrip(")").partition("(")
            names = tuple(parameters.split(",")) if parameters else None
            self.macros[key] = Maybe((names, one) for one in value) if isinstance(value, tuple) else (names, value)
        self.falsy, self.manifest_path = falsy, None
        self.also = ("\0",)  # files of other ports

    def is_zero(self, name):
        """Whether a macro without a definition is known to have none."""
        return bool(OWN.match(name) or HOSTS.match(name) or (self.falsy and self.falsy.match(name)))

    def manifest(self, sources):
        """The path of the manifest with frozen modules, or None."""
        return self.manifest_path if self.manifest_path in sources else None

    def files(self, sources):
        """The C files that may be part of the firmware."""
        port, found = f"ports/{self.port}/", []
        boards = [folder for folder in self.folders if folder.startswith(port + "boards/")]
        variants = [folder for folder in self.folders if folder.startswith(port + "variants/")]
        for path in sources.paths():
            if not path.endswith((".c", ".cpp")):
                continue
            if path.startswith(("py/", "extmod/", "shared/", "lib/netutils", "lib/utils", "lib/timeutils", "drivers/")):
                if self.compiles(path):
                    found.append(path)
            elif path.startswith(self.also):
                found.append(path)
            elif self.port and path.startswith(port):
                folder = path.rpartition("/")[0]
                if "/boards/" in path and not any(path.startswith(b + "/") for b in boards):
                    continue
                if "/variants/" in path and not any(path.startswith(v + "/") for v in variants):
                    continue
                if re.search(r"/(mboot|bootloader|build[\w-]*|examples|test|tests|mcu)/", path) and \
                        not any(folder == f for f in self.folders):
                    continue
                if path.endswith("coverage.c") and "coverage" not in self.name:
                    continue
                found.append(path)
        return found

    def compiles(self, path):
        """Drivers stand without a switch around them."""
        return not path.startswith("drivers/") or "cyw43" in path or "ninaw10" in path or "memory" in path


def make_target(sources, name, row, release):
    """The Target for `row` of TARGETS, or None where the release does not have it."""
    port, spec = row["port"], row
    if port == "(none)":
        macros = {**ARM, "MICROPY_CONFIG_ROM_LEVEL": spec["level"], "MP_CONFIGFILE": '<none.h>'}
        return Target(name, "", ["", "py"], macros)
    base = next((f"ports/{p}" for p in (port, *spec.get("ports", ())) if any(True for _ in sources.paths(f"ports/{p}/mpconfigport.h"))), None)
    if not base:
        return None
    here = base.removeprefix("ports/")
    folders, variables = [], {}
    boards = [b for b in spec.get("boards", ()) if sources.paths(f"{base}/boards/{b}/")]
    if spec.get("boards"):
        if boards:
            folders.append(f"{base}/boards/{boards[0]}")
            variables["BOARD"], variables["BOARD_DIR"] = boards[0], f"boards/{boards[0]}"
        elif spec.get("needs_board", True):
            return None
        else:
            variables["BOARD"] = spec["boards"][0]
            variables["BOARD_DIR"] = f"boards/{spec['boards'][0]}"
    variant = spec.get("variant")
    if variant and sources.paths(f"{base}/variants/{variant}/"):
        folders.append(f"{base}/variants/{variant}")
        variables["VARIANT"], variables["VARIANT_DIR"] = variant, f"variants/{variant}"
    elif variant and spec.get("old_variant"):
        variables.update(spec["old_variant"].get("make", {}))
    elif variant and spec.get("needs_variant"):
        return None
    folders += [base, ""] + [f"{base}/{folder}" for folder in spec.get("folders", ())] + ["shared", f"{base}/boards"]
    macros = {**spec.get("compiler", ARM), **spec.get("sdk", {})}
    if callable(spec.get("by_release")):
        macros.update(spec["by_release"](release))
    macros.update(definitions(sources, base, variables, spec))
    if variant and not sources.paths(f"{base}/variants/") and spec.get("old_variant"):
        macros.update(spec["old_variant"].get("macros", {}))
    target = Target(name, here, folders, macros, falsy=spec.get("falsy"))
    target.also = spec.get("also", target.also)
    target.manifest_path = find_manifest(sources, base, variables)
    return target


def find_manifest(sources, base, variables):
    board = variables.get("BOARD_DIR") or variables.get("VARIANT_DIR")
    asked = variables.get("FROZEN_MANIFEST", "")
    candidates = [asked.replace("${MICROPY_PORT_DIR}", base).replace("${MICROPY_BOARD_DIR}", f"{base}/{board}")]
    candidates.append(f"{base}/{candidates[0]}")
    if board:
        candidates.append(f"{base}/{board}/manifest.py")
    candidates += [f"{base}/boards/manifest.py", f"{base}/variants/manifest.py"]
    for path in candidates:
        path = "/".join(part for part in path.split("/") if part not in ("", "."))
        if path in sources and path.endswith(".py"):
            return path
    return None


def definitions(sources, base, variables, spec):
    """What the makefiles define."""
    found = {}
    if f"{base}/CMakeLists.txt" in sources and spec.get("cmake"):
        cmake = CMake(sources, {"MICROPY_BOARD": variables.get("BOARD", ""), "MICROPY_DIR": "",
                                "MICROPY_PORT_DIR": base, "MICROPY_BOARD_DIR": f"{base}/{variables.get('BOARD_DIR', '')}",
                                "CMAKE_CURRENT_LIST_DIR": base, "PROJECT_DIR": base, **spec.get("cmake_variables", {})})
        for path in spec["cmake"]:
            path = path.replace("BOARD", variables.get("BOARD_DIR", "BOARD"))
            if f"{base}/{path}" in sources:
                cmake.read(f"{base}/{path}")
        cmake.define(cmake.variables.get("MICROPY_DEF_BOARD", ""))
        cmake.define(cmake.variables.get("MICROPY_DEF_CORE", ""))
        cmake.define(cmake.variables.get("MICROPY_DEF_PORT", ""))
        found.update(cmake.defines)
        found.update(sdkconfig(sources, base, cmake.variables.get("SDKCONFIG_DEFAULTS", "")))
        variables["FROZEN_MANIFEST"] = cmake.expand(cmake.variables.get("MICROPY_FROZEN_MANIFEST", ""))
    elif f"{base}/Makefile" in sources:
        make = Make(sources, base, {"UNAME_S": "Linux", **variables, **spec.get("make", {})})
        make.read(f"{base}/Makefile")
        found.update(make.definitions())
        if "FROZEN_MANIFEST" in make.variables:
            variables["FROZEN_MANIFEST"] = make.expand(make.variables["FROZEN_MANIFEST"]) or ""
        for text in (make.expand(make.variables.get("SDKCONFIG", "")) or "",):
            found.update(sdkconfig(sources, base, text.replace(" ", ";")))
    return found


def sdkconfig(sources, base, files):
    """CONFIG_* of the files with ESP-IDF's settings; those that they do not name are not known."""
    found = {}
    for word in files.split(";"):
        text = sources.read(f"{base}/{word.strip()}") if word.strip() else None
        for line in (text or "").splitlines():
            match = re.match(r"(CONFIG_\w+)=(.*)$", line.strip())
            if match:
                value = match.group(2).strip('"')
                if value == "":
                    continue
                found[match.group(1)] = "1" if value == "y" else "0" if value == "n" else value
    return {name: value for name, value in found.items() if value != "0"}
