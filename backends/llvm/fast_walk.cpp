// Loops over lists, tuples, bytes, bytearrays and ranges without iterators.
//
// Where a loop starts a function finds what kind of object it walks over; of others it asks for an
// iterator, as ever. The object itself and a place in it then are all that is needed for the next
// item. What a list or bytearray is like is looked at in each turn, as iterators of the runtime do.

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"
#include "backends/llvm/split.h"

#include <algorithm>

namespace taipan::llvm_backend {

namespace {
enum Kind : int { kOfRange = -1, kOther, kOfList, kOfTuple, kOfBytes };
} // namespace

/// Goes to `yes` when the object is known to be a range by how its iterator behaves, of which a
/// copy is asked for the first item. The iterator was made already; no other has two words of its
/// object at these places.
void Lowering::rangeLearnt(llvm::Function* made, V object, Label yes, Label no) {
    V buffer = made->getArg(1), types = made->getArg(3);
    V copy = newWords(kIteratorWords);
    const Label alike = newLabel("alike"), ask = newLabel("ask"), learn = newLabel("learn");
    V first = load(object, kRangeStart), stop = load(object, kRangeStop),
      step = load(object, kRangeStep);
    V isAlike = builder_.CreateAnd(
        builder_.CreateICmpNE(load(buffer, 0), constant(0)),
        builder_.CreateAnd(builder_.CreateICmpEQ(load(buffer, kRangeStart), first),
                           builder_.CreateICmpEQ(load(buffer, kRangeStep), step)));
    branchIf(isAlike, alike, no);
    builder_.SetInsertPoint(alike);
    V up = builder_.CreateAnd(builder_.CreateICmpSGT(step, constant(0)),
                              builder_.CreateICmpSLT(first, stop));
    V down = builder_.CreateAnd(builder_.CreateICmpSLT(step, constant(0)),
                                builder_.CreateICmpSGT(first, stop));
    branchIf(builder_.CreateOr(up, down), ask, no);
    builder_.SetInsertPoint(ask);
    for (unsigned i = 0; i < kIteratorWords; ++i) store(copy, i, load(buffer, i));
    V item = callWord(Entry::IterNext, {copy});
    V tagged = builder_.CreateOr(builder_.CreateShl(first, 1), constant(1));
    V behaves = builder_.CreateAnd(
        builder_.CreateICmpEQ(item, tagged),
        builder_.CreateICmpEQ(load(copy, kRangeStart), builder_.CreateAdd(first, step)));
    branchIf(behaves, learn, no);
    builder_.SetInsertPoint(learn);
    store(types, kRange, load(object, 0));
    builder_.CreateBr(yes);
}

/// word walk(object, buffer, table, types): the kind of an object. Of others than are known the
/// iterator is in the buffer then.
llvm::Function* Lowering::walkFunction() {
    if (walkFunction_ != nullptr) return walkFunction_;
    llvm::Function* const learn = learnFunction();
    const Helper helper(*this, "_walk", {word_, pointer_, pointer_, pointer_});
    llvm::Function* const made = walkFunction_ = helper.function;
    made->addFnAttr(llvm::Attribute::OptimizeForSize);
    V word = made->getArg(0), types = made->getArg(3);
    table_ = made->getArg(2);
    const Label look = newLabel("look"), unknown = newLabel("unknown"),
                iterator = newLabel("iterator"), object = newLabel("object"),
                other = newLabel("other"), learnt = newLabel("learnt"), range = newLabel("range");
    const auto test = [&](V type, V wanted, Kind kind) {
        const Label is = newLabel("is"), next = newLabel("next");
        branchIf(builder_.CreateICmpEQ(type, wanted), is, next);
        builder_.SetInsertPoint(is);
        builder_.CreateRet(constant(static_cast<uint64_t>(kind)));
        builder_.SetInsertPoint(next);
    };
    // Items of a range are small integers where both its ends are; of others iterators know more.
    const auto rangeOrElse = [&](Label otherwise) {
        V object = pointer(word);
        const auto excess = [&](V end) {
            return builder_.CreateXor(end, builder_.CreateShl(end, 1));
        };
        V both =
            builder_.CreateOr(excess(load(object, kRangeStart)), excess(load(object, kRangeStop)));
        branchIf(builder_.CreateICmpSGE(both, constant(0)), range, otherwise);
    };
    const auto tests = [&] {
        V type = load(pointer(word), 0);
        test(type, singleton(Entry::ListType), kOfList);
        const Label isRange = newLabel("is_range"), next = newLabel("next");
        branchIf(builder_.CreateICmpEQ(type, load(types, kRange)), isRange, next);
        builder_.SetInsertPoint(isRange);
        rangeOrElse(iterator);
        builder_.SetInsertPoint(next);
        test(type, load(types, kTuple), kOfTuple);
        test(type, load(types, kBytes), kOfBytes);
        test(type, load(types, kByteArray), kOfBytes);
    };
    V isObject = builder_.CreateICmpEQ(builder_.CreateAnd(word, constant(3)), constant(0));
    branchIf(isObject, look, iterator);
    builder_.SetInsertPoint(look);
    tests();
    V all = builder_.CreateAnd(
        builder_.CreateICmpNE(load(types, kByteArray), constant(0)),
        builder_.CreateAnd(builder_.CreateICmpNE(load(types, kTuple), constant(0)),
                           builder_.CreateICmpNE(load(types, kBytes), constant(0))));
    branchIf(all, iterator, unknown);
    builder_.SetInsertPoint(unknown);
    builder_.CreateCall(learn, {word, table_, types});
    tests();
    builder_.CreateBr(iterator);
    builder_.SetInsertPoint(iterator);
    callWord(Entry::GetIter, {word, made->getArg(1)});
    branchIf(isObject, object, other);
    builder_.SetInsertPoint(object);
    rangeLearnt(made, pointer(word), learnt, other);
    builder_.SetInsertPoint(learnt);
    rangeOrElse(other);
    builder_.SetInsertPoint(range);
    builder_.CreateRet(constant(static_cast<uint64_t>(kOfRange)));
    builder_.SetInsertPoint(other);
    builder_.CreateRet(constant(kOther));
    return made;
}

/// Enters a range: its items with their tags, and how many there are. The builder is where the step
/// is known not to be 0.
void Lowering::startRange(const Walk& walk, V first, V stop, V step) {
    V isUp = builder_.CreateICmpSGT(step, constant(0));
    V from = builder_.CreateSelect(isUp, first, stop),
      to = builder_.CreateSelect(isUp, stop, first);
    V width = builder_.CreateSub(to, from);
    V size = builder_.CreateSelect(isUp, step, builder_.CreateNeg(step));
    const Label some = newLabel("some"), one = newLabel("one"), many = newLabel("many"),
                next = newLabel("starts");
    builder_.CreateStore(constant(static_cast<uint64_t>(kOfRange)), walk.kind);
    builder_.CreateStore(builder_.CreateOr(builder_.CreateShl(first, 1), constant(1)), walk.at);
    builder_.CreateStore(builder_.CreateShl(step, 1), walk.step);
    builder_.CreateStore(constant(0), walk.end);
    branchIf(builder_.CreateICmpSGT(to, from), some, next);
    builder_.SetInsertPoint(some);
    branchIf(builder_.CreateICmpEQ(size, constant(1)), one, many);
    builder_.SetInsertPoint(one);
    builder_.CreateStore(width, walk.end);
    builder_.CreateBr(next);
    builder_.SetInsertPoint(many);
    V below = builder_.CreateSub(width, constant(1));
    V count = nullptr;
    if (context_.target.divides) {
        count = builder_.CreateUDiv(below, size);
    } else { // the runtime's division has a sign
        V half = callWord(Entry::FloorDivide, {builder_.CreateLShr(below, 1), size});
        V twice = builder_.CreateShl(half, 1);
        V rest = builder_.CreateSub(below, builder_.CreateMul(twice, size));
        V more = builder_.CreateZExt(builder_.CreateICmpUGE(rest, size), word_);
        V once = builder_.CreateZExt(builder_.CreateICmpUGE(below, size), word_);
        count = builder_.CreateSelect(builder_.CreateICmpSLT(size, constant(0)), once,
                                      builder_.CreateAdd(twice, more));
    }
    builder_.CreateStore(builder_.CreateAdd(count, constant(1)), walk.end);
    builder_.CreateBr(next);
    builder_.SetInsertPoint(next);
}

/// word range(object, table, types): whether an object is the type of ranges, by its name. It is
/// noted then.
llvm::Function* Lowering::rangeFunction() {
    if (rangeFunction_ != nullptr) return rangeFunction_;
    const Helper helper(*this, "_range", {word_, pointer_, pointer_});
    llvm::Function* const made = rangeFunction_ = helper.function;
    made->addFnAttr(llvm::Attribute::OptimizeForSize);
    V word = made->getArg(0);
    table_ = made->getArg(1);
    const Label known = newLabel("known"), ask = newLabel("ask"), look = newLabel("look"),
                type = newLabel("type"), learn = newLabel("learn"), other = newLabel("other");
    branchIf(builder_.CreateICmpEQ(word, load(made->getArg(2), kRange)), known, ask);
    builder_.SetInsertPoint(known);
    builder_.CreateRet(constant(1));
    builder_.SetInsertPoint(ask);
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(word, constant(3)), constant(0)), look,
             other);
    builder_.SetInsertPoint(look);
    branchIf(builder_.CreateICmpEQ(load(pointer(word), 0), singleton(Entry::TypeType)), type,
             other);
    builder_.SetInsertPoint(type);
    branchIf(isTypeNamed(pointer(word), kRangeTypeName), learn, other);
    builder_.SetInsertPoint(learn);
    store(made->getArg(2), kRange, word);
    builder_.CreateRet(constant(1));
    builder_.SetInsertPoint(other);
    builder_.CreateRet(constant(0));
    return made;
}

