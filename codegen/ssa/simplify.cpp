// What need not be there: Phis of one value, checks that hold, branches that are decided, blocks
// that nothing reaches, values that nothing uses.

#include <algorithm>
#include <utility>

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

namespace {
class Simplifier {
  public:
    Simplifier(Function& function, const ir::Module& module, unsigned smallIntBits)
        : function_(function), module_(module), smallIntBits_(smallIntBits),
          replaced_(function.values.size(), ValueId::none) {}
    void run();

  private:
    bool foldValues();
    ValueId foldedTo(ValueId id, const Instr& instr) const;
    bool foldExits();
    bool foldExit(BlockId id);
    void becomeJump(BlockId id, size_t edge);
    void cutEdge(BlockId from, BlockId to);
    bool dropUnreached();
    bool mergeBlocks();
    void dropUnused();
    void compact();
    Instr& value(ValueId id) { return function_.values[index(id)]; }
    Block& block(BlockId id) { return function_.blocks[index(id)]; }
    ValueId resolved(ValueId id) const {
        while (replaced_[index(id)] != ValueId::none) id = replaced_[index(id)];
        return id;
    }
    template <typename Visit>
    void forEachUse(Visit visit) {
        for (Block& each : function_.blocks) {
            for (const ValueId id : each.code)
                for (ValueId& operand : value(id).operands) visit(operand);
            for (ValueId& operand : each.values) visit(operand);
        }
    }

