// Integers of 64 bits in registers, on machines whose small integers have 31.
//
// In functions that have constants beyond small integers the results of arithmetic with these are
// lazy values, as floats are on other machines: while the word is null the value is the number, and
// what needs an object makes it, once; the number stays beside it. What does not fit 64 bits, or is
// no integer, is the runtime's. Objects that come from elsewhere become numbers again where they
// are not negative and fit 32 bits; those of integers are known by the type of such a constant.

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"
#include "taipan/abi/native_types.h"
#include "taipan/frontend/constant.h"

#include <algorithm>

namespace taipan::llvm_backend {

using abi::BinaryOp;
using abi::NativeType;
using abi::UnaryOp;

namespace {
constexpr unsigned kWideBits = 64, kWordBits = 32;

bool isShift(BinaryOp op) {
    return op == BinaryOp::Lshift || op == BinaryOp::Rshift;
}
} // namespace

bool Lowering::hasWideInts() const {
    return context_.target.wordBytes == kWordBits / 8 && isFast() && !isGenerator_;
}

/// The value of a constant integer of at most 64 bits; nothing for all others.
std::optional<int64_t> Lowering::wideConstant(ssa::ValueId id) const {
    const ssa::Instr& made = instr(id);
    if (made.op == ssa::Op::Int) return ssa::intValue(made.arg, made.wide);
    if (made.op != ssa::Op::Constant) return {};
    const Constant* const constant = context_.source.source->constants[made.arg];
    if (constant->kind != Constant::Kind::Int) return {};
    return constant->integer;
}

/// Whether it is a constant that is no small integer, and fits 64 bits.
bool Lowering::isWideConstant(ssa::ValueId id) const {
    return instr(id).op == ssa::Op::Constant && wideConstant(id).has_value();
}

/// Whether it is `a & b` with a small b that is not negative: then the result is small.
bool Lowering::isMask(const ssa::Instr& made) const {
    if (made.op != ssa::Op::Binary ||
        ssa::plainOf(BinaryOp{static_cast<uint8_t>(made.arg)}) != BinaryOp::And)
        return false;
    return std::any_of(made.operands.begin(), made.operands.end(), [&](ssa::ValueId id) {
        return instr(id).op == ssa::Op::Int && *wideConstant(id) >= 0;
    });
}

/// Whether an operation has a way for numbers of 64 bits. Machines without long products have none
/// for products, and shift by what is known.
bool Lowering::hasWideWay(const ssa::Instr& made) const {
    if (made.op != ssa::Op::Binary || !mayBeSmall(made.type)) return false;
    for (const ssa::ValueId operand : made.operands)
        if (!mayBeSmall(instr(operand).type)) return false;
    const BinaryOp op = ssa::plainOf(BinaryOp{static_cast<uint8_t>(made.arg)});
    switch (op) {
    case BinaryOp::Multiply: return context_.target.divides;
    case BinaryOp::Lshift:
    case BinaryOp::Rshift: {
        const auto count = wideConstant(made.operands[1]);
        if (!count) return context_.target.divides;
        return *count >= 0 && *count < kWideBits;
    }
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Xor: return true;
    default: return false;
    }
}

/// Finds the values that may be such numbers: results of operators on what is one, on what joins
/// them, and what grows on the way to one, as products and shifts to the left do.
std::vector<uint8_t> Lowering::findWide() const {
    std::vector<uint8_t> wide(source_.values.size(), 0), grows = wide;
    if (!hasWideInts()) return wide;
    const auto isWide = [&](ssa::ValueId id) {
        return wide[ssa::index(id)] != 0 || isWideConstant(id);
    };
    const auto canBe = [&](size_t i) {
        const ssa::Instr& each = source_.values[i];
        return each.block != ssa::BlockId::none && isFastAt(block(each.block)) &&
               !isKept(ssa::ValueId{static_cast<uint32_t>(i)});
    };
    const auto becomes = [&](const ssa::Instr& each) {
        if (each.op == ssa::Op::Phi)
            return each.operands.size() > 1 && !ssa::mayBeNull(each.type) &&
                   mayBeSmall(each.type) &&
                   std::any_of(each.operands.begin(), each.operands.end(), isWide);
        if (each.op == ssa::Op::Unary)
            return (each.arg == static_cast<uint32_t>(UnaryOp::Negative) ||
                    each.arg == static_cast<uint32_t>(UnaryOp::Invert)) &&
                   mayBeSmall(each.type) && wide[ssa::index(each.operands[0])] != 0;
        if (!hasWideWay(each) || isMask(each)) return false;
        if (isShift(ssa::plainOf(BinaryOp{static_cast<uint8_t>(each.arg)})))
            return isWide(each.operands[0]);
        return isWide(each.operands[0]) || isWide(each.operands[1]);
    };
    const auto growing = [&](const ssa::Instr& each) {
        if (!hasWideWay(each) || isMask(each)) return false;
        const BinaryOp op = ssa::plainOf(BinaryOp{static_cast<uint8_t>(each.arg)});
        return op == BinaryOp::Multiply || op == BinaryOp::Lshift ||
               std::any_of(each.operands.begin(), each.operands.end(),
                           [&](ssa::ValueId id) { return grows[ssa::index(id)] != 0; });
    };
    for (bool again = true; again;) {
        again = false;
        const auto mark = [&](std::vector<uint8_t>& set, size_t i) {
            again = again || set[i] == 0;
            set[i] = 1;
        };
        for (size_t i = 0; i < wide.size(); ++i) {
            if (!canBe(i)) continue;
            const ssa::Instr& each = source_.values[i];
            if (growing(each)) mark(grows, i);
            if (becomes(each)) mark(wide, i);
            if (wide[i] == 0 || each.op != ssa::Op::Binary) continue;
            for (const ssa::ValueId operand : each.operands)
                if (grows[ssa::index(operand)] != 0 && canBe(ssa::index(operand)))
                    mark(wide, ssa::index(operand));
        }
    }
    return wide;
}

/// Finds the type of integers that are no small ones. Before all blocks.
void Lowering::findIntType() {
    if (!hasWide_) return;
    const auto found =
        std::find_if(source_.values.begin(), source_.values.end(), [&](const ssa::Instr& each) {
            return each.op == ssa::Op::Constant &&
                   context_.source.source->constants[each.arg]->kind == Constant::Kind::Int;
        });
    V sample = madeAnew(*found);
    const Label before = builder_.GetInsertBlock(), look = newLabel("look"),
                known = newLabel("known");
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(sample, constant(3)), constant(0)), look,
             known);
    builder_.SetInsertPoint(look);
    V type = load(pointer(sample), 0);
    builder_.CreateBr(known);
    builder_.SetInsertPoint(known);
    intType_ = joined(constant(kNoType), before, type, look, "int");
}

