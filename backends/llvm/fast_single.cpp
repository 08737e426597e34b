// Floats of 32 bits without objects, on machines of 32 bits.
//
// A number is the word with the bits of a float. Machines without a unit for floats do arithmetic
// on such words in functions of their own here; those know of finite numbers that are not too
// small, and of zeros, and say so where they know no result: then the operation is the runtime's.
// Others do it in the unit, in functions of their own too: all that is around these uses no
// register of floats, for firmware need not keep them where exceptions land. Results are those of
// the firmware, rounded to the nearest, ties to even.
//
// Whether floats of the firmware are what is expected is seen by 0.1 in the table of objects. Where
// they are not, no object passes for a float, and constants are numbers of which nothing is known.

#include <bit>

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

using abi::BinaryOp;

namespace {
constexpr uint32_t kSign = 0x80000000, kInfinity = 0x7f800000, kHidden = 0x800000,
                   kFraction = kHidden - 1;
constexpr unsigned kFractionBits = 23, kGuardBits = 3;
constexpr int64_t kBias = 127, kMostExponent = 255;
/// The bits of no result: a float that is no number.
constexpr uint32_t kNoSingle = 0x7fffffff;

/// What is calculated once is known. The function calls nothing, so that it is no part of those
/// that call it even where calls have lines; these may have no unit for floats.
void markPure(llvm::Function& function) {
    function.setDoesNotAccessMemory();
    function.addFnAttr(llvm::Attribute::WillReturn);
    function.removeFnAttr(llvm::Attribute::AlwaysInline);
    function.addFnAttr(llvm::Attribute::NoInline);
}
} // namespace

/// Whether numbers are words, as floats of 32 bits are.
bool Lowering::hasSingles() const {
    return hasFloats_ && !context_.target.hasDoubles;
}

llvm::ConstantInt* Lowering::noSingle() {
    return llvm::ConstantInt::get(word_, kNoSingle);
}

/// Finds what the first word of a float is, and reads the constants of the function, whose bits are
/// those that the firmware made of their texts. Before all blocks.
void Lowering::findSingles() {
    std::vector<ssa::ValueId> ids;
    for (const ssa::Block& each : source_.blocks)
        for (const ssa::ValueId id : each.code)
            for (const ssa::ValueId operand : instr(id).operands)
                if (isFastAt(each) && (isLazy(id) || comparesFloats(instr(id))) &&
                    floatConstant(operand) != nullptr && singles_.emplace(operand, nullptr).second)
                    ids.push_back(operand);
    std::vector<V> objects;
    for (const ssa::ValueId id : ids) objects.push_back(madeAnew(instr(id)));
    V tenth = object(context_.tables.tenth());
    const Label start = builder_.GetInsertBlock(), look = newLabel("look"), fits = newLabel("fits"),
                known = newLabel("known");
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(tenth, constant(3)), constant(0)), look,
             known);
    builder_.SetInsertPoint(look);
    V isTenth =
        builder_.CreateICmpEQ(load(pointer(tenth), 1), constant(std::bit_cast<uint32_t>(0.1f)));
    branchIf(isTenth, fits, known);
    builder_.SetInsertPoint(fits);
    V type = load(pointer(tenth), 0);
    std::vector<V> bits;
    for (V each : objects) bits.push_back(load(pointer(each), 1));
    builder_.CreateBr(known);
    builder_.SetInsertPoint(known);
    const auto found = [&](V otherwise, V value) {
        llvm::PHINode* const made = builder_.CreatePHI(word_, 3);
        made->addIncoming(otherwise, start);
        made->addIncoming(otherwise, look);
        made->addIncoming(value, fits);
        return made;
    };
    floatType_ = found(constant(kNoType), type);
    unlessSingles_ = found(noSingle(), constant(0));
    for (size_t i = 0; i < ids.size(); ++i) singles_[ids[i]] = found(noSingle(), bits[i]);
}

