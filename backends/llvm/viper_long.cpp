// Viper's integers of 64 bits, which wrap around. What LLVM would call a library for is made here:
// quotients on machines of 32 bits, and on those without long products these and shifts as well.

#include <utility>

#include "backends/llvm/halves.h"
#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

using abi::BinaryOp;
using abi::NativeType;

namespace {
constexpr unsigned kHalfBits = 32, kLongBits = 64;
}

// ---- values that are no words ------------------------------------------------------------------

/// What a value of a type is in LLVM's code.
llvm::Type* Lowering::typeOf(ssa::Type type) {
    switch (type) {
    case ssa::Type::Condition: return builder_.getInt1Ty();
    case ssa::Type::Long: return longType();
    case ssa::Type::Double:
        return context_.target.hasDoubles ? builder_.getDoubleTy()
                                          : static_cast<llvm::Type*>(word_);
    default: return word_;
    }
}

/// A value where one of a type is to be. Where nothing was stored it is a null word.
Lowering::V Lowering::typed(V value, ssa::Type type) {
    llvm::Type* const wanted = typeOf(type);
    return value->getType() == wanted ? value : llvm::Constant::getNullValue(wanted);
}

/// How many words a slot takes.
unsigned Lowering::slotWords(uint32_t slot) {
    for (const ssa::Instr& each : source_.values)
        if (each.op == ssa::Op::SlotStore && each.arg == slot &&
            instr(each.operands[0]).type == ssa::Type::Long)
            return kLongBits / word_->getBitWidth();
    return 1;
}

Lowering::Halves Lowering::halves(V number) {
    llvm::Type* const half = builder_.getInt32Ty();
    return {builder_.CreateTrunc(number, half),
            builder_.CreateTrunc(builder_.CreateLShr(number, kHalfBits), half)};
}

Lowering::V Lowering::whole(const Halves& of) {
    V high = builder_.CreateShl(builder_.CreateZExt(of.high, longType()), kHalfBits);
    return builder_.CreateOr(high, builder_.CreateZExt(of.low, longType()));
}

// ---- conversion --------------------------------------------------------------------------------

/// long of(object, table) on machines of 32 bits: what does not fit is cut off.
llvm::Function* Lowering::longOfFunction() {
    if (longOfFunction_ != nullptr) return longOfFunction_;
    const Helper helper(*this, "_long", {word_, pointer_}, longType());
    llvm::Function* const made = longOfFunction_ = helper.function;
    V object = made->getArg(0);
    table_ = made->getArg(1);
    const V uint = constant(static_cast<uint64_t>(NativeType::Uint));
    const Label small = newLabel("small"), other = newLabel("other");
    branchIf(isSmall(object), small, other);
    builder_.SetInsertPoint(small);
    builder_.CreateRet(wideSmall(object));
    builder_.SetInsertPoint(other);
    V low = callWord(Entry::FromObject, {object, uint});
    V shifted = callWord(Entry::BinaryOp, {constant(static_cast<uint64_t>(BinaryOp::Rshift)),
                                           object, smallInt(kHalfBits)});
    V high = callWord(Entry::FromObject, {shifted, uint});
    builder_.CreateRet(whole({low, high}));
    return made;
}

Lowering::V Lowering::longOf(V object) {
    if (word_->getBitWidth() == kLongBits)
        return callWord(Entry::FromObject,
                        {object, constant(static_cast<uint64_t>(NativeType::Int))});
    return builder_.CreateCall(longOfFunction(), {object, table_});
}

Lowering::V Lowering::longObject(V number) {
    if (word_->getBitWidth() == kLongBits)
        return callWord(Entry::ToObject,
                        {number, constant(static_cast<uint64_t>(NativeType::Int))});
    return wideObject(number);
}

Lowering::V Lowering::longFrom(const ssa::Instr& made) {
    V word = use(made.operands[0]);
    const bool isSigned = NativeType{static_cast<uint8_t>(made.arg)} == NativeType::Int;
    return isSigned ? builder_.CreateSExt(word, longType()) : builder_.CreateZExt(word, longType());
}

// ---- shifts and products -----------------------------------------------------------------------

/// The low six bits of the count are what counts, on every machine.
Lowering::V Lowering::longShift(BinaryOp op, V value, V count) {
    V by = builder_.CreateAnd(count, longConstant(kLongBits - 1));
    return op == BinaryOp::Lshift ? builder_.CreateShl(value, by) : builder_.CreateAShr(value, by);
}

