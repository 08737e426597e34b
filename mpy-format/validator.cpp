#include "taipan/mpy-format/validator.h"

#include <algorithm>

#include <fmt/format.h>

#include "mpy-format/validator_parts.h"
#include "support/text/quote.h"
#include "support/text/utf8.h"
#include "taipan/abi/varint.h"
#include "taipan/mpy-format/info.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::mpy {
namespace {

using abi::Arch;
using abi::CodeKind;
using abi::ObjectTag;
using verifier::Rule;

constexpr unsigned kWordSizes[] = {
#define TAIPAN_ARCH(name, word, thumb, native, inlineasm) word,
#include "taipan/abi/archs.def"
#undef TAIPAN_ARCH
};
constexpr unsigned kArchCount = std::size(kWordSizes);

constexpr size_t kMaxStrings = 65535;       // firmware indexes them with 16 bits
constexpr size_t kMaxPreludeOffset = 65535; // stock's loader
constexpr size_t kUsualStringLimit = 255;   // most ports keep a string's length in one byte
constexpr uint32_t kFunTableEntries = 87;   // of sub-version 3
constexpr unsigned kFirstFunTableEntry = 9; // relocation kinds: from here on, an entry's word
constexpr uint32_t kLargestAsmReturn = 3;

class ModuleCheck {
  public:
    ModuleCheck(const Module& module, size_t limit)
        : module_(module), parents_(parentsOf(module)), reporter_(module, parents_, limit) {}

    std::vector<Problem> run() {
        checkHeader();
        for (size_t i = 0; i < module_.qstrs.size() && !reporter_.full(); ++i) checkQstr(i);
        for (size_t i = 0; i < module_.objects.size() && !reporter_.full(); ++i)
            checkObject(module_.objects[i], i, 0);
        if (checkTree()) checkRawCodes();
        return reporter_.take();
    }

  private:
    // --- header and tables

    void checkHeader() {
        const Header& header = module_.header;
        if (header.version != module_.dialect->version)
            reporter_.error(1, fmt::format("version {} instead of {}", header.version,
                                           module_.dialect->version));
        if (static_cast<unsigned>(header.arch) >= kArchCount)
            reporter_.error(
                2, fmt::format("there is no architecture {}", static_cast<unsigned>(header.arch)));
        if (header.arch == Arch::none && header.subVersion != 0)
            reporter_.error(2, "a sub-version, but no architecture");
        if (header.arch != Arch::none && header.subVersion != module_.dialect->subVersion)
            reporter_.warning(
                2, fmt::format("native sub-version {}; only releases that load {} take it",
                               header.subVersion, header.subVersion));
        if (header.arch == Arch::none && hasNativeCode(module_))
            reporter_.error(2, "the file holds machine code, but the header names no architecture");
        if (header.smallIntBits == 0 || header.smallIntBits > 63)
            reporter_.error(3, fmt::format("small ints of {} bits", header.smallIntBits));
        if (module_.qstrs.empty()) reporter_.error(4, "the string table lacks the source name");
        if (module_.qstrs.size() > kMaxStrings)
            reporter_.error(
                4, fmt::format("{} strings; {} are possible", module_.qstrs.size(), kMaxStrings));
    }

    void checkQstr(size_t index) {
        const Qstr& qstr = module_.qstrs[index];
        if (qstr.staticId > module_.dialect->staticStrings) {
            reporter_.error(
                0, fmt::format("string {}: there is no static string {}", index, qstr.staticId));
            return;
        }
        if (qstr.staticId != 0 && qstr.text != staticString(qstr.staticId))
            reporter_.error(0, fmt::format("string {}: {} is not static string {}", index,
                                           pythonLiteral(qstr.text, 40), qstr.staticId));
        if (qstr.text.size() > kUsualStringLimit)
            reporter_.warning(0, fmt::format("string {} has {} bytes; most firmware allows {}",
                                             index, qstr.text.size(), kUsualStringLimit));
        // Our runtime refuses it; firmware takes it, and shows what nobody can read.
        if (!isUtf8(qstr.text, Surrogates::Allow))
            reporter_.error(0, fmt::format("string {} is not UTF-8", index));
    }