/// The bits of a constant, where floats are what is expected.
Lowering::V Lowering::singleConstant(double value) {
    const auto bits = std::bit_cast<uint32_t>(static_cast<float>(value));
    return builder_.CreateOr(constant(bits), unlessSingles_);
}

// ---- parts of the functions --------------------------------------------------------------------

/// Ends a function where nothing is known of the result.
void Lowering::giveNoSingle(Label at) {
    builder_.SetInsertPoint(at);
    builder_.CreateRet(noSingle());
}

/// Whether the bits, without the sign, are those of a finite number that is not too small to have
/// all its digits.
Lowering::V Lowering::isNormal(V bits) {
    return builder_.CreateICmpULT(builder_.CreateSub(bits, constant(kHidden)),
                                  constant(kInfinity - kHidden));
}

Lowering::V Lowering::digitsOf(V bits) {
    return builder_.CreateOr(builder_.CreateAnd(bits, constant(kFraction)), constant(kHidden));
}

/// Moves the digits to the left until bit `top` is set, which none above is. They are not all 0.
Lowering::Scaled Lowering::normalised(Scaled of, unsigned top) {
    if (context_.target.countsZeros()) {
        V zeros =
            builder_.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, of.digits, builder_.getTrue());
        V distance = builder_.CreateSub(zeros, constant(31 - top));
        return {builder_.CreateShl(of.digits, distance), builder_.CreateSub(of.exponent, distance)};
    }
    for (unsigned step = 16; step != 0; step /= 2) {
        V isShort = builder_.CreateICmpULT(of.digits, constant(uint64_t{1} << (top + 1 - step)));
        of.digits = builder_.CreateSelect(isShort, builder_.CreateShl(of.digits, step), of.digits);
        of.exponent = builder_.CreateSelect(
            isShort, builder_.CreateSub(of.exponent, constant(step)), of.exponent);
    }
    return of;
}

/// Returns a number whose digits have `extra` bits behind the last; of `rest`, whether there is
/// more.
void Lowering::giveRounded(V sign, Scaled of, unsigned extra, V rest) {
    V bits = builder_.CreateOr(
        builder_.CreateOr(sign, builder_.CreateShl(of.exponent, kFractionBits)),
        builder_.CreateAnd(builder_.CreateLShr(of.digits, extra), constant(kFraction)));
    V behind = builder_.CreateAnd(of.digits, constant((uint64_t{1} << extra) - 1));
    if (rest != nullptr) behind = builder_.CreateOr(builder_.CreateShl(behind, 1), rest);
    const unsigned all = extra + (rest != nullptr ? 1 : 0);
    V isOdd = builder_.CreateAnd(bits, constant(1));
    V half = builder_.CreateAdd(behind, constant((uint64_t{1} << (all - 1)) - 1));
    V up = builder_.CreateLShr(builder_.CreateAdd(half, isOdd), all);
    builder_.CreateRet(builder_.CreateAdd(bits, up)); // a carry into the exponent is right
}

/// Whether an exponent is one of a finite number.
Lowering::V Lowering::hasExponent(V exponent) {
    return builder_.CreateICmpULT(builder_.CreateSub(exponent, constant(1)),
                                  constant(kMostExponent - 1));
}

// ---- the functions -----------------------------------------------------------------------------

/// The body of an operation on a machine with a unit for floats.
void Lowering::byUnit(llvm::Function* made, llvm::Instruction::BinaryOps op) {
    made->addFnAttr("target-features", context_.target.unit);
    made->removeFnAttr(llvm::Attribute::NoImplicitFloat);
    llvm::Type* const single = builder_.getFloatTy();
    V left = builder_.CreateBitCast(made->getArg(0), single);
    V right = builder_.CreateBitCast(made->getArg(1), single);
    V result = builder_.CreateBinOp(op, left, right);
    V isNumber = builder_.CreateFCmpORD(result, result);
    if (op == llvm::Instruction::FDiv) // by zero it is an error
        isNumber = builder_.CreateAnd(
            isNumber, builder_.CreateICmpNE(builder_.CreateShl(made->getArg(1), 1), constant(0)));
    V bits = builder_.CreateBitCast(result, word_);
    builder_.CreateRet(builder_.CreateSelect(isNumber, bits, noSingle()));
}

