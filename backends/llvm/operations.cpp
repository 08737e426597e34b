// What each operation of the SSA form becomes.

#include <cassert>

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

// ---- values ------------------------------------------------------------------------------------

/// Where a value is that a handler needs. Those that are no words have places of their own.
Lowering::V Lowering::keptAt(ssa::ValueId id) {
    if (!isGenerator_ && !isWordSized(id) && instr(id).type != ssa::Type::Condition) {
        ownPlaces_.resize(source_.values.size(), nullptr);
        llvm::AllocaInst*& place = ownPlaces_[ssa::index(id)];
        if (place == nullptr) place = newCell(typeOf(instr(id).type));
        return place;
    }
    const uint32_t place = places_.kept.of[ssa::index(id)];
    return isGenerator_ ? wordAt(frame_, state::kFirst + keptFrom_ + place)
                        : wordAt(guard_, context_.target.nlrWords + 1 + place);
}

Lowering::V Lowering::use(ssa::ValueId id) {
    const ssa::Instr& made = instr(id);
    if (ssa::isMadeAnew(made)) return madeAnew(made);
    if (isLazy(id)) return boxed(id);
    if (twoCopies_)
        return builder_.CreateLoad(cellOf(id)->getAllocatedType(), cells_[ssa::index(id)]);
    // Where no exception was handled before, what was made is still there.
    if (!isKept(id) || (!isGenerator_ && isBehindLanding_[ssa::index(at_)] == 0))
        return values_[ssa::index(id)];
    if (V near = near_[ssa::index(id)]) return near;
    if (!isWordSized(id) && made.type != ssa::Type::Condition)
        return builder_.CreateLoad(typeOf(made.type), keptAt(id), true);
    V word = builder_.CreateLoad(word_, keptAt(id));
    if (made.type != ssa::Type::Condition) return word;
    return builder_.CreateICmpNE(word, constant(0));
}

std::vector<Lowering::V> Lowering::useAll(const std::vector<ssa::ValueId>& ids) {
    std::vector<V> values;
    for (const ssa::ValueId id : ids) values.push_back(use(id));
    return values;
}

Lowering::V Lowering::madeAnew(const ssa::Instr& made) {
    switch (made.op) {
    case ssa::Op::Null: return constant(0);
    case ssa::Op::None: return singleton(Entry::ConstNone);
    case ssa::Op::True: return singleton(Entry::ConstTrue);
    case ssa::Op::False: return singleton(Entry::ConstFalse);
    case ssa::Op::Int: return smallInt(ssa::intValue(made.arg, made.wide));
    case ssa::Op::Text:
        return object(context_.tables.text(context_.interner.text(NameId{made.arg})));
    case ssa::Op::Constant: return object(context_.tables.constant(made.arg));
    case ssa::Op::Word: return constant(static_cast<uint64_t>(ssa::intValue(made.arg, made.wide)));
    case ssa::Op::Long:
        return longConstant(static_cast<uint64_t>(ssa::intValue(made.arg, made.wide)));
    case ssa::Op::Double: return doubleConstant(made.arg);
    default: return builder_.CreateLoad(word_, localAt(source_.slots[made.arg].index)); // Cell
    }
}

void Lowering::define(ssa::ValueId id, V value) {
    values_[ssa::index(id)] = value;
    if (twoCopies_) builder_.CreateStore(value, cellOf(id));
    if (!isKept(id)) return;
    near_[ssa::index(id)] = value;
    if (value->getType()->isIntegerTy(1)) value = builder_.CreateZExt(value, word_);
    builder_.CreateStore(value, keptAt(id), value->getType() != word_);
}

void Lowering::defineParts(ssa::ValueId id, std::vector<V> parts) {
    assert(!isKept(id)); // its parts are taken where it is made
    parts_[ssa::index(id)] = std::move(parts);
}

/// Local variables lie where the runtime has put arguments and cells.
Lowering::V Lowering::slotAt(uint32_t slot) {
    if (isViper_) return slots_[slot];
    if (source_.slots[slot].kind == ssa::SlotKind::Local) return localAt(source_.slots[slot].index);
    return isGenerator_ ? wordAt(frame_, state::kFirst + slotWord_[slot]) : slots_[slot];
}

