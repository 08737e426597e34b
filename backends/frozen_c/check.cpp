#include "backends/frozen_c/check.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "support/text/quote.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/info.h"
#include "taipan/mpy-format/instruction.h"

namespace taipan::frozen {
namespace {

using abi::Arch;
using abi::CodeKind;
using abi::Operand;

/// The offset from the first opcode at which `function` refers to an entry of a table; the first
/// opcode when the prelude does. False when it does not.
bool findReference(const abi::Dialect& dialect, const mpy::Function& function, Operand table,
                   uint32_t index, uint32_t& offset) {
    offset = 0;
    if (table == Operand::Qstr &&
        std::find(function.names.begin(), function.names.end(), index) != function.names.end())
        return true;
    mpy::Instruction at;
    while (offset < function.opcodes.size()) {
        if (mpy::decodeInstruction(dialect, function.opcodes, offset, at) != mpy::DecodeError::None)
            return false;
        if (at.info().operand == table && at.operand == index) return true;
        offset = at.end();
    }
    return false;
}

class Checker {
  public:
    Checker(std::span<const FrozenModule> modules, size_t longestString)
        : modules_(modules), longestString_(longestString) {}

    std::vector<FreezeFailure> run(std::span<const FrozenText> texts) {
        for (const FrozenText& text : texts) checkName(kNoModule, text.name);
        for (uint32_t i = 0; i < modules_.size(); ++i) checkModule(i);
        return std::move(failures_);
    }

  private:
    void fail(uint32_t module, std::string message) {
        failures_.push_back({module, 0, {}, std::move(message)});
    }

    void checkModule(uint32_t number) {
        const mpy::Module& module = *modules_[number].module;
        if (module.qstrs.empty()) {
            fail(number, "the module has no name: its string table is empty");
            return;
        }
        checkName(number, module.qstrs[0].text);
        checkHeader(number, module);
        for (uint32_t i = 0; i < module.qstrs.size(); ++i) {
            const std::string_view text = module.qstrs[i].text;
            if (text.size() > longestString_)
                failures_.push_back(failureAt(
                    modules_, number, Operand::Qstr, i,
                    fmt::format("a name of {} bytes, but the firmware's may have {} at most: {}",
                                text.size(), longestString_, pythonLiteral(text, 40))));
        }
        if (module.rawCodes.empty()) fail(number, "the module has no code");
        for (uint32_t i = 0; i < module.rawCodes.size(); ++i) checkCode(number, i);
    }

    void checkName(uint32_t module, std::string_view name) {
        if (name.empty() || name.find('\0') != name.npos) {
            fail(module, fmt::format("{} is no name to be looked up by", pythonLiteral(name, 100)));
            return;
        }
        const auto [place, isNew] = seen_.try_emplace(name, module);
        if (isNew) return;
        std::string message = fmt::format("{} is frozen twice", pythonLiteral(name, 100));
        // The name within a .mpy file need not be that of the file.
        if (module != kNoModule && place->second != kNoModule)
            message +=
                fmt::format(": {} and {}", modules_[place->second].name, modules_[module].name);
        fail(module, std::move(message));
    }

    void checkHeader(uint32_t number, const mpy::Module& module) {
        const mpy::Header& header = module.header;
        const unsigned subVersion = module.dialect->subVersion;
        if (header.smallIntBits > 63)
            fail(number, fmt::format("made for small ints of {} bits, which no firmware has",
                                     header.smallIntBits));
        if (header.arch == Arch::none) return;
        if (header.subVersion != subVersion) {
            fail(number, fmt::format("machine code of .mpy sub-version {}; firmware takes {}",
                                     header.subVersion, subVersion));
        } else if (arch_ == Arch::none) {
            arch_ = header.arch;
            archModule_ = number;
        } else if (arch_ != header.arch) {
            fail(number, fmt::format("machine code for {}, but {} has some for {}",
                                     mpy::archName(header.arch), modules_[archModule_].name,
                                     mpy::archName(arch_)));
        }
    }

    void checkCode(uint32_t number, uint32_t index) {
        const mpy::Module& module = *modules_[number].module;
        std::string problem = problemOf(module, index);
        if (problem.empty()) return;
        failures_.push_back(
            {number, 0, mpy::qualifiedName(module, mpy::parentsOf(module), index), problem});
    }

    static std::string problemOf(const mpy::Module& module, uint32_t index) {
        const mpy::RawCode& code = module.rawCodes[index];
        for (const uint32_t child : code.children)
            if (child <= index || child >= module.rawCodes.size())
                return "malformed tree of functions";
        if (code.kind == CodeKind::Bytecode || code.kind == CodeKind::Native) {
            const Result<mpy::Function> function = mpy::parseFunction(*module.dialect, code);
            if (!function) return function.error().message;
        } else if (code.code.empty()) {
            return "a function without code";
        }
        if (code.kind == CodeKind::Bytecode) return {};
        if (module.header.arch == Arch::none || module.header.arch >= Arch::debug)
            return "machine code for no known architecture";
        if (code.kind == CodeKind::Viper && (code.scopeFlags & ~abi::kScopeSignatureMask) != 0)
            return "machine code with relocations or data of its own (a linked native module) "
                   "cannot be frozen";
        return {};
    }

    std::span<const FrozenModule> modules_;
    size_t longestString_;
    std::vector<FreezeFailure> failures_;
    std::unordered_map<std::string_view, uint32_t> seen_; // module by name; kNoModule for texts
    Arch arch_ = Arch::none;
    uint32_t archModule_ = 0;
};

} // namespace

std::vector<FreezeFailure> check(std::span<const FrozenModule> modules,
                                 std::span<const FrozenText> texts, size_t longestString) {
    return Checker(modules, longestString).run(texts);
}

FreezeFailure failureAt(std::span<const FrozenModule> modules, uint32_t number, Operand table,
                        uint32_t index, std::string message) {
    FreezeFailure failure{number, 0, {}, std::move(message)};
    const mpy::Module& module = *modules[number].module;
    for (uint32_t i = 0; i < module.rawCodes.size(); ++i) {
        if (module.rawCodes[i].kind != CodeKind::Bytecode) continue;
        const Result<mpy::Function> function =
            mpy::parseFunction(*module.dialect, module.rawCodes[i]);
        uint32_t offset = 0;
        if (!function || !findReference(*module.dialect, function.value(), table, index, offset))
            continue;
        const std::span<const uint8_t> lines = function->lines;
        failure.function = mpy::qualifiedName(module, mpy::parentsOf(module), i);
        if (!lines.empty())
            failure.line = abi::lineAt(lines.data(), lines.data() + lines.size(), offset);
        break;
    }
    return failure;
}

} // namespace taipan::frozen