/// long product(a, b), of quarters of 16 bits.
llvm::Function* Lowering::longProductFunction() {
    if (longProductFunction_ != nullptr) return longProductFunction_;
    const Helper helper(*this, "_product", {longType(), longType()}, longType());
    llvm::Function* const made = longProductFunction_ = helper.function;
    builder_.CreateRet(productOfQuarters(builder_, made->getArg(0), made->getArg(1)));
    return made;
}

Lowering::V Lowering::longProduct(V left, V right) {
    if (context_.target.divides) return builder_.CreateMul(left, right);
    return builder_.CreateCall(longProductFunction(), {left, right});
}

// ---- quotients ---------------------------------------------------------------------------------

/// long divide(a, b, whether the rest is wanted), rounded down. b is not 0.
llvm::Function* Lowering::divideFunction() {
    if (divideFunction_ != nullptr) return divideFunction_;
    const Helper helper(*this, "_divide", {longType(), longType(), builder_.getInt1Ty()},
                        longType());
    llvm::Function* const made = divideFunction_ = helper.function;
    V a = made->getArg(0), b = made->getArg(1);
    const auto isNegative = [&](V value) { return builder_.CreateICmpSLT(value, longConstant(0)); };
    const auto negatedIf = [&](V condition, V value) {
        return builder_.CreateSelect(condition, builder_.CreateNeg(value), value);
    };
    V sizeA = negatedIf(isNegative(a), a), sizeB = negatedIf(isNegative(b), b);
    const Label loop = newLabel("loop"), next = newLabel("next"), signs = newLabel("signs");
    Label before = builder_.GetInsertBlock(), shortAt = nullptr;
    V shortQuotient = nullptr, shortRest = nullptr;
    if (context_.target.divides) { // both of 32 bits: the machine's
        shortAt = newLabel("short");
        const Label bits = newLabel("bits");
        branchIf(builder_.CreateICmpULT(builder_.CreateOr(sizeA, sizeB),
                                        longConstant(uint64_t{1} << kHalfBits)),
                 shortAt, bits);
        builder_.SetInsertPoint(shortAt);
        V top = halves(sizeA).low, bottom = halves(sizeB).low;
        shortQuotient = builder_.CreateZExt(builder_.CreateUDiv(top, bottom), longType());
        shortRest = builder_.CreateZExt(builder_.CreateURem(top, bottom), longType());
        builder_.CreateBr(signs);
        builder_.SetInsertPoint(bits);
        before = bits;
    }
    builder_.CreateBr(loop);
    builder_.SetInsertPoint(loop);
    // The number leaves at the top, bit by bit, where the quotient comes in at the bottom.
    llvm::PHINode* const number = builder_.CreatePHI(longType(), 2);
    llvm::PHINode* const rest = builder_.CreatePHI(longType(), 2);
    llvm::PHINode* const count = builder_.CreatePHI(builder_.getInt32Ty(), 2);
    V carried = builder_.CreateICmpSLT(rest, longConstant(0));
    V taken =
        builder_.CreateOr(builder_.CreateShl(rest, 1), builder_.CreateLShr(number, kLongBits - 1));
    V fits = builder_.CreateOr(carried, builder_.CreateICmpUGE(taken, sizeB));
    V left = builder_.CreateSelect(fits, builder_.CreateSub(taken, sizeB), taken);
    V shifted =
        builder_.CreateOr(builder_.CreateShl(number, 1), builder_.CreateZExt(fits, longType()));
    V counted = builder_.CreateAdd(count, builder_.getInt32(1));
    branchIf(builder_.CreateICmpULT(counted, builder_.getInt32(kLongBits)), loop, next);
    const std::pair<llvm::PHINode*, std::pair<V, V>> edges[] = {
        {number, {sizeA, shifted}},
        {rest, {longConstant(0), left}},
        {count, {builder_.getInt32(0), counted}}};
    for (const auto& [phi, values] : edges) {
        phi->addIncoming(values.first, before);
        phi->addIncoming(values.second, loop);
    }
    builder_.SetInsertPoint(next);
    builder_.CreateBr(signs);
    builder_.SetInsertPoint(signs);
    V quotient = shifted, remains = left;
    if (shortAt != nullptr) {
        quotient = joined(shifted, next, shortQuotient, shortAt);
        remains = joined(left, next, shortRest, shortAt);
    }
    V differ = isNegative(builder_.CreateXor(a, b));
    V isExact = builder_.CreateICmpEQ(remains, longConstant(0));
    V goesDown = builder_.CreateAnd(differ, builder_.CreateNot(isExact));
    V result =
        builder_.CreateSub(negatedIf(differ, quotient), builder_.CreateZExt(goesDown, longType()));
    V kept = negatedIf(isNegative(a), remains);
    V modulo = builder_.CreateSelect(goesDown, builder_.CreateAdd(kept, b), kept);
    builder_.CreateRet(builder_.CreateSelect(made->getArg(2), modulo, result));
    return made;
}

