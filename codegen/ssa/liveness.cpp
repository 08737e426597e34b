#include "taipan/codegen/ssa_liveness.h"

#include <algorithm>

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

namespace {
using Words = std::vector<uint64_t>;

bool has(const Words& set, ValueId id) {
    return (set[index(id) / 64] >> (index(id) % 64) & 1) != 0;
}
void add(Words& set, ValueId id) {
    set[index(id) / 64] |= uint64_t{1} << (index(id) % 64);
}
void remove(Words& set, ValueId id) {
    set[index(id) / 64] &= ~(uint64_t{1} << (index(id) % 64));
}
bool addAll(Words& set, const Words& more) {
    uint64_t changed = 0;
    for (size_t i = 0; i < set.size(); ++i) {
        changed |= more[i] & ~set[i];
        set[i] |= more[i];
    }
    return changed != 0;
}

bool makesIterator(const Instr& instr) {
    return instr.op == Op::IterStart || instr.op == Op::IterHold;
}
bool isYield(const Instr& instr) {
    return instr.op == Op::Yield || instr.op == Op::YieldFrom;
}

class Walk {
  public:
    explicit Walk(const Function& function)
        : function_(function), words_((function.values.size() + 63) / 64),
          liveIn_(function.blocks.size(), Words(words_, 0)) {}
    FramePlaces run();
    std::vector<Words> liveAtStarts() {
        findLive();
        return std::move(liveIn_);
    }

  private:
    const Instr& value(ValueId id) const { return function_.values[index(id)]; }
    Words liveAtEnd(BlockId id) const;
    void use(Words& live, ValueId id) const {
        if (!isMadeAnew(value(id))) add(live, id);
    }
    /// Calls `at(value, live)` for the values of a block from the last to the first, with what is
    /// needed behind each; the set then is what is needed before the block.
    template <typename Visit>
    Words walkBack(BlockId id, Visit at) const;
    void findLive();
    void findEscaping();
    Places place(const std::vector<ValueId>& wanted) const;

    const Function& function_;
    const size_t words_;
    std::vector<Words> liveIn_;
    std::vector<uint8_t> escapes_; // iterators that more than IterNext uses
};

/// What is needed at the end of a block. An exception may leave it at any point, so that what its
/// landing needs is needed all along; none of that is made in the block.
Words Walk::liveAtEnd(BlockId id) const {
    const Block& block = function_.blocks[index(id)];
    Words live(words_, 0);
    for (const BlockId to : block.to) {
        addAll(live, liveIn_[index(to)]);
        const Block& target = function_.blocks[index(to)];
        const auto edge = static_cast<size_t>(
            std::find(target.from.begin(), target.from.end(), id) - target.from.begin());
        for (const ValueId each : target.code) {
            if (value(each).op != Op::Phi) break;
            use(live, value(each).operands[edge]);
        }
    }
    if (block.landing != BlockId::none) addAll(live, liveIn_[index(block.landing)]);
    for (const ValueId each : block.values) use(live, each);
    return live;
}

template <typename Visit>
Words Walk::walkBack(BlockId id, Visit at) const {
    const Block& block = function_.blocks[index(id)];
    Words live = liveAtEnd(id);
    for (size_t i = block.code.size(); i-- > 0;) {
        const Instr& instr = value(block.code[i]);
        at(block.code[i], live);
        if (instr.op == Op::Phi) continue; // all at once, below
        remove(live, block.code[i]);
        for (const ValueId operand : instr.operands) use(live, operand);
    }
    for (const ValueId each : block.code) {
        if (value(each).op != Op::Phi) break;
        remove(live, each);
    }
    return live;
}

void Walk::findLive() {
    const std::vector<BlockId> order = reversePostorder(function_);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = order.size(); i-- > 0;)
            changed = addAll(liveIn_[index(order[i])],
                             walkBack(order[i], [](ValueId, const Words&) {})) ||
                      changed;
    }
}

