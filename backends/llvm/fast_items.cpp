// Items of lists, tuples and bytearrays without the runtime.
//
// A list is known by its type, which the function table has. That of tuples is learnt from the
// empty one, those of bytes and bytearrays from the first that items are asked of: a type that is
// not made by a class statement and has this name, which every firmware has by the same number.
// Subclasses have types of their own, so that they take the slow way.

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

namespace {
constexpr unsigned kBufferWords = 4; // where the text is, how long, of what items
constexpr uint64_t kToRead = 1;
/// The low byte of a bytearray's second word: in stock, and in ours.
constexpr uint8_t kByteArrayMarks[] = {1, 'B'};
} // namespace

/// Whether the function has items to look for; makes room for what is learnt of types.
void Lowering::prepareItems() {
    for (const ssa::Block& each : source_.blocks)
        for (const ssa::ValueId id : each.code)
            if (isFastAt(each) && types_ == nullptr &&
                (instr(id).op == ssa::Op::Subscr || instr(id).op == ssa::Op::StoreSubscr ||
                 (instr(id).op == ssa::Op::IterStart && twoCopies_))) {
                types_ = newWords(kTypes);
                for (unsigned i = 0; i < kTypes; ++i) store(types_, i, constant(0));
            }
}

/// Whether a type has a name of the firmware's, and no class statement made it.
Lowering::V Lowering::isTypeNamed(V type, uint32_t name) {
    V title =
        builder_.CreateAnd(builder_.CreateLoad(builder_.getInt32Ty(), wordAt(type, kTypeName)),
                           builder_.getInt32(kNameMask));
    return builder_.CreateICmpEQ(title, builder_.getInt32(name << 16));
}

/// word learn(object, table, types): learns the type of the object, where it is one of those whose
/// layout is known. No object is made for that: the heap may be locked.
llvm::Function* Lowering::learnFunction() {
    if (learnFunction_ != nullptr) return learnFunction_;
    const Helper helper(*this, "_learn", {word_, pointer_, pointer_});
    learnFunction_ = helper.function;
    learnFunction_->addFnAttr(llvm::Attribute::OptimizeForSize);
    V types = learnFunction_->getArg(2);
    table_ = learnFunction_->getArg(1);
    const Label learnTuple = newLabel("learn_tuple"), named = newLabel("named"),
                array = newLabel("array"), learnArray = newLabel("learn_array"),
                other = newLabel("other"), learnBytes = newLabel("learn_bytes"),
                marked = newLabel("marked"), bytes = newLabel("bytes"), done = newLabel("done");
    V info = newWords(kBufferWords);
    V object = pointer(learnFunction_->getArg(0));
    V type = load(object, 0);
    store(types, kSeen, type);
    branchIf(isNull(load(types, kTuple)), learnTuple, named);
    builder_.SetInsertPoint(learnTuple); // the empty tuple is there already
    V empty = pointer(callWord(Entry::NewTuple, {constant(0), types}));
    store(
        types, kTuple,
        builder_.CreateSelect(isNull(load(empty, kTupleSize)), load(empty, 0), constant(kNoType)));
    builder_.CreateBr(named);
    builder_.SetInsertPoint(named);
    const auto isNamed = [&](uint32_t name) { return isTypeNamed(pointer(type), name); };
    // That they lie as is expected is seen by where the runtime says that its text is.
    const auto isUsual = [&](Label yes) {
        const Label buffer = newLabel("buffer"), text = newLabel("text");
        builder_.CreateBr(buffer);
        builder_.SetInsertPoint(buffer);
        V found = flag(Entry::GetBuffer, {addressWord(object), info, constant(kToRead)});
        V size = builder_.CreateICmpEQ(load(info, 1), load(object, kArraySize));
        branchIf(builder_.CreateAnd(found, size), text, done);
        builder_.SetInsertPoint(text);
        branchIf(builder_.CreateICmpEQ(load(info, 0), load(object, kArrayItems)), yes, done);
    };
    branchIf(isNamed(kByteArrayName), array, other);
    builder_.SetInsertPoint(array);
    V mark = builder_.CreateTrunc(load(object, 1), builder_.getInt8Ty());
    V fits = builder_.CreateOr(builder_.CreateICmpEQ(mark, builder_.getInt8(kByteArrayMarks[0])),
                               builder_.CreateICmpEQ(mark, builder_.getInt8(kByteArrayMarks[1])));
    branchIf(fits, marked, done);
    builder_.SetInsertPoint(marked);
    isUsual(learnArray);
    builder_.SetInsertPoint(learnArray);
    store(types, kByteArray, type);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(other);
    branchIf(isNamed(kBytesName), bytes, done);
    builder_.SetInsertPoint(bytes);
    isUsual(learnBytes);
    builder_.SetInsertPoint(learnBytes);
    store(types, kBytes, type);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    builder_.CreateRet(constant(0));
    return learnFunction_;
}

