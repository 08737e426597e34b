// Floats without objects: doubles on machines of 64 bits, on others those of fast_single.cpp.
//
// A lazy value is a word and a number. While the word is null the value is the number and no object
// was made yet; what needs an object makes it, once. Whether floats of the firmware are what is
// expected, an object of a type and a number, is seen by 0.1 in the table of objects; where they
// are not, no object passes for a float and the runtime does all.

#include <algorithm>
#include <bit>

#include "backends/llvm/lowering.h"
#include "taipan/frontend/constant.h"

namespace taipan::llvm_backend {

using abi::BinaryOp;
using abi::UnaryOp;

namespace {
constexpr uint64_t kTenthBits = std::bit_cast<uint64_t>(0.1);

bool hasFloatWay(BinaryOp op) {
    switch (ssa::plainOf(op)) {
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::Multiply:
    case BinaryOp::TrueDivide: return true;
    default: return false;
    }
}

bool mayBeFloat(ssa::Type type) {
    return type == ssa::Type::Float || type == ssa::Type::Object || type == ssa::Type::Any;
}
bool mayBeNumber(ssa::Type type) {
    return mayBeFloat(type) || type == ssa::Type::SmallInt || type == ssa::Type::Int;
}
} // namespace

/// The value of a constant float; null for all others.
const Constant* Lowering::floatConstant(ssa::ValueId id) const {
    const ssa::Instr& made = instr(id);
    if (made.op != ssa::Op::Constant) return nullptr;
    const Constant* const constant = context_.source.source->constants[made.arg];
    return constant->kind == Constant::Kind::Float ? constant : nullptr;
}

Lowering::V Lowering::number(double value) {
    if (hasSingles()) return singleConstant(value);
    return llvm::ConstantFP::get(builder_.getDoubleTy(), value);
}

/// Whether the function has floats, as far as can be seen.
bool Lowering::usesFloats() const {
    if (isGenerator_ || !isFast()) return false;
    bool hasFloats = false;
    for (const ssa::Instr& each : source_.values)
        hasFloats =
            hasFloats || each.type == ssa::Type::Float ||
            (each.op == ssa::Op::Binary &&
             ssa::plainOf(BinaryOp{static_cast<uint8_t>(each.arg)}) == BinaryOp::TrueDivide);
    // What objects have may be floats, where nothing says that it is an integer.
    if (hasObjectWays())
        for (const ssa::Instr& each : source_.values)
            hasFloats =
                hasFloats || (each.op == ssa::Op::Binary && each.block != ssa::BlockId::none &&
                              hasFloatWay(BinaryOp{static_cast<uint8_t>(each.arg)}) &&
                              mayBeFloat(instr(each.operands[0]).type) &&
                              mayBeFloat(instr(each.operands[1]).type) &&
                              (instr(each.operands[0]).op == ssa::Op::Attr ||
                               instr(each.operands[1]).op == ssa::Op::Attr));
    return hasFloats;
}

/// Finds the values that may stay floats: results of arithmetic, and what joins them.
std::vector<uint8_t> Lowering::findFloats() const {
    std::vector<uint8_t> lazy(source_.values.size(), 0);
    if (!usesFloats()) return lazy;
    const auto isFloat = [&](ssa::ValueId id) {
        return lazy[ssa::index(id)] != 0 || instr(id).type == ssa::Type::Float;
    };
    const auto canBe = [&](const ssa::Instr& each) {
        if (each.block == ssa::BlockId::none || !isFastAt(block(each.block))) return false;
        if (each.op == ssa::Op::Binary)
            return hasFloatWay(BinaryOp{static_cast<uint8_t>(each.arg)}) && mayBeFloat(each.type) &&
                   mayBeNumber(instr(each.operands[0]).type) &&
                   mayBeNumber(instr(each.operands[1]).type);
        if (each.op == ssa::Op::Unary)
            return each.arg == static_cast<uint32_t>(UnaryOp::Negative) &&
                   isFloat(each.operands[0]);
        return each.op == ssa::Op::Phi && each.operands.size() > 1 && !ssa::mayBeNull(each.type) &&
               mayBeFloat(each.type) &&
               std::any_of(each.operands.begin(), each.operands.end(), isFloat);
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < lazy.size(); ++i) {
            if (lazy[i] != 0 || isKept(ssa::ValueId{static_cast<uint32_t>(i)}) ||
                !canBe(source_.values[i]))
                continue;
            lazy[i] = 1;
            changed = true;
        }
    }
    return lazy;
}