/// word box(low, high, table): the object of a number.
llvm::Function* Lowering::boxFunction() {
    if (boxFunction_ != nullptr) return boxFunction_;
    const Helper helper(*this, "_box", {word_, word_, pointer_});
    llvm::Function* const made = boxFunction_ = helper.function;
    V low = made->getArg(0), high = made->getArg(1);
    table_ = made->getArg(2);
    const Label word = newLabel("word"), small = newLabel("small"), whole = newLabel("whole"),
                other = newLabel("other"), natural = newLabel("natural"), two = newLabel("two");
    const auto object = [&](V of, NativeType type) {
        return callWord(Entry::ToObject, {of, constant(static_cast<uint64_t>(type))});
    };
    branchIf(builder_.CreateICmpEQ(high, builder_.CreateAShr(low, kWordBits - 1)), word, other);
    builder_.SetInsertPoint(word);
    V twice = builder_.CreateShl(low, 1);
    branchIf(builder_.CreateICmpSGE(builder_.CreateXor(low, twice), constant(0)), small, whole);
    builder_.SetInsertPoint(small);
    builder_.CreateRet(builder_.CreateOr(twice, constant(1)));
    builder_.SetInsertPoint(whole);
    builder_.CreateRet(object(low, NativeType::Int));
    builder_.SetInsertPoint(other);
    branchIf(isNull(high), natural, two);
    builder_.SetInsertPoint(natural);
    builder_.CreateRet(object(low, NativeType::Uint));
    builder_.SetInsertPoint(two);
    const auto number = [&](BinaryOp op) { return constant(static_cast<uint64_t>(op)); };
    V upper = callWord(Entry::BinaryOp, {number(BinaryOp::Lshift), object(high, NativeType::Int),
                                         smallInt(kWordBits)});
    V lower = object(low, NativeType::Uint);
    builder_.CreateRet(callWord(Entry::BinaryOp, {number(BinaryOp::Or), upper, lower}));
    return made;
}

