// Blocks, slots and the stack of one function; the operations are in operations.cpp, exceptions in
// protected.cpp.

#include <algorithm>
#include <cassert>
#include <utility>

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

Builder::Builder(const ir::Module& module, const ir::Function& source)
    : module_(module), source_(source) {
    made_.source = &source;
}

// ---- preparing ---------------------------------------------------------------------------------

void Builder::scanLabels() {
    labels_.resize(source_.labelCount);
    uint32_t line = source_.scope->line;
    for (uint32_t at = 0; at < source_.code.size(); ++at) {
        const ir::Instr& instr = source_.code[at];
        if (instr.op == ir::kLine) line = instr.arg;
        if (instr.op == ir::kLabel) labels_[instr.arg] = {at, line};
        if (instr.op == SourceOp::RAISE_LAST) raisesLast_ = true;
    }
}

void Builder::makeSlots() {
    const Scope& scope = *source_.scope;
    // `__class__` of a class body has slot 0 even where there are none.
    locals_ = std::max(scope.localCount, scope.kind == ScopeKind::Class ? 1u : 0u);
    isCell_.assign(locals_, 0);
    for (uint32_t i = 0; i < locals_; ++i) newSlot(SlotKind::Local, i);
    for (const Symbol& symbol : scope.symbols.all())
        if (symbol.kind == SymbolKind::Cell || symbol.kind == SymbolKind::Free)
            isCell_[symbol.slot] = 1;
    // Arguments are the first local variables: those that may be given by place, by name only, and
    // the two that take the rest.
    arguments_ = scope.positionalArgs + scope.keywordOnlyArgs;
    for (const uint8_t rest : {abi::kScopeVarArgs, abi::kScopeVarKeywords})
        if ((source_.flags & rest) != 0) ++arguments_;
}

uint32_t Builder::newSlot(SlotKind kind, uint32_t index) {
    made_.slots.push_back({kind, index});
    return static_cast<uint32_t>(made_.slots.size() - 1);
}

uint32_t Builder::stackSlot(uint32_t depth) {
    while (stackSlots_.size() <= depth)
        stackSlots_.push_back(newSlot(SlotKind::Stack, static_cast<uint32_t>(stackSlots_.size())));
    return stackSlots_[depth];
}

Function Builder::run() {
    scanLabels();
    makeSlots();
    line_ = source_.scope->line;
    start(newBlock(kNone), 0, kNone);
    for (uint32_t slot = 0; slot < locals_; ++slot) {
        if (isCell_[slot] != 0) continue;
        store(slot, slot < arguments_ ? argument(slot) : unbound(slot));
    }
    translateFrom(0);
    while (!worklist_.empty()) {
        Label& label = labels_[worklist_.back()];
        worklist_.pop_back();
        labelStart(label);
        if (current_ != BlockId::none) translateFrom(at_);
    }
    return std::move(made_);
}

// ---- blocks ------------------------------------------------------------------------------------

/// Where an exception goes that is raised with `open` innermost, at the current position: the
/// innermost block whose handler does not run yet.
uint32_t Builder::landingOf(uint32_t open) const {
    while (open != kNone && handles(open)) open = tries_[open].outer;
    return open;
}

BlockId Builder::newBlock(uint32_t open) {
    const uint32_t landing = landingOf(open);
    made_.blocks.emplace_back();
    if (landing != kNone) made_.blocks.back().landing = tries_[landing].landing;
    return BlockId{static_cast<uint32_t>(made_.blocks.size() - 1)};
}

void Builder::start(BlockId block, uint32_t depth, uint32_t open) {
    current_ = block;
    open_ = open;
    stack_.assign(depth, {});
}

void Builder::endBlock(Exit kind, std::vector<ValueId> values, std::vector<BlockId> to) {
    Block& block = made_.blocks[index(current_)];
    block.exit = kind;
    block.line = line_;
    block.values = std::move(values);
    block.to = std::move(to);
    current_ = BlockId::none;
}