Lowering::V Lowering::name(NameId id) {
    if (const uint32_t number = context_.tables.staticNumber(id)) return constant(number);
    V place = builder_.CreateConstInBoundsGEP1_32(builder_.getInt16Ty(), qstrs_,
                                                  context_.tables.name(id));
    return builder_.CreateZExt(builder_.CreateLoad(builder_.getInt16Ty(), place), word_);
}

Lowering::V Lowering::object(uint32_t place) {
    return load(objects_, place);
}

/// Writes values to the memory in which operations hand them over.
Lowering::V Lowering::fillArea(llvm::ArrayRef<V> values) {
    for (unsigned i = 0; i < values.size(); ++i) store(area_, i, values[i]);
    return area_;
}

void Lowering::checkBound(V value) {
    const Label next = newLabel("bound");
    branchIf(isNull(value), unboundLabel(), next);
    builder_.SetInsertPoint(next);
}

// ---- operations --------------------------------------------------------------------------------

void Lowering::operation(ssa::ValueId id) {
    const ssa::Instr& made = instr(id);
    current_ = id;
    setLine(made.line);
    remarks_.begin(isPlain() ? ssa::ValueId::none : id);
    if (ssa::isMadeAnew(made)) return;
    if (fast(id, made)) return remarks_.isFast();
    if (simple(id, made) || variable(id, made) || nameOp(id, made) || attribute(id, made) ||
        collection(id, made) || callOp(id, made) || with(id, made) || iteration(id, made) ||
        viperOperation(id, made))
        return;
    assert(!"an operation that no group takes");
}

bool Lowering::simple(ssa::ValueId id, const ssa::Instr& made) {
    const auto operand = [&](size_t i) { return use(made.operands[i]); };
    switch (made.op) {
    case ssa::Op::Phi: // of several: made at the start of the block
        define(id, made.operands.size() == 1 ? operand(0) : values_[ssa::index(id)]);
        return true;
    case ssa::Op::Given: define(id, operand(0)); return true;
    case ssa::Op::First: define(id, parts_[ssa::index(made.operands[0])][0]); return true;
    case ssa::Op::Second: define(id, parts_[ssa::index(made.operands[0])][1]); return true;
    case ssa::Op::Item: define(id, parts_[ssa::index(made.operands[0])][made.arg]); return true;
    case ssa::Op::Unary:
        define(id, callWord(Entry::UnaryOp, {constant(made.arg), operand(0)}));
        return true;
    case ssa::Op::Binary: {
        V left = operand(0), right = operand(1);
        define(id, callWord(Entry::BinaryOp, {constant(made.arg), left, right}));
        return true;
    }
    case ssa::Op::Truth: define(id, truth(made.operands[0])); return true;
    case ssa::Op::IsNull: define(id, isNull(operand(0))); return true;
    case ssa::Op::IsRaised: {
        V value = operand(0);
        V isInt = builder_.CreateTrunc(value, builder_.getInt1Ty());
        V isNone = builder_.CreateICmpEQ(value, singleton(Entry::ConstNone));
        define(id, builder_.CreateNot(builder_.CreateOr(isInt, isNone)));
        return true;
    }
    case ssa::Op::Catch:
        setHandler(block(at_).landing);
        define(id, caught_);
        return true;
    default: return false;
    }
}

Lowering::V Lowering::truth(ssa::ValueId operand) {
    V value = use(operand);
    if (instr(operand).type == ssa::Type::Bool)
        return builder_.CreateICmpEQ(value, singleton(Entry::ConstTrue));
    return flag(Entry::IsTrue, {value});
}