/// word unbox(object, type of integers, to, table): whether the object is an integer that is not
/// negative and fits a word, which is stored then.
llvm::Function* Lowering::unboxFunction() {
    if (unboxFunction_ != nullptr) return unboxFunction_;
    const Helper helper(*this, "_unbox", {word_, word_, pointer_, pointer_});
    llvm::Function* const made = unboxFunction_ = helper.function;
    V object = made->getArg(0), to = made->getArg(2);
    table_ = made->getArg(3);
    const Label look = newLabel("look"), integer = newLabel("integer"), none = newLabel("none");
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(object, constant(3)), constant(0)), look,
             none);
    builder_.SetInsertPoint(look);
    branchIf(builder_.CreateICmpEQ(load(pointer(object), 0), made->getArg(1)), integer, none);
    builder_.SetInsertPoint(integer);
    const V uint = constant(static_cast<uint64_t>(NativeType::Uint));
    V low = callWord(Entry::FromObject, {object, uint});
    builder_.CreateStore(low, to);
    V again = callWord(Entry::ToObject, {low, uint});
    V same = callWord(Entry::BinaryOp,
                      {constant(static_cast<uint64_t>(BinaryOp::Equal)), object, again});
    builder_.CreateRet(
        builder_.CreateZExt(builder_.CreateICmpEQ(same, singleton(Entry::ConstTrue)), word_));
    builder_.SetInsertPoint(none);
    builder_.CreateRet(constant(0));
    return made;
}

/// The object of the number of a lazy value.
Lowering::V Lowering::wideObject(V number) {
    V low = builder_.CreateTrunc(number, word_);
    V high = builder_.CreateTrunc(builder_.CreateAShr(number, kWordBits), word_);
    return builder_.CreateCall(boxFunction(), {low, high, table_});
}

/// What a small integer is as a number.
Lowering::V Lowering::wideSmall(V word) {
    return builder_.CreateSExt(builder_.CreateAShr(word, 1), builder_.getInt64Ty());
}

/// The number that a value always is; null where that is not known.
Lowering::V Lowering::wideKnown(ssa::ValueId id) {
    if (const auto known = wideConstant(id))
        return builder_.getInt64(static_cast<uint64_t>(*known));
    return isKnownSmall(id) && !isLazy(id) ? wideSmall(use(id)) : nullptr;
}

/// What an object is as a number, when it is an integer.
Lowering::V Lowering::wideWord(Split& ways, V word) {
    const Label small = newLabel("small"), other = newLabel("object"),
                natural = newLabel("natural"), done = newLabel("wide");
    ways.branchLikely(isSmall(word), small, other);
    builder_.SetInsertPoint(small);
    V extended = wideSmall(word);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(other);
    if (wideCell_ == nullptr) wideCell_ = newCell(word_);
    V isNatural = builder_.CreateCall(unboxFunction(), {word, intType_, wideCell_, table_});
    ways.require(builder_.CreateICmpNE(isNatural, constant(0)));
    builder_.CreateBr(natural);
    builder_.SetInsertPoint(natural);
    V read = builder_.CreateZExt(builder_.CreateLoad(word_, wideCell_), builder_.getInt64Ty());
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(extended, small, read, natural);
}

