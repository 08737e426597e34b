// What viper functions have beyond stock's: numbers that are no words, slices of pointers, and
// calls whose results have types.

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

using abi::BinaryOp;
using abi::NativeType;

// ---- conversion --------------------------------------------------------------------------------

ValueId Builder::emitLong(int64_t value) {
    const auto bits = static_cast<uint64_t>(value);
    return emit(Op::Long, {}, static_cast<uint32_t>(bits), static_cast<uint32_t>(bits >> 32));
}

ValueId Builder::zero(NativeType type) {
    if (type == NativeType::Float) return emit(Op::Double, {}, module_.floatZero);
    return type == NativeType::Int64 ? emitLong(0) : emitWord(0);
}

/// What a local variable has before anything is stored in it.
ValueId Builder::unbound(uint32_t slot) {
    const bool isTyped = isViper(*source_.scope) && slot < source_.localTypes.size();
    const NativeType type = isTyped ? source_.localTypes[slot] : NativeType::Object;
    const bool isNumber = type == NativeType::Float || type == NativeType::Int64;
    return isNumber ? zero(type) : emit(Op::Null);
}

/// For a load of a slot with a value of a type.
uint32_t Builder::slotType(NativeType type) {
    if (type == NativeType::Int64) return static_cast<uint32_t>(Type::Long);
    return type == NativeType::Float ? static_cast<uint32_t>(Type::Double) : 0;
}

/// The operation that tells the truth of what the current instruction takes.
Op Builder::truthOp() const {
    if (!isViper(*source_.scope)) return Op::Truth;
    const NativeType type = source_.typesAt(at_)[0];
    if (type == NativeType::Int64) return Op::LongTruth;
    if (type == NativeType::Float) return Op::DoubleTruth;
    return abi::isWord(type) ? Op::WordTruth : Op::Truth;
}

/// Whether a number is not 0, as a word.
ValueId Builder::toBool(ValueId value, NativeType from) {
    constexpr auto kNotEqual = static_cast<uint32_t>(BinaryOp::NotEqual);
    const Op op = from == NativeType::Float ? Op::DoubleCompare : Op::LongCompare;
    return emit(op, {value, zero(from)}, kNotEqual);
}

/// A value of one type as one of another. Among words there is nothing to do.
ValueId Builder::converted(ValueId value, NativeType from, NativeType to) {
    if (from == to) return value;
    if (from == NativeType::Object) return wordOf(value, to);
    if (to == NativeType::Object) return objectOf(value, from);
    if (from == NativeType::None) return zero(to);
    const auto number = static_cast<uint32_t>(from);
    if (to == NativeType::Float) return emit(Op::DoubleFrom, {value}, number);
    const bool isNumber = from == NativeType::Float || from == NativeType::Int64;
    if (to == NativeType::Bool && isNumber) return toBool(value, from);
    if (from == NativeType::Float)
        return to == NativeType::Int64 ? emit(Op::DoubleLong, {value})
                                       : emit(Op::DoubleWord, {value}, static_cast<uint32_t>(to));
    if (to == NativeType::Int64) return emit(Op::LongFrom, {value}, number);
    return from == NativeType::Int64 ? emit(Op::LongWord, {value}) : value;
}

// ---- operators ---------------------------------------------------------------------------------

ValueId Builder::longBinary(BinaryOp op, ValueId left, ValueId right) {
    const auto number = static_cast<uint32_t>(op);
    if (op <= BinaryOp::NotEqual) return emit(Op::LongCompare, {left, right}, number);
    const bool divides = op == BinaryOp::FloorDivide || op == BinaryOp::Modulo;
    return emit(divides ? Op::LongDivide : Op::LongBinary, {left, right}, number);
}

/// What machines have no instructions for is done with objects.
ValueId Builder::doubleBinary(BinaryOp op, ValueId left, ValueId right) {
    const auto number = static_cast<uint32_t>(op);
    if (op <= BinaryOp::NotEqual) return emit(Op::DoubleCompare, {left, right}, number);
    if (op != BinaryOp::FloorDivide && op != BinaryOp::Modulo && op != BinaryOp::Power)
        return emit(Op::DoubleBinary, {left, right}, number);
    const ValueId first = objectOf(left, NativeType::Float);
    const ValueId second = objectOf(right, NativeType::Float);
    return wordOf(emit(Op::Binary, {first, second}, number), NativeType::Float);
}

