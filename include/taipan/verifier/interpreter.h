// The bodies of verifier.h.
#pragma once

namespace taipan::verifier {

// --- decoding ------------------------------------------------------------------------------------

template <typename Use>
inline Operand Interpreter<Use>::Input::kindOf(unsigned byte) const {
    code.require(byte >= abi::kFirstOp && byte < abi::kEndOp, Rule::OpcodeDefined, byte);
    OpRow row = kOpRows[byte];
    if (byte >= abi::kUnaryBase && byte < abi::kBinaryBase) {
        row.pop = 1;
        code.require(byte < abi::kUnaryBase + abi::kUnaryOpCount, Rule::OpcodeDefined, byte);
    }
    code.row_ = row;
    return static_cast<Operand>(row.operand);
}

template <typename Use>
inline uint32_t Interpreter<Use>::Input::foldedOf(unsigned byte) const {
    const OpRow row = code.row_;
    code.require(row.pop + row.push + row.flow != 0, Rule::OpcodeDefined, byte);
    return byte & 0x0f;
}

/// Whether the handler at `at` is one of an `async with`; then `end` is where it goes on for an
/// exception, `target` for a return or jump.
template <typename Use>
bool Interpreter<Use>::findAsyncHandler(uint32_t at) {
    abi::AsyncWithEntries entries;
    const auto decodeAt = [this](uint32_t offset) -> const abi::Decoded& {
        decode(offset);
        if constexpr (Use::kForStock)
            require(op() != Op::LOAD_GLOBAL || Use::isBaseException(operand), Rule::AsyncName);
        return *this;
    };
    const auto expect = [this](bool holds) { require(holds, Rule::AsyncHandler); };
    const auto get = [this](uint32_t offset) { return byteAt(offset); };
    if (!abi::findAsyncWith(at, get, decodeAt, expect, entries)) return false;
    target = entries.onPending;
    end = entries.onException;
    return true;
}

// --- the first pass ------------------------------------------------------------------------------

/// The names: that of the function and those of its parameters. What follows is the line table,
/// whose reader needs no promises.
template <typename Use>
void Interpreter<Use>::checkInfo() const {
    const uint8_t* at = prelude_.info;
    for (size_t left = 1 + size_t{prelude_.nPosArgs} + prelude_.nKwonlyArgs; left != 0; --left) {
        size_t name = 0;
        uint8_t next;
        do {
            require(at != prelude_.cells, Rule::NameWhole);
            next = *at++;
            name = name << abi::kGroupBits | (next & abi::kGroupMask);
            require(name < limits_.names, Rule::NameIndex, static_cast<uint32_t>(name),
                    static_cast<uint32_t>(limits_.names));
        } while ((next & abi::kMoreBytes) != 0);
    }
}

template <typename Use>
void Interpreter<Use>::checkSlot() {
    const unsigned which = byte - abi::kFirstSlotOp; // as abi::usesCell() and changesSlot(), once
    const uint32_t slot = operand;
    if (slot >= locals_) locals_ = slot + 1;
    const bool isOwnCell = isCell(slot);
    if (which < abi::kSlotOps && (which & 1) != 0) {
        // A cell of its own, or one that a closure brings along.
        if (isOwnCell) return;
        require(slot < prelude_.nPosArgs, Rule::CellSlot, slot);
        if (const uint32_t behind = slot + 1; behind > closed_)
            closed_ = static_cast<uint8_t>(behind);
    } else if (which < abi::kSlotOps ? which >= 2 : byte >= kStoreFast) {
        require(!isOwnCell, Rule::CellKept, slot);
        if (slot < lowestStored_) lowestStored_ = slot;
    }
}

template <typename Use>
void Interpreter<Use>::checkOperand() {
    switch (static_cast<Operand>(row_.operand)) {
    case Operand::Qstr:
        require(operand < limits_.names, Rule::NameIndex, operand,
                static_cast<uint32_t>(limits_.names));
        break;
    case Operand::Object:
        require(operand < limits_.constants, Rule::ConstantIndex, operand,
                static_cast<uint32_t>(limits_.constants));
        break;
    case Operand::Child:
    case Operand::ChildCells: {
        require(operand < limits_.children, Rule::ChildIndex, operand,
                static_cast<uint32_t>(limits_.children));
        if constexpr (requires { Use::kMayLackNeeds; })
            if (limits_.needs == nullptr) break;
        const Needs& needs = limits_.needs[operand];
        require(extra >= needs.least && extra <= needs.most, Rule::ClosureCells, extra,
                extra < needs.least ? needs.least : needs.most);
        break;
    }
    case Operand::Jump:
    case Operand::Unwind:
    case Operand::Forward: marks_[target] |= kTargeted; break;
    default:
        if (abi::namesSlot(byte)) checkSlot();
    }
    // Where the handler of an `async with` is entered a block starts, even if no jump leads there.
    if ((op() == Op::SETUP_WITH || op() == Op::SETUP_FINALLY) && findAsyncHandler(target)) {
        marks_[end] |= kTargeted;
        marks_[target] |= kTargeted;
    }
}

template <typename Use>
void Interpreter<Use>::scan() {
    locals_ = static_cast<uint32_t>(prelude_.argumentSlots());
    for (const uint8_t* cell = prelude_.cells; cell != bytes_;)
        if (const uint32_t behind = *cell++ + 1u; behind > locals_) locals_ = behind;
    marks_ = take<uint8_t>(size_ + 1);
    marks_[0] = kTargeted;
    for (uint32_t at = 0; at < size_;) {
        marks_[at] |= kStarts;
        Use::looksAt(at, 0);
        decode(at);
        Use::instruction(at, static_cast<const abi::Decoded&>(*this));
        at = end;
        checkOperand();
    }
    Use::looksAt(Use::kWholeFunction, 0);
    require(locals_ <= prelude_.nState, Rule::LocalRoom, locals_, prelude_.nState);
    require(lowestStored_ >= closed_, Rule::CellKept, lowestStored_);
}

template <typename Use>
void Interpreter<Use>::findBlocks() {
    marks_[size_] = kStarts | kTargeted; // a block that paths must not reach
    unsigned count = 0;
    for (uint32_t at = 0; at <= size_; ++at) {
        require(marks_[at] != kTargeted, Rule::JumpTarget, at); // within an instruction
        count += marks_[at] == (kStarts | kTargeted);
    }
    require(count < kListEnd, Rule::JumpCount, count);
    blockCount_ = count;
    blocks_ = take<Block>(count);
    Block* block = blocks_;
    for (uint32_t at = 0; at <= size_; ++at) {
        if (marks_[at] != (kStarts | kTargeted)) continue;
        block->at = at;
        block->depth = block->next = kNone16;
        ++block;
    }
    Use::release(marks_);
    capacity_ = prelude_.nState - locals_;
    entries_ = take<Entry>(capacity_ + 1);
    if constexpr (Use::kForStock) stock_.isLeftEarly = take<uint8_t>(count);
}

// --- the second pass -----------------------------------------------------------------------------

/// The block at an offset that a jump leads to.
template <typename Use>
BasicBlock<typename Use::Entry>& Interpreter<Use>::find(uint32_t at) const {
    unsigned low = 0;
    for (unsigned high = blockCount_; high - low > 1;) {
        const unsigned middle = (low + high) / 2;
        if (blocks_[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return blocks_[low];
}

/// A path leads to `block`, with what holds now.
template <typename Use>
void Interpreter<Use>::arrive(Block& block) {
    bool wider = block.depth == kNone16;
    if (wider) {
        require(block.at != size_, Rule::CodeEnd);
        block.entries = take<Entry>(depth_ + 1);
        block.depth = static_cast<uint16_t>(depth_);
        block.handler = handler_;
    }
    require(block.depth == depth_, Rule::JoinDepth, block.at);
    require(block.handler == handler_, Rule::JoinBlocks, block.at);
    for (unsigned i = handler_; i != kNone16; i = blocks_[i].outer)
        require(&block >= &blocks_[i] || end <= blocks_[i].at, Rule::HandlerBehind, block.at);
    for (unsigned i = 0; i < depth_; ++i) {
        wider |= (entries_[i] & ~block.entries[i]) != 0;
        block.entries[i] |= entries_[i];
    }
    if (wider && block.next == kNone16) {
        block.next = todo_;
        todo_ = static_cast<uint16_t>(&block - blocks_);
    }
}

/// How many entries code at `at` has to leave alone.
template <typename Use>
unsigned Interpreter<Use>::floorAt(uint32_t at) const {
    if (handler_ == kNone16) return 0;
    const Block& inner = blocks_[handler_];
    return inner.at <= at ? inner.exitDepth() : inner.saved;
}

template <typename Use>
void Interpreter<Use>::follow(Block& block) {
    todo_ = block.next;
    block.next = kNone16;
    depth_ = block.depth;
    handler_ = block.handler;
    pairs_ = 0;
    for (unsigned i = 0; i < depth_; ++i) {
        entries_[i] = block.entries[i];
        pairs_ += (entries_[i] & kPair) != 0;
    }
    Use::looksAt(block.at, depth_);
    require(depth_ + pairs_ <= capacity_, Rule::StackOverflow, depth_ + pairs_, capacity_);
    Block& next = (&block)[1];
    for (uint32_t at = block.at; at != next.at;) {
        Use::looksAt(at, depth_);
        decode(at);
        floor_ = floorAt(at);
        at = end;
        if (!step()) return;
    }
    arrive(next);
}

/// DUP_TOP, DUP_TOP_TWO: copies the uppermost entries.
template <typename Use>
void Interpreter<Use>::copy(unsigned count) {
    const Entry* from = &top(count - 1);
    for (unsigned i = 0; i < count; ++i) {
        require((from[i] & ~kMaybe) == 0, Rule::EntryKind);
        push(from[i]);
    }
}

/// ROT_TWO, ROT_THREE: moves the uppermost entry below the others.
template <typename Use>
void Interpreter<Use>::rotate(unsigned count) {
    Entry* const lowest = &top(count - 1);
    const Entry moved = lowest[count - 1];
    // `async with` puts a None below the manager that the block keeps: the handler expects any
    // value there.
    require(depth_ >= floor_ + count || (depth_ == floor_ + count - 1 && (moved & ~*lowest) == 0),
            Rule::BlockFloor);
    require((moved & ~kMaybe) == 0, Rule::EntryKind);
    for (unsigned i = count - 1; i > 0; --i) {
        require((lowest[i - 1] & ~kMaybe) == 0, Rule::EntryKind);
        lowest[i] = lowest[i - 1];
    }
    *lowest = moved;
}

template <typename Use>
void Interpreter<Use>::checkCall(unsigned pops) {
    const unsigned spreads = abi::callSpreads(byte);
    for (unsigned i = operand >> 8 & 0xff; i > 0; --i) {
        const unsigned key = 2 * i - 1 + spreads;
        if (spreads != 0) allowNull(key);
        require((top(key) & ~kName) == 0, Rule::KeywordName);
    }
    if (abi::callsMethod(byte)) allowNull(pops - 2); // self
}

/// The four uppermost entries have to be an iterator: one that lies there itself, or no value, the
/// iterator, and two more.
template <typename Use>
void Interpreter<Use>::checkIterator() const {
    require(top(0) == kIterator ||
                (top(3) == kNull && (top(2) & ~kValue) == 0 && top(1) == kNull && top(0) == kNull),
            Rule::IteratorEntry);
}

/// STORE_COMP reaches down to the collection past iterators.
template <typename Use>
void Interpreter<Use>::checkComprehension() const {
    const uint32_t distance = operand >> 2;
    require((top(distance) & ~kValue) == 0, Rule::EntryKind);
    for (uint32_t i = distance; i-- > 0;) require((top(i) & kPair) == 0, Rule::EntryKind);
}

template <typename Use>
void Interpreter<Use>::openBlock() {
    const uint32_t setup = end;
    const Op opens = op();
    Block& opened = find(target);
    BlockKind kind = opens == Op::SETUP_EXCEPT ? kExcept : kFinally;
    const bool isAsync = kind != kExcept && findAsyncHandler(target);
    if (isAsync) {
        kind = kAsyncWith;
        require(depth_ > floor_, Rule::BlockFloor);
        require((top(0) & ~kValue) == 0, Rule::EntryKind);
        top(0) = static_cast<Entry>(kAny);
    }
    if (opens == Op::SETUP_WITH) kind = kWith;
    require(opened.setup == 0 || opened.setup == setup, Rule::HandlerOnce);
    const unsigned nesting = handler_ == kNone16 ? 1 : handler().nesting + 1u;
    require(nesting <= prelude_.nExcStack, Rule::BlockNesting, nesting, prelude_.nExcStack);
    opened.setup = setup;
    opened.outer = handler_;
    opened.saved = static_cast<uint16_t>(depth_);
    opened.nesting = static_cast<uint8_t>(nesting);
    opened.kind = kind;
    handler_ = static_cast<uint16_t>(&opened - blocks_);
    push(K::kException);
    if (kind == kExcept) {
        arrive(opened);
    } else {
        push(kPair); // there has to be room for it
        --depth_;
        if (isAsync) {
            arrive(find(end));
            Entry* const behind = entries_ + depth_;
            behind[-1] = static_cast<Entry>(kAny);
            behind[-2] = static_cast<Entry>(kPair);
            arrive();
            behind[-2] = static_cast<Entry>(kAny);
        } else {
            entries_[depth_ - 1] = static_cast<Entry>(kCause);
            arrive(opened);
        }
    }
    --depth_;
    if (opens == Op::SETUP_WITH) push(kAny); // what __enter__ returns
}

template <typename Use>
void Interpreter<Use>::endFinally() {
    const Block& ended = handler();
    pairs_ -= (pop(kCause) & kPair) != 0;
    require(depth_ == ended.exitDepth(), Rule::FinallyDepth, depth_, ended.exitDepth());
    handler_ = ended.outer;
}

/// Takes __exit__ and the object from below the cause.
template <typename Use>
void Interpreter<Use>::cleanUpWith() {
    const Block& with = handler();
    require(with.kind == kWith && with.at < end, Rule::WithHandler);
    require(depth_ == with.saved + 1u, Rule::WithDepth, depth_, with.saved + 1u);
    const Word cause = pop(kCause);
    depth_ -= 2;
    push(cause);
}

/// UNWIND_JUMP: through the handlers on the way, which leave the stack as deep as they always do.
template <typename Use>
void Interpreter<Use>::unwind() {
    for (unsigned count = extra & 0x7f; count > 0; --count) {
        const Block& left = handler();
        handler_ = left.outer;
        if (left.kind == kExcept) continue;
        const bool runs = left.at < end;
        floor_ = left.exitDepth();
        if (runs) pop(kCause);
        require(depth_ == left.saved, Rule::UnwindDepth, depth_, left.saved);
        if (!runs) depth_ = floor_;
    }
    if ((extra & 0x80) != 0) {
        floor_ = floorAt(target);
        for (int i = 0; i < abi::kIteratorSlots; ++i) pop(kMaybe | kIterator | kIteratorWord);
    }
    arrive();
}

/// What an instruction does to the stack and the blocks; false when the next one does not follow.
template <typename Use>
bool Interpreter<Use>::step() {
    unsigned pops = row_.pop + extra, pushes = row_.push; // `extra`: the cells of a closure
    auto flow = static_cast<Flow>(row_.flow);
    const uint32_t operand = this->operand;
    const auto count = [&]<Op is>() __attribute__((always_inline)) {
        abi::addCounted<is>(operand, extra, pops, pushes);
    };
    if constexpr (Use::kForStock) checkForStock();
    switch (op()) {
    case Op::STORE_ATTR: allowNull(1); break;
    case Op::STORE_SUBSCR: allowNull(2); break;
    case Op::MAKE_FUNCTION_DEFARGS:
    case Op::MAKE_CLOSURE_DEFARGS:
        allowNull(extra);
        allowNull(extra + 1);
        break;
    case Op::DUP_TOP: copy(1); return true;
    case Op::DUP_TOP_TWO: copy(2); return true;
    case Op::ROT_TWO: rotate(2); return true;
    case Op::ROT_THREE: rotate(3); return true;
    case Op::POP_TOP: pop(kMaybe | kIterator | kIteratorWord); return true;
    case Op::BUILD_SLICE:
        require(operand == 2 || operand == 3, Rule::SliceParts, operand);
        [[fallthrough]];
    case Op::BUILD_TUPLE:
    case Op::BUILD_LIST:
    case Op::BUILD_SET: count.template operator()<Op::BUILD_TUPLE>(); break;
    case Op::STORE_COMP:
        checkComprehension();
        count.template operator()<Op::STORE_COMP>();
        break;
    case Op::UNPACK_SEQUENCE: count.template operator()<Op::UNPACK_SEQUENCE>(); break;
    case Op::UNPACK_EX: count.template operator()<Op::UNPACK_EX>(); break;
    case Op::CALL_FUNCTION:
    case Op::CALL_FUNCTION_VAR_KW:
    case Op::CALL_METHOD:
    case Op::CALL_METHOD_VAR_KW:
        count.template operator()<Op::CALL_FUNCTION>();
        checkCall(pops);
        break;
    case Op::JUMP_IF_TRUE_OR_POP:
    case Op::JUMP_IF_FALSE_OR_POP:
        arrive();
        flow = Flow::Next;
        break;
    case Op::GET_ITER_STACK:
        pop(kValue);
        for (int i = 1; i < abi::kIteratorSlots; ++i) push(kIteratorWord);
        push(kIterator);
        return true;
    case Op::FOR_ITER:
        checkIterator();
        require(depth_ >= floor_ + abi::kIteratorSlots, Rule::BlockFloor);
        depth_ -= abi::kIteratorSlots;
        arrive();
        depth_ += abi::kIteratorSlots;
        flow = Flow::Next;
        break;
    case Op::YIELD_VALUE:
    case Op::YIELD_FROM:
        require((prelude_.scopeFlags & abi::kScopeGenerator) != 0, Rule::Generator);
        break;
    case Op::SETUP_WITH: pushes = 2; break;
    case Op::POP_EXCEPT_JUMP:
        require(handler().kind == kExcept, Rule::ExceptBlock);
        handler_ = handler().outer;
        break;
    case Op::END_FINALLY: endFinally(); return true;
    case Op::WITH_CLEANUP: cleanUpWith(); return true;
    case Op::UNWIND_JUMP: unwind(); return false;
    default: break;
    }
    for (; pops != 0; --pops) pop(kValue);
    for (; pushes != 0; --pushes) push(pushes == 1 ? Word{row_.pushed} : kAny);
    if constexpr (Use::kForStock) refineForStock();
    if (flow == Flow::Branch || flow == Flow::Goto) arrive();
    if (flow == Flow::Block) openBlock();
    return flow != Flow::Goto && flow != Flow::Stop;
}

template <typename Use>
typename Use::Needs Interpreter<Use>::run() {
    checkInfo();
    scan();
    findBlocks();
    arrive(blocks_[0]);
    while (todo_ != kListEnd) follow(blocks_[todo_]);
    if constexpr (Use::kForStock) runLastPassForStock();
    for (Block* block = blocks_ + blockCount_; block-- != blocks_;) Use::release(block->entries);
    Use::release(blocks_);
    Use::release(entries_);
    ClosureNeeds needs{closed_, static_cast<uint8_t>(prelude_.nPosArgs)};
    if constexpr (Use::kForStock)
        return Needs(needs, prelude_, stock_);
    else
        return needs;
}

} // namespace taipan::verifier
