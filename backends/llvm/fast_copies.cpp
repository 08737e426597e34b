// Two copies of a function: a fast one that takes types for granted (speculation.h), and a generic
// one that goes on where that leaves.
//
// Values are kept in cells, words of the machine's stack that both copies share; LLVM makes
// registers of them. What leaves does so before the operation has done anything, and the generic
// copy does it anew. Back edges of the generic copy lead to the fast one when what is to be small
// there is. Each loop of the fast copy is entered by a block of its own, which looks at what the
// loop does not change, so that the loop itself need not.

#include <algorithm>

#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

namespace {
/// Turns of a loop between two looks at what waits: interrupts and scheduled functions.
constexpr uint64_t kTurns = 1024;
} // namespace

/// Whether there are to be two copies: not where protected code or yields are, and with `balanced`
/// only of loops.
void Lowering::prepareCopies() {
    if (!isFast() || isGenerator_) return;
    bool loops = false;
    for (const ssa::Block& each : source_.blocks) {
        if (each.landing != ssa::BlockId::none || each.exit == ssa::Exit::Try ||
            each.exit == ssa::Exit::Resume)
            return;
        loops = loops || each.loopDepth != 0;
    }
    twoCopies_ = loops || opt_ == NativeOpt::Speed;
}

llvm::AllocaInst* Lowering::cellOf(ssa::ValueId id) {
    llvm::AllocaInst*& cell = cells_[ssa::index(id)];
    if (cell == nullptr)
        cell = newCell(instr(id).type == ssa::Type::Condition ? builder_.getInt1Ty() : word_);
    return cell;
}

bool Lowering::isKnownSmall(ssa::ValueId id) const {
    return instr(id).type == ssa::Type::SmallInt ||
           (copy_ == Copy::Fast && known_.small[ssa::index(id)] != 0);
}

Lowering::Label Lowering::genericAt(ssa::ValueId id) {
    Label& at = genericAt_[ssa::index(id)];
    if (at == nullptr) at = newLabel("generic");
    return at;
}

Lowering::Label Lowering::leaveFor(const ssa::Instr& made) {
    if (copy_ != Copy::Fast || !leaves(source_, known_, made)) return nullptr;
    remarks_.leaves();
    return genericAt(current_);
}

// ---- the copies --------------------------------------------------------------------------------

void Lowering::copies() {
    const size_t count = source_.blocks.size();
    cells_.assign(source_.values.size(), nullptr);
    genericAt_.assign(source_.values.size(), nullptr);
    for (size_t i = 0; i < count; ++i) {
        fastStarts_.push_back(newLabel(("f" + std::to_string(i)).c_str()));
        genericStarts_.push_back(newLabel(("g" + std::to_string(i)).c_str()));
    }
    items_.resize(known_.loops.size());
    for (size_t i = 0; i < known_.loops.size(); ++i) {
        enters_.push_back(newLabel("enter"));
        for (const ssa::ValueId base : known_.loops[i].bases) {
            const bool isStored = std::any_of(
                source_.values.begin(), source_.values.end(), [&](const ssa::Instr& each) {
                    return each.op == ssa::Op::StoreSubscr && each.operands[0] == base &&
                           known_.loops[i].has[ssa::index(each.block)] != 0;
                });
            items_[i].push_back(
                {base, isStored, newCell(word_), newCell(word_), newCell(pointer_)});
        }
    }
    const Label before = builder_.GetInsertBlock();
    for (const Copy each : {Copy::Fast, Copy::Generic}) {
        copy_ = each;
        starts_ = each == Copy::Fast ? fastStarts_ : genericStarts_;
        copyBlocks();
    }
    builder_.SetInsertPoint(before);
    const uint32_t loop = known_.headed(ssa::BlockId::entry);
    builder_.CreateBr(loop != kNoLoop ? enters_[loop] : fastStarts_[0]);
    llvm::EliminateUnreachableBlocks(*body_);
}

void Lowering::copyBlocks() {
    for (uint32_t i = 0; i < source_.blocks.size(); ++i) {
        at_ = ssa::BlockId{i};
        const uint32_t loop = known_.headed(at_);
        if (copy_ == Copy::Fast && loop != kNoLoop) enterLoop(loop);
        builder_.SetInsertPoint(starts_[i]);
        for (const ssa::ValueId id : block(at_).code) {
            if (isPlain() && genericAt_[ssa::index(id)] != nullptr) {
                builder_.CreateBr(genericAt_[ssa::index(id)]);
                builder_.SetInsertPoint(genericAt_[ssa::index(id)]);
            }
            operation(id);
        }
        leaveBlock(at_);
    }
}

/// What is done where the fast copy of a loop is entered.
void Lowering::enterLoop(uint32_t loop) {
    builder_.SetInsertPoint(enters_[loop]);
    const ssa::BlockId header = known_.loops[loop].header;
    if (!known_.loops[loop].ints.empty()) {
        const Label next = newLabel("ints");
        branchIf(allSmall(known_.loops[loop].ints), next, genericStarts_[ssa::index(header)]);
        builder_.SetInsertPoint(next);
    }
    for (const Items& each : items_[loop]) findItems(each);
    builder_.CreateBr(starts_[ssa::index(header)]);
}

Lowering::V Lowering::allSmall(const std::vector<ssa::ValueId>& ids) {
    V all = nullptr;
    for (const ssa::ValueId id : ids) {
        V word = use(id);
        all = all == nullptr ? word : builder_.CreateAnd(all, word);
    }
    return all == nullptr ? builder_.getTrue() : isSmall(all);
}

