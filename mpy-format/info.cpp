#include "taipan/mpy-format/info.h"

#include <algorithm>

#include <fmt/format.h>

#include "taipan/abi/varint.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/instruction.h"

namespace taipan::mpy {
namespace {

using abi::Arch;
using abi::CodeKind;

enum class Dialect : uint8_t { MicroPython, CircuitPython };

struct Release {
    Dialect dialect;
    std::string_view first;
    std::string_view last;
    unsigned version;
    int subVersion;
    Arch maxArch;
    bool archFlags;
    bool handlers;
};

constexpr Release kReleases[] = {
#define TAIPAN_RELEASE(dialect, first, last, version, sub, maxArch, archFlags, handlers)           \
    {Dialect::dialect, first, last, version, sub, Arch::maxArch, (archFlags) != 0, (handlers) != 0},
#include "taipan/mpy-format/releases.def"
#undef TAIPAN_RELEASE
};

struct ArchInfo {
    std::string_view name;
    unsigned wordSize;
    bool thumb;
};

constexpr ArchInfo kArchs[] = {
#define TAIPAN_ARCH(name, word, thumb, native, inlineasm) {#name, word, (thumb) != 0},
#include "taipan/abi/archs.def"
#undef TAIPAN_ARCH
};

const ArchInfo* archInfo(Arch arch) {
    const auto index = static_cast<size_t>(arch);
    return index < std::size(kArchs) ? &kArchs[index] : nullptr;
}

std::string rangeText(std::string_view first, std::string_view last) {
    if (last.empty()) return fmt::format("{} or later", first);
    return first == last ? std::string(first) : fmt::format("{} to {}", first, last);
}

size_t objectSize(const Object& object, unsigned depth = 0) {
    constexpr unsigned kDeepest = 2000; // beyond what the reader lets through
    switch (objectPayload(object.tag)) {
    case Payload::None: return 1;
    case Payload::Text: return 2 + object.text.size() + abi::varuintSize(object.text.size());
    case Payload::Number: return 1 + object.text.size() + abi::varuintSize(object.text.size());
    case Payload::Items: break;
    }
    size_t size = 1 + abi::varuintSize(object.items.size());
    if (depth < kDeepest)
        for (const Object& item : object.items) size += objectSize(item, depth + 1);
    return size;
}

size_t qstrSize(const Qstr& qstr) {
    if (qstr.staticId != 0) return abi::varuintSize(uint64_t{qstr.staticId} << 1 | 1);
    return abi::varuintSize(uint64_t{qstr.text.size()} << 1) + qstr.text.size() + 1;
}

/// Bytes of a raw code without its children.
size_t rawCodeSize(const RawCode& code) {
    size_t size = abi::varuintSize(uint64_t{code.code.size()} << 3) + code.code.size();
    switch (code.kind) {
    case CodeKind::Bytecode: break;
    case CodeKind::Native: size += abi::varuintSize(code.preludeOffset); break;
    case CodeKind::Viper:
        size += abi::varuintSize(code.scopeFlags);
        if (code.scopeFlags & abi::kViperRodata)
            size += abi::varuintSize(code.rodata.size()) + code.rodata.size();
        if (code.scopeFlags & abi::kViperBss) size += abi::varuintSize(code.bssSize);
        if (code.scopeFlags & abi::kViperRelocations) size += code.relocations.size();
        break;
    case CodeKind::Asm:
        size += abi::varuintSize(code.scopeFlags) + abi::varuintSize(code.asmArgs) +
                abi::varuintSize(code.asmTypeSig);
        break;
    }
    return size + (code.children.empty() ? 0 : abi::varuintSize(code.children.size()));
}

FunctionInfo describeFunction(const Module& module, const std::vector<uint32_t>& parents,
                              uint32_t index) {
    const RawCode& code = module.rawCodes[index];
    FunctionInfo info;
    info.name = qualifiedName(module, parents, index);
    info.kind = code.kind;
    info.codeSize = code.code.size();
    info.dataSize = code.rodata.size() + code.relocations.size();
    if (code.kind == CodeKind::Bytecode || code.kind == CodeKind::Native) {
        if (const Result<Function> function = parseFunction(*module.dialect, code)) {
            info.preludeSize = function->opcodesAt - function->preludeAt;
            info.lineTableSize = function->lines.size();
        }
    }
    return info;
}

bool archAccepted(Arch file, Arch device) {
    const ArchInfo* fileInfo = archInfo(file);
    const ArchInfo* deviceInfo = archInfo(device);
    if (fileInfo == nullptr || deviceInfo == nullptr) return false;
    return file == device || (fileInfo->thumb && deviceInfo->thumb && file <= device);
}

bool releaseLoads(const Release& release, const Header& header, Needs needs) {
    if (release.version != header.version) return false;
    if (needs.handlers && !release.handlers) return false;
    if (header.hasArchFlags && !release.archFlags) return false;
    return !needs.native ||
           (release.subVersion == header.subVersion && header.arch <= release.maxArch);
}

void explainNative(Verdict& verdict, const Header& header, unsigned sub, Arch arch) {
    if (arch == Arch::none) {
        verdict.reasons.push_back("the file holds machine code, and this firmware loads none");
        return;
    }
    if (sub != header.subVersion)
        verdict.reasons.push_back(
            fmt::format("the file's machine code has sub-version {}.{}, the firmware's is {}.{}",
                        header.version, header.subVersion, header.version, sub));
    if (!archAccepted(header.arch, arch))
        verdict.reasons.push_back(fmt::format("the file is for {}, the firmware runs {} code",
                                              archName(header.arch), archName(arch)));
}

void explainArchFlags(Verdict& verdict, const Header& header, uint32_t flags, Arch arch) {
    if (arch != Arch::rv32imc)
        verdict.reasons.push_back("the file has architecture flags, which only rv32imc firmware "
                                  "accepts");
    else if ((header.archFlags & ~flags) != 0)
        verdict.reasons.push_back(
            fmt::format("the file needs architecture flags {:#x}, the firmware has {:#x}",
                        header.archFlags, flags));
}

} // namespace

std::string archName(Arch arch) {
    const ArchInfo* info = archInfo(arch);
    return info != nullptr ? std::string(info->name)
                           : fmt::format("unknown ({})", static_cast<unsigned>(arch));
}

bool hasNativeCode(const Module& module) {
    return std::any_of(module.rawCodes.begin(), module.rawCodes.end(),
                       [](const RawCode& code) { return code.kind != CodeKind::Bytecode; });
}

namespace {
/// Appends the places of one function.
void findHandlers(const Module& module, uint32_t index, std::vector<CodePlace>& places) {
    const RawCode& code = module.rawCodes[index];
    if (code.kind != CodeKind::Bytecode) return;
    const Result<Function> function = parseFunction(*module.dialect, code);
    if (!function) return;
    std::vector<bool> left(function->opcodes.size() + 1); // a return or such a jump ends here
    std::vector<uint32_t> handlers;
    Instruction instruction;
    for (uint32_t at = 0; at < function->opcodes.size(); at = instruction.end()) {
        if (decodeInstruction(*module.dialect, function->opcodes, at, instruction) !=
            abi::DecodeError::None)
            return;
        if (instruction.end() > function->opcodes.size()) return;
        const abi::Op op = instruction.op;
        left[instruction.end()] = op == abi::Op::RETURN_VALUE || op == abi::Op::UNWIND_JUMP;
        const bool opens = op == abi::Op::SETUP_FINALLY || op == abi::Op::SETUP_WITH;
        if (opens && instruction.target > 0 && instruction.target <= int64_t{UINT32_MAX})
            handlers.push_back(static_cast<uint32_t>(instruction.target));
    }
    std::sort(handlers.begin(), handlers.end());
    handlers.erase(std::unique(handlers.begin(), handlers.end()), handlers.end());
    for (const uint32_t at : handlers)
        if (at < left.size() && left[at]) places.push_back({index, function->opcodesAt + at});
}
} // namespace

std::vector<CodePlace> handlersRightBehind(const Module& module) {
    std::vector<CodePlace> places;
    for (uint32_t i = 0; i < module.rawCodes.size(); ++i) findHandlers(module, i, places);
    return places;
}

Needs needsOf(const Module& module) {
    return {hasNativeCode(module), !handlersRightBehind(module).empty()};
}

ModuleInfo describe(const Module& module) {
    ModuleInfo info;
    info.header = module.header;
    info.strings = module.qstrs.size();
    info.objects = module.objects.size();
    if (!module.qstrs.empty()) info.sourceName = module.qstrs[0].text;
    info.headerSize = abi::kHeaderSize + abi::varuintSize(info.strings) +
                      abi::varuintSize(info.objects) +
                      (module.header.hasArchFlags ? abi::varuintSize(module.header.archFlags) : 0);
    for (const Qstr& qstr : module.qstrs) {
        info.stringTableSize += qstrSize(qstr);
        info.staticStrings += qstr.staticId != 0;
    }
    for (const Object& object : module.objects) info.objectTableSize += objectSize(object);
    const std::vector<uint32_t> parents = parentsOf(module);
    for (uint32_t i = 0; i < module.rawCodes.size(); ++i) {
        info.functions.push_back(describeFunction(module, parents, i));
        info.rawCodeSize += rawCodeSize(module.rawCodes[i]);
        info.lineTableSize += info.functions.back().lineTableSize;
    }
    info.fileSize =
        info.headerSize + info.stringTableSize + info.objectTableSize + info.rawCodeSize;
    return info;
}

std::string releasesOfVersion(unsigned version) {
    std::string text;
    for (const Dialect dialect : {Dialect::MicroPython, Dialect::CircuitPython}) {
        std::string_view first, last;
        for (const Release& release : kReleases) {
            if (release.dialect != dialect || release.version != version) continue;
            if (first.empty()) first = release.first;
            last = release.last;
        }
        if (first.empty()) continue;
        text += text.empty() ? "" : ", ";
        text += dialect == Dialect::MicroPython ? "MicroPython " : "CircuitPython ";
        text += rangeText(first, last);
    }
    return text.empty() ? "no known release" : text;
}

std::vector<std::string> releasesThatLoad(const Header& header, Needs needs) {
    std::vector<std::string> ranges;
    const Release* first = nullptr; // of the range that is growing
    const Release* last = nullptr;
    auto flush = [&] {
        if (first != nullptr) ranges.push_back(rangeText(first->first, last->last));
        first = last = nullptr;
    };
    for (const Release& release : kReleases) {
        if (release.dialect != Dialect::MicroPython || !releaseLoads(release, header, needs)) {
            flush();
            continue;
        }
        if (first == nullptr) first = &release;
        last = &release;
    }
    flush();
    return ranges;
}

Verdict explainMpyNumber(const Module& module, uint32_t number) {
    const Header& header = module.header;
    const unsigned version = number & 0xff;
    const unsigned sub = number >> 8 & abi::kFeatureSubMask;
    const auto arch =
        static_cast<Arch>(((number >> 8) & abi::kFeatureArchMask) >> abi::kFeatureArchShift);
    const bool native = hasNativeCode(module) || header.arch != Arch::none;
    Verdict verdict;
    if (version != header.version)
        verdict.reasons.push_back(
            fmt::format("the file has version {}, the firmware loads version {} ({})",
                        header.version, version, releasesOfVersion(version)));
    else {
        if (native) explainNative(verdict, header, sub, arch);
        if (header.hasArchFlags) explainArchFlags(verdict, header, number >> 16, arch);
        if (sub == 0 && needsOf(module).handlers)
            verdict.reasons.emplace_back("the firmware is older than v1.20 and would leave out "
                                         "finally blocks or __exit__ in this file");
    }
    verdict.loads = verdict.reasons.empty();
    if (!verdict.loads) return verdict;
    verdict.reasons.push_back(
        native ? fmt::format("version {}.{} matches, and {} code runs there", version, sub,
                             archName(header.arch))
               : fmt::format("version {} matches, and bytecode runs everywhere", version));
    verdict.conditions.emplace_back(
        "it is not CircuitPython, which from 7.0 on takes files that begin with 'C'");
    verdict.conditions.push_back(
        fmt::format("the firmware's small ints have {} bits or more", header.smallIntBits));
    return verdict;
}

} // namespace taipan::mpy
