// What an .mpy file holds and who can load it, for reports to people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/mpy-format/module.h"

namespace taipan::mpy {

/// Sizes of one function, in bytes of the file.
struct FunctionInfo {
    std::string name; // qualified
    abi::CodeKind kind = abi::CodeKind::Bytecode;
    size_t codeSize = 0;    // prelude included
    size_t preludeSize = 0; // line table and cells included
    size_t lineTableSize = 0;
    size_t dataSize = 0; // constant data and relocations
};

/// What a file holds. The parts add up: fileSize = header, tables, raw codes.
struct ModuleInfo {
    Header header;
    size_t fileSize = 0;
    size_t headerSize = 0; // with the two table lengths
    size_t stringTableSize = 0;
    size_t objectTableSize = 0;
    size_t rawCodeSize = 0;
    size_t lineTableSize = 0; // of all functions; part of rawCodeSize
    size_t strings = 0;
    size_t staticStrings = 0; // of `strings`
    size_t objects = 0;
    std::string_view sourceName; // "" when the string table is empty; lives as long as the module
    std::vector<FunctionInfo> functions; // in file order
};

/// Counts and measures; safe on invalid modules.
ModuleInfo describe(const Module& module);

/// "armv7m", or "unknown (14)".
std::string archName(abi::Arch arch);

/// Whether the file holds machine code, which ties it to an architecture and a sub-version.
bool hasNativeCode(const Module& module);

/// A place in the code of a function.
struct CodePlace {
    uint32_t rawCode; // index in Module::rawCodes
    uint32_t offset;  // from the start of its code
};

/// Handlers of `finally` and `with` right behind a return or an unwinding jump, as every compiler
/// since v1.20 makes them. VMs before v1.20 do not find these there: they leave the block without
/// running them, or crash. In functions that can be decoded.
std::vector<CodePlace> handlersRightBehind(const Module& module);

/// What a file needs of firmware beside its header.
struct Needs {
    bool native = false;
    bool handlers = false; // see handlersRightBehind()
};
Needs needsOf(const Module& module);

/// Releases whose files have this version, "MicroPython v1.12 to v1.18, ..."; "no known release"
/// when there is none.
std::string releasesOfVersion(unsigned version);

/// MicroPython releases that load and run a file with this header: "v1.23 or later", "v1.20 to
/// v1.21". Empty when none does.
std::vector<std::string> releasesThatLoad(const Header& header, Needs needs);

/// Whether a device takes a file, and why.
struct Verdict {
    bool loads = false;
    std::vector<std::string> reasons;    // why not; or, when it loads, what was matched
    std::vector<std::string> conditions; // what the device's number does not tell
};

/// Judges by `number`, the value of sys.implementation._mpy on the device.
Verdict explainMpyNumber(const Module& module, uint32_t number);

} // namespace taipan::mpy