    Function& function_;
    const ir::Module& module_;
    const unsigned smallIntBits_;
    std::vector<ValueId> replaced_;
};

/// The value that an instruction is the same as; itself when there is none.
ValueId Simplifier::foldedTo(ValueId id, const Instr& instr) const {
    if (instr.op == Op::Bound) {
        const ValueId operand = resolved(instr.operands[0]);
        return mayBeNull(function_.values[index(operand)].type) ? id : operand;
    }
    if (instr.op != Op::Phi) return id;
    ValueId only = ValueId::none;
    for (const ValueId operand : instr.operands) {
        const ValueId now = resolved(operand);
        if (now == id || now == only) continue;
        if (only != ValueId::none) return id;
        only = now;
    }
    return only != ValueId::none ? only : id;
}

bool Simplifier::foldValues() {
    bool any = false;
    for (bool changed = true; changed;) {
        changed = false;
        for (Block& each : function_.blocks) {
            std::erase_if(each.code, [&](ValueId id) {
                const ValueId now = foldedTo(id, value(id));
                if (now == id) return false;
                replaced_[index(id)] = now;
                changed = true;
                return true;
            });
        }
        any = any || changed;
    }
    forEachUse([&](ValueId& operand) { operand = resolved(operand); });
    return any;
}

/// Forgets one edge.
void Simplifier::cutEdge(BlockId from, BlockId to) {
    Block& target = block(to);
    const auto at = std::find(target.from.begin(), target.from.end(), from) - target.from.begin();
    target.from.erase(target.from.begin() + at);
    for (const ValueId id : target.code) {
        if (value(id).op != Op::Phi) break;
        value(id).operands.erase(value(id).operands.begin() + at);
    }
}

/// Ends the block in a jump along one of its edges.
void Simplifier::becomeJump(BlockId id, size_t edge) {
    const std::vector<BlockId> to = block(id).to;
    for (size_t i = 0; i < to.size(); ++i)
        if (i != edge) cutEdge(id, to[i]);
    block(id).exit = Exit::Jump;
    block(id).values.clear();
    block(id).cases.clear();
    block(id).to = {to[edge]};
}

bool Simplifier::foldExit(BlockId id) {
    if (block(id).values.empty()) return false;
    const Instr& decides = value(block(id).values[0]);
    if (block(id).exit == Exit::Branch && decides.op == Op::IsNull) {
        const Type type = value(decides.operands[0]).type;
        if (type == Type::Any) return false;
        becomeJump(id, type == Type::Null ? 0 : 1);
        return true;
    }
    if (block(id).exit != Exit::Resume) return false;
    if (decides.type == Type::NoneType) {
        becomeJump(id, 0);
        return true;
    }
    if (decides.type == Type::Raised) {
        for (const BlockId to : std::exchange(block(id).to, {})) cutEdge(id, to);
        block(id).cases.clear();
        block(id).exit = Exit::Rethrow;
        return true;
    }
    if (decides.op != Op::Int) return false;
    const std::vector<uint32_t>& cases = block(id).cases;
    const auto found = std::find(cases.begin(), cases.end(), decides.arg);
    becomeJump(id, static_cast<size_t>(found - cases.begin()) + 1);
    return true;
}

bool Simplifier::foldExits() {
    bool changed = false;
    for (const BlockId id : reversePostorder(function_)) changed = foldExit(id) || changed;
    return changed;
}

/// Empties blocks that no path leads to.
bool Simplifier::dropUnreached() {
    std::vector<uint8_t> reached(function_.blocks.size(), 0);
    for (const BlockId id : reversePostorder(function_)) reached[index(id)] = 1;
    bool changed = false;
    for (uint32_t i = 0; i < reached.size(); ++i) {
        if (reached[i] != 0) continue;
        changed = changed || !function_.blocks[i].to.empty();
        for (const BlockId to : std::exchange(function_.blocks[i].to, {})) cutEdge(BlockId{i}, to);
        function_.blocks[i].code.clear();
        function_.blocks[i].values.clear();
    }
    return changed;
}

/// Joins a block to the only one that goes to it.
bool Simplifier::mergeBlocks() {
    bool changed = false;
    for (const BlockId id : reversePostorder(function_)) {
        while (block(id).exit == Exit::Jump && !block(id).to.empty()) {
            const BlockId next = block(id).to[0];
            if (next == id || next == BlockId::entry || block(next).from.size() != 1 ||
                block(next).landing != block(id).landing)
                break;
            Block moved = std::exchange(block(next), {});
            for (const ValueId each : moved.code) value(each).block = id;
            std::vector<ValueId>& code = block(id).code;
            code.insert(code.end(), moved.code.begin(), moved.code.end());
            for (const BlockId to : moved.to)
                std::replace(block(to).from.begin(), block(to).from.end(), next, id);
            block(id).exit = moved.exit;
            block(id).line = moved.line;
            block(id).values = std::move(moved.values);
            block(id).to = std::move(moved.to);
            block(id).cases = std::move(moved.cases);
            changed = true;
        }
    }
    return changed;
}

void Simplifier::dropUnused() {
    std::vector<uint8_t> used(function_.values.size(), 0);
    std::vector<ValueId> work;
    const auto use = [&](ValueId id) {
        if (std::exchange(used[index(id)], uint8_t{1}) == 0) work.push_back(id);
    };
    for (const Block& each : function_.blocks) {
        for (const ValueId id : each.code) {
            const Effect effect = opInfo(value(id).op).effect;
            if (effect == Effect::Acts || effect == Effect::Raises) use(id);
        }
        for (const ValueId id : each.values) use(id);
    }
    while (!work.empty()) {
        const ValueId id = work.back();
        work.pop_back();
        for (const ValueId operand : value(id).operands) use(operand);
    }
    for (Block& each : function_.blocks)
        std::erase_if(each.code, [&](ValueId id) { return used[index(id)] == 0; });
}

/// Numbers blocks and values anew, in order.
void Simplifier::compact() {
    const std::vector<BlockId> order = reversePostorder(function_);
    std::vector<BlockId> blocks(function_.blocks.size(), BlockId::none);
    std::vector<ValueId> values(function_.values.size(), ValueId::none);
    uint32_t count = 0;
    for (uint32_t i = 0; i < order.size(); ++i) {
        blocks[index(order[i])] = BlockId{i};
        for (const ValueId id : block(order[i]).code) values[index(id)] = ValueId{count++};
    }
    Function made{function_.source, {}, {}, std::move(function_.slots)};
    made.values.reserve(count);
    for (uint32_t i = 0; i < order.size(); ++i) {
        made.blocks.push_back(std::move(block(order[i])));
        Block& moved = made.blocks.back();
        for (ValueId& id : moved.code) {
            made.values.push_back(std::move(value(id)));
            made.values.back().block = BlockId{i};
            for (ValueId& operand : made.values.back().operands) operand = values[index(operand)];
            id = values[index(id)];
        }
        for (ValueId& id : moved.values) id = values[index(id)];
        for (BlockId& id : moved.to) id = blocks[index(id)];
        for (BlockId& id : moved.from) id = blocks[index(id)];
        if (moved.landing != BlockId::none) moved.landing = blocks[index(moved.landing)];
    }
    function_ = std::move(made);
}

void Simplifier::run() {
    for (bool changed = true; changed;) {
        infer(function_, module_, smallIntBits_);
        changed = foldValues();
        changed = foldExits() || changed;
        changed = dropUnreached() || changed;
        changed = mergeBlocks() || changed;
    }
    dropUnused();
    compact();
}
} // namespace

void simplify(Function& function, const ir::Module& module, unsigned smallIntBits) {
    Simplifier(function, module, smallIntBits).run();
    analyse(function);
}

} // namespace taipan::ssa