/// word sum(a, b)
llvm::Function* Lowering::sumFunction() {
    if (sumFunction_ != nullptr) return sumFunction_;
    const Helper helper(*this, "_sum", {word_, word_});
    markPure(*helper.function);
    llvm::Function* const made = sumFunction_ = helper.function;
    if (context_.target.unit != nullptr) {
        byUnit(made, llvm::Instruction::FAdd);
        return made;
    }
    const Label zero = newLabel("zero"), other = newLabel("other"), normal = newLabel("normal"),
                alike = newLabel("alike"), opposite = newLabel("opposite"), some = newLabel("some"),
                nothing = newLabel("nothing"), fits = newLabel("fits"), none = newLabel("none"),
                rounded = newLabel("rounded");
    V first = made->getArg(0), second = made->getArg(1);
    V one = builder_.CreateAnd(first, constant(kNoSingle)),
      two = builder_.CreateAnd(second, constant(kNoSingle));
    V isLess = builder_.CreateICmpULT(one, two);
    V large = builder_.CreateSelect(isLess, second, first);
    V high = builder_.CreateSelect(isLess, two, one), low = builder_.CreateSelect(isLess, one, two);
    branchIf(isNull(low), zero, other);
    builder_.SetInsertPoint(zero); // -0.0 only where both are
    builder_.CreateRet(
        builder_.CreateSelect(isNull(high), builder_.CreateAnd(first, second), large));
    builder_.SetInsertPoint(other);
    branchIf(builder_.CreateAnd(isNormal(high), isNormal(low)), normal, none);
    builder_.SetInsertPoint(normal);
    V exponent = builder_.CreateLShr(high, kFractionBits);
    V distance = builder_.CreateSub(exponent, builder_.CreateLShr(low, kFractionBits));
    constexpr uint64_t kAll = kFractionBits + 1 + kGuardBits; // behind these nothing is left
    distance = builder_.CreateSelect(builder_.CreateICmpULT(distance, constant(kAll)), distance,
                                     constant(kAll));
    V digits = builder_.CreateShl(digitsOf(high), kGuardBits);
    V less = builder_.CreateShl(digitsOf(low), kGuardBits);
    V moved = builder_.CreateLShr(less, distance);
    V isCut = builder_.CreateICmpNE(builder_.CreateShl(moved, distance), less);
    moved = builder_.CreateOr(moved, builder_.CreateZExt(isCut, word_));
    V sign = builder_.CreateAnd(large, constant(kSign));
    branchIf(builder_.CreateICmpSLT(builder_.CreateXor(first, second), constant(0)), opposite,
             alike);

    builder_.SetInsertPoint(alike);
    V sum = builder_.CreateAdd(digits, moved);
    V isLonger =
        builder_.CreateICmpUGE(sum, constant(uint64_t{1} << (kFractionBits + 1 + kGuardBits)));
    V halved = builder_.CreateOr(builder_.CreateLShr(sum, 1),
                                 builder_.CreateAnd(sum, constant(1))); // what is cut stays told
    V sumDigits = builder_.CreateSelect(isLonger, halved, sum);
    V sumExponent = builder_.CreateAdd(exponent, builder_.CreateZExt(isLonger, word_));
    builder_.CreateBr(fits);

    builder_.SetInsertPoint(opposite);
    V difference = builder_.CreateSub(digits, moved);
    branchIf(isNull(difference), nothing, some);
    builder_.SetInsertPoint(nothing);
    builder_.CreateRet(constant(0));
    builder_.SetInsertPoint(some);
    const Scaled scaled = normalised({difference, exponent}, kFractionBits + kGuardBits);
    builder_.CreateBr(fits);

    builder_.SetInsertPoint(fits);
    const Scaled result{joined(sumDigits, alike, scaled.digits, some),
                        joined(sumExponent, alike, scaled.exponent, some)};
    branchIf(hasExponent(result.exponent), rounded, none);
    builder_.SetInsertPoint(rounded);
    giveRounded(sign, result, kGuardBits, nullptr);
    giveNoSingle(none);
    return made;
}

