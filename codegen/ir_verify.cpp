#include <algorithm>

#include "taipan/codegen/ir.h"

namespace taipan::ir {

namespace {
using abi::Op;
using abi::Operand;

class Verifier {
  public:
    explicit Verifier(const Module& module) : module_(module) {}
    std::string run();

  private:
    std::string function(const Function& function);
    std::string instruction(const Function& function, const Instr& instr, size_t at);
    std::string labels(const Function& function);

    const Module& module_;
    std::vector<uint8_t> placed_;
};

std::string problem(const char* what, size_t at) {
    return std::string(what) + " at operation " + std::to_string(at);
}

std::string Verifier::labels(const Function& function) {
    placed_.assign(function.labelCount, 0);
    for (size_t i = 0; i < function.code.size(); ++i) {
        const Instr& instr = function.code[i];
        if (instr.op != kLabel) continue;
        if (instr.arg >= function.labelCount) return problem("label out of range", i);
        if (placed_[instr.arg]++ != 0) return problem("label placed twice", i);
    }
    return {};
}

std::string Verifier::instruction(const Function& function, const Instr& instr, size_t at) {
    if (abi::opInfo(instr.op).name == nullptr) return problem("undefined operation", at);
    switch (abi::opInfo(instr.op).operand) {
    case Operand::Qstr: return instr.arg == 0 ? problem("missing name", at) : "";
    case Operand::Int:
        if (instr.wide != 0 && instr.arg >= module_.wideInts.size())
            return problem("integer index out of range", at);
        return {};
    case Operand::Object:
        if (instr.arg >= module_.constants.size()) return problem("constant out of range", at);
        return {};
    case Operand::Child:
    case Operand::ChildCells:
        if (instr.arg >= function.children.size() ||
            function.children[instr.arg] >= module_.functions.size())
            return problem("child out of range", at);
        return {};
    case Operand::Jump:
    case Operand::Forward:
    case Operand::Unwind:
        if (instr.arg >= function.labelCount || placed_[instr.arg] == 0)
            return problem("jump to a label that is not placed", at);
        return {};
    case Operand::Folded: {
        const bool isOperator = instr.op == Op::UNARY_OP_MULTI || instr.op == Op::BINARY_OP_MULTI;
        const uint32_t count = isOperator ? abi::opInfo(instr.op).count : 0;
        return instr.arg >= count ? problem("operator out of range", at) : "";
    }
    case Operand::Slot: { // `__class__` of a class body has slot 0 even where there are none
        const uint32_t least = function.scope->kind == ScopeKind::Class ? 1 : 0;
        if (instr.arg >= std::max(function.scope->localCount, least))
            return problem("slot out of range", at);
        return {};
    }
    case Operand::Hint:
    case Operand::Count:
    case Operand::Args:
    case Operand::Split:
    case Operand::Comp:
    case Operand::None: return {};
    }
    return {};
}

std::string Verifier::function(const Function& function) {
    if (std::string wrong = labels(function); !wrong.empty()) return wrong;
    int depth = 0;
    for (size_t i = 0; i < function.code.size(); ++i) {
        const Instr& instr = function.code[i];
        if (instr.op == kRoom && instr.arg >= function.rooms.size())
            return problem("room out of range", i);
        if (instr.op == kUnbind && instr.arg >= function.scope->localCount)
            return problem("slot out of range", i);
        if (!isMark(instr.op)) {
            if (std::string wrong = instruction(function, instr, i); !wrong.empty()) return wrong;
        }
        depth += depthChange(instr);
        if (depth < 0) return problem("stack depth below zero", i);
    }
    if (depth != 0) return "stack not empty at the end";
    if (function.code.empty() || function.code.back().op != Op::RETURN_VALUE)
        return "function does not end in a return";
    return {};
}

std::string Verifier::run() {
    for (size_t i = 0; i < module_.functions.size(); ++i) {
        const std::string wrong = function(module_.functions[i]);
        if (!wrong.empty()) return "function " + std::to_string(i) + ": " + wrong;
    }
    return {};
}
} // namespace

std::string verify(const Module& module) {
    return Verifier(module).run();
}

} // namespace taipan::ir
