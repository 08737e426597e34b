// Items of lists, tuples and bytearrays without the runtime.
//
// A list is known by its type, which the function table has. The types of tuples and bytearrays are
// learnt from objects that are made for it, once in a run of a function and only when an item of
// something that looks like one is asked for; their layout is looked at, and where it is not the
// usual one nothing passes for such an object. Subclasses have types of their own, so that they
// take the slow way.

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

namespace {
/// Words of the objects.
constexpr unsigned kListSize = 2, kListItems = 3, kTupleSize = 1, kTupleItems = 2, kArraySize = 2,
                   kArrayItems = 3;
/// The low byte of a bytearray's second word: in stock, and in ours.
constexpr uint8_t kByteArrayMarks[] = {1, 'B'};
enum Known : unsigned { kByteArray, kTuple, kTypes }; // places of types that are learnt
} // namespace

/// Whether the function has items to look for; makes room for what is learnt of types.
void Lowering::prepareItems() {
    for (const ssa::Block& each : source_.blocks)
        for (const ssa::ValueId id : each.code)
            if (isFastAt(each) &&
                (instr(id).op == ssa::Op::Subscr || instr(id).op == ssa::Op::StoreSubscr) &&
                types_ == nullptr) {
                types_ = builder_.CreateAlloca(llvm::ArrayType::get(word_, kTypes));
                for (unsigned i = 0; i < kTypes; ++i) store(types_, i, constant(0));
            }
}

/// The slow way to an item, a function of its own that learns types on the way:
/// word item(base, index, value, table, types).
llvm::Function* Lowering::itemFunction() {
    if (itemFunction_ != nullptr) return itemFunction_;
    const llvm::IRBuilderBase::InsertPointGuard before(builder_);
    const V outerTable = table_;
    itemFunction_ = newHelper("_item", {word_, word_, word_, pointer_, pointer_});
    itemFunction_->addFnAttr(llvm::Attribute::OptimizeForSize);
    const auto label = [&](const char* name) {
        return llvm::BasicBlock::Create(builder_.getContext(), name, itemFunction_);
    };
    V base = itemFunction_->getArg(0), types = itemFunction_->getArg(4);
    table_ = itemFunction_->getArg(3);
    const Label entry = label("entry"), look = label("look"), array = label("array"),
                learn = label("learn"), tuple = label("tuple"), learnTuple = label("learn_tuple"),
                ask = label("ask");
    builder_.SetInsertPoint(entry);
    V isObject = builder_.CreateICmpEQ(builder_.CreateAnd(base, constant(3)), constant(0));
    branchIf(isObject, look, ask);
    builder_.SetInsertPoint(look);
    branchIf(isNull(load(types, kByteArray)), array, tuple);
    builder_.SetInsertPoint(array);
    V mark = builder_.CreateTrunc(load(pointer(base), 1), builder_.getInt8Ty());
    V fits = builder_.CreateOr(builder_.CreateICmpEQ(mark, builder_.getInt8(kByteArrayMarks[0])),
                               builder_.CreateICmpEQ(mark, builder_.getInt8(kByteArrayMarks[1])));
    branchIf(fits, learn, tuple);
    builder_.SetInsertPoint(learn);
    V made = pointer(callWord(Entry::NewByteArray, {constant(0), types}));
    V usual =
        builder_.CreateAnd(isNull(load(made, kArraySize)),
                           builder_.CreateICmpEQ(load(made, kArrayItems), addressWord(types)));
    store(types, kByteArray, builder_.CreateSelect(usual, load(made, 0), constant(kNoType)));
    builder_.CreateBr(tuple);
    builder_.SetInsertPoint(tuple);
    branchIf(isNull(load(types, kTuple)), learnTuple, ask);
    builder_.SetInsertPoint(learnTuple); // the empty tuple is there already
    V empty = pointer(callWord(Entry::NewTuple, {constant(0), types}));
    store(
        types, kTuple,
        builder_.CreateSelect(isNull(load(empty, kTupleSize)), load(empty, 0), constant(kNoType)));
    builder_.CreateBr(ask);
    builder_.SetInsertPoint(ask);
    builder_.CreateRet(
        callWord(Entry::Subscr, {base, itemFunction_->getArg(1), itemFunction_->getArg(2)}));
    table_ = outerTable;
    return itemFunction_;
}

/// The number behind a tag, when it is an index that an object of `size` items has. Negative ones
/// are not.
Lowering::V Lowering::inRange(Split& ways, V index, V size) {
    V number = builder_.CreateAShr(index, 1);
    ways.require(builder_.CreateICmpULT(number, size));
    return number;
}

Lowering::V Lowering::itemAt(V items, V index) {
    return builder_.CreateInBoundsGEP(word_, items, index);
}

