// Attributes and methods of instances of classes, and globals of the module, without the runtime.
//
// An instance and a dict have a table of rows, each a key and a value. In stock a key stands in the
// row that its hash says, or behind; in our runtime rows are in the order in which they came. So a
// row is looked at, and counts when the key is there; a helper looks at more of them. That a class
// is not asked because the instance has the name itself is known when no row has it.
//
// Nothing is noted, so nothing can be out of date: whatever is stored, deleted or replaced
// meanwhile is seen.

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"
#include "taipan/abi/name_hash.h"

namespace taipan::llvm_backend {

namespace {
/// Rows that a helper looks at, at most: of instances, and of a class or module.
constexpr uint64_t kMostRows = 16, kMostProbes = 8;
/// Bytes of hashes that firmware for machines of 64 bits keeps.
constexpr unsigned kHashBytes = 2;
/// Bits by which the mark of the base becomes the flag of classes.
constexpr uint64_t kMarkShift = 9;
static_assert(uint64_t{1} << kMarkShift == kTypeIsClass);
} // namespace

/// Whether an operation has a way that looks into instances. Names of the object model are the
/// runtime's affair.
bool Lowering::looksInto(const ssa::Instr& made) const {
    if (made.block == ssa::BlockId::none || !hasObjectWays()) return false;
    switch (made.op) {
    case ssa::Op::StoreAttr: // null deletes; __init__ mostly stores what is not there yet
        if (ssa::mayBeNull(instr(made.operands[1]).type) ||
            context_.interner.text(source_.source->scope->name) == "__init__")
            return false;
        break;
    case ssa::Op::Attr:
    case ssa::Op::Method: break;
    default: return false;
    }
    const ssa::Type base = instr(made.operands[0]).type;
    return (base == ssa::Type::Object || base == ssa::Type::Any) &&
           !context_.interner.text(NameId{made.arg}).starts_with("__");
}

/// Before all blocks: the flag that types of instances have, or what no flag is where types do not
/// lie as is expected.
void Lowering::prepareAttributes() {
    if (!looksIn_) return;
    V fits = isGenerator_ ? layoutsFit() : builder_.CreateAnd(stackBase_, constant(1));
    instanceMark_ = builder_.CreateSub(constant(kTypeIsClass * 2),
                                       builder_.CreateShl(fits, kMarkShift), "mark");
}

Lowering::V Lowering::nameHash(NameId id) {
    return constant(abi::cutHash(abi::nameHash(context_.interner.text(id)), kHashBytes));
}

/// The object, when it is an instance of a class of whose type's `flags` only that of classes is
/// set.
Lowering::V Lowering::instanceOf(Split& ways, V base, uint64_t flags) {
    ways.require(builder_.CreateICmpEQ(builder_.CreateAnd(base, constant(3)), constant(0)));
    V object = pointer(base);
    V type = pointer(load(object, 0, "type"));
    V found = builder_.CreateLoad(builder_.getInt16Ty(), wordAt(type, kTypeName));
    V set = builder_.CreateAnd(builder_.CreateZExt(found, word_), constant(flags | kTypeIsClass));
    ways.require(builder_.CreateICmpEQ(set, instanceMark_));
    return object;
}

/// The row of a name, when it is where its hash says.
Lowering::V Lowering::likelyRow(Split& ways, V object, NameId id) {
    V rows = load(object, kTableRows);
    ways.require(builder_.CreateNot(isNull(rows)));
    llvm::Type* const half = builder_.getInt32Ty();
    V at = builder_.CreateURem(builder_.CreateTrunc(nameHash(id), half),
                               builder_.CreateTrunc(rows, half));
    V row = builder_.CreateInBoundsGEP(word_, pointer(load(object, kTableAt)),
                                       builder_.CreateShl(builder_.CreateZExt(at, word_), 1));
    ways.require(builder_.CreateICmpEQ(load(row, 0), nameKey(name(id))));
    return row;
}

// ---- helpers -----------------------------------------------------------------------------------

Lowering::V Lowering::scanRows(V object, V key, Label found, Label none, Label many) {
    const Label start = builder_.GetInsertBlock();
    const Label some = newLabel("some"), row = newLabel("row"), next = newLabel("next");
    V rows = load(object, kTableRows), first = pointer(load(object, kTableAt));
    V isFew = builder_.CreateICmpULT(builder_.CreateSub(rows, constant(1)), constant(kMostRows));
    branchIf(isFew, row, some);
    builder_.SetInsertPoint(some);
    branchIf(isNull(rows), none, many);
    builder_.SetInsertPoint(row);
    llvm::PHINode* const at = builder_.CreatePHI(pointer_, 2);
    at->addIncoming(first, start);
    branchIf(builder_.CreateICmpEQ(load(at, 0), key), found, next);
    builder_.SetInsertPoint(next);
    V following = wordAt(at, 2);
    at->addIncoming(following, next);
    V end = builder_.CreateInBoundsGEP(word_, first, builder_.CreateShl(rows, 1));
    branchIf(builder_.CreateICmpNE(following, end), row, none);
    return at;
}

Lowering::V Lowering::probeRows(V object, V key, V hash, Label found, Label other) {
    const Label some = newLabel("some"), row = newLabel("row"), next = newLabel("next"),
                more = newLabel("more");
    V rows = load(object, kTableRows), first = pointer(load(object, kTableAt));
    branchIf(isNull(rows), other, some);
    builder_.SetInsertPoint(some);
    llvm::Type* const half = builder_.getInt32Ty();
    V start = builder_.CreateZExt(
        builder_.CreateURem(builder_.CreateTrunc(hash, half), builder_.CreateTrunc(rows, half)),
        word_);
    builder_.CreateBr(row);
    builder_.SetInsertPoint(row);
    llvm::PHINode* const at = builder_.CreatePHI(word_, 2);
    llvm::PHINode* const left = builder_.CreatePHI(word_, 2);
    at->addIncoming(start, some);
    left->addIncoming(constant(kMostProbes), some);
    V place = builder_.CreateInBoundsGEP(word_, first, builder_.CreateShl(at, 1));
    V there = load(place, 0);
    branchIf(builder_.CreateICmpEQ(there, key), found, next);
    builder_.SetInsertPoint(next);
    V fewer = builder_.CreateSub(left, constant(1));
    branchIf(builder_.CreateOr(isNull(there), isNull(fewer)), other, more);
    builder_.SetInsertPoint(more);
    V following = builder_.CreateAdd(at, constant(1));
    V isEnd = builder_.CreateICmpEQ(following, rows);
    at->addIncoming(builder_.CreateSelect(isEnd, constant(0), following), more);
    left->addIncoming(fewer, more);
    builder_.CreateBr(row);
    return place;
}

/// word attribute(base, name, mark, value, table), `value` for a store alone: looks at all rows of
/// a small instance, and asks the runtime.
llvm::Function* Lowering::attributeFunction(bool isStore) {
    llvm::Function*& made = isStore ? storeFunction_ : attributeFunction_;
    if (made != nullptr) return made;
    const Helper helper(*this, isStore ? "_store" : "_attribute",
                        {word_, word_, word_, pointer_, word_});
    made = helper.function;
    V base = made->getArg(0), name = made->getArg(1), value = made->getArg(4);
    instanceMark_ = made->getArg(2);
    table_ = made->getArg(3);
    const Label ask = newLabel("ask"), found = newLabel("found");
    Split ways(builder_, ask);
    V object = instanceOf(ways, base, isStore ? kTypeHasAccessors : 0);
    V row = scanRows(object, nameKey(name), found, ask, ask);
    builder_.SetInsertPoint(found);
    if (isStore) {
        store(row, 1, value);
        builder_.CreateRet(constant(0));
    } else {
        builder_.CreateRet(load(row, 1));
    }
    builder_.SetInsertPoint(ask);
    if (isStore) {
        callVoid(Entry::StoreAttr, {base, name, value});
        builder_.CreateRet(constant(0));
    } else {
        builder_.CreateRet(callWord(Entry::LoadAttr, {base, name}));
    }
    ways.joinVoid(); // no way leads here
    builder_.CreateUnreachable();
    return made;
}

/// word method(base, name, area, hash, mark, table): what to call for a method of an instance, and
/// with what self, to the area.
llvm::Function* Lowering::methodFunction() {
    if (methodFunction_ != nullptr) return methodFunction_;
    const Helper helper(*this, "_method", {word_, word_, pointer_, word_, word_, pointer_});
    llvm::Function* const made = methodFunction_ = helper.function;
    V base = made->getArg(0), name = made->getArg(1), area = made->getArg(2);
    instanceMark_ = made->getArg(4);
    table_ = made->getArg(5);
    const Label ask = newLabel("ask"), own = newLabel("class"), member = newLabel("member");
    Split ways(builder_, ask);
    V object = instanceOf(ways, base, 0);
    V key = nameKey(name);
    scanRows(object, key, ask, own, ask); // what the instance has itself is no method
    builder_.SetInsertPoint(own);
    V type = pointer(load(object, 0));
    V which = builder_.CreateLoad(
        builder_.getInt8Ty(),
        builder_.CreateConstInBoundsGEP1_32(builder_.getInt8Ty(), type, kTypeMembersAt));
    ways.require(builder_.CreateICmpNE(which, builder_.getInt8(0)));
    V slot = builder_.CreateInBoundsGEP(word_, wordAt(type, kTypeSlots - 1),
                                        builder_.CreateZExt(which, word_));
    V row = probeRows(pointer(load(slot, 0)), key, made->getArg(3), member, ask);
    builder_.SetInsertPoint(member);
    V function = load(row, 1);
    ways.require(builder_.CreateICmpEQ(builder_.CreateAnd(function, constant(3)), constant(0)));
    V kind = pointer(load(pointer(function), 0));
    V flags = builder_.CreateZExt(
        builder_.CreateLoad(builder_.getInt16Ty(), wordAt(kind, kTypeName)), word_);
    ways.require(
        builder_.CreateICmpEQ(builder_.CreateAnd(flags, constant(kTypeBindsSelf | kTypeIsBuiltIn)),
                              constant(kTypeBindsSelf)));
    store(area, 0, function);
    store(area, 1, base);
    builder_.CreateRet(constant(0));
    builder_.SetInsertPoint(ask);
    callVoid(Entry::LoadMethod, {base, name, area});
    builder_.CreateRet(constant(0));
    ways.joinVoid(); // no way leads here
    builder_.CreateUnreachable();
    return made;
}

/// word global(name, hash, module, table): looks for a global of the module, and asks the runtime.
llvm::Function* Lowering::namedGlobalFunction() {
    if (namedGlobalFunction_ != nullptr) return namedGlobalFunction_;
    const Helper helper(*this, "_named", {word_, word_, pointer_, pointer_});
    llvm::Function* const made = namedGlobalFunction_ = helper.function;
    table_ = made->getArg(3);
    const Label found = newLabel("found"), ask = newLabel("ask");
    V globals = pointer(load(made->getArg(2), context::kGlobals));
    V row = probeRows(globals, nameKey(made->getArg(0)), made->getArg(1), found, ask);
    builder_.SetInsertPoint(found);
    builder_.CreateRet(load(row, 1));
    builder_.SetInsertPoint(ask);
    builder_.CreateRet(callWord(Entry::LoadGlobal, {made->getArg(0)}));
    return made;
}

// ---- operations --------------------------------------------------------------------------------

bool Lowering::fastAttribute(ssa::ValueId id, const ssa::Instr& made) {
    if (!looksInto(made)) return false;
    V base = use(made.operands[0]);
    Split ways(builder_);
    V object = instanceOf(ways, base, 0);
    ways.give(load(likelyRow(ways, object, NameId{made.arg}), 1));
    ways.slow();
    V asked = builder_.CreateCall(attributeFunction(false), {base, name(NameId{made.arg}),
                                                             instanceMark_, table_, constant(0)});
    forget();
    ways.give(asked);
    define(id, ways.join());
    return true;
}

bool Lowering::fastStoreAttribute(const ssa::Instr& made) {
    if (!looksInto(made)) return false;
    V base = use(made.operands[0]), value = use(made.operands[1]);
    Split ways(builder_);
    V object = instanceOf(ways, base, kTypeHasAccessors);
    store(likelyRow(ways, object, NameId{made.arg}), 1, value);
    ways.end();
    ways.slow();
    builder_.CreateCall(attributeFunction(true),
                        {base, name(NameId{made.arg}), instanceMark_, table_, value});
    forget();
    ways.end();
    ways.joinVoid();
    return true;
}

bool Lowering::fastMethod(ssa::ValueId id, const ssa::Instr& made) {
    if (!looksInto(made)) return false;
    findMethod(made);
    defineParts(id, {load(area_, 0), load(area_, 1)});
    return true;
}

/// Finds what to call for a method, and with what self, to the area.
void Lowering::findMethod(const ssa::Instr& made) {
    V base = use(made.operands[0]), named = name(NameId{made.arg});
    if (!looksInto(made)) {
        callVoid(Entry::LoadMethod, {base, named, area_});
        return;
    }
    builder_.CreateCall(methodFunction(),
                        {base, named, area_, nameHash(NameId{made.arg}), instanceMark_, table_});
    forget();
}

/// A global that the module's body stores; others are mostly built-in.
bool Lowering::namedGlobal(ssa::ValueId id, const ssa::Instr& made) {
    const Symbol* const symbol =
        context_.source.source->functions[0].scope->symbols.find(NameId{made.arg});
    if (!hasObjectWays() || symbol == nullptr || symbol->kind != SymbolKind::GlobalImplicitAssigned)
        return false;
    V name = this->name(NameId{made.arg});
    Split ways(builder_);
    V globals = pointer(load(module_, context::kGlobals));
    ways.give(load(likelyRow(ways, globals, NameId{made.arg}), 1));
    ways.slow();
    ways.give(builder_.CreateCall(namedGlobalFunction(),
                                  {name, nameHash(NameId{made.arg}), module_, table_}));
    define(id, ways.join());
    return true;
}

} // namespace taipan::llvm_backend