    void checkObject(const Object& object, size_t index, unsigned depth) {
        auto bad = [&](const char* why) {
            reporter_.error(0, fmt::format("object {}: {}", index, why));
        };
        switch (object.tag) {
        case ObjectTag::FunTable:
            if (depth != 0)
                bad("the function table within a tuple");
            else if (module_.header.arch == Arch::none)
                bad("the function table without machine code");
            return;
        case ObjectTag::None:
        case ObjectTag::False:
        case ObjectTag::True:
        case ObjectTag::Ellipsis:
        case ObjectTag::Bytes: return;
        case ObjectTag::Str: // runtimes with Unicode refuse it
            if (!isUtf8(object.text)) bad("the text is not UTF-8");
            return;
        case ObjectTag::Int:
            if (!isInteger(object.text)) bad("malformed integer");
            return;
        case ObjectTag::Float:
            if (!isFloat(object.text)) bad("malformed float");
            return;
        case ObjectTag::Complex:
            if (!isComplex(object.text)) bad("malformed complex");
            return;
        case ObjectTag::Tuple:
            if (depth >= abi::kMaxNesting) return bad("tuples are nested too deeply");
            for (const Object& item : object.items) {
                if (reporter_.full()) return;
                checkObject(item, index, depth + 1);
            }
            return;
        }
        bad("unknown tag");
    }

    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    static bool isInteger(std::string_view text) {
        if (text.starts_with('-')) text.remove_prefix(1);
        return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
    }

    /// The forms that a float's repr has: digits with point and exponent, inf and nan.
    static bool isFloat(std::string_view text) {
        if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
        if (text == "inf" || text == "nan") return true;
        const size_t exponent = text.find_first_of("eE");
        const std::string_view mantissa = text.substr(0, exponent);
        if (std::count(mantissa.begin(), mantissa.end(), '.') > 1 ||
            std::none_of(mantissa.begin(), mantissa.end(), isDigit) ||
            mantissa.find_first_not_of("0123456789.") != std::string_view::npos)
            return false;
        if (exponent == std::string_view::npos) return true;
        std::string_view power = text.substr(exponent + 1);
        if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
        return !power.empty() && std::all_of(power.begin(), power.end(), isDigit);
    }

    /// Firmware parses `<float>j` only, not a sum in parentheses.
    static bool isComplex(std::string_view text) {
        return text.ends_with('j') && isFloat(text.substr(0, text.size() - 1));
    }

    // --- the tree of raw codes

    /// Every raw code but the first must be the child of exactly one before it.
    bool checkTree() {
        const size_t count = module_.rawCodes.size();
        if (count == 0) {
            reporter_.error(0, "there is no code");
            return false;
        }
        if (const size_t entries = module_.objects.size() + count; entries > verifier::kMaxTable)
            reporter_.error({Rule::TableSize, 0, {}, describe(Rule::TableSize, entries)});
        std::vector<bool> owned(count, false);
        std::vector<unsigned> levels(count, 0);
        bool good = true;
        auto bad = [&](uint32_t at, std::string message) {
            reporter_.enter(at);
            reporter_.error(0, std::move(message));
            good = false;
        };
        for (uint32_t i = 0; i < count; ++i) {
            const auto& children = module_.rawCodes[i].children;
            for (uint32_t child : children) {
                if (child >= count)
                    bad(i, fmt::format("child {} of {} raw codes", child, count));
                else if (child <= i || owned[child])
                    bad(i, fmt::format("raw code {} has its place in the tree already", child));
                else
                    owned[child] = true, levels[child] = levels[i] + 1;
            }
            if (levels[i] == abi::kMaxNesting) {
                reporter_.enter(i);
                reporter_.error({Rule::NestingDepth, 0, {}, describe(Rule::NestingDepth)});
            }
        }
        for (uint32_t i = 1; i < count; ++i)
            if (!owned[i]) bad(i, "the raw code is nobody's child");
        return good;
    }

    void checkRawCodes() {
        const auto count = static_cast<uint32_t>(module_.rawCodes.size());
        std::vector<std::optional<Broken>> broken(count);
        CodeCheck check(module_);
        for (uint32_t i = count; i-- > 0;)
            if (hasPrelude(module_.rawCodes[i])) broken[i] = check.verify(i);
        for (uint32_t i = 0; i < count && !reporter_.full(); ++i) {
            reporter_.enter(i);
            const RawCode& code = module_.rawCodes[i];
            switch (code.kind) {
            case CodeKind::Bytecode:
            case CodeKind::Native: checkFunction(code, std::move(broken[i])); break;
            case CodeKind::Viper: checkViper(code); break;
            case CodeKind::Asm: checkAsm(code); break;
            }
        }
    }