/// The product of numbers of 24 and of 32 bits, as its high and its low word. The last eight bits
/// of the second are 0.
Lowering::Words Lowering::productDigits(V left, V right) {
    if (context_.target.divides) {
        llvm::Type* const wide = builder_.getInt64Ty();
        V all =
            builder_.CreateMul(builder_.CreateZExt(left, wide), builder_.CreateZExt(right, wide));
        return {builder_.CreateTrunc(builder_.CreateLShr(all, 32), word_),
                builder_.CreateTrunc(all, word_)};
    }
    constexpr unsigned kHalf = 12; // bits of each of four factors
    const auto low = [&](V of) { return builder_.CreateAnd(of, constant((1u << kHalf) - 1)); };
    V short_ = builder_.CreateLShr(right, 8);
    V leftHigh = builder_.CreateLShr(left, kHalf), rightHigh = builder_.CreateLShr(short_, kHalf);
    V middle = builder_.CreateAdd(builder_.CreateMul(leftHigh, low(short_)),
                                  builder_.CreateMul(low(left), rightHigh));
    V lower = builder_.CreateAdd(builder_.CreateMul(low(left), low(short_)),
                                 builder_.CreateShl(low(middle), kHalf));
    V upper = builder_.CreateAdd(builder_.CreateMul(leftHigh, rightHigh),
                                 builder_.CreateLShr(middle, kHalf));
    return {builder_.CreateAdd(upper, builder_.CreateLShr(lower, 2 * kHalf)),
            builder_.CreateShl(lower, 8)};
}

/// What is common to products and quotients: leads to `normal` with two such numbers; zeros are
/// dealt with. The sign of the result.
Lowering::V Lowering::startScaling(llvm::Function* made, Label normal, Label none, bool divides) {
    const Label other = newLabel("other"), zero = newLabel("zero");
    V first = made->getArg(0), second = made->getArg(1);
    V sign = builder_.CreateAnd(builder_.CreateXor(first, second), constant(kSign));
    V one = builder_.CreateAnd(first, constant(kNoSingle)),
      two = builder_.CreateAnd(second, constant(kNoSingle));
    branchIf(builder_.CreateAnd(isNormal(one), isNormal(two)), normal, other);
    builder_.SetInsertPoint(other);
    const auto isFinite = [&](V bits) { return builder_.CreateICmpULT(bits, constant(kInfinity)); };
    V isZero = builder_.CreateAnd(isNull(one), isFinite(two));
    if (divides)
        isZero = builder_.CreateAnd(isZero, builder_.CreateNot(isNull(two)));
    else
        isZero = builder_.CreateOr(isZero, builder_.CreateAnd(isNull(two), isFinite(one)));
    branchIf(isZero, zero, none);
    builder_.SetInsertPoint(zero);
    builder_.CreateRet(sign);
    builder_.SetInsertPoint(normal);
    return sign;
}

Lowering::V Lowering::exponentOf(V bits) {
    return builder_.CreateAnd(builder_.CreateLShr(bits, kFractionBits), constant(0xff));
}