/// Tests for a type: what has another goes to the label that is returned.
Lowering::Label Lowering::ifType(V type, V wanted, bool isLikely, Split& ways) {
    const Label here = newLabel("item"), other = newLabel("other");
    V is = builder_.CreateICmpEQ(type, wanted);
    isLikely ? ways.branchLikely(is, here, other) : branchIf(is, here, other);
    builder_.SetInsertPoint(here);
    return other;
}

/// Starts the fast ways to an item: the type of what is asked, behind the tests of both operands.
Lowering::V Lowering::itemStart(Split& ways, const ssa::Instr& made, V base, V index) {
    if (instr(made.operands[1]).type != ssa::Type::SmallInt) ways.require(isSmall(index));
    const ssa::Type type = instr(made.operands[0]).type;
    if (type == ssa::Type::Object || type == ssa::Type::Any)
        ways.require(builder_.CreateICmpEQ(builder_.CreateAnd(base, constant(3)), constant(0)));
    return load(pointer(base), 0, "type");
}

bool Lowering::hasItemWay(const ssa::Instr& made) const {
    const ssa::Type base = instr(made.operands[0]).type, index = instr(made.operands[1]).type;
    return mayBeSmall(index) && (base == ssa::Type::Object || base == ssa::Type::Any ||
                                 base == ssa::Type::List || base == ssa::Type::Tuple);
}

bool Lowering::fastItem(ssa::ValueId id, const ssa::Instr& made) {
    if (!hasItemWay(made)) return false;
    V base = use(made.operands[0]), index = use(made.operands[1]);
    const ssa::Type known = instr(made.operands[0]).type;
    Split ways(builder_);
    V type = itemStart(ways, made, base, index);
    V object = pointer(base);
    if (known != ssa::Type::Tuple) {
        const Label other = ifType(type, singleton(Entry::ListType), true, ways);
        V at = inRange(ways, index, load(object, kListSize));
        ways.give(builder_.CreateLoad(word_, itemAt(pointer(load(object, kListItems)), at)));
        builder_.SetInsertPoint(other);
    }
    if (known == ssa::Type::Object || known == ssa::Type::Any) {
        const Label other = ifType(type, load(types_, kByteArray), false, ways);
        V at = inRange(ways, index, load(object, kArraySize));
        V place = builder_.CreateInBoundsGEP(builder_.getInt8Ty(),
                                             pointer(load(object, kArrayItems)), at);
        V byte = builder_.CreateZExt(builder_.CreateLoad(builder_.getInt8Ty(), place), word_);
        ways.give(builder_.CreateOr(builder_.CreateShl(byte, 1), constant(1)));
        builder_.SetInsertPoint(other);
    }
    if (known != ssa::Type::List) {
        ways.require(builder_.CreateICmpEQ(type, load(types_, kTuple)));
        V at = inRange(ways, index, load(object, kTupleSize));
        ways.give(builder_.CreateLoad(word_, itemAt(wordAt(object, kTupleItems), at)));
    } else {
        ways.leaveFast();
    }
    ways.slow();
    ways.give(
        builder_.CreateCall(itemFunction(), {base, index, constant(kLoadMark), table_, types_}));
    define(id, ways.join());
    return true;
}

bool Lowering::fastStoreItem(const ssa::Instr& made) {
    const ssa::Type known = instr(made.operands[0]).type;
    // No value is a deletion.
    if (!hasItemWay(made) || known == ssa::Type::Tuple ||
        ssa::mayBeNull(instr(made.operands[2]).type))
        return false;
    V base = use(made.operands[0]), index = use(made.operands[1]), value = use(made.operands[2]);
    Split ways(builder_);
    V type = itemStart(ways, made, base, index);
    V object = pointer(base);
    const Label other = ifType(type, singleton(Entry::ListType), true, ways);
    V at = inRange(ways, index, load(object, kListSize));
    builder_.CreateStore(value, itemAt(pointer(load(object, kListItems)), at));
    ways.end();
    builder_.SetInsertPoint(other);
    if (known != ssa::Type::List && mayBeSmall(instr(made.operands[2]).type)) {
        ways.require(builder_.CreateICmpEQ(type, load(types_, kByteArray)));
        V isByte = builder_.CreateICmpEQ(builder_.CreateAnd(value, constant(~uint64_t{0x1fe})),
                                         constant(1));
        ways.require(isByte);
        V where = inRange(ways, index, load(object, kArraySize));
        V byte = builder_.CreateTrunc(builder_.CreateLShr(value, 1), builder_.getInt8Ty());
        builder_.CreateStore(byte,
                             builder_.CreateInBoundsGEP(builder_.getInt8Ty(),
                                                        pointer(load(object, kArrayItems)), where));
        ways.end();
    } else {
        ways.leaveFast();
    }
    ways.slow();
    builder_.CreateCall(itemFunction(), {base, index, value, table_, types_});
    ways.end();
    ways.joinVoid();
    return true;
}

} // namespace taipan::llvm_backend