/// Makes room for lazy values. Of a function that has floats and long integers as well, the more
/// are numbers.
void Lowering::findLazy() {
    std::vector<uint8_t> lazy = findFloats();
    if (!context_.target.hasDoubles) {
        std::vector<uint8_t> wide = findWide();
        const auto count = [](const std::vector<uint8_t>& of) {
            return std::count(of.begin(), of.end(), 1);
        };
        hasWide_ = count(wide) != 0 && count(wide) >= count(lazy);
        if (hasWide_) lazy = std::move(wide);
    }
    hasFloats_ = !hasWide_ && usesFloats();
    lazy_.assign(lazy.size(), {});
    for (size_t i = 0; i < lazy.size(); ++i)
        if (lazy[i] != 0) {
            lazy_[i] = {newCell(word_), newCell(numberType())};
            if (hasFlags()) lazy_[i].isNumber = newCell(builder_.getInt1Ty());
        }
}

/// What a lazy value is that stands for another.
Lowering::Parts Lowering::lazyParts(ssa::ValueId id) {
    if (isLazy(id)) return {tagOf(id), numberIn(id), hasFlags() ? isNumber(id) : nullptr};
    if (floatConstant(id) != nullptr && hasFloats_) {
        V known = knownNumber(id);
        if (!hasSingles()) return {constant(0), known, nullptr};
        return {use(id), known, builder_.CreateICmpNE(known, noSingle())};
    }
    if (V integer = hasWide_ ? wideKnown(id) : nullptr)
        return {constant(0), integer, builder_.getTrue()};
    return {use(id), llvm::PoisonValue::get(numberType()), builder_.getFalse()};
}

/// Finds what the first word of a float is. Before all blocks.
void Lowering::findFloatType() {
    if (!hasFloats_) return;
    if (hasSingles()) return findSingles();
    const Label look = newLabel("look"), known = newLabel("known");
    V tenth = object(context_.tables.tenth());
    const Label before = builder_.GetInsertBlock();
    V isObject = builder_.CreateICmpEQ(builder_.CreateAnd(tenth, constant(3)), constant(0));
    branchIf(isObject, look, known);
    builder_.SetInsertPoint(look);
    V fits = builder_.CreateICmpEQ(load(pointer(tenth), 1), constant(kTenthBits));
    V type = builder_.CreateSelect(fits, load(pointer(tenth), 0), constant(kNoType));
    builder_.CreateBr(known);
    builder_.SetInsertPoint(known);
    floatType_ = joined(constant(kNoType), before, type, look, "float");
}

/// `isNumber`: whether there is a number, where that is not told by the word.
void Lowering::defineLazy(ssa::ValueId id, V word, V number, V isNumber) {
    builder_.CreateStore(word, lazy_[ssa::index(id)].word);
    builder_.CreateStore(number, lazy_[ssa::index(id)].number);
    if (!hasFlags()) return;
    builder_.CreateStore(isNumber != nullptr ? isNumber : isNull(word),
                         lazy_[ssa::index(id)].isNumber);
}

/// The object of a lazy value.
Lowering::V Lowering::boxed(ssa::ValueId id) {
    remarks_.boxes();
    const Lazy& lazy = lazy_[ssa::index(id)];
    const Label box = newLabel("box"), done = newLabel("boxed");
    branchIf(isNull(builder_.CreateLoad(word_, lazy.word)), box, done);
    builder_.SetInsertPoint(box);
    V number = numberIn(id);
    V object = hasWide_       ? wideObject(number)
               : hasSingles() ? singleObject(number)
                              : callWord(Entry::NewFloatFromDouble, {number});
    builder_.CreateStore(object, lazy.word);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return builder_.CreateLoad(word_, lazy.word);
}

/// A word to look at the tag of: null for a double.
Lowering::V Lowering::tagOf(ssa::ValueId id) {
    return isLazy(id) ? builder_.CreateLoad(word_, lazy_[ssa::index(id)].word) : use(id);
}