/// Whether a call is one of `range` whose result only a loop asks for, which comes next.
bool Lowering::isRangeCall(ssa::ValueId id) const {
    const ssa::Instr& made = instr(id);
    if (made.op != ssa::Op::Call || made.wide != 0 || made.arg < 1 || made.arg > 3) return false;
    const ssa::Instr& function = instr(made.operands[0]);
    return function.op == ssa::Op::LoadGlobal &&
           context_.interner.text(NameId{function.arg}) == kRangeName;
}

/// Behind what may run any code: what the name `range` is has to be asked for again.
void Lowering::forget() {
    if (range_ != nullptr) builder_.CreateStore(constant(0), range_);
}

/// Finds calls of `range` that loops make.
void Lowering::findRanges() {
    // Comprehensions make their collection between the call and the loop.
    const auto isBetween = [&](ssa::Op op) {
        return op == ssa::Op::List || op == ssa::Op::Set || op == ssa::Op::Dict ||
               op == ssa::Op::Null;
    };
    for (const ssa::Block& each : source_.blocks) {
        ssa::ValueId call = ssa::ValueId::none; // the last one of range, with nothing behind it
        for (const ssa::ValueId id : each.code) {
            const ssa::Instr& made = instr(id);
            if (made.op == ssa::Op::IterStart && made.operands[0] == call &&
                users_[ssa::index(call)].size() == 1) {
                delayed_[ssa::index(call)] = Delayed::Range;
                if (each.loopDepth != 0 && range_ == nullptr) range_ = newCell(word_);
            }
            if (isRangeCall(id))
                call = id;
            else if (!isBetween(made.op) || !made.operands.empty())
                call = ssa::ValueId::none;
        }
    }
    forget();
}

