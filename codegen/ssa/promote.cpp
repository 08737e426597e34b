// Slots become values: Phis where paths meet, by dominance frontiers, for what is live there.
//
// A slot stays one when protected code changes it and the landing of that code, or what follows,
// reads it: an exception may come from any point in between.

#include <utility>

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

namespace {
/// A set of slots.
class Bits {
  public:
    explicit Bits(size_t size) : words_((size + 63) / 64, 0) {}
    bool has(size_t i) const { return (words_[i / 64] >> (i % 64) & 1) != 0; }
    void add(size_t i) { words_[i / 64] |= uint64_t{1} << (i % 64); }
    void remove(size_t i) { words_[i / 64] &= ~(uint64_t{1} << (i % 64)); }
    /// Adds (more - without). True when that changed it.
    bool addAll(const Bits& more, const Bits* without = nullptr) {
        uint64_t changed = 0;
        for (size_t i = 0; i < words_.size(); ++i) {
            const uint64_t keep = without != nullptr ? ~without->words_[i] : ~uint64_t{0};
            const uint64_t next = words_[i] | (more.words_[i] & keep);
            changed |= next ^ words_[i];
            words_[i] = next;
        }
        return changed != 0;
    }

  private:
    std::vector<uint64_t> words_;
};

class Promotion {
  public:
    explicit Promotion(Function& function)
        : function_(function), order_(reversePostorder(function)),
          liveIn_(function.blocks.size(), Bits(function.slots.size())),
          stays_(function.slots.size()), current_(function.slots.size(), ValueId::none) {}
    void run();

  private:
    void findLive();
    void findWhatStays();
    bool isProtectedBy(BlockId block, BlockId landing) const;
    bool mayStillRaise(BlockId block, size_t at, BlockId landing) const;
    void placePhis();
    void rename();
    void renameBlock(BlockId block, std::vector<std::pair<uint32_t, ValueId>>& undo);
    void fillPhis(BlockId from);
    ValueId newValue(Op op, BlockId block);
    ValueId valueOf(uint32_t slot);
    void set(uint32_t slot, ValueId value, std::vector<std::pair<uint32_t, ValueId>>& undo);
    ValueId resolved(ValueId id) const {
        while (id != ValueId::none && index(id) < replaced_.size() &&
               replaced_[index(id)] != ValueId::none)
            id = replaced_[index(id)];
        return id;
    }

