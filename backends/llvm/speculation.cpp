#include "backends/llvm/speculation.h"

#include <algorithm>

#include "taipan/codegen/ssa_liveness.h"

namespace taipan::llvm_backend {

using abi::BinaryOp;
using abi::UnaryOp;
using ssa::BlockId;
using ssa::Instr;
using ssa::Op;
using ssa::Type;
using ssa::ValueId;

bool makesSmall(BinaryOp op) {
    switch (ssa::plainOf(op)) {
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::Multiply:
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Xor:
    case BinaryOp::Lshift:
    case BinaryOp::Rshift:
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo: return true;
    default: return false;
    }
}

uint32_t Speculation::headed(BlockId block) const {
    for (uint32_t i = 0; i < loops.size(); ++i)
        if (loops[i].header == block) return i;
    return kNoLoop;
}

bool leaves(const ssa::Function& function, const Speculation& known, const Instr& made) {
    const auto small = [&](size_t i) {
        const ValueId id = made.operands[i];
        return known.small[index(id)] != 0;
    };
    const auto may = [&](size_t i) {
        return mayBeSmall(function.values[index(made.operands[i])].type);
    };
    if (made.op == Op::Unary) return made.arg != static_cast<uint32_t>(UnaryOp::Not) && small(0);
    if (made.op != Op::Binary || !may(0) || !may(1)) return false;
    const BinaryOp op{static_cast<uint8_t>(made.arg)};
    if (op == BinaryOp::Equal || op == BinaryOp::NotEqual) return small(0) && small(1);
    if (op <= BinaryOp::NotEqual)
        return (small(0) && small(1)) || (!known.isFloaty && (small(0) || small(1)));
    if (!makesSmall(op)) return false;
    if (small(0) && small(1)) return true;
    if (known.isFloaty) return ssa::plainOf(op) <= BinaryOp::Rshift && (small(0) || small(1));
    return small(0) || small(1) || ssa::plainOf(op) != BinaryOp::Add;
}

namespace {
class Finder {
  public:
    Finder(const ssa::Function& function, const std::vector<uint8_t>& excluded)
        : function_(function), excluded_(excluded) {}
    Speculation run();

  private:
    const Instr& value(ValueId id) const { return function_.values[index(id)]; }
    bool dominates(BlockId over, BlockId under) const;
    void findLoops();
    void findWanted();
    void findSmall();
    bool staysSmall(ValueId id, const Instr& made) const;
    void findNeeds();
    void needsOf(Loop& loop, const ssa::LiveValues& live);
    bool isQuiet(const Loop& loop) const;