    static bool hasPrelude(const RawCode& code) {
        return code.kind == CodeKind::Bytecode || code.kind == CodeKind::Native;
    }

    void checkFunction(const RawCode& code, std::optional<Broken> broken) {
        const Result<Function> function = parseFunction(*module_.dialect, code);
        if (broken) reporter_.error(std::move(*broken));
        if (!function) return;
        const abi::Prelude& prelude = function->prelude;
        if (prelude.scopeFlags & ~uint32_t{abi::kScopeSignatureMask})
            reporter_.error(function->preludeAt,
                            fmt::format("unknown scope flags {:#x}", prelude.scopeFlags));
        checkLines(function.value());
        if (code.kind == CodeKind::Native) {
            checkNativePrelude(function.value());
            checkNative(code, function.value());
        }
    }

    /// What the verifier checks of bytecode.
    void checkNativePrelude(const Function& function) {
        const auto broken = [&](uint32_t at, Rule rule, size_t a, size_t b) {
            reporter_.error({rule, at, {}, describe(rule, a, b)});
        };
        for (const uint32_t name : function.names)
            if (name >= module_.qstrs.size())
                broken(function.infoAt, Rule::NameIndex, name, module_.qstrs.size());
        for (size_t i = 0; i < function.cells.size(); ++i)
            if (function.cells[i] >= function.prelude.nState)
                broken(static_cast<uint32_t>(function.cellsAt + i), Rule::LocalRoom,
                       function.cells[i] + 1u, function.prelude.nState);
    }

    void checkLines(const Function& function) {
        const uint8_t* at = function.lines.data();
        const uint8_t* const end = at + function.lines.size();
        uint64_t covered = 0;
        while (at != end) {
            abi::LineRecord record;
            const auto offset = static_cast<uint64_t>(at - function.lines.data());
            if (!abi::decodeLineRecord(at, end, record))
                return reporter_.error(function.linesAt + offset,
                                       "the line table ends inside of a record");
            covered += record.bytes;
            if (covered > (function.isNative ? function.preludeAt : function.opcodes.size()))
                return reporter_.error(function.linesAt + offset,
                                       "the line table reaches behind the end of the code");
        }
    }

    // --- machine code

    unsigned wordSize() const {
        const auto arch = static_cast<size_t>(module_.header.arch);
        return arch < kArchCount && kWordSizes[arch] != 0 ? kWordSizes[arch] : 4;
    }

    uint64_t wordAt(std::span<const uint8_t> bytes, size_t offset) const {
        uint64_t word = 0;
        for (unsigned i = 0; i < wordSize(); ++i) word |= uint64_t{bytes[offset + i]} << (8 * i);
        return word;
    }

    void checkNative(const RawCode& code, const Function& function) {
        const abi::Prelude& prelude = function.prelude;
        if (code.preludeOffset > kMaxPreludeOffset)
            reporter_.error(function.preludeAt, "the prelude lies beyond 65535 bytes");
        if (!function.opcodes.empty())
            reporter_.error(function.opcodesAt, "bytes follow the prelude of a native function");
        if (prelude.nExcStack != 0)
            reporter_.warning(function.preludeAt, "exception blocks in a native prelude");
        const bool generator = (prelude.scopeFlags & abi::kScopeGenerator) != 0;
        const size_t head = wordSize() * (generator ? 2 : 1);
        if (function.preludeAt < head)
            return reporter_.error(0, "the machine code is too short for its head");
        const uint64_t slot = wordAt(code.code, 0);
        if (slot != code.children.size())
            reporter_.error(0, fmt::format("the prelude is sought in child slot {} instead of {}",
                                           slot, code.children.size()));
        if (!generator) return;
        const uint64_t start = wordAt(code.code, wordSize());
        if (start < head || start >= function.preludeAt)
            reporter_.error(wordSize(),
                            fmt::format("the generator starts at {}, outside of its code", start));
    }