/// The slow way to an item, a function of its own that learns types on the way:
/// word item(base, index, value, table, types).
llvm::Function* Lowering::itemFunction() {
    if (itemFunction_ != nullptr) return itemFunction_;
    llvm::Function* const learn = learnFunction();
    const Helper helper(*this, "_item", {word_, word_, word_, pointer_, pointer_});
    itemFunction_ = helper.function;
    itemFunction_->addFnAttr(llvm::Attribute::OptimizeForSize);
    V base = itemFunction_->getArg(0), types = itemFunction_->getArg(4);
    table_ = itemFunction_->getArg(3);
    const Label look = newLabel("look"), ask = newLabel("ask"), unknown = newLabel("unknown");
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(base, constant(3)), constant(0)), look, ask);
    builder_.SetInsertPoint(look);
    branchIf(builder_.CreateICmpEQ(load(pointer(base), 0), load(types, kSeen)), ask, unknown);
    builder_.SetInsertPoint(unknown);
    builder_.CreateCall(learn, {base, table_, types});
    builder_.CreateBr(ask);
    builder_.SetInsertPoint(ask);
    builder_.CreateRet(
        callWord(Entry::Subscr, {base, itemFunction_->getArg(1), itemFunction_->getArg(2)}));
    return itemFunction_;
}

/// Tests for a type: what has another goes to the label that is returned.
Lowering::Label Lowering::ifType(V type, V wanted, bool isLikely, Split& ways) {
    const Label here = newLabel("item"), other = newLabel("other");
    V is = builder_.CreateICmpEQ(type, wanted);
    isLikely ? ways.branchLikely(is, here, other) : branchIf(is, here, other);
    builder_.SetInsertPoint(here);
    return other;
}

/// Starts the fast ways to an item: the type of what is asked.
Lowering::V Lowering::itemStart(Split& ways, const ssa::Instr& made, V base) {
    const ssa::Type type = instr(made.operands[0]).type;
    if (type == ssa::Type::Object || type == ssa::Type::Any)
        ways.require(builder_.CreateICmpEQ(builder_.CreateAnd(base, constant(3)), constant(0)));
    return load(pointer(base), 0, "type");
}

bool Lowering::hasItemWay(const ssa::Instr& made) const {
    const ssa::Type base = instr(made.operands[0]).type, index = instr(made.operands[1]).type;
    return mayBeSmall(index) && !isLazy(made.operands[0]) &&
           (base == ssa::Type::Object || base == ssa::Type::Any || base == ssa::Type::List ||
            base == ssa::Type::Tuple);
}

/// The place of an item by its index, with the tag on: a word, or a byte.
Lowering::V Lowering::wordPlace(V items, V index) {
    const unsigned half = context_.target.wordBytes / 2;
    V bytes = builder_.CreateMul(builder_.CreateSub(index, constant(1)), constant(half));
    return builder_.CreateGEP(builder_.getInt8Ty(), items, bytes);
}
Lowering::V Lowering::bytePlace(V items, V index) {
    return builder_.CreateGEP(builder_.getInt8Ty(), items, builder_.CreateLShr(index, 1));
}
Lowering::V Lowering::byteAt(V items, V index) {
    V byte = builder_.CreateLoad(builder_.getInt8Ty(), bytePlace(items, index));
    return builder_.CreateOr(builder_.CreateShl(builder_.CreateZExt(byte, word_), 1), constant(1));
}
void Lowering::storeByte(Split& ways, V items, V index, V value) {
    V other = builder_.CreateAnd(value, constant(~uint64_t{0x1fe}));
    ways.require(builder_.CreateICmpEQ(other, constant(1)));
    V byte = builder_.CreateTrunc(builder_.CreateLShr(value, 1), builder_.getInt8Ty());
    builder_.CreateStore(byte, bytePlace(items, index));
}