/// word product(a, b)
llvm::Function* Lowering::productFunction() {
    if (productFunction_ != nullptr) return productFunction_;
    const Helper helper(*this, "_product", {word_, word_});
    markPure(*helper.function);
    llvm::Function* const made = productFunction_ = helper.function;
    if (context_.target.unit != nullptr) {
        byUnit(made, llvm::Instruction::FMul);
        return made;
    }
    const Label normal = newLabel("normal"), none = newLabel("none"), rounded = newLabel("rounded");
    V sign = startScaling(made, normal, none, false);
    V first = made->getArg(0), second = made->getArg(1);
    const Words all = productDigits(digitsOf(first), builder_.CreateShl(digitsOf(second), 8));
    V exponent = builder_.CreateSub(builder_.CreateAdd(exponentOf(first), exponentOf(second)),
                                    constant(static_cast<uint64_t>(kBias)));
    // Of 24 bits, or one less; then the low word has one more.
    V isLong = builder_.CreateICmpUGE(all.high, constant(kHidden));
    V isShort = builder_.CreateZExt(builder_.CreateNot(isLong), word_);
    V once = builder_.CreateOr(builder_.CreateShl(all.high, 1), builder_.CreateLShr(all.low, 31));
    V high = builder_.CreateSelect(isLong, all.high, once);
    V low = builder_.CreateShl(all.low, isShort);
    exponent = builder_.CreateAdd(exponent, builder_.CreateZExt(isLong, word_));
    branchIf(hasExponent(exponent), rounded, none);
    builder_.SetInsertPoint(rounded);
    V digits = builder_.CreateOr(builder_.CreateShl(high, 1), builder_.CreateLShr(low, 31));
    V rest = builder_.CreateICmpNE(builder_.CreateShl(low, 1), constant(0));
    giveRounded(sign, {digits, exponent}, 1, builder_.CreateZExt(rest, word_));
    giveNoSingle(none);
    return made;
}

/// The digits of a quotient between 1 and 2, one more than a number has, and what is left.
Lowering::Words Lowering::quotientDigits(V left, V right) {
    V rest = builder_.CreateSub(left, right), digits = constant(1);
    if (context_.target.divides) { // eight bits at a time: the rest has 24
        for (unsigned i = 0; i < 3; ++i) {
            V more = builder_.CreateShl(rest, 8);
            V part = builder_.CreateUDiv(more, right);
            rest = builder_.CreateSub(more, builder_.CreateMul(part, right));
            digits = builder_.CreateOr(builder_.CreateShl(digits, 8), part);
        }
        return {digits, rest};
    }
    const Label before = builder_.GetInsertBlock(), turn = newLabel("turn"),
                done = newLabel("done");
    builder_.CreateBr(turn);
    builder_.SetInsertPoint(turn);
    llvm::PHINode* const restAt = builder_.CreatePHI(word_, 2);
    llvm::PHINode* const digitsAt = builder_.CreatePHI(word_, 2);
    V twice = builder_.CreateShl(restAt, 1);
    V fits = builder_.CreateICmpUGE(twice, right);
    V next = builder_.CreateSelect(fits, builder_.CreateSub(twice, right), twice);
    V found = builder_.CreateOr(builder_.CreateShl(digitsAt, 1), builder_.CreateZExt(fits, word_));
    restAt->addIncoming(rest, before);
    restAt->addIncoming(next, turn);
    digitsAt->addIncoming(digits, before);
    digitsAt->addIncoming(found, turn);
    branchIf(builder_.CreateICmpULT(found, constant(uint64_t{1} << (kFractionBits + 1))), turn,
             done);
    builder_.SetInsertPoint(done);
    return {found, next};
}