void Walk::findEscaping() {
    escapes_.assign(function_.values.size(), 0);
    const auto look = [&](ValueId operand) {
        if (makesIterator(value(operand))) escapes_[index(operand)] = 1;
    };
    for (const Block& block : function_.blocks) {
        for (const ValueId id : block.code)
            if (value(id).op != Op::IterNext)
                for (const ValueId operand : value(id).operands) look(operand);
        for (const ValueId id : block.values) look(id);
    }
}

/// Gives each value the first place that none needed beside it has.
Places Walk::place(const std::vector<ValueId>& wanted) const {
    Places made{std::vector<uint32_t>(function_.values.size(), kNoPlace), 0};
    std::vector<uint32_t> number(function_.values.size(), kNoPlace);
    for (uint32_t i = 0; i < wanted.size(); ++i) number[index(wanted[i])] = i;
    std::vector<std::vector<uint8_t>> beside(wanted.size(), std::vector<uint8_t>(wanted.size(), 0));
    const auto conflict = [&](uint32_t a, uint32_t b) { beside[a][b] = beside[b][a] = 1; };
    for (uint32_t b = 0; b < function_.blocks.size() && !wanted.empty(); ++b) {
        walkBack(BlockId{b}, [&](ValueId id, const Words& live) {
            const uint32_t at = number[index(id)];
            if (at == kNoPlace) return;
            for (uint32_t i = 0; i < wanted.size(); ++i)
                if (i != at && has(live, wanted[i])) conflict(at, i);
            if (value(id).op != Op::Phi) return;
            for (const ValueId other : function_.blocks[b].code) {
                if (value(other).op != Op::Phi) break;
                if (other != id && number[index(other)] != kNoPlace)
                    conflict(at, number[index(other)]);
            }
        });
    }
    for (uint32_t i = 0; i < wanted.size(); ++i)
        if (escapes_[index(wanted[i])] != 0)
            for (uint32_t other = 0; other < wanted.size(); ++other)
                if (other != i) conflict(i, other);
    for (uint32_t i = 0; i < wanted.size(); ++i) {
        std::vector<uint8_t> taken(wanted.size(), 0);
        for (uint32_t other = 0; other < i; ++other)
            if (beside[i][other] != 0) taken[made.of[index(wanted[other])]] = 1;
        const auto free = std::find(taken.begin(), taken.end(), 0);
        const auto at = static_cast<uint32_t>(free - taken.begin());
        made.of[index(wanted[i])] = at;
        made.count = std::max(made.count, at + 1);
    }
    return made;
}

FramePlaces Walk::run() {
    findLive();
    findEscaping();
    Words crosses(words_, 0);
    for (uint32_t b = 0; b < function_.blocks.size(); ++b) {
        walkBack(BlockId{b}, [&](ValueId id, const Words& live) {
            if (!isYield(value(id))) return;
            Words behind = live;
            remove(behind, id);
            if (value(id).op == Op::YieldFrom) use(behind, value(id).operands[0]);
            addAll(crosses, behind);
        });
        if (function_.blocks[b].landing != BlockId::none)
            addAll(crosses, liveIn_[index(function_.blocks[b].landing)]);
    }
    std::vector<ValueId> kept, iterators, keptIterators;
    for (uint32_t i = 0; i < function_.values.size(); ++i) {
        const ValueId id{i};
        const bool isKept = has(crosses, id);
        if (makesIterator(value(id))) (isKept ? keptIterators : iterators).push_back(id);
        if (isKept && (!makesIterator(value(id)) || escapes_[i] != 0)) kept.push_back(id);
    }
    FramePlaces made;
    made.kept = place(kept);
    made.iterators = place(iterators);
    made.keptIterators = place(keptIterators);
    return made;
}
} // namespace

bool isMadeAnew(const Instr& instr) {
    switch (instr.op) {
    case Op::Null:
    case Op::None:
    case Op::True:
    case Op::False:
    case Op::Int:
    case Op::Text:
    case Op::Constant:
    case Op::Word:
    case Op::Long:
    case Op::Double:
    case Op::Cell: return true;
    default: return false;
    }
}

FramePlaces framePlaces(const Function& function) {
    return Walk(function).run();
}

LiveValues::LiveValues(const Function& function) : sets_(Walk(function).liveAtStarts()) {}

} // namespace taipan::ssa