bool Lowering::variable(ssa::ValueId id, const ssa::Instr& made) {
    const auto operand = [&](size_t i) { return use(made.operands[i]); };
    switch (made.op) {
    case ssa::Op::Argument:
        if (takesValues_) {
            define(id, arguments_[source_.slots[made.arg].index]);
            return true;
        }
        define(id, parameter(source_.slots[made.arg].index,
                             builder_.CreateLoad(word_, localAt(source_.slots[made.arg].index))));
        return true;
    case ssa::Op::SlotLoad: // an exception may come between: nothing of it stays in registers
        define(id, builder_.CreateLoad(typeOf(made.type), slotAt(made.arg), true));
        return true;
    case ssa::Op::SlotStore: builder_.CreateStore(operand(0), slotAt(made.arg), true); return true;
    case ssa::Op::Bound: {
        V value = operand(0);
        checkBound(value);
        define(id, value);
        return true;
    }
    case ssa::Op::CellLoad: {
        V value = load(pointer(operand(0)), kCellValue);
        checkBound(value);
        define(id, value);
        return true;
    }
    case ssa::Op::CellStore: store(pointer(operand(0)), kCellValue, operand(1)); return true;
    case ssa::Op::CellDelete: {
        V cell = operand(0);
        checkBound(load(pointer(cell), kCellValue));
        store(pointer(cell), kCellValue, constant(0));
        return true;
    }
    default: return false;
    }
}

bool Lowering::nameOp(ssa::ValueId id, const ssa::Instr& made) {
    const auto named = [&] { return name(NameId{made.arg}); };
    const auto operand = [&](size_t i) { return use(made.operands[i]); };
    switch (made.op) {
    case ssa::Op::LoadName: define(id, callWord(Entry::LoadName, {named()})); return true;
    case ssa::Op::LoadGlobal: define(id, callWord(Entry::LoadGlobal, {named()})); return true;
    case ssa::Op::StoreName: callVoid(Entry::StoreName, {named(), operand(0)}); return true;
    case ssa::Op::StoreGlobal: callVoid(Entry::StoreGlobal, {named(), operand(0)}); return true;
    case ssa::Op::DeleteName: callVoid(Entry::DeleteName, {named()}); return true;
    case ssa::Op::DeleteGlobal: callVoid(Entry::DeleteGlobal, {named()}); return true;
    case ssa::Op::BuildClass: define(id, callWord(Entry::LoadBuildClass, {})); return true;
    case ssa::Op::Import: {
        V level = operand(0), list = operand(1);
        define(id, callWord(Entry::ImportName, {named(), list, level}));
        return true;
    }
    case ssa::Op::ImportFrom:
        define(id, callWord(Entry::ImportFrom, {operand(0), named()}));
        return true;
    case ssa::Op::ImportStar: callVoid(Entry::ImportAll, {operand(0)}); return true;
    default: return false;
    }
}

bool Lowering::attribute(ssa::ValueId id, const ssa::Instr& made) {
    const auto named = [&] { return name(NameId{made.arg}); };
    const auto operand = [&](size_t i) { return use(made.operands[i]); };
    const auto definePair = [&] { defineParts(id, {load(area_, 0), load(area_, 1)}); };
    switch (made.op) {
    case ssa::Op::Attr: define(id, callWord(Entry::LoadAttr, {operand(0), named()})); return true;
    case ssa::Op::StoreAttr: {
        V base = operand(0), value = operand(1);
        callVoid(Entry::StoreAttr, {base, named(), value});
        return true;
    }
    case ssa::Op::Method:
        callVoid(Entry::LoadMethod, {operand(0), named(), area_});
        definePair();
        return true;
    case ssa::Op::SuperMethod:
        fillArea(useAll(made.operands));
        callVoid(Entry::LoadSuperMethod, {named(), area_});
        definePair();
        return true;
    case ssa::Op::Subscr: {
        V base = operand(0), at = operand(1);
        define(id, callWord(Entry::Subscr, {base, at, constant(kLoadMark)}));
        return true;
    }
    case ssa::Op::StoreSubscr: {
        V base = operand(0), at = operand(1), value = operand(2);
        callWord(Entry::Subscr, {base, at, value});
        return true;
    }
    default: return false;
    }
}

