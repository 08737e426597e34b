// Exception blocks: try, finally, with, and what leaves them.

#include <algorithm>
#include <cassert>
#include <utility>

#include "codegen/ssa/builder.h"
#include "taipan/abi/patterns.h"

namespace taipan::ssa {

/// Begins protected code. Its handler is entered with `base` entries and the completion above them.
void Builder::protect(SourceOp setup, uint32_t label, uint32_t base) {
    const auto depth = static_cast<uint32_t>(stack_.size());
    const auto which = static_cast<uint32_t>(tries_.size());
    const uint32_t outer = open_;
    const BlockId landing = newBlock(outer);
    tries_.push_back({outer, setup, label, base, landing});
    Protected& made = tries_.back();
    if (setup != SourceOp::SETUP_EXCEPT) made.payload = newSlot(SlotKind::Payload, which);
    if (raisesLast_) {
        made.caught = newSlot(SlotKind::Caught, which);
        store(made.caught, emit(Op::Null));
    }
    flush();
    const BlockId body = newBlock(which);
    endBlock(Exit::Try, {}, {body, landing});

    start(landing, base, outer);
    const ValueId raised = emit(Op::Catch);
    if (made.payload != kNone) store(made.payload, emit(Op::Null)); // no return waits
    if (made.caught != kNone) store(made.caught, raised);
    push(raised);
    flush();
    endBlock(Exit::Jump, {}, {blockOf(label, base + 1, which)});
    start(body, depth, which);
}

void Builder::enterWith(uint32_t label) {
    const ValueId manager = pop();
    pushPair(emit(Op::WithMethod, {manager}));
    const auto base = static_cast<uint32_t>(stack_.size());
    push(emit(Op::WithEnter, {manager}));
    protect(SourceOp::SETUP_WITH, label, base);
}

/// Starts the block of a label and moves to what is behind it.
void Builder::labelStart(Label& label) {
    line_ = label.line;
    start(label.block, label.depth, label.open);
    at_ = label.position + 1;
    if (label.rotatesPending) { // two entries in the stack form, one completion here
        const std::vector<ValueId> old = popMany(2);
        push(old[1]);
        push(old[0]);
        at_ += abi::kAsyncWithRotationCount;
    }
    asyncWithTest(label);
}

/// The handler of `async with` tells an exception from a return or jump that waits by what lies on
/// the stack. True when `label` starts with that test; goes on where it is an exception.
bool Builder::asyncWithTest(const Label& label) {
    if (label.open == kNone || labels_[tries_[label.open].label].position != label.position)
        return false;
    constexpr uint32_t kLength = std::size(abi::kAsyncWithTest);
    if (at_ + kLength > source_.code.size()) return false;
    for (uint32_t i = 0; i < kLength; ++i)
        if (source_.code[at_ + i].op != abi::kAsyncWithTest[i].op) return false;
    const uint32_t pending = source_.code[at_ + kLength - 1].arg;
    at_ += kLength;
    const ValueId isRaised = emit(Op::IsRaised, {peek(0)});
    const auto depth = static_cast<uint32_t>(stack_.size());
    flush();
    labels_[pending].rotatesPending = true;
    const BlockId waits = blockOf(pending, depth, open_);
    const BlockId next = newBlock(open_);
    branchTo(isRaised, next, waits);
    start(next, depth, open_);
    return true;
}

/// Ends a handler. Behind the last clause of an `except` there is only what none of them took.
void Builder::endFinally() {
    const uint32_t which = open_;
    const ValueId completion = pop();
    open_ = tries_[which].outer;
    if (tries_[which].setup == SourceOp::SETUP_EXCEPT)
        return endBlock(Exit::Rethrow, {completion}, {});
    flush();
    const auto depth = static_cast<uint32_t>(stack_.size());
    const BlockId end = current_, next = newBlock(open_);
    endBlock(Exit::Resume, {completion}, {next});
    // All that waits for the handler is known: labels are walked last in, first out, and that of
    // the handler was met before those of the code that it follows.
    tries_[which].hasEnded = true;
    for (uint32_t i = 0; i < tries_[which].pending.size(); ++i) {
        const Pending pending = tries_[which].pending[i];
        start(newBlock(tries_[which].outer), depth, tries_[which].outer);
        made_.blocks[index(end)].to.push_back(current_);
        made_.blocks[index(end)].cases.push_back(i + 1);
        const ValueId value =
            pending.isReturn ? emit(Op::SlotLoad, {}, tries_[which].payload) : ValueId::none;
        leave(pending, tries_[which].outer, depth, value);
    }
    start(next, depth, tries_[which].outer);
}

/// A return of `value`, or a jump, from inside `from` and what is around it, with `depth` entries
/// on the stack. The first finally that it meets delays it.
void Builder::leave(Pending pending, uint32_t from, uint32_t depth, ValueId value) {
    uint32_t open = from;
    while (pending.isReturn ? open != kNone : pending.blocks != 0) {
        if (!pending.isReturn) --pending.blocks;
        const Protected& left = tries_[open];
        if (left.setup != SourceOp::SETUP_EXCEPT && !handles(open))
            return delay(open, pending, value);
        depth = left.base; // a completion that its handler had above is dropped
        open = left.outer;
    }
    if (pending.isReturn) return endBlock(Exit::Return, {value}, {});
    open_ = open;
    jumpTo(pending.label, depth - (pending.dropsIterator ? abi::kIteratorSlots : 0));
}

/// Enters the handler of a finally with a number that stands for what waits.
void Builder::delay(uint32_t which, const Pending& pending, ValueId value) {
    std::vector<Pending>& waiting = tries_[which].pending;
    const auto found = std::find(waiting.begin(), waiting.end(), pending);
    const auto number = static_cast<uint32_t>(found - waiting.begin());
    if (found == waiting.end()) {
        assert(!tries_[which].hasEnded);
        waiting.push_back(pending);
    }
    if (pending.isReturn) store(tries_[which].payload, value);
    stack_.resize(tries_[which].base);
    push(emitInt(number + 1));
    open_ = which;
    jumpTo(tries_[which].label, tries_[which].base + 1);
}

/// `raise` alone: what the innermost handler handles. One of a finally may have been entered
/// without an exception; then the one around it counts.
void Builder::raiseLast() {
    for (uint32_t open = open_; open != kNone; open = tries_[open].outer) {
        if (!handles(open)) continue;
        const ValueId caught = emit(Op::SlotLoad, {}, tries_[open].caught);
        if (tries_[open].setup == SourceOp::SETUP_EXCEPT)
            return endBlock(Exit::Rethrow, {caught}, {});
        const ValueId isNull = emit(Op::IsNull, {caught});
        const BlockId outer = newBlock(open_), raises = newBlock(open_);
        branchTo(isNull, outer, raises);
        start(raises, 0, open_);
        endBlock(Exit::Rethrow, {caught}, {});
        start(outer, 0, open_);
    }
    endBlock(Exit::NothingToRaise, {}, {});
}

} // namespace taipan::ssa
