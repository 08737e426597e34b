// Which operations have fast ways, and where; fast_*.cpp have the ways.

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

namespace {
/// Turns of a loop between two looks at what waits: interrupts and scheduled functions.
constexpr uint64_t kTurns = 1024;
} // namespace

/// Whether code of the block is to be fast: all of it, or that of loops.
bool Lowering::isFastAt(const ssa::Block& block) const {
    return isFast() && (opt_ == NativeOpt::Speed || block.loopDepth != 0 || twoCopies_);
}

/// Before all blocks.
void Lowering::prepareFast() {
    delayed_.assign(source_.values.size(), Delayed::No);
    appends_.assign(source_.values.size(), 0);
    lazy_.assign(source_.values.size(), {});
    if (!isFast()) return;
    findLazy();
    if (twoCopies_) { // before items are looked for
        std::vector<uint8_t> floats;
        for (const Lazy& each : lazy_) floats.push_back(each.word != nullptr ? 1 : 0);
        known_ = speculate(source_, floats);
    }
    findUsers();
    findFused();
    findLists();
    if (twoCopies_) findRanges();
    if (twoCopies_) findFilled();
    prepareItems();
    prepareAttributes();
    if (hints_ == nullptr && !hinted_.empty()) {
        hints_ = newHints();
        clearHints(hints_);
    }
    turns_ = newCell(word_);
    builder_.CreateStore(constant(kTurns), turns_);
    findFloatType(); // takes blocks of its own: room is made before
    findIntType();
}

/// Finds what asks for each value; none: the end of a block.
void Lowering::findUsers() {
    users_.assign(source_.values.size(), {});
    for (const ssa::Block& each : source_.blocks) {
        for (const ssa::ValueId id : each.code)
            for (const ssa::ValueId operand : instr(id).operands)
                users_[ssa::index(operand)].push_back(id);
        for (const ssa::ValueId id : each.values)
            users_[ssa::index(id)].push_back(ssa::ValueId::none);
    }
}

bool Lowering::fast(ssa::ValueId id, const ssa::Instr& made) {
    if (twoCopies_ && made.op == ssa::Op::Phi && made.operands.size() > 1) return true; // its edges
    if (!isFastAt(block(at_))) return false;
    if (delayed_[ssa::index(id)] != Delayed::No) return true; // made where it is asked for
    switch (made.op) {
    case ssa::Op::Phi:
        if (!isLazy(id)) return false;
        defineLazy(id, values_[ssa::index(id)], lazy_[ssa::index(id)].joined,
                   lazy_[ssa::index(id)].joinedIs);
        return true;
    case ssa::Op::Binary:
        return productOfList(id, made) || wideMask(id, made) || fastBinary(id, made);
    case ssa::Op::Unary: return fastUnary(id, made);
    case ssa::Op::Truth: define(id, condition(made.operands[0])); return true;
    case ssa::Op::LoadGlobal: return fastGlobal(id, made);
    case ssa::Op::Attr: return fastAttribute(id, made);
    case ssa::Op::StoreAttr: return fastStoreAttribute(made);
    case ssa::Op::Method: return methodOfList(id, made) || fastMethod(id, made);
    case ssa::Op::Call: return directCall(id, made);
    case ssa::Op::CallMethod: return callOfList(id, made) || fastMethodCall(id, made);
    case ssa::Op::IterStart: return fastIterStart(id, made);
    case ssa::Op::IterNext: return fastIterNext(id, made);
    case ssa::Op::IsNull: return fastEnd(id, made);
    case ssa::Op::ListAppend: return !isPlain() && fastAppend(made);
    case ssa::Op::Subscr: return !isPlain() && fastItem(id, made);
    case ssa::Op::StoreSubscr: return !isPlain() && fastStoreItem(made);
    default: return false;
    }
}

/// Whether the runtime is called whatever way the block takes.
bool Lowering::alwaysCalls(const ssa::Block& block) const {
    for (const ssa::ValueId id : block.code) {
        switch (instr(id).op) {
        case ssa::Op::Call: // but of a range that a loop makes
            if (delayed_[ssa::index(id)] == Delayed::No && !hasObjectWays()) return true;
            break;
        case ssa::Op::CallMethod: // but of what may be a list's
            if (appends_[ssa::index(id)] == 0 && !hasObjectWays()) return true;
            break;
        case ssa::Op::CallSpread:
        case ssa::Op::MethodSpread:
        case ssa::Op::Yield:
        case ssa::Op::YieldFrom: return true;
        case ssa::Op::IterNext:
            if (!twoCopies_) return true;
            break;
        default: break;
        }
    }
    return false;
}

/// On an edge that closes a loop: asks the runtime for something now and then, so that it sees to
/// interrupts and scheduled functions. Where each turn asks for something anyway it is left out.
void Lowering::countTurn(ssa::BlockId from, ssa::BlockId to) {
    if (!isFastAt(block(from))) return;
    ssa::BlockId over = from;
    while (over != ssa::BlockId::none && over != to) over = block(over).dominator;
    if (over != to || alwaysCalls(block(to)) || alwaysCalls(block(from))) return;
    const Label ask = newLabel("ask"), next = newLabel("turn");
    V left = builder_.CreateSub(builder_.CreateLoad(word_, turns_), constant(1));
    builder_.CreateStore(left, turns_);
    llvm::MDBuilder weights(builder_.getContext());
    builder_.CreateCondBr(builder_.CreateICmpNE(left, constant(0)), next, ask,
                          weights.createLikelyBranchWeights());
    builder_.SetInsertPoint(ask);
    builder_.CreateStore(constant(kTurns), turns_);
    flag(Entry::IsTrue, {singleton(Entry::ConstTrue)});
    builder_.CreateBr(next);
    builder_.SetInsertPoint(next);
}

} // namespace taipan::llvm_backend
