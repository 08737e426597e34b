#include <algorithm>

#include "taipan/codegen/ssa.h"

namespace taipan::ssa {

namespace {
class Verifier {
  public:
    Verifier(const Module& module, const Function& function)
        : module_(module), function_(function) {}
    std::string run();

  private:
    std::string edges(BlockId id, const Block& block) const;
    std::string landing(const Block& block) const;
    std::string code(BlockId id, const Block& block);
    std::string instruction(ValueId id, const Instr& instr) const;
    std::string phi(const Block& block, const Instr& instr) const;
    std::string use(ValueId operand, BlockId block, uint32_t at) const;
    std::string argument(const Instr& instr) const;
    bool dominates(BlockId over, BlockId block) const;
    bool isBlock(BlockId id) const { return index(id) < function_.blocks.size(); }

    const Module& module_;
    const Function& function_;
    std::vector<uint32_t> position_; // of a value in its block
};

bool Verifier::dominates(BlockId over, BlockId block) const {
    while (block != over && block != BlockId::none)
        block = function_.blocks[index(block)].dominator;
    return block == over;
}

std::string Verifier::edges(BlockId id, const Block& block) const {
    const ExitInfo& info = exitInfo(block.exit);
    if (block.values.size() != info.values) return "wrong number of values at the exit";
    if (block.exit == Exit::Resume) {
        if (block.to.empty() || block.cases.size() + 1 != block.to.size())
            return "cases do not fit the edges";
    } else if (block.to.size() != static_cast<size_t>(info.targets)) {
        return "wrong number of edges";
    }
    for (const BlockId to : block.to) {
        if (!isBlock(to)) return "edge out of range";
        if (to == BlockId::entry) return "edge to the entry";
        const std::vector<BlockId>& from = function_.blocks[index(to)].from;
        if (std::count(from.begin(), from.end(), id) !=
            std::count(block.to.begin(), block.to.end(), to))
            return "edge that its target does not know";
    }
    for (const BlockId from : block.from) {
        if (!isBlock(from)) return "origin out of range";
        const std::vector<BlockId>& to = function_.blocks[index(from)].to;
        if (std::find(to.begin(), to.end(), id) == to.end())
            return "origin that does not come here";
    }
    if (id != BlockId::entry && block.from.empty()) return "block that nothing reaches";
    return {};
}

/// A landing starts with the only Catch of its block, and only a Try leads there.
std::string Verifier::landing(const Block& block) const {
    if (block.landing == BlockId::none) return {};
    if (!isBlock(block.landing)) return "landing out of range";
    const Block& to = function_.blocks[index(block.landing)];
    if (to.code.empty() || function_.values[index(to.code[0])].op != Op::Catch)
        return "landing without a catch";
    for (const BlockId from : to.from) {
        const Block& origin = function_.blocks[index(from)];
        if (origin.exit != Exit::Try || origin.to[1] != block.landing)
            return "landing that is entered otherwise";
    }
    return {};
}

std::string Verifier::argument(const Instr& instr) const {
    switch (opInfo(instr.op).arg) {
    case Arg::Slot: return instr.arg < function_.slots.size() ? "" : "slot out of range";
    case Arg::Constant:
        return instr.arg < module_.source->constants.size() ? "" : "constant out of range";
    case Arg::Child:
        return instr.arg < function_.source->children.size() ? "" : "child out of range";
    case Arg::Unary: return instr.arg < abi::kUnaryOpCount ? "" : "operator out of range";
    case Arg::Binary: return instr.arg < abi::kBinaryOpCount ? "" : "operator out of range";
    case Arg::Function:
        return instr.arg < module_.source->functions.size() ? "" : "function out of range";
    default: return {};
    }
}

/// A value is made before it is used: earlier in the block (`at` is the place of the use), or in
/// one that is always passed before.
std::string Verifier::use(ValueId operand, BlockId block, uint32_t at) const {
    if (index(operand) >= function_.values.size()) return "operand out of range";
    const Instr& made = function_.values[index(operand)];
    if (made.type == Type::Nothing) return "operand without a value";
    if (made.block == block ? position_[index(operand)] >= at : !dominates(made.block, block))
        return "operand that is not made before";
    return {};
}

std::string Verifier::phi(const Block& block, const Instr& instr) const {
    if (instr.operands.size() != block.from.size()) return "phi that does not fit the edges";
    for (size_t i = 0; i < instr.operands.size(); ++i)
        if (std::string wrong = use(instr.operands[i], block.from[i], ~uint32_t{0}); !wrong.empty())
            return wrong;
    return {};
}

std::string Verifier::instruction(ValueId id, const Instr& instr) const {
    const int8_t count = opInfo(instr.op).operands;
    if (count >= 0 && instr.operands.size() != static_cast<size_t>(count))
        return "wrong number of operands";
    if (std::string wrong = argument(instr); !wrong.empty()) return wrong;
    for (const ValueId operand : instr.operands)
        if (std::string wrong = use(operand, instr.block, position_[index(id)]); !wrong.empty())
            return wrong;
    return {};
}

std::string Verifier::code(BlockId id, const Block& block) {
    bool phis = true;
    for (size_t i = 0; i < block.code.size(); ++i) {
        if (index(block.code[i]) >= function_.values.size()) return "value out of range";
        const Instr& instr = function_.values[index(block.code[i])];
        if (instr.block != id) return "value of another block";
        phis = phis && instr.op == Op::Phi;
        if (!phis && instr.op == Op::Phi) return "phi behind other code";
        if (instr.op == Op::Catch && i != 0) return "catch behind other code";
        std::string wrong = phis ? phi(block, instr) : instruction(block.code[i], instr);
        if (!wrong.empty()) return wrong + " at %" + std::to_string(index(block.code[i]));
    }
    for (const ValueId value : block.values)
        if (std::string wrong = use(value, id, ~uint32_t{0}); !wrong.empty())
            return wrong + " at the exit";
    return {};
}

std::string Verifier::run() {
    position_.assign(function_.values.size(), 0);
    for (const Block& block : function_.blocks)
        for (uint32_t i = 0; i < block.code.size(); ++i)
            if (index(block.code[i]) < position_.size()) position_[index(block.code[i])] = i;
    for (uint32_t i = 0; i < function_.blocks.size(); ++i) {
        const Block& block = function_.blocks[i];
        for (const std::string& wrong :
             {edges(BlockId{i}, block), landing(block), code(BlockId{i}, block)})
            if (!wrong.empty()) return "b" + std::to_string(i) + ": " + wrong;
    }
    return {};
}
} // namespace

std::string verify(const Module& module) {
    for (size_t i = 0; i < module.functions.size(); ++i) {
        const std::string wrong = Verifier(module, module.functions[i]).run();
        if (!wrong.empty()) return "function " + std::to_string(i) + ": " + wrong;
    }
    return {};
}

} // namespace taipan::ssa