bool Lowering::collection(ssa::ValueId id, const ssa::Instr& made) {
    const auto operand = [&](size_t i) { return use(made.operands[i]); };
    const auto build = [&](Entry entry) {
        V items = fillArea(useAll(made.operands));
        define(id, callWord(entry, {constant(made.operands.size()), items}));
        return true;
    };
    const auto unpack = [&](Entry entry, uint64_t counts, unsigned items) {
        callVoid(entry, {operand(0), constant(counts), area_}); // the last item comes first
        std::vector<V> parts;
        for (unsigned i = 0; i < items; ++i) parts.push_back(load(area_, items - 1 - i));
        defineParts(id, std::move(parts));
        return true;
    };
    switch (made.op) {
    case ssa::Op::Tuple: return build(Entry::NewTuple);
    case ssa::Op::List: return build(Entry::NewList);
    case ssa::Op::Set: return build(Entry::NewSet);
    case ssa::Op::Dict: define(id, callWord(Entry::NewDict, {constant(made.arg)})); return true;
    case ssa::Op::Slice: {
        V start = operand(0), stop = operand(1);
        V step = made.operands.size() > 2 ? operand(2) : singleton(Entry::ConstNone);
        define(id, callWord(Entry::NewSlice, {start, stop, step}));
        return true;
    }
    case ssa::Op::DictStore: {
        V dict = operand(0), key = operand(1), value = operand(2);
        callWord(Entry::DictStore, {dict, key, value});
        return true;
    }
    case ssa::Op::ListAppend: {
        V list = operand(0), item = operand(1);
        callWord(Entry::ListAppend, {list, item});
        return true;
    }
    case ssa::Op::SetAdd: {
        V set = operand(0), item = operand(1);
        callVoid(Entry::SetStore, {set, item});
        return true;
    }
    case ssa::Op::Unpack: return unpack(Entry::UnpackSequence, made.arg, made.arg);
    case ssa::Op::UnpackStar:
        return unpack(Entry::UnpackEx, made.arg | uint64_t{made.wide} << 8,
                      made.arg + made.wide + 1);
    default: return false;
    }
}

/// A function of a child of the file; `defaults` points to a tuple and a dict, or is null.
Lowering::V Lowering::makeFunction(V child, V defaults) {
    return callWord(Entry::MakeFunction, {child, module_, defaults});
}

/// The operands of a call, of which `first` come before the arguments. Names of keywords have to be
/// objects of the table of strings; strings of the table of objects are that in some firmware only.
std::vector<Lowering::V> Lowering::callValues(const ssa::Instr& made, size_t first) {
    std::vector<V> values;
    for (size_t i = 0; i < made.operands.size(); ++i) {
        const size_t keywords = first + made.arg;
        const ssa::Instr& operand = instr(made.operands[i]);
        const bool isKeyword = i >= keywords && i < keywords + 2 * size_t{made.wide} &&
                               (i - keywords) % 2 == 0 && operand.op == ssa::Op::Text;
        values.push_back(isKeyword ? callWord(Entry::ToObject,
                                              {name(NameId{operand.arg}), constant(kNativeQstr)})
                                   : use(made.operands[i]));
    }
    return values;
}

Lowering::V Lowering::callSpread(const ssa::Instr& made, bool isMethod) {
    V values = fillArea(callValues(made, isMethod ? 2 : 1));
    return callWord(
        Entry::CallMethodSpread,
        {constant(isMethod ? 1 : 0), constant(made.arg | uint64_t{made.wide} << 8), values});
}

bool Lowering::callOp(ssa::ValueId id, const ssa::Instr& made) {
    const V counts = constant(made.arg | uint64_t{made.wide} << 8);
    switch (made.op) {
    case ssa::Op::Call: {
        std::vector<V> values = callValues(made, 1);
        V arguments = fillArea(llvm::ArrayRef<V>(values).drop_front());
        define(id, callWord(Entry::Call, {values[0], counts, arguments}));
        return true;
    }
    case ssa::Op::CallMethod: {
        V values = fillArea(callValues(made, 2));
        define(id, callWord(Entry::CallMethod, {constant(made.arg), constant(made.wide), values}));
        return true;
    }
    case ssa::Op::CallSpread: define(id, callSpread(made, false)); return true;
    case ssa::Op::MethodSpread: define(id, callSpread(made, true)); return true;
    case ssa::Op::Function:
    case ssa::Op::Closure: {
        V child = load(pointer(load(self_, fun::kChildren)), made.arg);
        V defaults = llvm::ConstantPointerNull::get(pointer_);
        if (instr(made.operands[0]).op != ssa::Op::Null ||
            instr(made.operands[1]).op != ssa::Op::Null)
            defaults = fillArea({use(made.operands[0]), use(made.operands[1])});
        V function = makeFunction(child, defaults);
        if (made.op == ssa::Op::Closure) {
            const std::vector<V> cells = useAll({made.operands.begin() + 2, made.operands.end()});
            function =
                callWord(Entry::NewClosure, {function, constant(cells.size()), fillArea(cells)});
        }
        define(id, function);
        return true;
    }
    case ssa::Op::Yield: yield(id, made); return true;
    case ssa::Op::YieldFrom: yieldFrom(id, made); return true;
    default: return false;
    }
}

