#include "support/text/quote.h"
#include "taipan/codegen/ssa.h"
#include "taipan/frontend/dump.h"

namespace taipan::ssa {

namespace {
constexpr OpInfo kOps[] = {
#define TAIPAN_SSA_OP(name, text, operands, arg, type, effect)                                     \
    {text, operands, Arg::arg, Type::type, Effect::effect},
#include "taipan/codegen/ssa.def"
#undef TAIPAN_SSA_OP
};
constexpr ExitInfo kExits[] = {
#define TAIPAN_SSA_EXIT(name, text, values, targets) {text, values, targets},
#include "taipan/codegen/ssa.def"
#undef TAIPAN_SSA_EXIT
};
constexpr const char* kTypes[] = {
#define TAIPAN_SSA_TYPE(name, text) text,
#include "taipan/codegen/ssa.def"
#undef TAIPAN_SSA_TYPE
};

class Printer {
  public:
    Printer(const Module& module, const Function& function, const Interner& interner)
        : module_(module), function_(function), interner_(interner) {}
    std::string run(size_t number);
    std::string argument(const Instr& instr) const;

  private:
    void block(BlockId id);
    void instruction(ValueId id);
    void exitOf(const Block& block);
    void line(uint32_t line);
    std::string slot(uint32_t number) const;
    std::string list(const std::vector<ValueId>& values) const;
    std::string text(NameId name) const { return pythonLiteral(interner_.text(name)); }

    const Module& module_;
    const Function& function_;
    const Interner& interner_;
    std::string out_;
    uint32_t line_ = 0;
};

std::string name(ValueId id) {
    return "%" + std::to_string(index(id));
}
std::string name(BlockId id) {
    return "b" + std::to_string(index(id));
}

std::string Printer::list(const std::vector<ValueId>& values) const {
    std::string text;
    for (const ValueId id : values) text += (text.empty() ? " " : ", ") + name(id);
    return text;
}

std::string Printer::slot(uint32_t number) const {
    const Slot& slot = function_.slots[number];
    switch (slot.kind) {
    case SlotKind::Stack: return "stack" + std::to_string(slot.index);
    case SlotKind::Payload: return "result" + std::to_string(slot.index);
    case SlotKind::Caught: return "caught" + std::to_string(slot.index);
    case SlotKind::Local: break;
    }
    for (const Symbol& symbol : function_.source->scope->symbols.all()) {
        const bool inFrame = symbol.kind == SymbolKind::Local || symbol.kind == SymbolKind::Cell ||
                             symbol.kind == SymbolKind::Free;
        if (inFrame && symbol.slot == slot.index) return std::string(interner_.text(symbol.name));
    }
    return "slot" + std::to_string(slot.index);
}

std::string Printer::argument(const Instr& instr) const {
    switch (opInfo(instr.op).arg) {
    case Arg::None: return {};
    case Arg::Name: return " " + text(NameId{instr.arg});
    case Arg::Slot: return " " + slot(instr.arg);
    case Arg::Number: return " " + std::to_string(instr.arg);
    case Arg::Int: return " " + std::to_string(intValue(instr.arg, instr.wide));
    case Arg::Constant: return " " + describeConstant(*module_.source->constants[instr.arg]);
    case Arg::Child: return " " + std::to_string(function_.source->children[instr.arg]);
    case Arg::Unary: return std::string(" ") + abi::kUnaryOpTexts[instr.arg];
    case Arg::Binary: return std::string(" ") + abi::kBinaryOpTexts[instr.arg];
    case Arg::Function: return " " + std::to_string(instr.arg);
    case Arg::Call: return " " + std::to_string(instr.arg) + "+" + std::to_string(instr.wide);
    }
    return {};
}

void Printer::line(uint32_t line) {
    if (line == line_ || line == 0) return;
    line_ = line;
    out_ += "  .line " + std::to_string(line) + "\n";
}

void Printer::instruction(ValueId id) {
    const Instr& instr = function_.values[index(id)];
    line(instr.line);
    const OpInfo& info = opInfo(instr.op);
    out_ += "    ";
    if (info.type != Type::Nothing) out_ += name(id) + " = ";
    out_ += info.text + argument(instr);
    out_ += (info.arg != Arg::None && !instr.operands.empty() ? "," : "") + list(instr.operands);
    if (instr.type != info.type) out_ += std::string(" : ") + typeText(instr.type);
    out_ += "\n";
}

void Printer::exitOf(const Block& block) {
    line(block.line);
    out_ += std::string("    ") + exitInfo(block.exit).text + list(block.values);
    for (size_t i = 0; i < block.to.size(); ++i) {
        out_ += i == 0 && block.values.empty() ? " " : ", ";
        if (block.exit == Exit::Resume && i > 0) out_ += std::to_string(block.cases[i - 1]) + ": ";
        out_ += name(block.to[i]);
    }
    out_ += "\n";
}

void Printer::block(BlockId id) {
    const Block& block = function_.blocks[index(id)];
    out_ += name(id) + ":";
    std::string notes;
    for (const BlockId from : block.from) notes += (notes.empty() ? " from " : ", ") + name(from);
    if (block.loopDepth != 0) notes += "; loop " + std::to_string(block.loopDepth);
    if (block.landing != BlockId::none) notes += "; raises to " + name(block.landing);
    if (!notes.empty()) out_ += " #" + notes;
    out_ += "\n";
    for (const ValueId each : block.code) instruction(each);
    exitOf(block);
}

std::string Printer::run(size_t number) {
    out_ = "function " + std::to_string(number) + " " +
           std::string(interner_.text(function_.source->scope->name)) + "\n";
    for (uint32_t i = 0; i < function_.blocks.size(); ++i) block(BlockId{i});
    return std::move(out_);
}
} // namespace

const OpInfo& opInfo(Op op) {
    return kOps[static_cast<size_t>(op)];
}
const ExitInfo& exitInfo(Exit exit) {
    return kExits[static_cast<size_t>(exit)];
}
const char* typeText(Type type) {
    return kTypes[static_cast<size_t>(type)];
}

std::string describe(const Module& module, const Function& function, const Instr& instr,
                     const Interner& interner) {
    return opInfo(instr.op).text + Printer(module, function, interner).argument(instr);
}

std::string print(const Module& module, const Interner& interner) {
    std::string out;
    for (size_t i = 0; i < module.functions.size(); ++i)
        out += Printer(module, module.functions[i], interner).run(i);
    return out;
}

} // namespace taipan::ssa
