// What is known of values: a type each, from where they come from.

#include "codegen/ssa/builder.h"
#include "taipan/frontend/constant.h"

namespace taipan::ssa {

namespace {
using abi::BinaryOp;
using abi::UnaryOp;

constexpr Type kUnknown = Type::Nothing; // of a Phi that no operand has been seen of

bool isInt(Type type) {
    return type == Type::Int || type == Type::SmallInt;
}
bool isNumber(Type type) {
    return isInt(type) || type == Type::Float;
}
/// Types of which every value has exactly that type, and whose comparisons give True or False.
bool isExact(Type type) {
    return isNumber(type) || type == Type::Str || type == Type::Bytes || type == Type::Bool ||
           type == Type::NoneType;
}

Type meet(Type a, Type b) {
    if (a == b || b == kUnknown) return a;
    if (a == kUnknown) return b;
    for (const Type type : {Type::Word, Type::Long, Type::Double})
        if (a == type || b == type) return type; // one that nothing was stored in
    if (mayBeNull(a) || mayBeNull(b)) return Type::Any;
    if (isInt(a) && isInt(b)) return Type::Int;
    return Type::Object;
}

Type ofConstant(const Constant& constant) {
    switch (constant.kind) {
    case Constant::Kind::None: return Type::NoneType;
    case Constant::Kind::False:
    case Constant::Kind::True: return Type::Bool;
    case Constant::Kind::Int:
    case Constant::Kind::BigInt: return Type::Int;
    case Constant::Kind::Float: return Type::Float;
    case Constant::Kind::Str: return Type::Str;
    case Constant::Kind::Bytes: return Type::Bytes;
    case Constant::Kind::Tuple: return Type::Tuple;
    case Constant::Kind::Ellipsis:
    case Constant::Kind::Imaginary: return Type::Object;
    }
    return Type::Object;
}

Type ofUnary(UnaryOp op, Type operand) {
    if (op == UnaryOp::Not) return Type::Bool;
    if (isInt(operand)) return Type::Int;
    return operand == Type::Float && op != UnaryOp::Invert ? Type::Float : Type::Object;
}

Type ofBinary(BinaryOp op, Type lhs, Type rhs) {
    if (op == BinaryOp::In || op == BinaryOp::Is || op == BinaryOp::ExceptionMatch)
        return Type::Bool;
    if (op <= BinaryOp::NotEqual) return isExact(lhs) && isExact(rhs) ? Type::Bool : Type::Object;
    op = plainOf(op);
    if (isNumber(lhs) && isNumber(rhs)) {
        if (op == BinaryOp::Power || op == BinaryOp::MatMultiply) return Type::Object;
        if (op == BinaryOp::TrueDivide) return Type::Float;
        if (isInt(lhs) && isInt(rhs)) return Type::Int;
        return op >= BinaryOp::Add ? Type::Float : Type::Object; // no bits of floats
    }
    if (op == BinaryOp::Add && lhs == rhs &&
        (lhs == Type::Str || lhs == Type::Bytes || lhs == Type::List || lhs == Type::Tuple))
        return lhs;
    return op == BinaryOp::Modulo && lhs == Type::Str ? Type::Str : Type::Object;
}

} // namespace

Type typeOf(abi::NativeType type) {
    if (type == abi::NativeType::Int64) return Type::Long;
    if (type == abi::NativeType::Float) return Type::Double;
    return abi::isWord(type) ? Type::Word : Type::Object;
}

bool fitsSmall(int64_t value, unsigned bits) {
    const int64_t rest = value >> (bits - 1);
    return rest == 0 || rest == -1;
}

BinaryOp plainOf(BinaryOp op) {
    constexpr auto kFirst = static_cast<unsigned>(BinaryOp::InplaceOr);
    constexpr auto kPlain = static_cast<unsigned>(BinaryOp::Or);
    static_assert(static_cast<unsigned>(BinaryOp::InplacePower) + 1 == kPlain);
    const auto number = static_cast<unsigned>(op);
    return number >= kFirst && number < kPlain
               ? BinaryOp{static_cast<uint8_t>(number - kFirst + kPlain)}
               : op;
}

void infer(Function& function, const ir::Module& module, unsigned smallIntBits) {
    std::vector<Type> types(function.values.size(), kUnknown);
    const auto of = [&](const Instr& instr, size_t i) { return types[index(instr.operands[i])]; };
    const auto made = [&](const Instr& instr) {
        switch (instr.op) {
        case Op::Phi: {
            Type type = kUnknown;
            for (size_t i = 0; i < instr.operands.size(); ++i) type = meet(type, of(instr, i));
            return type;
        }
        case Op::Int:
            return fitsSmall(intValue(instr.arg, instr.wide), smallIntBits) ? Type::SmallInt
                                                                            : Type::Int;
        case Op::CallWords: return typeOf(module.functions[instr.arg].scope->result);
        case Op::Argument:
            return instr.wide != 0 ? Type{static_cast<uint8_t>(instr.wide)} : Type::Object;
        case Op::SlotLoad:
            return instr.wide != 0 ? Type{static_cast<uint8_t>(instr.wide)} : Type::Any;
        case Op::Constant: return ofConstant(*module.constants[instr.arg]);
        case Op::Bound: return mayBeNull(of(instr, 0)) ? Type::Object : of(instr, 0);
        case Op::Unary: return ofUnary(UnaryOp{static_cast<uint8_t>(instr.arg)}, of(instr, 0));
        case Op::Binary:
            return ofBinary(BinaryOp{static_cast<uint8_t>(instr.arg)}, of(instr, 0), of(instr, 1));
        default: return opInfo(instr.op).type;
        }
    };
    const std::vector<BlockId> order = reversePostorder(function);
    for (bool again = true; again;) { // types only grow less exact, so this ends
        again = false;
        for (const BlockId block : order) {
            for (const ValueId value : function.blocks[index(block)].code) {
                const Type next = meet(types[index(value)], made(function.values[index(value)]));
                again = again || next != types[index(value)];
                types[index(value)] = next;
            }
        }
    }
    for (size_t i = 0; i < types.size(); ++i) function.values[i].type = types[i];
}

} // namespace taipan::ssa