    const ssa::Function& function_;
    const std::vector<uint8_t>& excluded_;
    Speculation made_;
    std::vector<uint8_t> wanted_; // integers by what uses them
};

bool Finder::dominates(BlockId over, BlockId under) const {
    while (under != BlockId::none && under != over)
        under = function_.blocks[index(under)].dominator;
    return under == over;
}

void Finder::findLoops() {
    const size_t count = function_.blocks.size();
    made_.loopOf.assign(count, kNoLoop);
    for (uint32_t i = 0; i < count; ++i) {
        Loop loop{BlockId{i}, std::vector<uint8_t>(count, 0), kNoLoop, true, {}, {}, {}};
        std::vector<BlockId> path;
        for (const BlockId from : function_.blocks[i].from)
            if (dominates(loop.header, from)) path.push_back(from);
        if (path.empty()) continue;
        loop.has[i] = 1;
        while (!path.empty()) {
            const BlockId at = path.back();
            path.pop_back();
            if (loop.has[index(at)] != 0) continue;
            loop.has[index(at)] = 1;
            const std::vector<BlockId>& from = function_.blocks[index(at)].from;
            path.insert(path.end(), from.begin(), from.end());
        }
        made_.loops.push_back(std::move(loop));
    }
    const auto size = [](const Loop& loop) {
        return std::count(loop.has.begin(), loop.has.end(), 1);
    };
    std::stable_sort(made_.loops.begin(), made_.loops.end(),
                     [&](const Loop& a, const Loop& b) { return size(a) > size(b); });
    for (uint32_t i = 0; i < made_.loops.size(); ++i) { // the outer ones first
        made_.loops[i].outer = made_.loopOf[index(made_.loops[i].header)];
        for (size_t b = 0; b < count; ++b)
            if (made_.loops[i].has[b] != 0) made_.loopOf[b] = i;
    }
}

/// Finds values that take part in arithmetic, are compared by size, or are indices.
void Finder::findWanted() {
    wanted_.assign(function_.values.size(), 0);
    for (const Instr& each : function_.values) {
        if (each.block == BlockId::none) continue;
        if (each.op == Op::Binary) {
            const BinaryOp op{static_cast<uint8_t>(each.arg)};
            if (makesSmall(op) || op == BinaryOp::Less || op == BinaryOp::More ||
                op == BinaryOp::LessEqual || op == BinaryOp::MoreEqual)
                for (const ValueId operand : each.operands) wanted_[index(operand)] = 1;
        } else if (each.op == Op::Subscr || each.op == Op::StoreSubscr) {
            wanted_[index(each.operands[1])] = 1;
        }
    }
    for (bool again = true; again;) { // what joins them
        again = false;
        for (size_t i = 0; i < wanted_.size(); ++i) {
            if (wanted_[i] == 0 || function_.values[i].op != Op::Phi) continue;
            for (const ValueId operand : function_.values[i].operands) {
                again = again || (wanted_[index(operand)] == 0 && value(operand).op == Op::Phi);
                wanted_[index(operand)] = 1;
            }
        }
    }
}

bool Finder::staysSmall(ValueId id, const Instr& made) const {
    if (made.type == Type::SmallInt) return true;
    if (excluded_[index(id)] != 0) return false;
    switch (made.op) {
    case Op::Bound:
    case Op::Given: return made_.small[index(made.operands[0])] != 0;
    case Op::Unary: return leaves(function_, made_, made);
    case Op::Binary:
        return BinaryOp{static_cast<uint8_t>(made.arg)} > BinaryOp::NotEqual &&
               leaves(function_, made_, made);
    case Op::Phi: {
        if (wanted_[index(id)] == 0) return false;
        bool any = false;
        for (const ValueId operand : made.operands) {
            if (!mayBeSmall(value(operand).type) || excluded_[index(operand)] != 0) return false;
            any = any || (operand != id && made_.small[index(operand)] != 0);
        }
        return any;
    }
    default: return false;
    }
}

/// What holds is what no operation speaks against.
void Finder::findSmall() {
    made_.small.assign(function_.values.size(), 0);
    for (size_t i = 0; i < made_.small.size(); ++i) {
        const Instr& each = function_.values[i];
        if (each.type == Type::Float ||
            (each.op == Op::Binary &&
             ssa::plainOf(BinaryOp{static_cast<uint8_t>(each.arg)}) == BinaryOp::TrueDivide))
            made_.isFloaty = true;
        made_.small[i] = mayBeSmall(each.type) ? 1 : 0;
    }
    for (const uint8_t each : excluded_) made_.isFloaty = made_.isFloaty || each != 0;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < made_.small.size(); ++i) {
            if (made_.small[i] == 0 || staysSmall(ValueId{i}, function_.values[i])) continue;
            made_.small[i] = 0;
            again = true;
        }
    }
}