bool Lowering::with(ssa::ValueId id, const ssa::Instr& made) {
    const auto method = [&](uint32_t named) {
        callVoid(Entry::LoadMethod, {use(made.operands[0]), constant(named), area_});
    };
    switch (made.op) {
    case ssa::Op::WithMethod:
        method(kExit);
        defineParts(id, {load(area_, 0), load(area_, 1)});
        return true;
    case ssa::Op::WithEnter:
        method(kEnter);
        define(id, callWord(Entry::CallMethod, {constant(0), constant(0), area_}));
        return true;
    case ssa::Op::WithExit: define(id, withExit(made)); return true;
    default: return false;
    }
}

/// Calls __exit__ with the exception, its type first, or with Nones. What is true of an exception's
/// result ends it; a completion that is no exception stays what it is.
Lowering::V Lowering::withExit(const ssa::Instr& made) {
    V exit = use(made.operands[0]), self = use(made.operands[1]),
      completion = use(made.operands[2]);
    V none = singleton(Entry::ConstNone);
    V isInt = builder_.CreateTrunc(completion, builder_.getInt1Ty());
    V isNone = builder_.CreateICmpEQ(completion, none);
    const Label raised = newLabel("raised"), ask = newLabel("ask"), decide = newLabel("decide"),
                done = newLabel("done");
    const Label before = builder_.GetInsertBlock();
    V ended = builder_.CreateOr(isInt, isNone);
    branchIf(ended, ask, raised);
    builder_.SetInsertPoint(raised);
    V type = callWord(Entry::GetType, {completion});
    builder_.CreateBr(ask);
    builder_.SetInsertPoint(ask);
    V first = joined(none, before, type, raised);
    V second = joined(none, before, completion, raised);
    fillArea({exit, self, first, second, singleton(Entry::ConstNone)});
    V result = callWord(Entry::CallMethod, {constant(3), constant(0), area_});
    branchIf(ended, done, decide);
    builder_.SetInsertPoint(decide);
    V isTrue = flag(Entry::IsTrue, {result});
    V left = builder_.CreateSelect(isTrue, singleton(Entry::ConstNone), completion);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(completion, ask, left, decide);
}

/// Where an iterator lies: in the frame of a generator when it is needed behind a yield.
Lowering::V Lowering::iteratorAt(ssa::ValueId id) {
    const uint32_t kept = places_.keptIterators.of[ssa::index(id)];
    if (kept == ssa::kNoPlace) return iterators_[places_.iterators.of[ssa::index(id)]];
    if (!isGenerator_) return iterators_[places_.iterators.count + kept];
    return wordAt(frame_, state::kFirst + iteratorsFrom_ + kept * kIteratorWords);
}

bool Lowering::iteration(ssa::ValueId id, const ssa::Instr& made) {
    switch (made.op) {
    case ssa::Op::Iter:
        define(id, callWord(Entry::GetIter,
                            {use(made.operands[0]), llvm::ConstantPointerNull::get(pointer_)}));
        return true;
    case ssa::Op::IterStart:
        callWord(Entry::GetIter, {use(made.operands[0]), iteratorAt(id)});
        define(id, addressWord(iteratorAt(id)));
        return true;
    case ssa::Op::IterHold: { // as the runtime does with one that is not in the frame
        V held = use(made.operands[0]);
        store(iteratorAt(id), 0, constant(0));
        store(iteratorAt(id), 1, held);
        define(id, addressWord(iteratorAt(id)));
        return true;
    }
    case ssa::Op::IterNext: {
        const ssa::Op maker = instr(made.operands[0]).op;
        const bool isHere = maker == ssa::Op::IterStart || maker == ssa::Op::IterHold;
        V iterator = isHere ? iteratorAt(made.operands[0]) : pointer(use(made.operands[0]));
        define(id, callWord(Entry::IterNext, {iterator}));
        return true;
    }
    default: return false;
    }
}

} // namespace taipan::llvm_backend