bool Lowering::fastIterStart(ssa::ValueId id, const ssa::Instr& made) {
    if (!twoCopies_) return false;
    walks_.resize(source_.values.size());
    Walk& walk = walks_[ssa::index(id)];
    if (walk.kind == nullptr)
        walk = {newCell(word_),
                newCell(word_),
                newCell(word_),
                newCell(word_),
                newCell(builder_.getInt1Ty()),
                newCell(word_),
                newCell(word_)};
    const Label done = newLabel("walks");
    V word = nullptr;
    if (delayed_[ssa::index(made.operands[0])] == Delayed::Range) {
        const ssa::Instr& call = instr(made.operands[0]);
        const std::vector<V> values = useAll(call.operands);
        const bool two = call.arg > 1, three = call.arg > 2;
        Split ways(builder_);
        V small = nullptr;
        for (size_t i = 1; i < values.size(); ++i)
            if (!isKnownSmall(call.operands[i]))
                small = small == nullptr ? values[i] : builder_.CreateAnd(small, values[i]);
        if (small != nullptr) ways.require(isSmall(small));
        if (three) ways.require(builder_.CreateICmpNE(values[3], constant(1)));
        V isRange = builder_.CreateCall(rangeFunction(), {values[0], table_, types_});
        ways.require(builder_.CreateNot(isNull(isRange)));
        const auto number = [&](V tagged) { return builder_.CreateAShr(tagged, 1); };
        startRange(walk, two ? number(values[1]) : constant(0), number(values[two ? 2 : 1]),
                   three ? number(values[3]) : constant(1));
        builder_.CreateStore(values[0], walk.object);
        builder_.CreateBr(done);
        ways.slow();
        V area = fillArea(llvm::ArrayRef<V>(values).drop_front());
        word = callWord(Entry::Call, {values[0], constant(call.arg), area});
    } else {
        word = use(made.operands[0]);
    }
    V kind = builder_.CreateCall(walkFunction(), {word, iteratorAt(id), table_, types_});
    forget();
    builder_.CreateStore(kind, walk.kind);
    builder_.CreateStore(word, walk.object);
    // The object is kept, whatever becomes of its address in registers.
    builder_.CreateStore(word, walk.root, true);
    const Label range = newLabel("range"), other = newLabel("other");
    branchIf(builder_.CreateICmpSLT(kind, constant(0)), range, other);
    builder_.SetInsertPoint(range);
    V object = pointer(word);
    startRange(walk, load(object, kRangeStart), load(object, kRangeStop), load(object, kRangeStep));
    builder_.CreateBr(done);
    builder_.SetInsertPoint(other);
    builder_.CreateStore(constant(1), walk.at); // the first index, with its tag
    builder_.CreateStore(constant(0), walk.end);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    if (const auto found = filled_.find(id); found != filled_.end())
        makeFilled(found->second, walk);
    refresh();
    define(id, addressWord(iteratorAt(id)));
    return true;
}