bool Finder::isQuiet(const Loop& loop) const {
    for (uint32_t b = 0; b < loop.has.size(); ++b) {
        if (loop.has[b] == 0) continue;
        const ssa::Block& block = function_.blocks[b];
        if (block.exit != ssa::Exit::Jump && block.exit != ssa::Exit::Branch) return false;
        for (const ValueId id : block.code) {
            const Instr& made = value(id);
            switch (made.op) {
            case Op::Phi:
            case Op::Null:
            case Op::None:
            case Op::True:
            case Op::False:
            case Op::Int:
            case Op::Text:
            case Op::Constant:
            case Op::Bound:
            case Op::Given:
            case Op::Truth:
            case Op::IsNull:
            case Op::IterNext:
            case Op::Subscr:
            case Op::StoreSubscr:
            case Op::Unary: break;
            case Op::Binary: {
                const BinaryOp op{static_cast<uint8_t>(made.arg)};
                if (excluded_[index(id)] == 0 && op > BinaryOp::NotEqual && op != BinaryOp::Is &&
                    !makesSmall(op))
                    return false;
                break;
            }
            default: return false;
            }
        }
    }
    return true;
}

void Finder::needsOf(Loop& loop, const ssa::LiveValues& live) {
    const ssa::Block& header = function_.blocks[index(loop.header)];
    const auto once = [](std::vector<ValueId>& list, ValueId id) {
        if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
    };
    for (uint32_t i = 0; i < function_.values.size(); ++i)
        if (made_.small[i] != 0 && !ssa::isMadeAnew(function_.values[i]) &&
            live.atStart(loop.header, ValueId{i}))
            loop.small.push_back(ValueId{i});
    for (const ValueId id : header.code)
        if (value(id).op == Op::Phi && made_.small[index(id)] != 0) once(loop.small, id);
    loop.isQuiet = isQuiet(loop);
    const auto isOutside = [&](ValueId id) {
        const Instr& made = value(id);
        return made.block != BlockId::none && loop.has[index(made.block)] == 0 &&
               excluded_[index(id)] == 0;
    };
    for (uint32_t b = 0; b < loop.has.size(); ++b) {
        if (loop.has[b] == 0) continue;
        bool isAlways = true; // every turn passes the block
        for (const BlockId from : header.from)
            if (loop.has[index(from)] != 0) isAlways = isAlways && dominates(BlockId{b}, from);
        if (loop.header != BlockId{b} && made_.loopOf[b] != made_.loopOf[index(loop.header)])
            isAlways = false;
        for (const ValueId id : function_.blocks[b].code) {
            const Instr& made = value(id);
            if (isAlways && leaves(function_, made_, made))
                for (const ValueId operand : made.operands)
                    if (made_.small[index(operand)] == 0 && !ssa::isMadeAnew(value(operand)) &&
                        isOutside(operand) && mayBeSmall(value(operand).type))
                        once(loop.ints, operand);
            if (loop.isQuiet && (made.op == Op::Subscr || made.op == Op::StoreSubscr) &&
                isOutside(made.operands[0]) && made_.loopOf[b] == made_.loopOf[index(loop.header)])
                once(loop.bases, made.operands[0]);
        }
    }
}

Speculation Finder::run() {
    findLoops();
    findWanted();
    findSmall();
    const ssa::LiveValues live(function_);
    for (Loop& loop : made_.loops) needsOf(loop, live);
    return std::move(made_);
}
} // namespace

Speculation speculate(const ssa::Function& function, const std::vector<uint8_t>& excluded) {
    return Finder(function, excluded).run();
}

bool isKernel(const ssa::Function& function) {
    constexpr size_t kPart = 8; // one in so many values is to be in such loops
    const Speculation found = speculate(function, std::vector<uint8_t>(function.values.size(), 0));
    size_t all = 0, inside = 0;
    for (size_t i = 0; i < function.blocks.size(); ++i) {
        const uint32_t loop = found.loopOf[i];
        bool isInner = loop != kNoLoop && found.loops[loop].isQuiet;
        for (const Loop& each : found.loops) isInner = isInner && each.outer != loop;
        all += function.blocks[i].code.size();
        if (isInner) inside += function.blocks[i].code.size();
    }
    return inside * kPart >= all && inside != 0;
}

} // namespace taipan::llvm_backend