/// word quotient(a, b)
llvm::Function* Lowering::quotientFunction() {
    if (quotientFunction_ != nullptr) return quotientFunction_;
    const Helper helper(*this, "_quotient", {word_, word_});
    markPure(*helper.function);
    llvm::Function* const made = quotientFunction_ = helper.function;
    if (context_.target.unit != nullptr) {
        byUnit(made, llvm::Instruction::FDiv);
        return made;
    }
    const Label normal = newLabel("normal"), none = newLabel("none"), rounded = newLabel("rounded");
    V sign = startScaling(made, normal, none, true);
    V first = made->getArg(0), second = made->getArg(1);
    V left = digitsOf(first), right = digitsOf(second);
    V isLess = builder_.CreateZExt(builder_.CreateICmpULT(left, right), word_);
    V exponent = builder_.CreateAdd(builder_.CreateSub(exponentOf(first), exponentOf(second)),
                                    constant(static_cast<uint64_t>(kBias)));
    exponent = builder_.CreateSub(exponent, isLess);
    branchIf(hasExponent(exponent), rounded, none);
    builder_.SetInsertPoint(rounded);
    const Words found = quotientDigits(builder_.CreateShl(left, isLess), right);
    V rest = builder_.CreateZExt(builder_.CreateNot(isNull(found.low)), word_);
    giveRounded(sign, {found.high, exponent}, 1, rest);
    giveNoSingle(none);
    return made;
}

/// word single(n), of a small integer with its tag
llvm::Function* Lowering::singleFunction() {
    if (singleFunction_ != nullptr) return singleFunction_;
    const Helper helper(*this, "_single", {word_});
    markPure(*helper.function);
    llvm::Function* const made = singleFunction_ = helper.function;
    V value = builder_.CreateAShr(made->getArg(0), 1);
    if (context_.target.unit != nullptr) {
        made->addFnAttr("target-features", context_.target.unit);
        made->removeFnAttr(llvm::Attribute::NoImplicitFloat);
        V converted = builder_.CreateSIToFP(value, builder_.getFloatTy());
        builder_.CreateRet(builder_.CreateBitCast(converted, word_));
        return made;
    }
    const Label zero = newLabel("zero"), some = newLabel("some");
    branchIf(isNull(value), zero, some);
    builder_.SetInsertPoint(zero);
    builder_.CreateRet(constant(0));
    builder_.SetInsertPoint(some);
    constexpr unsigned kTop = 30; // a small integer has no higher bit
    V digits = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::abs, value, builder_.getFalse());
    const Scaled scaled = normalised({digits, constant(static_cast<uint64_t>(kBias) + kTop)}, kTop);
    giveRounded(builder_.CreateAnd(value, constant(kSign)), scaled, kTop - kFractionBits, nullptr);
    return made;
}

/// word number(object, type of floats): the bits of a small integer or a float.
llvm::Function* Lowering::numberFunction() {
    if (numberFunction_ != nullptr) return numberFunction_;
    llvm::Function* const convert = singleFunction();
    const Helper helper(*this, "_number", {word_, word_});
    llvm::Function* const made = numberFunction_ = helper.function;
    const Label small = newLabel("small"), other = newLabel("other"), look = newLabel("look"),
                found = newLabel("found"), none = newLabel("none");
    V word = made->getArg(0);
    branchIf(isSmall(word), small, other);
    builder_.SetInsertPoint(small);
    builder_.CreateRet(builder_.CreateCall(convert, {word}));
    builder_.SetInsertPoint(other);
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(word, constant(2)), constant(0)), look, none);
    builder_.SetInsertPoint(look);
    V object = pointer(word);
    branchIf(builder_.CreateICmpEQ(load(object, 0), made->getArg(1)), found, none);
    builder_.SetInsertPoint(found);
    builder_.CreateRet(load(object, 1));
    giveNoSingle(none);
    return made;
}

/// word box(bits, type, table): the object of a number. Of what makes one the runtime has a
/// function too, which takes its argument in a register that depends on the firmware.
llvm::Function* Lowering::boxSingleFunction() {
    if (boxFunction_ != nullptr) return boxFunction_;
    const Helper helper(*this, "_box", {word_, word_, pointer_});
    llvm::Function* const made = boxFunction_ = helper.function;
    table_ = made->getArg(2);
    V room =
        callWord(Entry::Reallocate, {constant(0), constant(2 * sizeof(uint32_t)), constant(1)});
    V object = pointer(room);
    store(object, 0, made->getArg(1));
    store(object, 1, made->getArg(0));
    builder_.CreateRet(room);
    return made;
}

