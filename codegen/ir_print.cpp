#include "support/text/quote.h"
#include "taipan/codegen/ir.h"
#include "taipan/frontend/dump.h"

namespace taipan::ir {

namespace {
using abi::Op;
using abi::Operand;

std::string label(uint32_t number) {
    return "L" + std::to_string(number);
}

std::string operand(const Module& module, const Function& function, const Instr& instr,
                    const Interner& interner) {
    std::string number = std::to_string(instr.arg);
    switch (abi::opInfo(instr.op).operand) {
    case Operand::None: return {};
    case Operand::Qstr:
        return pythonLiteral(interner.text(NameId{instr.arg})) +
               (instr.extra == kEnterEarly ? " early" : "");
    case Operand::Args: return number + ", " + std::to_string(instr.wide) + " keyword";
    case Operand::Split: return number + " * " + std::to_string(instr.wide);
    case Operand::Hint:
    case Operand::Slot:
    case Operand::Count:
    case Operand::Comp: return number;
    case Operand::Int:
        return std::to_string(instr.wide != 0 ? module.wideInts[instr.arg]
                                              : static_cast<int32_t>(instr.arg));
    case Operand::Object: return describeConstant(*module.constants[instr.arg]);
    case Operand::Child:
    case Operand::ChildCells:
        return "function " + std::to_string(function.children[instr.arg]) +
               (instr.wide != 0 ? ", " + std::to_string(instr.wide) + " cells" : "");
    case Operand::Jump:
    case Operand::Forward: return label(instr.arg);
    case Operand::Unwind:
        return label(instr.arg) + ", " + std::to_string(instr.extra & abi::kUnwindBlocks) +
               " blocks" + ((instr.extra & abi::kUnwindIterator) != 0 ? ", pop iterator" : "");
    case Operand::Folded:
        return instr.op == Op::UNARY_OP_MULTI ? abi::kUnaryOpTexts[instr.arg]
                                              : abi::kBinaryOpTexts[instr.arg];
    }
    return {};
}

/// The mnemonic without the encoding forms that this level does not know.
std::string_view mnemonic(Op op) {
    std::string_view name = abi::opInfo(op).name;
    for (std::string_view suffix : {"_MULTI", "_N"})
        if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
    return name;
}
} // namespace

std::string print(const Module& module, const Interner& interner) {
    std::string out;
    for (size_t i = 0; i < module.functions.size(); ++i) {
        const Function& function = module.functions[i];
        out += "function " + std::to_string(i) + " " +
               std::string(interner.text(function.scope->name)) + ": slots " +
               std::to_string(function.scope->localCount) + ", blocks " +
               std::to_string(function.blockDepth) + ", flags " + std::to_string(function.flags) +
               ", defaults " + std::to_string(function.positionalDefaults) + "\n";
        for (const Instr& instr : function.code) {
            if (instr.op == kLabel) {
                out += label(instr.arg) + ":\n";
            } else if (instr.op == kLine) {
                out += "  .line " + std::to_string(instr.arg) + "\n";
            } else if (instr.op == kAdjust) {
                out += "  .depth " + std::to_string(static_cast<int32_t>(instr.arg)) + "\n";
            } else if (instr.op == kUnbind) {
                out += "  .unbind " + std::to_string(instr.arg) + "\n";
            } else if (instr.op == kRoom) {
                out += "  .room " + std::to_string(function.rooms[instr.arg].entries) + "\n";
            } else {
                const std::string args = operand(module, function, instr, interner);
                out.append("    ").append(mnemonic(instr.op));
                if (!args.empty()) out.append(" ").append(args);
                out += "\n";
            }
        }
    }
    return out;
}

} // namespace taipan::ir
