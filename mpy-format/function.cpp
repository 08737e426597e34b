#include "taipan/mpy-format/function.h"

#include <algorithm>

#include <fmt/format.h>

#include "support/text/quote.h"
#include "taipan/abi/varint.h"

namespace taipan::mpy {
namespace {

constexpr std::string_view kKindNames[] = {"bytecode", "native", "viper", "asm"};

/// A prelude of PreludeForm::Packed and what it says of the rest.
Result<Function> parsePacked(const RawCode& code) {
    const std::span<const uint8_t> bytes = code.code;
    const uint8_t* const start = bytes.data();
    const uint8_t* const end = start + bytes.size();
    Function out;
    out.isNative = code.kind == abi::CodeKind::Native;
    out.preludeAt = code.kind == abi::CodeKind::Native ? code.preludeOffset : 0;
    if (out.preludeAt > bytes.size())
        return Failure{"the prelude starts behind the end of the code", bytes.size()};
    const uint8_t* at = start + out.preludeAt;
    auto offset = [&] { return static_cast<uint32_t>(at - start); };
    if (!abi::decodeSignature(at, end, out.prelude))
        return Failure{"malformed prelude signature", offset()};
    out.sizesAt = offset();
    if (!abi::decodeSizes(at, end, out.prelude))
        return Failure{"malformed prelude sizes", offset()};
    out.infoAt = offset();
    if (static_cast<uint64_t>(end - at) < uint64_t{out.prelude.nInfo} + out.prelude.nCell)
        return Failure{"names, line table and cells reach behind the end of the code", offset()};
    const uint8_t* const infoEnd = at + out.prelude.nInfo;
    if (out.prelude.nameCount() > out.prelude.nInfo)
        return Failure{"the info area is too small for the names", offset()};
    out.names.resize(static_cast<size_t>(out.prelude.nameCount()));
    for (uint32_t& name : out.names)
        if (abi::takeVaruint<32>(at, infoEnd, name) != abi::NumberError::None)
            return Failure{"malformed name in the prelude", offset()};
    out.linesAt = offset();
    out.lines = bytes.subspan(out.linesAt, static_cast<size_t>(infoEnd - at));
    out.cellsAt = out.infoAt + out.prelude.nInfo;
    out.cells = bytes.subspan(out.cellsAt, out.prelude.nCell);
    out.opcodesAt = out.cellsAt + out.prelude.nCell;
    out.opcodes = bytes.subspan(out.opcodesAt);
    return out;
}

} // namespace

Result<Function> parseFunction(const abi::Dialect& dialect, const RawCode& code) {
    Result<Function> function = Failure{};
    switch (dialect.prelude) {
    case abi::PreludeForm::Packed: function = parsePacked(code); break;
    }
    return function;
}

std::vector<uint32_t> parentsOf(const Module& module) {
    std::vector<uint32_t> parents(module.rawCodes.size(), kNoParent);
    for (uint32_t i = 0; i < parents.size(); ++i)
        for (uint32_t child : module.rawCodes[i].children)
            if (child > i && child < parents.size()) parents[child] = i;
    return parents;
}

std::string simpleName(const Module& module, uint32_t index) {
    if (index >= module.rawCodes.size()) return "<bad>";
    const RawCode& code = module.rawCodes[index];
    if (code.kind == abi::CodeKind::Viper || code.kind == abi::CodeKind::Asm)
        return fmt::format("<{} {}>", kKindNames[static_cast<size_t>(code.kind)], index);
    const Result<Function> function = parseFunction(*module.dialect, code);
    if (!function || function->names[0] >= module.qstrs.size()) return "<bad>";
    const std::string text = pythonLiteral(module.qstrs[function->names[0]].text, 100);
    return text.substr(1, text.size() - 2);
}

std::string qualifiedName(const Module& module, const std::vector<uint32_t>& parents,
                          uint32_t index) {
    constexpr int kMostParts = 20; // enough to find a function; nesting may go further
    std::vector<std::string> parts;
    for (int i = 0; index != kNoParent && i < kMostParts; ++i) {
        parts.push_back(simpleName(module, index));
        index = index < parents.size() ? parents[index] : kNoParent;
    }
    if (index != kNoParent) parts.push_back("...");
    std::reverse(parts.begin(), parts.end());
    return fmt::format("{}", fmt::join(parts, "."));
}

} // namespace taipan::mpy
