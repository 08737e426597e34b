// Viper's floats: doubles in registers on machines that have them, where the runtime's function
// table converts. On all others a float is an object, which was seen to be one where it came in,
// and the runtime's operators make others of it: its floats may be of any size there, and the
// firmware may pass them in registers that the code knows nothing of.

#include "backends/llvm/lowering.h"
#include "taipan/frontend/constant.h"

namespace taipan::llvm_backend {

using abi::BinaryOp;
using abi::NativeType;

namespace {
constexpr unsigned kSmallBits = 31;                  // of small integers, on any machine
constexpr double kWordLimit = 9223372036854775808.0; // what a word of 64 bits does not hold

uint64_t operatorNumber(BinaryOp op) {
    return static_cast<uint64_t>(op);
}
} // namespace

// ---- conversion --------------------------------------------------------------------------------

Lowering::V Lowering::doubleConstant(uint32_t which) {
    if (context_.target.hasDoubles) return number(context_.source.source->constants[which]->real);
    return object(context_.tables.constant(which));
}

/// word float(object, 1.0, table): the object itself where it is a float, or what it is as one.
llvm::Function* Lowering::floatFunction() {
    if (floatFunction_ != nullptr) return floatFunction_;
    const Helper helper(*this, "_float", {word_, word_, pointer_});
    llvm::Function* const made = floatFunction_ = helper.function;
    V object = made->getArg(0), one = made->getArg(1);
    table_ = made->getArg(2);
    const Label is = newLabel("is"), other = newLabel("other"), becomes = newLabel("becomes"),
                wrong = newLabel("wrong");
    const auto times = [&](V value) {
        return callWord(Entry::BinaryOp,
                        {constant(operatorNumber(BinaryOp::Multiply)), value, one});
    };
    V type = callWord(Entry::GetType, {one});
    branchIf(builder_.CreateICmpEQ(callWord(Entry::GetType, {object}), type), is, other);
    builder_.SetInsertPoint(is);
    builder_.CreateRet(object);
    builder_.SetInsertPoint(other);
    V product = times(object);
    branchIf(builder_.CreateICmpEQ(callWord(Entry::GetType, {product}), type), becomes, wrong);
    builder_.SetInsertPoint(becomes);
    builder_.CreateRet(product);
    builder_.SetInsertPoint(wrong);
    times(singleton(Entry::ConstNone)); // TypeError
    builder_.CreateUnreachable();
    return made;
}

Lowering::V Lowering::doubleOf(V object) {
    if (context_.target.hasDoubles) return call(Entry::DoubleOf, builder_.getDoubleTy(), {object});
    V one = doubleConstant(context_.source.source->floatOne);
    return builder_.CreateCall(floatFunction(), {object, one, table_});
}

/// Whether a number may stay an integer until an operator of the runtime makes a float of it: in
/// all that uses it the other side is a float.
bool Lowering::staysInteger(ssa::ValueId id) {
    if (staysInteger_.empty()) {
        staysInteger_.assign(source_.values.size(), 1);
        const auto uses = [&](const std::vector<ssa::ValueId>& operands, bool isOperator) {
            for (size_t i = 0; i < operands.size(); ++i) {
                const bool isBesideFloat =
                    isOperator && instr(operands[1 - i]).op != ssa::Op::DoubleFrom;
                if (!isBesideFloat) staysInteger_[ssa::index(operands[i])] = 0;
            }
        };
        for (const ssa::Instr& each : source_.values)
            uses(each.operands,
                 each.op == ssa::Op::DoubleBinary || each.op == ssa::Op::DoubleCompare);
        for (const ssa::Block& each : source_.blocks) uses(each.values, false);
    }
    return staysInteger_[ssa::index(id)] != 0;
}

/// A number as an object.
Lowering::V Lowering::integerObject(V value, NativeType type) {
    const auto* const known = llvm::dyn_cast<llvm::ConstantInt>(value);
    if (known != nullptr && known->getValue().isSignedIntN(kSmallBits) &&
        (type != NativeType::Bool) && (type != NativeType::Uint || !known->isNegative()))
        return smallInt(known->getSExtValue());
    if (type == NativeType::Int64) return longObject(value);
    return callWord(Entry::ToObject, {value, constant(static_cast<uint64_t>(type))});
}

/// A number as a float. LLVM makes a table for words without a sign, so their parts are converted.
Lowering::V Lowering::doubleFrom(const ssa::Instr& made) {
    V value = use(made.operands[0]);
    const NativeType type{static_cast<uint8_t>(made.arg)};
    if (!context_.target.hasDoubles) {
        V object = integerObject(value, type);
        if (staysInteger(current_)) return object;
        V one = doubleConstant(context_.source.source->floatOne);
        return callWord(Entry::BinaryOp,
                        {constant(operatorNumber(BinaryOp::Multiply)), object, one});
    }
    llvm::Type* const wanted = builder_.getDoubleTy();
    if (type != NativeType::Uint) return builder_.CreateSIToFP(value, wanted);
    // The last bit of a half decides as the two that it stands for do.
    V half =
        builder_.CreateOr(builder_.CreateLShr(value, 1), builder_.CreateAnd(value, constant(1)));
    V isLarge = builder_.CreateICmpSLT(value, constant(0));
    V converted = builder_.CreateSIToFP(builder_.CreateSelect(isLarge, half, value), wanted);
    return builder_.CreateSelect(isLarge, builder_.CreateFAdd(converted, converted), converted);
}

/// word int(object, names, table): what the runtime's int() gives for a float.
llvm::Function* Lowering::intFunction() {
    if (intFunction_ != nullptr) return intFunction_;
    const Helper helper(*this, "_int", {word_, pointer_});
    llvm::Function* const made = intFunction_ = helper.function;
    table_ = made->getArg(1);
    V argument = newCell(word_);
    builder_.CreateStore(made->getArg(0), argument);
    V builtins = callWord(Entry::ImportName,
                          {constant(kBuiltins), singleton(Entry::ConstNone), smallInt(0)});
    V type = callWord(Entry::LoadAttr, {builtins, constant(kInt)});
    builder_.CreateRet(callWord(Entry::Call, {type, constant(1), argument}));
    return made;
}

/// The integer that a float is towards 0, as an object.
Lowering::V Lowering::doubleInt(V value) {
    V object = context_.target.hasDoubles ? callWord(Entry::NewFloatFromDouble, {value}) : value;
    return builder_.CreateCall(intFunction(), {object, table_});
}

/// The same as a word. What no word holds is cut, as other integers are.
Lowering::V Lowering::doubleWord(V value, NativeType type) {
    const auto cut = [&] {
        return callWord(Entry::FromObject,
                        {doubleInt(value), constant(static_cast<uint64_t>(type))});
    };
    if (!context_.target.hasDoubles) return cut();
    const Label fits = newLabel("fits"), large = newLabel("large"), done = newLabel("done");
    V isBelow = builder_.CreateFCmpOLT(value, number(kWordLimit));
    V isAbove = builder_.CreateFCmpOGE(value, number(-kWordLimit));
    branchIf(builder_.CreateAnd(isBelow, isAbove), fits, large);
    builder_.SetInsertPoint(fits);
    V plain = builder_.CreateFPToSI(value, word_);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(large);
    V slow = cut();
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(plain, fits, slow, large);
}

// ---- operators ---------------------------------------------------------------------------------

Lowering::V Lowering::doubleBinary(const ssa::Instr& made) {
    V left = use(made.operands[0]), right = use(made.operands[1]);
    if (!context_.target.hasDoubles)
        return callWord(Entry::BinaryOp, {constant(made.arg), left, right});
    switch (BinaryOp{static_cast<uint8_t>(made.arg)}) {
    case BinaryOp::Add: return builder_.CreateFAdd(left, right);
    case BinaryOp::Subtract: return builder_.CreateFSub(left, right);
    case BinaryOp::Multiply: return builder_.CreateFMul(left, right);
    default: break;
    }
    const auto* const known = llvm::dyn_cast<llvm::ConstantFP>(right);
    if (known == nullptr || known->isZero()) {
        const Label zero = newLabel("zero"), some = newLabel("some");
        branchIf(builder_.CreateFCmpOEQ(right, number(0.0)), zero, some);
        builder_.SetInsertPoint(zero);
        raiseZeroDivision(made.arg);
        builder_.SetInsertPoint(some);
    }
    return builder_.CreateFDiv(left, right);
}

Lowering::V Lowering::doubleCompare(const ssa::Instr& made) {
    V left = use(made.operands[0]), right = use(made.operands[1]);
    if (context_.target.hasDoubles)
        return builder_.CreateZExt(
            doublesCompared(BinaryOp{static_cast<uint8_t>(made.arg)}, left, right), word_);
    V result = callWord(Entry::BinaryOp, {constant(made.arg), left, right});
    return builder_.CreateZExt(builder_.CreateICmpEQ(result, singleton(Entry::ConstTrue)), word_);
}

bool Lowering::doubleOperation(ssa::ValueId id, const ssa::Instr& made) {
    const auto operand = [&](size_t i) { return use(made.operands[i]); };
    const bool hasDoubles = context_.target.hasDoubles;
    switch (made.op) {
    case ssa::Op::DoubleOf: define(id, doubleOf(operand(0))); return true;
    case ssa::Op::DoubleObject: {
        V value = operand(0);
        define(id, hasDoubles ? callWord(Entry::NewFloatFromDouble, {value}) : value);
        return true;
    }
    case ssa::Op::DoubleFrom: define(id, doubleFrom(made)); return true;
    case ssa::Op::DoubleWord:
        define(id, doubleWord(operand(0), NativeType{static_cast<uint8_t>(made.arg)}));
        return true;
    case ssa::Op::DoubleLong: {
        V value = operand(0);
        define(id, hasDoubles ? doubleWord(value, NativeType::Int) : longOf(doubleInt(value)));
        return true;
    }
    case ssa::Op::DoubleUnary: {
        V value = operand(0);
        if (made.arg != static_cast<uint32_t>(abi::UnaryOp::Negative))
            define(id, value);
        else
            define(id, hasDoubles ? builder_.CreateFNeg(value)
                                  : callWord(Entry::UnaryOp, {constant(made.arg), value}));
        return true;
    }
    case ssa::Op::DoubleBinary: define(id, doubleBinary(made)); return true;
    case ssa::Op::DoubleCompare: define(id, doubleCompare(made)); return true;
    case ssa::Op::DoubleTruth: {
        V value = operand(0);
        define(id, hasDoubles ? builder_.CreateFCmpUNE(value, number(0.0))
                              : flag(Entry::IsTrue, {value}));
        return true;
    }
    default: return false;
    }
}

} // namespace taipan::llvm_backend