    Function& function_;
    const std::vector<BlockId> order_;
    std::vector<Bits> liveIn_;
    Bits stays_;
    std::vector<ValueId> current_;   // by slot
    std::vector<ValueId> replaced_;  // loads, by what they load
    std::vector<uint32_t> phiSlots_; // of the Phis made here, by ValueId - firstPhi_
    uint32_t firstPhi_ = 0;
    ValueId null_ = ValueId::none;
};

/// Slots read before they are written, from each block on; a landing follows any point of a block.
void Promotion::findLive() {
    const size_t slots = function_.slots.size();
    std::vector<Bits> written(function_.blocks.size(), Bits(slots));
    for (const BlockId id : order_) {
        for (const ValueId value : function_.blocks[index(id)].code) {
            const Instr& instr = function_.values[index(value)];
            if (instr.op == Op::SlotLoad && !written[index(id)].has(instr.arg))
                liveIn_[index(id)].add(instr.arg);
            if (instr.op == Op::SlotStore) written[index(id)].add(instr.arg);
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = order_.size(); i-- > 0;) {
            const Block& block = function_.blocks[index(order_[i])];
            Bits& live = liveIn_[index(order_[i])];
            for (const BlockId to : block.to)
                changed = live.addAll(liveIn_[index(to)], &written[index(order_[i])]) || changed;
            if (block.landing != BlockId::none)
                changed = live.addAll(liveIn_[index(block.landing)]) || changed;
        }
    }
}

/// Whether what `block` raises may come to `landing`: directly, or from the handlers before it.
bool Promotion::isProtectedBy(BlockId block, BlockId landing) const {
    for (BlockId at = function_.blocks[index(block)].landing; at != BlockId::none;
         at = function_.blocks[index(at)].landing)
        if (at == landing) return true;
    return false;
}

/// Whether anything that `landing` protects may follow instruction `at` of a block.
bool Promotion::mayStillRaise(BlockId id, size_t at, BlockId landing) const {
    const Block& block = function_.blocks[index(id)];
    for (size_t i = at + 1; i < block.code.size(); ++i)
        if (opInfo(function_.values[index(block.code[i])].op).effect == Effect::Raises) return true;
    if (block.to.empty() || block.exit == Exit::Resume) return true; // the exit may raise
    for (const BlockId to : block.to)
        if (isProtectedBy(to, landing)) return true;
    return false;
}

void Promotion::findWhatStays() {
    for (const BlockId id : order_) {
        const Block& block = function_.blocks[index(id)];
        for (size_t i = 0; i < block.code.size(); ++i) {
            const Instr& instr = function_.values[index(block.code[i])];
            if (instr.op != Op::SlotStore) continue;
            for (BlockId landing = block.landing; landing != BlockId::none;
                 landing = function_.blocks[index(landing)].landing)
                if (liveIn_[index(landing)].has(instr.arg) && mayStillRaise(id, i, landing))
                    stays_.add(instr.arg);
        }
    }
}

ValueId Promotion::newValue(Op op, BlockId block) {
    const auto id = ValueId{static_cast<uint32_t>(function_.values.size())};
    function_.values.push_back({op, opInfo(op).type, 0, 0, 0, block, {}});
    return id;
}

/// A Phi where two values of a slot may meet: the iterated dominance frontier of its stores.
void Promotion::placePhis() {
    const size_t blocks = function_.blocks.size();
    std::vector<std::vector<BlockId>> frontier(blocks);
    for (const BlockId id : order_) {
        const Block& block = function_.blocks[index(id)];
        if (block.from.size() < 2) continue;
        for (const BlockId from : block.from) {
            for (BlockId runner = from; runner != block.dominator && runner != BlockId::none;
                 runner = function_.blocks[index(runner)].dominator)
                if (frontier[index(runner)].empty() || frontier[index(runner)].back() != id)
                    frontier[index(runner)].push_back(id);
        }
    }
    std::vector<std::vector<BlockId>> stores(function_.slots.size());
    for (const BlockId id : order_) {
        for (const ValueId value : function_.blocks[index(id)].code) {
            const Instr& instr = function_.values[index(value)];
            if (instr.op != Op::SlotStore || stays_.has(instr.arg)) continue;
            std::vector<BlockId>& in = stores[instr.arg];
            if (in.empty() || in.back() != id) in.push_back(id);
        }
    }
    std::vector<std::vector<ValueId>> phis(blocks);
    std::vector<uint32_t> placedFor(blocks, ~uint32_t{0});
    firstPhi_ = static_cast<uint32_t>(function_.values.size());
    for (uint32_t slot = 0; slot < stores.size(); ++slot) {
        std::vector<BlockId>& work = stores[slot];
        while (!work.empty()) {
            const BlockId from = work.back();
            work.pop_back();
            for (const BlockId to : frontier[index(from)]) {
                if (placedFor[index(to)] == slot || !liveIn_[index(to)].has(slot)) continue;
                placedFor[index(to)] = slot;
                const ValueId phi = newValue(Op::Phi, to);
                function_.values[index(phi)].operands.assign(
                    function_.blocks[index(to)].from.size(), ValueId::none);
                phis[index(to)].push_back(phi);
                phiSlots_.push_back(slot);
                work.push_back(to);
            }
        }
    }
    for (size_t i = 0; i < blocks; ++i) {
        std::vector<ValueId>& code = function_.blocks[i].code;
        code.insert(code.begin(), phis[i].begin(), phis[i].end());
    }
}

/// What a slot holds now. Where nothing was stored it is null: an entry that no path reads.
ValueId Promotion::valueOf(uint32_t slot) {
    return current_[slot] != ValueId::none ? current_[slot] : null_;
}

void Promotion::set(uint32_t slot, ValueId value, std::vector<std::pair<uint32_t, ValueId>>& undo) {
    undo.emplace_back(slot, current_[slot]);
    current_[slot] = value;
}

void Promotion::fillPhis(BlockId from) {
    for (const BlockId to : function_.blocks[index(from)].to) {
        const Block& block = function_.blocks[index(to)];
        for (const ValueId phi : block.code) {
            if (index(phi) < firstPhi_) break;
            Instr& instr = function_.values[index(phi)];
            if (instr.op != Op::Phi) break;
            for (size_t i = 0; i < block.from.size(); ++i)
                if (block.from[i] == from)
                    instr.operands[i] = valueOf(phiSlots_[index(phi) - firstPhi_]);
        }
    }
}

void Promotion::renameBlock(BlockId id, std::vector<std::pair<uint32_t, ValueId>>& undo) {
    std::vector<ValueId> kept;
    for (const ValueId value : function_.blocks[index(id)].code) {
        Instr& instr = function_.values[index(value)];
        for (ValueId& operand : instr.operands) operand = resolved(operand);
        if (instr.op == Op::Phi && index(value) >= firstPhi_) {
            set(phiSlots_[index(value) - firstPhi_], value, undo);
        } else if (instr.op == Op::SlotLoad && !stays_.has(instr.arg)) {
            replaced_[index(value)] = valueOf(instr.arg);
            continue;
        } else if (instr.op == Op::SlotStore && !stays_.has(instr.arg)) {
            set(instr.arg, instr.operands[0], undo);
            continue;
        }
        kept.push_back(value);
    }
    Block& block = function_.blocks[index(id)];
    block.code = std::move(kept);
    for (ValueId& value : block.values) value = resolved(value);
    fillPhis(id);
}

/// Walks the dominator tree.
void Promotion::rename() {
    replaced_.assign(function_.values.size(), ValueId::none);
    std::vector<std::vector<BlockId>> below(function_.blocks.size());
    for (const BlockId id : order_) {
        const BlockId over = function_.blocks[index(id)].dominator;
        if (over != BlockId::none) below[index(over)].push_back(id);
    }
    struct Step {
        BlockId block;
        size_t next = 0;
        std::vector<std::pair<uint32_t, ValueId>> undo = {};
    };
    std::vector<Step> path;
    path.push_back({BlockId::entry});
    renameBlock(BlockId::entry, path.back().undo);
    while (!path.empty()) {
        Step& step = path.back();
        if (step.next < below[index(step.block)].size()) {
            const BlockId child = below[index(step.block)][step.next++];
            path.push_back({child});
            renameBlock(child, path.back().undo);
            continue;
        }
        for (size_t i = step.undo.size(); i-- > 0;)
            current_[step.undo[i].first] = step.undo[i].second;
        path.pop_back();
    }
}

void Promotion::run() {
    findLive();
    findWhatStays();
    null_ = newValue(Op::Null, BlockId::entry);
    std::vector<ValueId>& entry = function_.blocks[0].code;
    entry.insert(entry.begin(), null_);
    placePhis();
    rename();
}
} // namespace

void promote(Function& function) {
    Promotion(function).run();
}

} // namespace taipan::ssa
