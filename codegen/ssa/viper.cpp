// What the operations of viper functions become, whose values may be machine words. The types of
// what an operation takes were found before (codegen/viper); None is the object, whatever it is
// used as.

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

using abi::BinaryOp;
using abi::NativeType;

ValueId Builder::emitWord(int64_t value) {
    const auto bits = static_cast<uint64_t>(value);
    return emit(Op::Word, {}, static_cast<uint32_t>(bits), static_cast<uint32_t>(bits >> 32));
}

/// An argument as the function's body has it. There are none but positional ones.
ValueId Builder::argument(uint32_t slot) {
    if (!isViper(*source_.scope)) return emit(Op::Argument, {}, slot);
    if (slot >= source_.scope->positionalArgs) return emit(Op::Null);
    NativeType type = NativeType::Object;
    for (const Symbol& symbol : source_.scope->symbols.all())
        if (symbol.isParam && symbol.slot == slot) type = symbol.type;
    if (!source_.takesWords) return wordOf(emit(Op::Argument, {}, slot), type);
    return emit(Op::Argument, {}, slot,
                abi::isNoObject(type) ? static_cast<uint32_t>(typeOf(type)) : 0);
}

/// An object as a machine word of a type, or as a number.
ValueId Builder::wordOf(ValueId value, NativeType type) {
    if (type == NativeType::Object) return value;
    if (type == NativeType::Int64) return emit(Op::LongOf, {value});
    if (type == NativeType::Float) return emit(Op::DoubleOf, {value});
    return emit(Op::FromObject, {value}, static_cast<uint32_t>(type));
}

/// A value of a type as an object. Constants are that already, where their sign is that of the
/// type.
ValueId Builder::objectOf(ValueId value, NativeType type) {
    if (type == NativeType::Int64) return emit(Op::LongObject, {value});
    if (type == NativeType::Float) return emit(Op::DoubleObject, {value});
    if (!abi::isWord(type)) return value;
    const Instr made = made_.values[index(value)];
    if (made.op == Op::Word && type == NativeType::Bool)
        return emit(made.arg == 0 && made.wide == 0 ? Op::False : Op::True);
    const int64_t number = made.op == Op::Word ? intValue(made.arg, made.wide) : -1;
    const bool isSame = type == NativeType::Int || (type == NativeType::Uint && number >= 0);
    if (made.op == Op::Word && isSame && fitsSmall(number, kLeastSmallIntBits))
        return emit(Op::Int, {}, made.arg, made.wide);
    return emit(Op::ToObject, {value}, static_cast<uint32_t>(type));
}

/// Makes objects of what the current instruction takes.
void Builder::makeObjects() {
    const auto types = source_.typesAt(at_);
    const auto count = static_cast<uint32_t>(types.size());
    for (uint32_t i = 0; i < count; ++i) {
        const NativeType type = types[count - 1 - i];
        if (!abi::isNoObject(type)) continue;
        const ValueId made = objectOf(peek(i), type);
        stack_[stack_.size() - 1 - i] = {made, true};
    }
}

bool Builder::viperConstant(const ir::Instr& instr) {
    switch (instr.op) {
    case SourceOp::LOAD_CONST_TRUE: push(emitWord(1)); return true;
    case SourceOp::LOAD_CONST_FALSE: push(emitWord(0)); return true;
    case SourceOp::LOAD_CONST_OBJ: // of floats that are no objects the type is known
        if (source_.typesAt(at_).empty()) return false;
        push(emit(Op::Double, {}, instr.arg));
        return true;
    case SourceOp::LOAD_CONST_SMALL_INT:
        if (instr.extra == ir::kLong) {
            push(emitLong(module_.wideInts[instr.arg]));
            return true;
        }
        push(emitWord(instr.wide != 0 ? module_.wideInts[instr.arg]
                                      : static_cast<int32_t>(instr.arg)));
        return true;
    case SourceOp::LOAD_FAST_N: // an unbound one is 0
        if (isCell_[instr.arg] != 0 || !abi::isNoObject(source_.typesAt(at_)[0])) return false;
        push(emit(Op::SlotLoad, {}, instr.arg, slotType(source_.typesAt(at_)[0])));
        return true;
    case SourceOp::DELETE_FAST: store(instr.arg, emit(Op::None)); return true;
    case SourceOp::LOAD_GLOBAL:
        if (source_.typesAt(at_).empty()) return false;
        push(emitWord(0)); // the name of a type
        return true;
    default: return false;
    }
}