/// What a small integer is as a float.
Lowering::V Lowering::floatOf(V word) {
    return hasSingles() ? singleOf(word)
                        : builder_.CreateSIToFP(builder_.CreateAShr(word, 1), numberType());
}

/// What an object is as a number: a float, when it is that or a small integer; an integer where
/// these are numbers.
Lowering::V Lowering::unboxed(Split& ways, V word, ssa::Type type) {
    if (hasWide_) return wideWord(ways, word);
    if (type == ssa::Type::SmallInt) return floatOf(word);
    if (hasSingles()) return singleIn(ways, word);
    const auto asFloat = [&] {
        if (type != ssa::Type::Float)
            ways.require(builder_.CreateICmpEQ(builder_.CreateAnd(word, constant(2)), constant(0)));
        V object = pointer(word);
        ways.require(builder_.CreateICmpEQ(load(object, 0), floatType_));
        return builder_.CreateLoad(numberType(), wordAt(object, 1));
    };
    if (type == ssa::Type::Float) return asFloat();
    const Label small = newLabel("small"), other = newLabel("object"), done = newLabel("number");
    branchIf(isSmall(word), small, other);
    builder_.SetInsertPoint(small);
    V converted = floatOf(word);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(other);
    V loaded = asFloat();
    const Label loadedAt = builder_.GetInsertBlock();
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(converted, small, loaded, loadedAt);
}

/// The number that a value always is; null where that is not known.
Lowering::V Lowering::knownNumber(ssa::ValueId id) {
    if (hasWide_) return wideKnown(id);
    if (const Constant* constant = floatConstant(id)) {
        const auto found = singles_.find(id);
        return found != singles_.end() ? found->second : number(constant->real);
    }
    if (instr(id).op != ssa::Op::Int) return nullptr;
    return number(static_cast<double>(ssa::intValue(instr(id).arg, instr(id).wide)));
}

/// What a value is as a number, when it is one.
Lowering::V Lowering::numberOf(Split& ways, ssa::ValueId id) {
    if (V known = knownNumber(id)) return known;
    if (!isLazy(id)) return unboxed(ways, use(id), instr(id).type);
    V plain = numberIn(id);
    V isPlain = hasFlags() ? isNumber(id) : isNull(tagOf(id));
    const Label before = builder_.GetInsertBlock();
    const Label object = newLabel("object"), done = newLabel("number");
    ways.branchLikely(isPlain, done, object);
    builder_.SetInsertPoint(object);
    V loaded = unboxed(ways, tagOf(id), instr(id).type);
    const Label loadedAt = builder_.GetInsertBlock();
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(plain, before, loaded, loadedAt);
}

/// Whether a comparison has a fast way for floats: where floats are, and either side may be one.
bool Lowering::comparesFloats(const ssa::Instr& made) const {
    if (!hasFloats_ || made.op != ssa::Op::Binary ||
        made.arg > static_cast<uint32_t>(BinaryOp::NotEqual))
        return false;
    const ssa::Type left = instr(made.operands[0]).type, right = instr(made.operands[1]).type;
    if (!mayBeNumber(left) || !mayBeNumber(right)) return false;
    return isLazy(made.operands[0]) || isLazy(made.operands[1]) || left == ssa::Type::Float ||
           right == ssa::Type::Float;
}

Lowering::V Lowering::floatsCompared(Split& ways, BinaryOp op, V left, V right) {
    if (!hasSingles()) return doublesCompared(op, left, right);
    V first = singleOrder(ways, left), second = singleOrder(ways, right);
    return builder_.CreateICmp(intPredicate(op), first, second);
}

Lowering::V Lowering::doublesCompared(BinaryOp op, V left, V right) {
    switch (op) {
    case BinaryOp::Less: return builder_.CreateFCmpOLT(left, right);
    case BinaryOp::More: return builder_.CreateFCmpOGT(left, right);
    case BinaryOp::Equal: return builder_.CreateFCmpOEQ(left, right);
    case BinaryOp::LessEqual: return builder_.CreateFCmpOLE(left, right);
    case BinaryOp::MoreEqual: return builder_.CreateFCmpOGE(left, right);
    default: return builder_.CreateFCmpUNE(left, right);
    }
}