// ---- what a loop does not change ---------------------------------------------------------------

/// Fills the cells: none of either kind where the object is something else.
void Lowering::findItems(const Items& items) {
    const ssa::Type known = instr(items.base).type;
    const Label done = newLabel("looked");
    const auto found = [&](V words, V bytes, V data) {
        builder_.CreateStore(words, items.words);
        builder_.CreateStore(bytes, items.bytes);
        builder_.CreateStore(data, items.data);
        builder_.CreateBr(done);
    };
    V base = use(items.base);
    const Label look = newLabel("look"), list = newLabel("list"), other = newLabel("no_list"),
                array = newLabel("array"), tuple = newLabel("tuple"), none = newLabel("none");
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(base, constant(3)), constant(0)), look, none);
    builder_.SetInsertPoint(look);
    V object = pointer(base);
    V type = load(object, 0, "type");
    branchIf(builder_.CreateICmpEQ(type, singleton(Entry::ListType)), list, other);
    builder_.SetInsertPoint(list);
    found(builder_.CreateShl(load(object, kListSize), 1), constant(0),
          pointer(load(object, kListItems)));
    builder_.SetInsertPoint(other);
    if (known == ssa::Type::List) {
        builder_.CreateBr(none);
    } else {
        V isArray = builder_.CreateICmpEQ(type, load(types_, kByteArray));
        if (!items.isStored) // bytes have the same layout
            isArray = builder_.CreateOr(isArray, builder_.CreateICmpEQ(type, load(types_, kBytes)));
        branchIf(isArray, array, items.isStored ? none : tuple);
    }
    builder_.SetInsertPoint(array);
    found(constant(0), builder_.CreateShl(load(object, kArraySize), 1),
          pointer(load(object, kArrayItems)));
    builder_.SetInsertPoint(tuple);
    const Label isTuple = newLabel("is_tuple");
    branchIf(builder_.CreateICmpEQ(type, load(types_, kTuple)), isTuple, none);
    builder_.SetInsertPoint(isTuple);
    found(builder_.CreateShl(load(object, kTupleSize), 1), constant(0),
          wordAt(object, kTupleItems));
    builder_.SetInsertPoint(none);
    found(constant(0), constant(0), llvm::ConstantPointerNull::get(pointer_));
    builder_.SetInsertPoint(done);
}

/// The cells of what is asked for items here, or null.
const Lowering::Items* Lowering::itemsOf(ssa::ValueId base) const {
    if (copy_ != Copy::Fast) return nullptr;
    const uint32_t loop = known_.loopOf[ssa::index(at_)];
    if (loop == kNoLoop) return nullptr;
    for (const Items& each : items_[loop])
        if (each.base == base) return &each;
    return nullptr;
}

/// Behind a call of the fast copy, which may have changed anything: fills the cells of all loops
/// around it.
void Lowering::refresh() {
    if (copy_ != Copy::Fast) return;
    for (uint32_t loop = known_.loopOf[ssa::index(at_)]; loop != kNoLoop;
         loop = known_.loops[loop].outer)
        for (const Items& each : items_[loop]) findItems(each);
}

// ---- operations --------------------------------------------------------------------------------

void Lowering::foundItem(Split& ways, const Items& items, V index) {
    const Label word = newLabel("word"), other = newLabel("no_word");
    ways.branchLikely(builder_.CreateICmpULT(index, builder_.CreateLoad(word_, items.words)), word,
                      other);
    builder_.SetInsertPoint(word);
    V data = builder_.CreateLoad(pointer_, items.data);
    ways.give(builder_.CreateLoad(word_, wordPlace(data, index)));
    builder_.SetInsertPoint(other);
    ways.require(builder_.CreateICmpULT(index, builder_.CreateLoad(word_, items.bytes)));
    ways.give(byteAt(builder_.CreateLoad(pointer_, items.data), index));
}