bool Builder::viperOperator(const ir::Instr& instr) {
    const bool isUnary = instr.op == SourceOp::UNARY_OP_MULTI;
    if (!isUnary && instr.op != SourceOp::BINARY_OP_MULTI) return false;
    const auto types = source_.typesAt(at_);
    if (numberOperator(instr)) return true;
    if (types.empty() || !abi::isWord(types[0])) return false;
    if (isUnary) {
        push(emit(Op::WordUnary, {pop()}, instr.arg));
        return true;
    }
    const auto number = static_cast<uint32_t>(plainOf(BinaryOp{static_cast<uint8_t>(instr.arg)}));
    const bool divides = number == static_cast<uint32_t>(BinaryOp::FloorDivide) ||
                         number == static_cast<uint32_t>(BinaryOp::Modulo);
    push(emit(divides ? Op::WordDivide : Op::WordBinary, popMany(2), number,
              types[0] == NativeType::Uint ? 1 : 0));
    return true;
}

bool Builder::viperItem(const ir::Instr& instr) {
    const bool isLoad = instr.op == SourceOp::LOAD_SUBSCR;
    if (!isLoad && instr.op != SourceOp::STORE_SUBSCR) return false;
    const auto types = source_.typesAt(at_);
    const unsigned bytes = abi::itemBytes(types[isLoad ? 0 : 1]);
    if (bytes == 0) return false;
    std::vector<ValueId> entries = popMany(isLoad ? 2 : 3); // value, address, index
    entries.back() = converted(entries.back(), types.back(), NativeType::Int);
    if (!isLoad) entries[0] = converted(entries[0], types[0], NativeType::Int);
    if (isLoad)
        push(emit(Op::WordLoad, entries, bytes));
    else
        emit(Op::WordStore, {entries[1], entries[2], entries[0]}, bytes);
    return true;
}

void Builder::viperCast(NativeType from, NativeType to) {
    const ValueId value = pop();
    pop(); // the name of the type
    push(converted(value, from, to));
}

void Builder::viperReturn(NativeType from) {
    const NativeType result = source_.scope->result;
    if (result == NativeType::Object) return makeObjects();
    const ValueId value = pop();
    const ValueId given = from == NativeType::None ? zero(result) : value;
    push(source_.takesWords ? given : objectOf(given, result));
}

/// True when nothing is left to do for an instruction. Otherwise its operands are objects now.
bool Builder::viper(const ir::Instr& instr) {
    if (viperConstant(instr) || viperOperator(instr) || viperSlice(instr) || viperItem(instr))
        return true;
    const auto types = source_.typesAt(at_);
    switch (instr.op) {
    case SourceOp::CALL_FUNCTION:
        if (instr.extra != 0) {
            viperCall(instr);
            return true;
        }
        if (types.size() != 2 || types[0] == NativeType::Object) break;
        viperCast(types[1], types[0]);
        return true;
    case SourceOp::RETURN_VALUE: viperReturn(types[0]); return false;
    case SourceOp::POP_JUMP_IF_TRUE:
    case SourceOp::POP_JUMP_IF_FALSE:
    case SourceOp::JUMP_IF_TRUE_OR_POP:
    case SourceOp::JUMP_IF_FALSE_OR_POP:
    case SourceOp::LOAD_FAST_N: return false;
    default: break;
    }
    makeObjects();
    return false;
}

} // namespace taipan::ssa