/// An operator of which an operand is a number and no word.
bool Builder::numberOperator(const ir::Instr& instr) {
    const auto types = source_.typesAt(at_);
    const auto any = [&](NativeType type) {
        return (!types.empty() && types[0] == type) || (types.size() > 1 && types[1] == type);
    };
    const bool isFloat = any(NativeType::Float);
    if (!isFloat && !any(NativeType::Int64)) return false;
    if (types.size() == 1) {
        push(emit(isFloat ? Op::DoubleUnary : Op::LongUnary, {pop()}, instr.arg));
        return true;
    }
    const NativeType type = isFloat ? NativeType::Float : NativeType::Int64;
    const BinaryOp op = plainOf(BinaryOp{static_cast<uint8_t>(instr.arg)});
    const std::vector<ValueId> both = popMany(2);
    const ValueId left = converted(both[0], types[0], type);
    const ValueId right = converted(both[1], types[1], type);
    push(isFloat ? doubleBinary(op, left, right) : longBinary(op, left, right));
    return true;
}

// ---- slices of pointers ------------------------------------------------------------------------

/// A slice is kept until the next instruction, which is the one that takes it.
bool Builder::viperSlice(const ir::Instr& instr) {
    const auto types = source_.typesAt(at_);
    const auto number = [](BinaryOp op) { return static_cast<uint32_t>(op); };
    const auto word = [&](ValueId value, NativeType type) {
        return converted(value, type, NativeType::Int);
    };
    if (instr.op == SourceOp::BUILD_SLICE && !types.empty()) { // those of objects have none
        const std::vector<ValueId> ends = popMany(2);
        sliceStart_ = word(ends[0], types[0]);
        sliceEnd_ = word(ends[1], types[1]);
        push(emitWord(0));
        return true;
    }
    if (sliceStart_ == ValueId::none) return false;
    const bool isLoad = instr.op == SourceOp::LOAD_SUBSCR;
    const NativeType base = types[isLoad ? 0 : 1];
    const unsigned bytes = abi::itemBytes(base);
    const std::vector<ValueId> entries = popMany(isLoad ? 2 : 3); // value, address, slice
    const ValueId offset =
        emit(Op::WordBinary, {sliceStart_, emitWord(bytes / 2)}, number(BinaryOp::Lshift));
    const ValueId at =
        emit(Op::WordBinary, {entries[isLoad ? 0 : 1], offset}, number(BinaryOp::Add));
    if (isLoad) {
        push(at);
    } else {
        const ValueId count =
            emit(Op::WordBinary, {sliceEnd_, sliceStart_}, number(BinaryOp::Subtract));
        const bool isCopy = abi::isWordPointer(types[0]);
        emit(isCopy ? Op::WordMove : Op::WordFill, {at, word(entries[0], types[0]), count}, bytes);
    }
    sliceStart_ = sliceEnd_ = ValueId::none;
    return true;
}

// ---- calls -------------------------------------------------------------------------------------

/// A call of what is most likely a viper function of the module. Whatever it is, its result becomes
/// what such a function returns.
void Builder::viperCall(const ir::Instr& instr) {
    for (const ir::TypedCall& each : source_.calls)
        if (each.position == at_) return wordCall(module_.functions[each.callee], each.callee);
    makeObjects();
    call(instr);
    push(wordOf(pop(), NativeType{instr.extra}));
}

/// The same with arguments that such a function takes as they are. Any other gets objects of them.
void Builder::wordCall(const ir::Function& callee, uint32_t number) {
    constexpr unsigned kTypeBits = 4;
    const auto types = source_.typesAt(at_); // of the function and the arguments
    const auto count = static_cast<uint32_t>(types.size() - 1);
    std::vector<ValueId> operands = popMany(count + 1);
    uint32_t given = 0;
    for (uint32_t i = 0; i < count; ++i)
        given |= static_cast<uint32_t>(types[i + 1]) << (i * kTypeBits);
    for (uint32_t i = 0; i < count; ++i)
        for (const Symbol& symbol : callee.scope->symbols.all())
            if (symbol.isParam && symbol.slot == i)
                operands.push_back(converted(operands[i + 1], types[i + 1], symbol.type));
    push(emit(Op::CallWords, std::move(operands), number, given));
}

} // namespace taipan::ssa
