// What stock's VM takes for granted beyond verifier.h's rules: that collections, cells, defaults
// and class bodies are what compilers make them, and that the frame has room for what some
// instructions put on the stack meanwhile. Its own runtime checks these when code runs, where it
// has the verifier; so devices do not prove them, and the host does. Only for Use::kForStock.
#pragma once

namespace taipan::verifier {

/// Before an instruction takes anything.
template <typename Use>
void Interpreter<Use>::checkForStock() {
    switch (op()) {
    case Op::MAKE_CLOSURE:
    case Op::MAKE_CLOSURE_DEFARGS: checkClosureForStock(); [[fallthrough]];
    case Op::MAKE_FUNCTION:
    case Op::MAKE_FUNCTION_DEFARGS:
        checkDefaultsForStock(op() == Op::MAKE_FUNCTION_DEFARGS ||
                              op() == Op::MAKE_CLOSURE_DEFARGS);
        break;
    case Op::CALL_FUNCTION:
    case Op::CALL_FUNCTION_VAR_KW:
        checkClassBodyForStock((operand & 0xff) + 2 * (operand >> 8 & 0xff) +
                               abi::callSpreads(byte));
        break;
    case Op::STORE_COMP: checkCollectionForStock(); break;
    case Op::STORE_MAP: require((top(2) & ~K::kDict) == 0, Rule::MapEntry); break;
    case Op::IMPORT_STAR: require((top(0) & ~K::kModule) == 0, Rule::ImportedModule); break;
    case Op::RETURN_VALUE:
        checkReturnForStock();
        leaveForStock(UINT32_MAX);
        break;
    case Op::UNWIND_JUMP: leaveForStock(extra & 0x7f); break;
    default: break;
    }
    if (stock_.isLastPass) checkRoomForStock();
}

/// Behind an instruction: what it left is known better than by the table.
template <typename Use>
void Interpreter<Use>::refineForStock() {
    if (row_.push == 0) return;
    Entry& left = entries_[depth_ - 1];
    if (abi::namesSlot(byte) && !abi::usesCell(byte)) {
        if (isCell(operand))
            left = K::kCell;
        else if (operand < prelude_.nPosArgs)
            left = K::numbered(K::kParameter, operand);
        return;
    }
    switch (op()) {
    case Op::BUILD_LIST: left = K::kList; break;
    case Op::BUILD_MAP:
    case Op::STORE_MAP: left = K::kDict; break;
    case Op::BUILD_SET: left = K::kSet; break;
    case Op::BUILD_TUPLE:
        if (operand <= 0xff) left = K::numbered(K::kTuple, operand);
        break;
    case Op::IMPORT_NAME: left = K::kModule; break;
    case Op::LOAD_BUILD_CLASS: left = K::kBuildClass; break;
    case Op::MAKE_FUNCTION:
    case Op::MAKE_FUNCTION_DEFARGS:
    case Op::MAKE_CLOSURE:
    case Op::MAKE_CLOSURE_DEFARGS: left = K::numbered(K::kFunction, operand); break;
    default: break;
    }
}

/// Cells of the function's, or parameters that have to be cells then.
template <typename Use>
void Interpreter<Use>::checkClosureForStock() {
    for (unsigned i = 0; i < extra; ++i) {
        const Word entry = top(i);
        const bool isParameter = (entry & K::kParameter) != 0;
        require((entry & ~(K::kCell | K::kParameter | K::kNumber)) == 0 &&
                    (!isParameter || K::hasNumber(entry & ~K::kCell, K::kParameter)),
                Rule::CellEntries);
        if (const uint32_t behind = K::numberOf(entry) + 1; isParameter && behind > stock_.closed)
            stock_.closed = static_cast<uint8_t>(behind);
    }
}

template <typename Use>
void Interpreter<Use>::checkDefaultsForStock(bool given) {
    const Needs& needs = limits_.needs[operand];
    if (!needs.isKnown) return;
    require(extra >= needs.closed, Rule::CellEntries);
    const Word positional = given ? Word{top(extra + 1)} : kNull;
    const Word keywords = given ? Word{top(extra)} : kNull;
    const bool fits = positional == kNull ? needs.defaults == 0
                                          : positional == K::numbered(K::kTuple, needs.defaults);
    const bool mayLack = (keywords & kNull) != 0;
    require(fits && (keywords & ~(kNull | K::kDict)) == 0 && !(mayLack && needs.hasKeywordDefaults),
            Rule::Defaults);
}

/// The function that __build_class__ calls has to return None or the cell that the class goes to.
/// `callee` entries lie above what is called.
template <typename Use>
void Interpreter<Use>::checkClassBodyForStock(unsigned callee) {
    Entry& called = top(callee);
    if ((called & K::kBuildClass) == 0) return;
    require(called == K::kBuildClass && callee > 0, Rule::ClassBody);
    const Word body = top(callee - 1);
    require(K::hasNumber(body, K::kFunction), Rule::ClassBody);
    const Word returned = limits_.needs[K::numberOf(body)].returned;
    require((returned & ~(K::kNone | K::kCell)) == 0, Rule::ClassBody);
    called = static_cast<Entry>(kAny);
}

/// Where a handler is running, stock takes what lies below the value for the cause, and in place of
/// a pending return or jump takes two entries: the cause has to be among what lies there.
template <typename Use>
void Interpreter<Use>::checkReturnForStock() {
    const Word value = top(0);
    stock_.returned |= (prelude_.scopeFlags & abi::kScopeGenerator) != 0 ? K::kAny : value;
    for (unsigned i = handler_; i != kNone16; i = blocks_[i].outer) {
        const Block& left = blocks_[i];
        if (left.kind == kExcept || left.at >= end) continue;
        require(depth_ >= left.exitDepth() + 2 + (left.kind == kAsyncWith), Rule::CauseKept);
    }
}

/// A return or jump leaves the innermost `count` exception blocks: handlers that are not running
/// yet run because of that.
template <typename Use>
void Interpreter<Use>::leaveForStock(uint32_t count) {
    for (unsigned i = handler_; i != kNone16 && count > 0; i = blocks_[i].outer, --count)
        if (blocks_[i].at >= end) stock_.isLeftEarly[i] = 1;
}

/// What some instructions put on the stack meanwhile. Only here it matters which handlers run
/// because of a return or jump at all, with an entry more below the cause: compilers make frames as
/// large as that. So it is known in the last pass only.
template <typename Use>
void Interpreter<Use>::checkRoomForStock() {
    unsigned room = depth_;
    const auto hasPair = [this](unsigned i) {
        return blocks_[i].kind != kExcept && stock_.isLeftEarly[i] != 0;
    };
    for (unsigned i = handler_; i != kNone16; i = blocks_[i].outer)
        room += blocks_[i].at < end && hasPair(i);
    switch (op()) {
    case Op::UNWIND_JUMP: room += 2; break; // where to, and how many blocks are left
    case Op::WITH_CLEANUP: // arguments of __exit__; a pending return is one of them
        room += 2 - (handler_ != kNone16 && hasPair(handler_));
        break;
    case Op::SETUP_FINALLY: // an `async with` tests its cause with BaseException, and a copy
        if (abi::startsAsyncWith(bytes_[target]))
            room += 3 + hasPair(static_cast<unsigned>(&find(target) - blocks_));
        break;
    default: break;
    }
    require(room <= capacity_, Rule::HandlerRoom, room, capacity_);
}

template <typename Use>
void Interpreter<Use>::runLastPassForStock() {
    stock_.isLastPass = true;
    for (unsigned i = 0; i < blockCount_; ++i)
        if (blocks_[i].depth != kNone16) follow(blocks_[i]);
    require(lowestStored_ >= stock_.closed, Rule::CellEntries);
}

template <typename Use>
void Interpreter<Use>::checkCollectionForStock() {
    constexpr Word kinds[] = {K::kList, K::kDict, K::kSet};
    const uint32_t kind = operand & 3;
    require(kind < 3 && (top(operand >> 2) & ~kinds[kind < 3 ? kind : 0]) == 0,
            Rule::CollectionKind);
}

} // namespace taipan::verifier