/// A product of numbers of which both fit a word, with a sign or without.
Lowering::V Lowering::wideProduct(Split& ways, V left, V right) {
    const auto low = [&](V value) { return builder_.CreateTrunc(value, word_); };
    const auto extended = [&](V value) {
        return builder_.CreateSExt(low(value), value->getType());
    };
    const auto natural = [&](V value) { return builder_.CreateZExt(low(value), value->getType()); };
    const Label withSign = newLabel("signed"), without = newLabel("natural"),
                done = newLabel("product");
    V fits = builder_.CreateAnd(builder_.CreateICmpEQ(left, extended(left)),
                                builder_.CreateICmpEQ(right, extended(right)));
    branchIf(fits, withSign, without);
    builder_.SetInsertPoint(withSign);
    V one = builder_.CreateMul(extended(left), extended(right));
    builder_.CreateBr(done);
    builder_.SetInsertPoint(without);
    ways.require(builder_.CreateAnd(builder_.CreateICmpEQ(left, natural(left)),
                                    builder_.CreateICmpEQ(right, natural(right))));
    V other = builder_.CreateMul(natural(left), natural(right));
    ways.require(builder_.CreateICmpSGE(other, builder_.getInt64(0)));
    const Label end = builder_.GetInsertBlock();
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(one, withSign, other, end);
}

Lowering::V Lowering::wideShift(Split& ways, bool isLeft, V left, V count) {
    ways.require(builder_.CreateICmpULT(count, builder_.getInt64(kWideBits)));
    if (!isLeft) return builder_.CreateAShr(left, count);
    V made = builder_.CreateShl(left, count);
    ways.require(builder_.CreateICmpEQ(builder_.CreateAShr(made, count), left));
    return made;
}

/// The result for two numbers.
Lowering::V Lowering::wideResult(Split& ways, BinaryOp op, V left, V right) {
    switch (ssa::plainOf(op)) {
    case BinaryOp::Add: return checked(ways, llvm::Intrinsic::sadd_with_overflow, left, right);
    case BinaryOp::Subtract: return checked(ways, llvm::Intrinsic::ssub_with_overflow, left, right);
    case BinaryOp::Multiply: return wideProduct(ways, left, right);
    case BinaryOp::And: return builder_.CreateAnd(left, right);
    case BinaryOp::Or: return builder_.CreateOr(left, right);
    case BinaryOp::Xor: return builder_.CreateXor(left, right);
    default: return wideShift(ways, ssa::plainOf(op) == BinaryOp::Lshift, left, right);
    }
}

void Lowering::wideBinary(ssa::ValueId id, const ssa::Instr& made) {
    Split ways(builder_);
    V left = numberOf(ways, made.operands[0]), right = numberOf(ways, made.operands[1]);
    V result = wideResult(ways, BinaryOp{static_cast<uint8_t>(made.arg)}, left, right);
    ways.give(constant(0), result);
    lazySlowly(ways, id, [&] { return askBinary(made); });
}

void Lowering::wideUnary(ssa::ValueId id, const ssa::Instr& made) {
    Split ways(builder_);
    V value = numberOf(ways, made.operands[0]);
    V result =
        made.arg == static_cast<uint32_t>(UnaryOp::Invert)
            ? builder_.CreateNot(value)
            : checked(ways, llvm::Intrinsic::ssub_with_overflow, builder_.getInt64(0), value);
    ways.give(constant(0), result);
    lazySlowly(ways, id, [&] {
        return callWord(Entry::UnaryOp, {constant(made.arg), use(made.operands[0])});
    });
}

/// `a & b` of numbers where the result is small.
bool Lowering::wideMask(ssa::ValueId id, const ssa::Instr& made) {
    if (!hasWide_ || !isMask(made) || !(isLazy(made.operands[0]) || isLazy(made.operands[1])))
        return false;
    Split ways(builder_, leaveFor(made));
    V left = numberOf(ways, made.operands[0]), right = numberOf(ways, made.operands[1]);
    V low = builder_.CreateTrunc(builder_.CreateAnd(left, right), word_);
    ways.give(builder_.CreateOr(builder_.CreateShl(low, 1), constant(1)));
    define(id, slowly(ways, [&] { return askBinary(made); }));
    return true;
}

/// Whether a comparison is one of numbers of 64 bits.
bool Lowering::comparesWide(const ssa::Instr& made) const {
    if (!hasWide_ || made.arg > static_cast<uint32_t>(BinaryOp::NotEqual)) return false;
    bool any = false;
    for (const ssa::ValueId id : made.operands) {
        if (!mayBeSmall(instr(id).type)) return false;
        any = any || isLazy(id) || isWideConstant(id);
    }
    return any;
}

} // namespace taipan::llvm_backend
