#include "backends/llvm/remarks.h"

#include <algorithm>
#include <cassert>

namespace taipan::llvm_backend {

namespace {
constexpr const char* kEntryNames[] = {
#define TAIPAN_NATIVE_ENTRY(number, name) #name,
#include "taipan/abi/native_entries.def"
#undef TAIPAN_NATIVE_ENTRY
};
constexpr uint8_t kEntryNumbers[] = {
#define TAIPAN_NATIVE_ENTRY(number, name) number,
#include "taipan/abi/native_entries.def"
#undef TAIPAN_NATIVE_ENTRY
};

const char* nameOf(Entry entry) {
    const auto* const found =
        std::find(std::begin(kEntryNumbers), std::end(kEntryNumbers), static_cast<uint8_t>(entry));
    return kEntryNames[found - std::begin(kEntryNumbers)];
}

/// Operations whose fast ways end in functions of ours that ask the runtime.
bool looksIntoObjects(ssa::Op op) {
    return op == ssa::Op::Attr || op == ssa::Op::StoreAttr || op == ssa::Op::Method ||
           op == ssa::Op::CallMethod || op == ssa::Op::Call || op == ssa::Op::LoadGlobal;
}

bool hasFastWay(ssa::Op op) {
    switch (op) {
    case ssa::Op::Attr:
    case ssa::Op::StoreAttr:
    case ssa::Op::Method:
    case ssa::Op::CallMethod:
    case ssa::Op::LoadGlobal:
    case ssa::Op::Call:
    case ssa::Op::Binary:
    case ssa::Op::Unary:
    case ssa::Op::Truth:
    case ssa::Op::Subscr:
    case ssa::Op::StoreSubscr:
    case ssa::Op::ListAppend:
    case ssa::Op::IterStart:
    case ssa::Op::IterNext:
    case ssa::Op::IsNull:
    case ssa::Op::Phi: return true;
    default: return false;
    }
}

/// Types of an operation's operands, as far as they are known.
std::string operandTypes(const ssa::Function& source, const ssa::Instr& made) {
    std::string text;
    for (const ssa::ValueId each : made.operands)
        text += (text.empty() ? "" : ", ") +
                std::string(ssa::typeText(source.values[ssa::index(each)].type));
    return text;
}

/// Why an operation asks the runtime every time.
std::string whyAsked(const ssa::Function& source, const ssa::Instr& made,
                     const Remarks::About& about) {
    if (about.none == NoFastWay::Viper) return "objects are the runtime's";
    if (!hasFastWay(made.op)) return "it has no fast way";
    if (about.none == NoFastWay::Size) return "size has no fast ways";
    if (about.none == NoFastWay::FewLoops)
        return "balanced is fast in functions that are loops for a good part";
    if (about.none == NoFastWay::TooLong) return "the function is too long for fast ways";
    if (looksIntoObjects(made.op))
        return about.hasObjects ? "it has no fast way here" : "it is fast with speed on x64 only";
    if (about.isGenerator) return "fast ways of generators are few";
    if (about.hasTry) return "fast ways beside try and with are few";
    if (!about.hasFloats && std::any_of(made.operands.begin(), made.operands.end(), [&](auto id) {
            return source.values[ssa::index(id)].type == ssa::Type::Float;
        }))
        return "floats are objects beside long integers";
    return "there is no fast way for operands of these types: " + operandTypes(source, made);
}
} // namespace

void Remarks::asks(Entry entry) {
    note([entry](Noted& noted) {
        if (std::find(noted.asked.begin(), noted.asked.end(), entry) == noted.asked.end())
            noted.asked.push_back(entry);
    });
}

void Remarks::finish(const ssa::Module& module, const ssa::Function& source,
                     const Interner& interner, const std::string& name, const About& about) {
    if (told_ == nullptr) return;
    std::vector<NativeRemark> made;
    for (uint32_t i = 0; i < noted_.size(); ++i) {
        const ssa::Instr* said = &source.values[i];
        const Noted& noted = noted_[i];
        assert(!noted.isFast || hasFastWay(source.values[i].op) ||
               source.values[i].op == ssa::Op::List); // of a comprehension: its loop makes it
        // A test and what it tests are one.
        if (said->op == ssa::Op::Truth && noted.leaves)
            said = &source.values[ssa::index(said->operands[0])];
        const ssa::Instr& instr = *said;
        const auto remark = [&](RemarkKind kind, std::string why) {
            made.push_back({instr.line, kind, name, ssa::describe(module, source, instr, interner),
                            std::move(why)});
        };
        std::string asked;
        for (const Entry each : noted.asked)
            if (each != Entry::NewFloatFromDouble) asked += std::string(" ") + nameOf(each);
        if (noted.leaves)
            remark(RemarkKind::Leaves,
                   "for small integers; another operand or a larger result leaves the fast copy");
        else if (noted.isFast && !asked.empty())
            remark(RemarkKind::Slow, "where the fast way does not fit it asks for" + asked);
        else if (noted.isFast && looksIntoObjects(instr.op))
            remark(RemarkKind::Slow, "where the fast way does not fit it asks the runtime");
        else if (!asked.empty())
            remark(RemarkKind::Asks, whyAsked(source, instr, about) + ": asks for" + asked);
        if (noted.boxes)
            remark(RemarkKind::Boxed, "a number in a register becomes an object for it");
    }
    std::stable_sort(made.begin(), made.end(),
                     [](const NativeRemark& a, const NativeRemark& b) { return a.line < b.line; });
    made.erase(std::unique(made.begin(), made.end()), made.end());
    told_->remarks.insert(told_->remarks.end(), made.begin(), made.end());
}

} // namespace taipan::llvm_backend