/// word asked(operation, left, bits, right, bits, type of floats, table): what the runtime gives
/// for an operator. An operand that is null is the number of the bits behind it.
llvm::Function* Lowering::askedFunction() {
    if (askedFunction_ != nullptr) return askedFunction_;
    llvm::Function* const box = boxSingleFunction();
    const Helper helper(*this, "_asked", {word_, word_, word_, word_, word_, word_, pointer_});
    llvm::Function* const made = askedFunction_ = helper.function;
    table_ = made->getArg(6);
    V values[2];
    for (unsigned i = 0; i < 2; ++i) {
        V word = made->getArg(1 + i * 2), bits = made->getArg(2 + i * 2);
        const Label before = builder_.GetInsertBlock(), number = newLabel("number"),
                    object = newLabel("object");
        branchIf(isNull(word), number, object);
        builder_.SetInsertPoint(number);
        V boxed = builder_.CreateCall(box, {bits, made->getArg(5), table_});
        builder_.CreateBr(object);
        builder_.SetInsertPoint(object);
        values[i] = joined(word, before, boxed, number);
    }
    builder_.CreateRet(callWord(Entry::BinaryOp, {made->getArg(0), values[0], values[1]}));
    return made;
}

// ---- numbers -----------------------------------------------------------------------------------

/// What the runtime gives for an operator one of whose operands is lazy, and stays that.
Lowering::V Lowering::askSingles(const ssa::Instr& made) {
    std::vector<V> values{constant(made.arg)};
    for (const ssa::ValueId id : made.operands) {
        values.push_back(tagOf(id));
        values.push_back(isLazy(id) ? numberIn(id) : constant(0));
        if (isLazy(id)) remarks_.boxes();
    }
    values.insert(values.end(), {floatType_, table_});
    remarks_.asks(Entry::BinaryOp);
    V result = builder_.CreateCall(askedFunction(), values);
    forget();
    return result;
}

Lowering::V Lowering::singleObject(V bits) {
    return builder_.CreateCall(boxSingleFunction(), {bits, floatType_, table_});
}

/// The bits of an object that is a number.
Lowering::V Lowering::singleIn(Split& ways, V word) {
    V found = builder_.CreateCall(numberFunction(), {word, floatType_});
    ways.require(builder_.CreateICmpNE(found, noSingle()));
    return found;
}

Lowering::V Lowering::singleOf(V small) {
    return builder_.CreateCall(singleFunction(), {small});
}

Lowering::V Lowering::singleResult(Split& ways, BinaryOp op, V left, V right) {
    llvm::Function* by = nullptr;
    switch (ssa::plainOf(op)) {
    case BinaryOp::Subtract: right = builder_.CreateXor(right, constant(kSign)); [[fallthrough]];
    case BinaryOp::Add: by = sumFunction(); break;
    case BinaryOp::Multiply: by = productFunction(); break;
    default: // of two integers too
        left = builder_.CreateOr(left, unlessSingles_);
        by = quotientFunction();
        break;
    }
    V result = builder_.CreateCall(by, {left, right});
    ways.require(builder_.CreateICmpNE(result, noSingle()));
    return result;
}

Lowering::V Lowering::singleNegative(Split& ways, V number) {
    ways.require(builder_.CreateICmpNE(number, noSingle()));
    return builder_.CreateXor(number, constant(kSign));
}

/// What numbers are compared by: an integer in the same order, the same for both zeros.
Lowering::V Lowering::singleOrder(Split& ways, V bits) {
    ways.require(builder_.CreateICmpULE(builder_.CreateShl(bits, 1),
                                        constant(uint64_t{kInfinity} << 1 & 0xffffffff)));
    V sign = builder_.CreateAShr(bits, 31);
    V plain = builder_.CreateAnd(bits, constant(kNoSingle));
    return builder_.CreateSub(builder_.CreateXor(plain, sign), sign);
}

} // namespace taipan::llvm_backend