    void checkViper(const RawCode& code) {
        constexpr uint32_t known = abi::kViperRelocations | abi::kViperRodata | abi::kViperBss;
        if (code.code.empty()) reporter_.error(0, "there is no machine code");
        if (code.scopeFlags & ~known)
            reporter_.error(0, fmt::format("unknown viper flags {:#x}", code.scopeFlags));
        auto unannounced = [&](uint8_t flag, bool present, const char* what) {
            if (present && (code.scopeFlags & flag) == 0)
                reporter_.error(0, fmt::format("{}, which the flags do not announce", what));
        };
        unannounced(abi::kViperRodata, !code.rodata.empty(), "constant data");
        unannounced(abi::kViperBss, code.bssSize != 0, "zeroed data");
        unannounced(abi::kViperRelocations, !code.relocations.empty(), "relocations");
        if ((code.scopeFlags & abi::kViperRelocations) == 0) return;
        if (!code.children.empty())
            reporter_.error(0, "loaders disagree about the order of relocations and children");
        checkRelocations(code);
    }

    /// A varuint of the relocation records; an absurd one becomes a number that no section holds.
    static bool takeNumber(std::span<const uint8_t>& from, uint64_t& value) {
        constexpr unsigned bits = 48;
        const uint8_t* at = from.data();
        const uint8_t* const end = at + from.size();
        const abi::NumberError error = abi::takeVaruint<bits>(at, end, value);
        if (error == abi::NumberError::TooLarge) value = uint64_t{1} << bits;
        from = {at, end};
        return error != abi::NumberError::Truncated;
    }

    void checkRelocations(const RawCode& code) {
        std::span<const uint8_t> rest = code.relocations;
        bool placed = false;
        uint64_t sectionSize = 0;
        uint64_t place = 0;
        while (!rest.empty() && !reporter_.full()) {
            const uint64_t offset = code.relocations.size() - rest.size();
            auto bad = [&](const std::string& message) {
                reporter_.error(offset, "relocation: " + message);
            };
            const uint8_t op = rest.front();
            rest = rest.subspan(1);
            if (op == 0xff) {
                if (!rest.empty()) bad("records follow the end mark");
                return;
            }
            const unsigned kind = op >> 1;
            uint64_t address = 0;
            uint64_t count = 1;
            if ((op & 1) != 0 && !takeNumber(rest, address)) break;
            if (kind <= 5 && (kind & 1) != 0 && !takeNumber(rest, count)) break;
            if (op & 1) {
                placed = true;
                sectionSize = (address & 1) ? code.rodata.size() : code.code.size();
                place = (address >> 1) * wordSize();
            }
            if (!placed) return bad("the first record names no place");
            if (kind >= kFirstFunTableEntry + kFunTableEntries)
                bad(fmt::format("function table entry {} of {}", kind - kFirstFunTableEntry,
                                kFunTableEntries));
            if (place > sectionSize || count > (sectionSize - place) / wordSize())
                return bad("patches words outside of its section");
            place += count * wordSize();
        }
        reporter_.error(code.relocations.size(), "relocation: the records have no end mark");
    }

    void checkAsm(const RawCode& code) {
        if (code.code.empty()) reporter_.error(0, "there is no machine code");
        if (code.scopeFlags != 0)
            reporter_.warning(0,
                              fmt::format("scope flags {:#x} in assembler code", code.scopeFlags));
        if (code.asmTypeSig > kLargestAsmReturn)
            reporter_.error(0, fmt::format("there is no return type {}", code.asmTypeSig));
    }

    const Module& module_;
    const std::vector<uint32_t> parents_;
    Reporter reporter_;
};

} // namespace

std::vector<Problem> validate(const Module& module, const ValidateOptions& options) {
    return ModuleCheck(module, options.limit).run();
}

bool hasErrors(const std::vector<Problem>& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& problem) { return problem.level == ProblemLevel::Error; });
}

std::string toString(const Problem& problem) {
    const char* level = problem.level == ProblemLevel::Error ? "error" : "warning";
    if (problem.rawCode == kNoRawCode) return fmt::format("{}: {}", level, problem.message);
    return fmt::format("{}: {}: offset {}: {}", level, problem.where, problem.offset,
                       problem.message);
}

} // namespace taipan::mpy