void Lowering::walkRange(Split& ways, const Walk& walk) {
    const auto value = [&](llvm::AllocaInst* cell) { return builder_.CreateLoad(word_, cell); };
    V at = value(walk.at), left = value(walk.end);
    const Label found = newLabel("found"), ended = newLabel("ended");
    branchIf(isNull(left), ended, found);
    builder_.SetInsertPoint(ended);
    ways.give(constant(0), builder_.getTrue());
    builder_.SetInsertPoint(found);
    builder_.CreateStore(builder_.CreateAdd(at, value(walk.step)), walk.at);
    builder_.CreateStore(builder_.CreateSub(left, constant(1)), walk.end);
    ways.give(at, builder_.getFalse());
}

bool Lowering::fastIterNext(ssa::ValueId id, const ssa::Instr& made) {
    if (!twoCopies_ || instr(made.operands[0]).op != ssa::Op::IterStart) return false;
    const Walk& walk = walks_[ssa::index(made.operands[0])];
    V word = builder_.CreateLoad(word_, walk.object);
    V kind = builder_.CreateLoad(word_, walk.kind), at = builder_.CreateLoad(word_, walk.at);
    V object = pointer(word);
    Split ways(builder_);
    const auto over = [&](Kind wanted, unsigned size, auto item) {
        const Label here = newLabel("walk"), other = newLabel("other"), found = newLabel("found"),
                    ended = newLabel("ended");
        branchIf(builder_.CreateICmpEQ(kind, constant(static_cast<uint64_t>(wanted))), here, other);
        builder_.SetInsertPoint(here);
        V end = builder_.CreateShl(load(object, size), 1);
        branchIf(builder_.CreateICmpULT(at, end), found, ended);
        builder_.SetInsertPoint(ended);
        ways.give(constant(0), builder_.getTrue());
        builder_.SetInsertPoint(found);
        V value = item();
        builder_.CreateStore(builder_.CreateAdd(at, constant(2)), walk.at);
        ways.give(value, builder_.getFalse());
        builder_.SetInsertPoint(other);
    };
    const Label range = newLabel("range"), other = newLabel("other");
    branchIf(builder_.CreateICmpSLT(kind, constant(0)), range, other);
    builder_.SetInsertPoint(range);
    walkRange(ways, walk);
    builder_.SetInsertPoint(other);
    over(kOfList, kListSize, [&] {
        return builder_.CreateLoad(word_, wordPlace(pointer(load(object, kListItems)), at));
    });
    over(kOfBytes, kArraySize, [&] { return byteAt(pointer(load(object, kArrayItems)), at); });
    over(kOfTuple, kTupleSize,
         [&] { return builder_.CreateLoad(word_, wordPlace(wordAt(object, kTupleItems), at)); });
    ways.leaveFast();
    ways.slow();
    V item = callWord(Entry::IterNext, {iteratorAt(made.operands[0])});
    refresh();
    ways.give(item, isNull(item));
    V result = ways.join();
    builder_.CreateStore(ways.second(), walk.ended);
    define(id, result);
    return true;
}

/// Whether a loop has ended is known when it asks for an item.
bool Lowering::fastEnd(ssa::ValueId id, const ssa::Instr& made) {
    const ssa::Instr& next = instr(made.operands[0]);
    if (!twoCopies_ || next.op != ssa::Op::IterNext ||
        instr(next.operands[0]).op != ssa::Op::IterStart)
        return false;
    V ended = builder_.CreateLoad(builder_.getInt1Ty(), walks_[ssa::index(next.operands[0])].ended);
    define(id, ended);
    return true;
}

} // namespace taipan::llvm_backend