bool Lowering::fastItem(ssa::ValueId id, const ssa::Instr& made) {
    if (!hasItemWay(made)) return false;
    V base = use(made.operands[0]), index = use(made.operands[1]);
    const ssa::Type known = instr(made.operands[0]).type;
    Split ways(builder_);
    if (!isKnownSmall(made.operands[1])) ways.require(isSmall(index));
    if (const Items* items = itemsOf(made.operands[0])) {
        foundItem(ways, *items, index);
    } else {
        V type = itemStart(ways, made, base);
        V object = pointer(base);
        const auto size = [&](unsigned at) {
            ways.require(builder_.CreateICmpULT(index, builder_.CreateShl(load(object, at), 1)));
        };
        if (known != ssa::Type::Tuple) {
            const Label other = ifType(type, singleton(Entry::ListType), true, ways);
            size(kListSize);
            ways.give(
                builder_.CreateLoad(word_, wordPlace(pointer(load(object, kListItems)), index)));
            builder_.SetInsertPoint(other);
        }
        if (known == ssa::Type::Object || known == ssa::Type::Any) {
            const Label other = ifType(type, load(types_, kByteArray), false, ways);
            size(kArraySize);
            ways.give(byteAt(pointer(load(object, kArrayItems)), index));
            builder_.SetInsertPoint(other);
        }
        if (known != ssa::Type::List) {
            ways.require(builder_.CreateICmpEQ(type, load(types_, kTuple)));
            size(kTupleSize);
            ways.give(builder_.CreateLoad(word_, wordPlace(wordAt(object, kTupleItems), index)));
        } else {
            ways.leaveFast();
        }
    }
    ways.slow();
    V slow =
        builder_.CreateCall(itemFunction(), {base, index, constant(kLoadMark), table_, types_});
    forget();
    refresh();
    ways.give(slow);
    define(id, ways.join());
    return true;
}

void Lowering::foundStore(Split& ways, const Items& items, V index, const ssa::Instr& made) {
    const Label word = newLabel("word"), other = newLabel("no_word");
    V value = use(made.operands[2]);
    ways.branchLikely(builder_.CreateICmpULT(index, builder_.CreateLoad(word_, items.words)), word,
                      other);
    builder_.SetInsertPoint(word);
    builder_.CreateStore(value, wordPlace(builder_.CreateLoad(pointer_, items.data), index));
    ways.end();
    builder_.SetInsertPoint(other);
    if (!mayBeSmall(instr(made.operands[2]).type)) return ways.leaveFast();
    ways.require(builder_.CreateICmpULT(index, builder_.CreateLoad(word_, items.bytes)));
    storeByte(ways, builder_.CreateLoad(pointer_, items.data), index, value);
    ways.end();
}

bool Lowering::fastStoreItem(const ssa::Instr& made) {
    const ssa::Type known = instr(made.operands[0]).type;
    // No value is a deletion.
    if (!hasItemWay(made) || known == ssa::Type::Tuple ||
        ssa::mayBeNull(instr(made.operands[2]).type))
        return false;
    V base = use(made.operands[0]), index = use(made.operands[1]), value = use(made.operands[2]);
    Split ways(builder_);
    if (!isKnownSmall(made.operands[1])) ways.require(isSmall(index));
    if (const Items* items = itemsOf(made.operands[0])) {
        foundStore(ways, *items, index, made);
    } else {
        V type = itemStart(ways, made, base);
        V object = pointer(base);
        const auto size = [&](unsigned at) {
            ways.require(builder_.CreateICmpULT(index, builder_.CreateShl(load(object, at), 1)));
        };
        const Label other = ifType(type, singleton(Entry::ListType), true, ways);
        size(kListSize);
        builder_.CreateStore(value, wordPlace(pointer(load(object, kListItems)), index));
        ways.end();
        builder_.SetInsertPoint(other);
        if (known != ssa::Type::List && mayBeSmall(instr(made.operands[2]).type)) {
            ways.require(builder_.CreateICmpEQ(type, load(types_, kByteArray)));
            size(kArraySize);
            storeByte(ways, pointer(load(object, kArrayItems)), index, value);
            ways.end();
        } else {
            ways.leaveFast();
        }
    }
    ways.slow();
    builder_.CreateCall(itemFunction(), {base, index, value, table_, types_});
    forget();
    refresh();
    ways.end();
    ways.joinVoid();
    return true;
}

} // namespace taipan::llvm_backend