Lowering::V Lowering::lazyTruth(ssa::ValueId id) {
    const Label object = newLabel("object");
    Split ways(builder_);
    const Label unmade = newLabel("number");
    branchIf(hasFlags() ? isNumber(id) : isNull(tagOf(id)), unmade, object);
    builder_.SetInsertPoint(unmade);
    V unboxed = numberIn(id);
    if (hasSingles()) unboxed = builder_.CreateShl(unboxed, 1); // without the sign
    V zero = llvm::Constant::getNullValue(unboxed->getType());
    ways.give(hasFlags() ? builder_.CreateICmpNE(unboxed, zero)
                         : builder_.CreateFCmpUNE(unboxed, zero));
    builder_.SetInsertPoint(object);
    ways.leaveFast();
    return slowly(ways, [&] { return flag(Entry::IsTrue, {tagOf(id)}); });
}

/// Whether two values are the same object. A double that is no object yet is the same as nothing
/// else; an integer may be a small one.
Lowering::V Lowering::isSame(ssa::ValueId left, ssa::ValueId right) {
    if (left == right) return builder_.getTrue();
    const bool both = (isLazy(left) && isLazy(right)) ||
                      (hasWide_ && mayBeSmall(instr(left).type) && mayBeSmall(instr(right).type));
    V first = both ? use(left) : tagOf(left), second = both ? use(right) : tagOf(right);
    return builder_.CreateICmpEQ(first, second);
}

/// Behind the fast ways to a lazy value, each of which gave a word and a number.
void Lowering::lazySlowly(Split& ways, ssa::ValueId id, llvm::function_ref<V()> ask) {
    ways.slow();
    V slow = ask();
    refresh();
    ways.give(slow, llvm::PoisonValue::get(numberType()));
    V word = ways.join();
    defineLazy(id, word, ways.second());
}

/// The result for two doubles.
Lowering::V Lowering::doubleResult(Split& ways, BinaryOp op, V left, V right) {
    switch (ssa::plainOf(op)) {
    case BinaryOp::Add: return builder_.CreateFAdd(left, right);
    case BinaryOp::Subtract: return builder_.CreateFSub(left, right);
    case BinaryOp::Multiply: return builder_.CreateFMul(left, right);
    default:
        ways.require(builder_.CreateFCmpUNE(right, number(0.0)));
        return builder_.CreateFDiv(left, right);
    }
}

void Lowering::lazyBinary(ssa::ValueId id, const ssa::Instr& made) {
    const BinaryOp op{static_cast<uint8_t>(made.arg)};
    const bool divides = ssa::plainOf(op) == BinaryOp::TrueDivide;
    V nothing = llvm::PoisonValue::get(numberType());
    Split ways(builder_);
    if (mayBeSmall(instr(made.operands[0]).type) && mayBeSmall(instr(made.operands[1]).type) &&
        !divides) {
        const Label ints = newLabel("ints"), others = newLabel("no_ints");
        V left = tagOf(made.operands[0]), right = tagOf(made.operands[1]);
        branchIf(areSmall(made, left, right), ints, others);
        builder_.SetInsertPoint(ints);
        ways.give(intResult(ways, op, left, right), nothing);
        builder_.SetInsertPoint(others);
    }
    V left = numberOf(ways, made.operands[0]), right = numberOf(ways, made.operands[1]);
    V result =
        hasSingles() ? singleResult(ways, op, left, right) : doubleResult(ways, op, left, right);
    ways.give(constant(0), result);
    lazySlowly(ways, id, [&] { return askBinary(made); });
}

void Lowering::lazyNegative(ssa::ValueId id, const ssa::Instr& made) {
    Split ways(builder_);
    if (mayBeSmall(instr(made.operands[0]).type)) // 0 has no sign, 0.0 has
        ways.require(builder_.CreateNot(isSmall(tagOf(made.operands[0]))));
    V number = numberOf(ways, made.operands[0]);
    V negative = hasSingles() ? singleNegative(ways, number) : builder_.CreateFNeg(number);
    ways.give(constant(0), negative);
    lazySlowly(ways, id, [&] {
        return callWord(Entry::UnaryOp, {constant(made.arg), use(made.operands[0])});
    });
}

} // namespace taipan::llvm_backend
