// The verifier as the host uses it: every function of a module, children first, with what stock's
// VM needs as well. A broken rule leaves the verifier by a private exception and becomes a finding.
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "mpy-format/validator_parts.h"
#include "taipan/abi/varint.h"
#include "taipan/mpy-format/instruction.h"

namespace taipan::mpy {
namespace {

using abi::Op;
using abi::Operand;
using verifier::Rule;

/// Leaves the verifier; caught in verify() alone.
struct Violation {
    Rule rule;
    uint32_t a, b;  // the numbers of the rule's text
    uint32_t at;    // from the first opcode; kWholeFunction: none
    unsigned depth; // entries on the stack in front of the instruction
};

/// A deep stack at very many jump targets, as no compiler makes them.
constexpr size_t kMostMemory = size_t{128} << 20;

/// What one run of the verifier keeps.
struct Run {
    const Module& module;
    std::span<const uint8_t> opcodes;
    std::vector<std::unique_ptr<char[]>> memory{};
    size_t allocated = 0;
    uint32_t at;
    unsigned depth = 0;
};

struct OnHost {
    using Prelude = verifier::CodeParts;
    using Needs = CodeFacts;
    using Entry = uint64_t;
    using Word = uint64_t;
    static constexpr bool kForStock = true;
    static constexpr uint32_t kWholeFunction = UINT32_MAX;

    Run* run;

    const abi::Dialect& dialect() const { return *run->module.dialect; }
    void* allocate(size_t size) const {
        run->allocated += size;
        require(run->allocated <= kMostMemory, Rule::ProofSize);
        return run->memory.emplace_back(std::make_unique<char[]>(size)).get();
    }
    static void release(void*) {}
    [[noreturn]] void fail(Rule rule, uint32_t a, uint32_t b) const {
        throw Violation{rule, a, b, run->at, run->depth};
    }
    void looksAt(uint32_t at, unsigned depth) const {
        run->at = at;
        run->depth = depth;
    }
    void instruction(uint32_t at, const abi::Decoded& code) const;
    bool isBaseException(uint32_t name) const {
        return name < run->module.qstrs.size() && run->module.qstrs[name].text == "BaseException";
    }

