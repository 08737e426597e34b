// Operators, conditions, collections and calls.

#include "codegen/viper/typer.h"

#include <utility>

namespace taipan::viper {

using abi::BinaryOp;
using abi::UnaryOp;

bool Typer::shuffle(const ir::Instr& instr) {
    const auto copied = [&](uint32_t below) {
        Entry entry = peek(below);
        entry.isConstant = false;
        return entry;
    };
    switch (instr.op) {
    case Op::DUP_TOP: {
        const Entry top = copied(0);
        peek(0) = top;
        stack_.push_back(top);
        return true;
    }
    case Op::DUP_TOP_TWO: {
        const Entry below = copied(1), top = copied(0);
        pop(2);
        stack_.insert(stack_.end(), {below, top, below, top});
        return true;
    }
    case Op::ROT_TWO: {
        const Entry below = copied(1), top = copied(0);
        pop(2);
        stack_.insert(stack_.end(), {top, below});
        return true;
    }
    case Op::ROT_THREE: {
        const Entry third = copied(2), below = copied(1), top = copied(0);
        pop(3);
        stack_.insert(stack_.end(), {top, third, below});
        return true;
    }
    case Op::POP_TOP: pop(1); return true;
    default: return false;
    }
}

// ---- operators ---------------------------------------------------------------------------------

void Typer::unary(UnaryOp op) {
    const NativeType type = peek(0).type;
    take(1);
    if (type == NativeType::Object) return;
    const bool isRight = type == NativeType::Float ? op != UnaryOp::Invert : abi::isNumber(type);
    if (!isRight) return error(DiagId::UnaryOperand, {abi::nativeTypeText(type)});
    if (op == UnaryOp::Not) return error(DiagId::NotOfInt);
    if (op != UnaryOp::Positive) peek(0).isConstant = false;
}

namespace {
/// The operator that an assignment like += does.
BinaryOp plain(BinaryOp op) {
    constexpr auto kFirst = static_cast<unsigned>(BinaryOp::InplaceOr);
    constexpr auto kPlain = static_cast<unsigned>(BinaryOp::Or);
    const auto number = static_cast<unsigned>(op);
    return number >= kFirst && number < kPlain
               ? BinaryOp{static_cast<uint8_t>(number - kFirst + kPlain)}
               : op;
}
} // namespace

void Typer::binaryOfInts(BinaryOp op, NativeType left, NativeType right) {
    switch (op = plain(op)) {
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo:
        if (left != NativeType::Int) error(DiagId::UintDivision);
        pop(2);
        return push(NativeType::Int);
    case BinaryOp::Less:
    case BinaryOp::More:
    case BinaryOp::Equal:
    case BinaryOp::LessEqual:
    case BinaryOp::MoreEqual:
    case BinaryOp::NotEqual:
        if (left != right) error(DiagId::IntWithUint);
        pop(2);
        return push(NativeType::Bool);
    case BinaryOp::MatMultiply:
    case BinaryOp::TrueDivide:
    case BinaryOp::Power:
    case BinaryOp::In:
    case BinaryOp::Is:
    case BinaryOp::ExceptionMatch:
        error(DiagId::BinaryOperator); // stock has no names of them either
        return pop(1);
    default: pop(2); return push(left);
    }
}

void Typer::binary(BinaryOp op) {
    const NativeType left = peek(1).type, right = peek(0).type;
    take(2);
    if (abi::isWordInt(left) && abi::isWordInt(right)) return binaryOfInts(op, left, right);
    if (abi::isNumber(left) && abi::isNumber(right)) return binaryOfNumbers(plain(op), left, right);
    pop(1);
    if (left == NativeType::Object && right == NativeType::Object) {
        peek(0) = {};
        return;
    }
    error(DiagId::BinaryOperands, {abi::nativeTypeText(left), abi::nativeTypeText(right)});
}

bool Typer::operation(const ir::Instr& instr) {
    if (instr.op == Op::BINARY_OP_MULTI) {
        binary(BinaryOp{static_cast<uint8_t>(instr.arg)});
        return true;
    }
    if (instr.op != Op::UNARY_OP_MULTI) return false;
    // `not in` and `is not` are one operator of stock's, and two instructions here.
    const bool isPart =
        last_ == Op::BINARY_OP_MULTI && pending_ &&
        (pending_->id == DiagId::BinaryOperator || pending_->id == DiagId::BinaryOperands);
    if (!isPart) unary(UnaryOp{static_cast<uint8_t>(instr.arg)});
    return true;
}

/// The truth of the top decides on a jump.
void Typer::condition(bool isKept) {
    take(1);
    const NativeType type = peek(0).type;
    const bool hasTruth =
        type == NativeType::Object || type == NativeType::Bool || abi::isNumber(type);
    if (!hasTruth) error(DiagId::NoTruth, {abi::nativeTypeText(type)});
    if (isKept)
        kept_ = type;
    else
        pop(1);
    settle();
}

// ---- collections and calls ---------------------------------------------------------------------

bool Typer::collection(const ir::Instr& instr) {
    switch (instr.op) {
    case Op::BUILD_TUPLE:
    case Op::BUILD_LIST:
    case Op::BUILD_SET: takeAsObjects(instr.arg); break;
    case Op::BUILD_SLICE:
        if (slice(instr)) return true;
        needObjects(instr.arg, "a slice");
        break;
    case Op::STORE_MAP: needObjects(2, "an item of a dictionary"); break;
    case Op::STORE_COMP: needObjects(1, "a comprehension"); break;
    case Op::UNPACK_SEQUENCE:
    case Op::UNPACK_EX: needObject(peek(0), "unpacking"); break;
    case Op::MAKE_FUNCTION_DEFARGS: takeAsObjects(2); break;
    case Op::MAKE_CLOSURE_DEFARGS: takeAsObjects(instr.wide + 2u); break;
    default: return false;
    }
    return false;
}

/// `int(x)` and the like: the type is below its operand.
void Typer::cast(const ir::Instr& instr) {
    if (instr.arg != 1 || instr.wide != 0)
        return stop(DiagId::ViperValue, {"a cast takes one value"});
    take(2);
    const Entry value = peek(0);
    const NativeType to = peek(1).cast;
    if (value.type == NativeType::Cast || value.type == NativeType::Unbound) {
        if (!pending_) return stop(DiagId::NoCast);
    }
    if (!convertsTo(value.type, to) && !pending_)
        return stop(DiagId::NumberCast, {abi::nativeTypeText(value.type), abi::nativeTypeText(to)});
    function_.types.back() = value.type;
    function_.types[function_.types.size() - 2] = to;
    pop(2);
    push(to, value.isConstant && value.type != NativeType::Object);
}

bool Typer::call(const ir::Instr& instr) {
    const uint32_t arguments = instr.arg + 2u * instr.wide;
    switch (instr.op) {
    case Op::CALL_FUNCTION: {
        const Entry& function = peek(arguments);
        if (function.type == NativeType::Cast) {
            cast(instr);
            return true;
        }
        needObject(function, "a call");
        takeAsObjects(arguments + 1);
        if (function.callee == nullptr) return false;
        const auto callee = static_cast<uint32_t>(function.callee - module_.functions.data());
        const NativeType result = function.callee->scope->result;
        if (takesAsTheyAre(*function.callee, arguments)) function_.calls.push_back({at_, callee});
        function_.code[at_].extra = static_cast<uint8_t>(result);
        pop(arguments + 1);
        push(result);
        return true;
    }
    case Op::CALL_FUNCTION_VAR_KW: takeAsObjects(arguments + 2); return false;
    case Op::CALL_METHOD: takeAsObjects(arguments + 2); return false;
    case Op::CALL_METHOD_VAR_KW: takeAsObjects(arguments + 3); return false;
    default: return false;
    }
}

} // namespace taipan::viper