Lowering::V Lowering::longDivided(const ssa::Instr& made) {
    V value = use(made.operands[0]), by = use(made.operands[1]);
    const bool wantsRest = made.arg == static_cast<uint32_t>(BinaryOp::Modulo);
    const auto* const known = llvm::dyn_cast<llvm::ConstantInt>(by);
    if (known != nullptr && known->getValue().isPowerOf2() && !known->isNegative()) {
        if (wantsRest) return builder_.CreateAnd(value, builder_.CreateSub(by, longConstant(1)));
        return builder_.CreateAShr(value, known->getValue().logBase2());
    }
    if (known == nullptr || known->isZero()) {
        const Label zero = newLabel("zero"), some = newLabel("some");
        branchIf(builder_.CreateICmpEQ(by, longConstant(0)), zero, some);
        builder_.SetInsertPoint(zero);
        raiseZeroDivision(made.arg);
        builder_.SetInsertPoint(some);
    }
    if (word_->getBitWidth() != kLongBits)
        return builder_.CreateCall(divideFunction(), {value, by, builder_.getInt1(wantsRest)});
    // -1 by itself: the machine stops at the least number.
    V isMinus = builder_.CreateICmpEQ(by, longConstant(~uint64_t{0}));
    V divisor = builder_.CreateSelect(isMinus, longConstant(1), by);
    V rest = builder_.CreateSRem(value, divisor);
    V differ = builder_.CreateICmpSLT(builder_.CreateXor(value, divisor), longConstant(0));
    V goesDown = builder_.CreateAnd(differ, builder_.CreateICmpNE(rest, longConstant(0)));
    if (wantsRest) // that of 1 is 0, as that of -1
        return builder_.CreateSelect(goesDown, builder_.CreateAdd(rest, divisor), rest);
    V quotient = builder_.CreateSub(builder_.CreateSDiv(value, divisor),
                                    builder_.CreateZExt(goesDown, longType()));
    return builder_.CreateSelect(isMinus, builder_.CreateNeg(value), quotient);
}

// ---- operations --------------------------------------------------------------------------------

Lowering::V Lowering::longBinary(const ssa::Instr& made) {
    V left = use(made.operands[0]), right = use(made.operands[1]);
    const BinaryOp op{static_cast<uint8_t>(made.arg)};
    switch (op) {
    case BinaryOp::Or: return builder_.CreateOr(left, right);
    case BinaryOp::Xor: return builder_.CreateXor(left, right);
    case BinaryOp::And: return builder_.CreateAnd(left, right);
    case BinaryOp::Add: return builder_.CreateAdd(left, right);
    case BinaryOp::Subtract: return builder_.CreateSub(left, right);
    case BinaryOp::Multiply: return longProduct(left, right);
    default: return longShift(op, left, right);
    }
}

bool Lowering::longOperation(ssa::ValueId id, const ssa::Instr& made) {
    const auto operand = [&](size_t i) { return use(made.operands[i]); };
    switch (made.op) {
    case ssa::Op::LongOf: define(id, longOf(operand(0))); return true;
    case ssa::Op::LongObject: define(id, longObject(operand(0))); return true;
    case ssa::Op::LongFrom: define(id, longFrom(made)); return true;
    case ssa::Op::LongWord: define(id, builder_.CreateTrunc(operand(0), word_)); return true;
    case ssa::Op::LongUnary: define(id, wordUnary(made)); return true;
    case ssa::Op::LongBinary: define(id, longBinary(made)); return true;
    case ssa::Op::LongDivide: define(id, longDivided(made)); return true;
    case ssa::Op::LongCompare: {
        V left = operand(0), right = operand(1);
        define(id, compare(BinaryOp{static_cast<uint8_t>(made.arg)}, left, right, false));
        return true;
    }
    case ssa::Op::LongTruth:
        define(id, builder_.CreateICmpNE(operand(0), longConstant(0)));
        return true;
    default: return false;
    }
}

} // namespace taipan::llvm_backend