  private:
    void require(bool holds, Rule rule) const {
        if (!holds) fail(rule, 0, 0);
    }
    void checkSmallInt(uint32_t at) const;
};

/// What is asked of single instructions beyond the verifier's rules.
void OnHost::instruction(uint32_t at, const abi::Decoded& code) const {
    const Module& module = run->module;
    switch (static_cast<Op>(code.byte)) {
    case Op::BUILD_SLICE: require(code.end == at + 2, Rule::SliceByte); break;
    case Op::CALL_FUNCTION:
    case Op::CALL_FUNCTION_VAR_KW:
    case Op::CALL_METHOD:
    case Op::CALL_METHOD_VAR_KW:
    case Op::UNPACK_EX: require(code.operand <= 0xffff, Rule::OperandWidth); break;
    case Op::LOAD_CONST_OBJ:
        require(code.operand >= module.objects.size() ||
                    module.objects[code.operand].tag != abi::ObjectTag::FunTable,
                Rule::ConstantKind);
        break;
    case Op::LOAD_CONST_SMALL_INT: checkSmallInt(at); break;
    default: break;
    }
}

void OnHost::checkSmallInt(uint32_t at) const {
    const uint8_t* next = run->opcodes.data() + at + 1;
    bool fits = true;
    const int64_t value = abi::readVarint([&] { return *next++; }, [&] { fits = false; });
    const unsigned bits = run->module.header.smallIntBits;
    if (bits > 0 && bits < 64) {
        const int64_t limit = int64_t{1} << (bits - 1);
        fits = fits && value >= -limit && value < limit;
    }
    require(fits, Rule::SmallInt);
}

// --- what is said about it -----------------------------------------------------------------------

struct RuleInfo {
    std::string_view slug, expected, found;
};
constexpr RuleInfo kRules[] = {
#define TAIPAN_RULE(name, slug, by, expected, found) {slug, expected, found},
#include "taipan/verifier/rules.def"
#undef TAIPAN_RULE
};

std::string textOf(Rule broken, uint32_t a, uint32_t b) {
    const RuleInfo& rule = kRules[static_cast<size_t>(broken)];
    const std::string text = rule.found.empty() ? std::string(rule.expected)
                                                : fmt::format(fmt::runtime(rule.found), a, b);
    return fmt::format("{} [{}]", text, rule.slug);
}

/// With the name of the instruction in front, when it is about one.
std::string textOf(const Violation& broken, const Run& run) {
    uint32_t a = broken.a, b = broken.b;
    if (broken.at >= run.opcodes.size()) return textOf(broken.rule, a, b);
    Instruction instruction;
    const DecodeError error =
        decodeInstruction(*run.module.dialect, run.opcodes, broken.at, instruction);
    const abi::OpInfo& info = run.module.dialect->opInfo(run.opcodes[broken.at]);
    if (info.name == nullptr) return textOf(broken.rule, a, b);
    if (error == DecodeError::None &&
        (broken.rule == Rule::StackUnderflow || broken.rule == Rule::BlockFloor)) {
        const uint32_t counted =
            abi::countedEntries(info.operand, instruction.operand, instruction.extra);
        a = Op{info.base} == Op::FOR_ITER
                ? abi::kIteratorSlots
                : static_cast<uint32_t>(abi::stackEffectOf(info, counted).pop);
        b = broken.depth;
    }
    return fmt::format("{}: {}", info.name, textOf(broken.rule, a, b));
}

verifier::CodeParts partsOf(const RawCode& code) {
    verifier::CodeParts parts;
    const uint8_t* at = code.code.data();
    const uint8_t* const end = at + code.code.size();
    if (code.kind == abi::CodeKind::Native) {
        if (code.preludeOffset > code.code.size()) return parts;
        at += code.preludeOffset;
    }
    const bool isWhole = abi::decodeSignature(at, end, parts) && abi::decodeSizes(at, end, parts);
    if (!isWhole) return parts;
    // Pointers may only go where the code does; checkPrelude() sees that it ends before.
    const auto rest = static_cast<uint64_t>(end - at);
    const uint64_t names = std::min<uint64_t>(parts.nInfo, rest);
    parts.info = at;
    parts.cells = at + names;
    parts.start = parts.cells + std::min<uint64_t>(parts.nCell, rest - names);
    return parts;
}
} // namespace

std::string describe(Rule rule, size_t a, size_t b) {
    return textOf(rule, static_cast<uint32_t>(a), static_cast<uint32_t>(b));
}

// --- a module ------------------------------------------------------------------------------------

CodeFacts::CodeFacts(verifier::ClosureNeeds needs, const abi::Prelude& prelude,
                     const verifier::StockState<true>& found)
    : ClosureNeeds(needs), isKnown(true), defaults(prelude.nDefPosArgs),
      hasKeywordDefaults((prelude.scopeFlags & abi::kScopeDefKwargs) != 0), closed(found.closed),
      returned(found.returned) {}

CodeCheck::CodeCheck(const Module& module) : module_(module), facts_(module.rawCodes.size()) {}

std::optional<Broken> CodeCheck::verify(uint32_t index) {
    const RawCode& code = module_.rawCodes[index];
    std::vector<CodeFacts> children;
    for (const uint32_t child : code.children) children.push_back(facts_[child]);
    const verifier::CodeParts parts = partsOf(code);
    const uint8_t* const end = code.code.data() + code.code.size();
    Run run{.module = module_, .opcodes = {}, .at = OnHost::kWholeFunction};
    OnHost use{&run};
    try {
        verifier::checkPrelude(parts,
                               parts.start == nullptr ? 0 : static_cast<size_t>(end - parts.info),
                               [&](bool holds, Rule rule, uint32_t a = 0, uint32_t b = 0) {
                                   if (!holds) use.fail(rule, a, b);
                               });
        if (index == 0 && (parts.argumentSlots() | parts.nDefPosArgs) != 0)
            use.fail(Rule::ModuleBody, 0, 0);
        if (code.kind == abi::CodeKind::Native) {
            facts_[index] = {
                {0, static_cast<uint8_t>(parts.nPosArgs)}, parts, {.returned = UINT64_MAX}};
            return {};
        }
        run.opcodes = {parts.start, end};
        facts_[index] = verifier::Interpreter<OnHost>(parts, end,
                                                      {module_.qstrs.size(), module_.objects.size(),
                                                       children.size(), children.data()},
                                                      use)
                            .run();
        return {};
    } catch (const Violation& broken) {
        Broken found{broken.rule, code.preludeOffset, {}, textOf(broken, run)};
        if (broken.at < run.opcodes.size()) {
            found.offset = static_cast<uint32_t>(parts.start - code.code.data()) + broken.at;
            found.opcode = run.opcodes[broken.at];
        }
        return found;
    }
}

} // namespace taipan::mpy