// ---- edges -------------------------------------------------------------------------------------

/// Enters what Phis are along an edge.
void Lowering::fillCells(ssa::BlockId from, ssa::BlockId to) {
    const std::vector<ssa::BlockId>& all = block(to).from;
    const auto which = static_cast<size_t>(std::find(all.begin(), all.end(), from) - all.begin());
    struct Filled {
        ssa::ValueId id;
        V word, number, isNumber;
    };
    std::vector<Filled> filled; // all of them are read before the first is written
    for (const ssa::ValueId id : block(to).code) {
        if (instr(id).op != ssa::Op::Phi || instr(id).operands.size() == 1) break;
        const ssa::ValueId operand = instr(id).operands[which];
        if (!isLazy(id)) {
            filled.push_back({id, use(operand), nullptr, nullptr});
            continue;
        }
        const Parts parts = lazyParts(operand);
        filled.push_back({id, parts.word, parts.number, parts.isNumber});
    }
    for (const Filled& each : filled) {
        if (each.number != nullptr)
            defineLazy(each.id, each.word, each.number, each.isNumber);
        else
            builder_.CreateStore(each.word, cellOf(each.id));
    }
}

/// Ends an edge: the builder is where it leads to its target.
void Lowering::arrive(ssa::BlockId from, ssa::BlockId to) {
    fillCells(from, to);
    const uint32_t loop = known_.headed(to);
    if (copy_ == Copy::Fast) return arriveFast(from, to);
    if (loop == kNoLoop) {
        builder_.CreateBr(starts_[ssa::index(to)]);
        return;
    }
    countTurn(from, to);
    branchIf(allSmall(known_.loops[loop].small), enters_[loop], starts_[ssa::index(to)]);
}

void Lowering::arriveFast(ssa::BlockId from, ssa::BlockId to) {
    const std::vector<ssa::BlockId>& all = block(to).from;
    const auto which = static_cast<size_t>(std::find(all.begin(), all.end(), from) - all.begin());
    std::vector<ssa::ValueId> unknown;
    for (const ssa::ValueId id : block(to).code) {
        if (instr(id).op != ssa::Op::Phi || instr(id).operands.size() == 1) break;
        if (known_.small[ssa::index(id)] != 0 && !isKnownSmall(instr(id).operands[which]))
            unknown.push_back(id);
    }
    if (!unknown.empty()) {
        const Label next = newLabel("small");
        branchIf(allSmall(unknown), next, genericStarts_[ssa::index(to)]);
        builder_.SetInsertPoint(next);
    }
    const uint32_t loop = known_.headed(to);
    if (loop == kNoLoop)
        builder_.CreateBr(starts_[ssa::index(to)]);
    else if (known_.loops[loop].has[ssa::index(from)] == 0)
        builder_.CreateBr(enters_[loop]);
    else if (alwaysCalls(block(to)) || alwaysCalls(block(from)))
        builder_.CreateBr(starts_[ssa::index(to)]);
    else
        turn(loop);
}

/// Closes the fast copy of a loop: now and then the runtime is asked for something, so that it sees
/// to interrupts and scheduled functions, and the loop is entered anew.
void Lowering::turn(uint32_t loop) {
    const Label ask = newLabel("ask");
    V left = builder_.CreateSub(builder_.CreateLoad(word_, turns_), constant(1));
    builder_.CreateStore(left, turns_);
    llvm::MDBuilder weights(builder_.getContext());
    builder_.CreateCondBr(builder_.CreateICmpNE(left, constant(0)),
                          starts_[ssa::index(known_.loops[loop].header)], ask,
                          weights.createLikelyBranchWeights());
    builder_.SetInsertPoint(ask);
    builder_.CreateStore(constant(kTurns), turns_);
    flag(Entry::IsTrue, {singleton(Entry::ConstTrue)});
    builder_.CreateBr(enters_[loop]);
}

/// Whether a sum is that of the variable of a loop and 1, where the variable is known to be below
/// another small integer: it then fits.
bool Lowering::isBounded(const ssa::Instr& made) const {
    const ssa::Instr& one = instr(made.operands[1]);
    const ssa::ValueId variable = made.operands[0];
    if (copy_ != Copy::Fast || one.op != ssa::Op::Int || !isKnownSmall(variable)) return false;
    const int64_t step = ssa::intValue(one.arg, one.wide);
    if (step != 1 && step != -1) return false;
    ssa::BlockId under = at_;
    // Where a loop begins in between, the test may have been the generic copy's.
    while (known_.headed(under) == kNoLoop) {
        const ssa::BlockId over = block(under).dominator;
        if (over == ssa::BlockId::none) return false;
        const ssa::Block& tests = block(over);
        const bool isTrue = tests.exit == ssa::Exit::Branch && tests.to[0] == under &&
                            tests.to[1] != under && block(under).from.size() == 1;
        under = over;
        if (!isTrue) continue;
        const ssa::Instr& truth = instr(tests.values[0]);
        if (truth.op != ssa::Op::Truth) continue;
        const ssa::Instr& compared = instr(truth.operands[0]);
        const auto wanted = step == 1 ? abi::BinaryOp::Less : abi::BinaryOp::More;
        if (compared.op == ssa::Op::Binary && compared.arg == static_cast<uint32_t>(wanted) &&
            compared.operands[0] == variable && leaves(source_, known_, compared))
            return true;
    }
    return false;
}

} // namespace taipan::llvm_backend