/// The block of a label that is reached with `depth` entries.
BlockId Builder::blockOf(uint32_t label, uint32_t depth, uint32_t open) {
    Label& to = labels_[label];
    if (to.block == BlockId::none) {
        const uint32_t from = std::exchange(at_, to.position + 1); // for newBlock()
        to.block = newBlock(open);
        at_ = from;
        to.depth = depth;
        to.open = open;
        worklist_.push_back(label);
    }
    assert(to.depth == depth && to.open == open);
    return to.block;
}

/// Ends the block; the stack is cut to `depth`. A handler that is entered here has nothing to
/// raise.
void Builder::jumpTo(uint32_t label, uint32_t depth) {
    if (raisesLast_ && open_ != kNone && tries_[open_].label == label && !handles(open_))
        store(tries_[open_].caught, emit(Op::Null));
    stack_.resize(depth);
    flush();
    endBlock(Exit::Jump, {}, {blockOf(label, depth, open_)});
}

/// Walks the source from `position`, in the current block, to where that is left or meets a label.
void Builder::translateFrom(uint32_t position) {
    for (at_ = position; current_ != BlockId::none; ++at_) {
        assert(at_ < source_.code.size());
        const ir::Instr& instr = source_.code[at_];
        if (instr.op == ir::kLine)
            line_ = instr.arg;
        else if (instr.op == ir::kLabel)
            jumpTo(instr.arg, static_cast<uint32_t>(stack_.size()));
        else if (instr.op == ir::kUnbind)
            store(instr.arg, unbound(instr.arg));
        else if (!ir::isMark(instr.op))
            instruction(instr);
    }
}

// ---- values ------------------------------------------------------------------------------------

ValueId Builder::emit(Op op, std::vector<ValueId> operands, uint32_t arg, uint32_t wide) {
    const auto id = ValueId{static_cast<uint32_t>(made_.values.size())};
    made_.values.push_back({op, opInfo(op).type, line_, arg, wide, current_, std::move(operands)});
    made_.blocks[index(current_)].code.push_back(id);
    return id;
}

ValueId Builder::emitInt(int64_t value) {
    const auto bits = static_cast<uint64_t>(value);
    return emit(Op::Int, {}, static_cast<uint32_t>(bits), static_cast<uint32_t>(bits >> 32));
}

void Builder::push(ValueId value) {
    stack_.push_back({value, true});
}

/// The entry `below` entries under the top.
ValueId Builder::peek(uint32_t below) {
    const auto position = static_cast<uint32_t>(stack_.size() - 1 - below);
    if (stack_[position].value == ValueId::none)
        stack_[position].value = emit(Op::SlotLoad, {}, stackSlot(position));
    return stack_[position].value;
}

ValueId Builder::pop() {
    const ValueId value = peek(0);
    stack_.pop_back();
    return value;
}

/// The topmost `count` entries, the lowest first.
std::vector<ValueId> Builder::popMany(uint32_t count) {
    std::vector<ValueId> values(count);
    for (uint32_t i = count; i-- > 0;) values[i] = pop();
    return values;
}

/// Writes what is not in its slot yet. Parts of iterators have no value and are not written.
void Builder::flush() {
    for (uint32_t i = 0; i < stack_.size(); ++i) {
        if (stack_[i].dirty && stack_[i].value != ValueId::none)
            store(stackSlot(i), stack_[i].value);
        stack_[i].dirty = false;
    }
}

// ---- the whole ---------------------------------------------------------------------------------

Module build(const ir::Module& source, unsigned smallIntBits) {
    Module made{&source, {}};
    made.functions.reserve(source.functions.size());
    for (const ir::Function& function : source.functions) {
        made.functions.push_back(Builder(source, function).run());
        Function& latest = made.functions.back();
        linkEdges(latest);
        analyse(latest);
        promote(latest);
        simplify(latest, source, smallIntBits);
    }
    return made;
}

} // namespace taipan::ssa
