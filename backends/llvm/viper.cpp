// Viper functions: machine words, and memory that pointers point to.
//
//   entry(self, n_args, n_kw, args)   checks the counts and runs the body, with the module's
//   globals
//                                     current where it asks for them
//   body                              converts the arguments where it begins, and its result
//
// There is no frame that the runtime knows of. Pointers may be those of a machine's registers:
// every access is made, in its order and width (volatile).

#include <llvm/Analysis/ValueTracking.h>

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

using abi::BinaryOp;
using abi::NativeType;

// ---- entry -------------------------------------------------------------------------------------

/// Raises TypeError, by the runtime, where the counts are not those of the function. Gives the
/// arguments: where some have defaults, a copy with these in it.
Lowering::V Lowering::checkArguments(llvm::Function* entry) {
    constexpr unsigned kMost = 1, kLeast = 17; // bits of a signature
    const std::vector<const Constant*>& defaults = source_.source->constantDefaults;
    const uint64_t count = source_.source->scope->positionalArgs, least = count - defaults.size();
    const Label wrong = newLabel("wrong"), right = newLabel("right");
    V given = entry->getArg(1), keywords = entry->getArg(2);
    V fits = defaults.empty() ? builder_.CreateICmpEQ(given, constant(count))
                              : builder_.CreateICmpULE(builder_.CreateSub(given, constant(least)),
                                                       constant(defaults.size()));
    branchIf(builder_.CreateAnd(fits, isNull(keywords)), right, wrong);
    builder_.SetInsertPoint(wrong);
    callVoid(Entry::CheckArgs, {given, keywords, constant(least << kLeast | count << kMost)});
    builder_.CreateUnreachable();
    builder_.SetInsertPoint(right);
    V arguments = entry->getArg(3);
    if (defaults.empty()) return arguments;
    V all = newWords(count);
    for (unsigned i = 0; i < least; ++i) store(all, i, load(arguments, i));
    const Label whole = newLabel("whole");
    for (unsigned i = 0; i < defaults.size(); ++i)
        store(all, static_cast<unsigned>(least) + i, plainConstant(*defaults[i]));
    for (auto i = static_cast<unsigned>(least); i < count; ++i) { // as many as are given
        const Label next = newLabel("given");
        branchIf(builder_.CreateICmpUGT(given, constant(i)), next, whole);
        builder_.SetInsertPoint(next);
        store(all, i, load(arguments, i));
    }
    builder_.CreateBr(whole);
    builder_.SetInsertPoint(whole);
    return all;
}

Lowering::V Lowering::plainConstant(const Constant& value) {
    switch (value.kind) {
    case Constant::Kind::None: return singleton(Entry::ConstNone);
    case Constant::Kind::True: return singleton(Entry::ConstTrue);
    case Constant::Kind::False: return singleton(Entry::ConstFalse);
    default: return smallInt(value.integer);
    }
}

namespace {
/// Whether an operation may run code that ends what refers to the function that runs.
bool runsOther(ssa::Op op) {
    switch (op) {
    case ssa::Op::FromObject:
    case ssa::Op::ToObject:
    case ssa::Op::WordDivide:
    case ssa::Op::LongObject:
    case ssa::Op::LongDivide:
    case ssa::Op::DoubleObject:
    case ssa::Op::DoubleFrom:
    case ssa::Op::DoubleWord:
    case ssa::Op::DoubleLong:
    case ssa::Op::DoubleUnary:
    case ssa::Op::DoubleBinary:
    case ssa::Op::DoubleCompare:
    case ssa::Op::DoubleTruth:
    case ssa::Op::Bound:
    case ssa::Op::LoadGlobal:
    case ssa::Op::CellLoad: return false;
    default: return ssa::opInfo(op).effect == ssa::Effect::Raises;
    }
}
} // namespace

/// Keeps the function in memory while it runs, where it may run code that drops it.
void Lowering::rootViper(V self) {
    if (runsOther_) builder_.CreateStore(self, newCell(word_), true);
}

void Lowering::makeViperEntry() {
    for (const ssa::Instr& each : source_.values) runsOther_ = runsOther_ || runsOther(each.op);
    llvm::Function* const entry = newFunction("", {word_, word_, word_, pointer_}, true);
    startAt(entry);
    V self = entry->getArg(0);
    rootViper(self);
    self_ = pointer(self);
    startBody(entry);
    if (source_.source->takesWords && context_.opt != NativeOpt::Size) return makeWordsEntry(entry);
    takeWords(entry, nullptr);
    V arguments = checkArguments(entry);
    if (!splits()) {
        frame_ = arguments;
        makeGlobalsCurrent();
        return body();
    }
    llvm::Function* const split = newFunction("_body", {word_, pointer_, pointer_}, false);
    inGlobals([&] { return builder_.CreateCall(split, {self, arguments, table_}); });
    startAt(split);
    self_ = pointer(split->getArg(0));
    frame_ = split->getArg(1);
    startBody(split);
    table_ = split->getArg(2);
    body();
}

// ---- conversion --------------------------------------------------------------------------------

/// What a pointer points to may have no other reference than that, and the
/// code may keep only an address inside it: the object stays in memory where that matters.
void Lowering::keepPointedTo(V object) {
    if (!runsOther_) return;
    builder_.CreateStore(object, newCell(word_), true);
}

/// An object as a word.
Lowering::V Lowering::fromObject(const ssa::Instr& made) {
    V object = use(made.operands[0]);
    if (abi::isWordPointer(NativeType{static_cast<uint8_t>(made.arg)})) keepPointedTo(object);
    return callWord(Entry::FromObject, {object, constant(made.arg)});
}

// ---- operators ---------------------------------------------------------------------------------

Lowering::V Lowering::wordUnary(const ssa::Instr& made) {
    V value = use(made.operands[0]);
    switch (abi::UnaryOp{static_cast<uint8_t>(made.arg)}) {
    case abi::UnaryOp::Negative: return builder_.CreateNeg(value);
    case abi::UnaryOp::Invert: return builder_.CreateNot(value);
    default: return value;
    }
}

/// A shift does what the machine's instruction does with a count beyond the word, as in stock: x64
/// and RISC-V take its low bits, Thumb its low byte.
Lowering::V Lowering::shift(BinaryOp op, V value, V count, bool isUnsigned) {
    const unsigned bits = word_->getBitWidth();
    const bool isLeft = op == BinaryOp::Lshift;
    const auto plain = [&](V by) {
        if (isLeft) return builder_.CreateShl(value, by);
        return isUnsigned ? builder_.CreateLShr(value, by) : builder_.CreateAShr(value, by);
    };
    const llvm::KnownBits known =
        llvm::computeKnownBits(count, context_.out.getDataLayout(), nullptr);
    if (known.getMaxValue().ult(bits)) return plain(count);
    if (!context_.target.isThumb()) return plain(builder_.CreateAnd(count, constant(bits - 1)));
    V byte = builder_.CreateAnd(count, constant(0xff));
    V fits = builder_.CreateICmpULT(byte, constant(bits));
    if (isLeft || isUnsigned) return builder_.CreateSelect(fits, plain(byte), constant(0));
    return plain(builder_.CreateSelect(fits, byte, constant(bits - 1)));
}

Lowering::V Lowering::compare(BinaryOp op, V left, V right, bool isUnsigned) {
    using P = llvm::CmpInst::Predicate;
    const auto made = [&](P with, P without) {
        return builder_.CreateZExt(builder_.CreateICmp(isUnsigned ? without : with, left, right),
                                   word_);
    };
    switch (op) {
    case BinaryOp::Less: return made(P::ICMP_SLT, P::ICMP_ULT);
    case BinaryOp::More: return made(P::ICMP_SGT, P::ICMP_UGT);
    case BinaryOp::LessEqual: return made(P::ICMP_SLE, P::ICMP_ULE);
    case BinaryOp::MoreEqual: return made(P::ICMP_SGE, P::ICMP_UGE);
    case BinaryOp::Equal: return made(P::ICMP_EQ, P::ICMP_EQ);
    default: return made(P::ICMP_NE, P::ICMP_NE);
    }
}

Lowering::V Lowering::wordBinary(const ssa::Instr& made) {
    V left = use(made.operands[0]), right = use(made.operands[1]);
    const bool isUnsigned = made.wide != 0;
    const BinaryOp op{static_cast<uint8_t>(made.arg)};
    switch (op) {
    case BinaryOp::Or: return builder_.CreateOr(left, right);
    case BinaryOp::Xor: return builder_.CreateXor(left, right);
    case BinaryOp::And: return builder_.CreateAnd(left, right);
    case BinaryOp::Add: return builder_.CreateAdd(left, right);
    case BinaryOp::Subtract: return builder_.CreateSub(left, right);
    case BinaryOp::Multiply: return builder_.CreateMul(left, right);
    case BinaryOp::Lshift:
    case BinaryOp::Rshift: return shift(op, left, right, isUnsigned);
    default: return compare(op, left, right, isUnsigned);
    }
}

// ---- memory ------------------------------------------------------------------------------------

Lowering::V Lowering::itemAddress(const ssa::Instr& made) {
    V base = pointer(use(made.operands[0])), index = use(made.operands[1]);
    return builder_.CreateGEP(builder_.getIntNTy(made.arg * 8), base, {index});
}

/// Where the machine's instructions take any address, so does the code.
llvm::Align Lowering::itemAlign(unsigned bytes) const {
    return llvm::Align(context_.target.takesAnyAddress() ? 1 : bytes);
}

/// Copies items, which may overlap. A count that is not more than 0 copies none.
void Lowering::copyItems(const ssa::Instr& made) {
    const std::vector<V> parts = useAll(made.operands); // to, from, count
    const Label copy = newLabel("copy"), done = newLabel("copied");
    branchIf(builder_.CreateICmpSGT(parts[2], constant(0)), copy, done);
    builder_.SetInsertPoint(copy);
    V bytes = builder_.CreateShl(parts[2], constant(made.arg / 2));
    callWord(Entry::Memmove, {parts[0], parts[1], bytes});
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
}

/// The same with one number for all items.
void Lowering::fillItems(const ssa::Instr& made) {
    const std::vector<V> parts = useAll(made.operands); // to, value, count
    llvm::Type* const type = builder_.getIntNTy(made.arg * 8);
    V item = builder_.CreateTrunc(parts[1], type);
    const Label before = builder_.GetInsertBlock(), fill = newLabel("fill"),
                done = newLabel("filled");
    branchIf(builder_.CreateICmpSGT(parts[2], constant(0)), fill, done);
    builder_.SetInsertPoint(fill);
    llvm::PHINode* const index = builder_.CreatePHI(word_, 2);
    builder_.CreateAlignedStore(item, builder_.CreateGEP(type, pointer(parts[0]), {index}),
                                itemAlign(made.arg), true);
    V next = builder_.CreateAdd(index, constant(1));
    index->addIncoming(constant(0), before);
    index->addIncoming(next, fill);
    branchIf(builder_.CreateICmpSLT(next, parts[2]), fill, done);
    builder_.SetInsertPoint(done);
}

bool Lowering::viperOperation(ssa::ValueId id, const ssa::Instr& made) {
    if (longOperation(id, made) || doubleOperation(id, made)) return true;
    switch (made.op) {
    case ssa::Op::CallWords: callWords(id, made); return true;
    case ssa::Op::WordMove: copyItems(made); return true;
    case ssa::Op::WordFill: fillItems(made); return true;
    case ssa::Op::FromObject: define(id, fromObject(made)); return true;
    case ssa::Op::ToObject:
        define(id, callWord(Entry::ToObject, {use(made.operands[0]), constant(made.arg)}));
        return true;
    case ssa::Op::WordTruth:
        define(id, builder_.CreateICmpNE(use(made.operands[0]), constant(0)));
        return true;
    case ssa::Op::WordUnary: define(id, wordUnary(made)); return true;
    case ssa::Op::WordBinary: define(id, wordBinary(made)); return true;
    case ssa::Op::WordDivide: define(id, divide(made)); return true;
    case ssa::Op::WordLoad: {
        llvm::LoadInst* const item = builder_.CreateAlignedLoad(
            builder_.getIntNTy(made.arg * 8), itemAddress(made), itemAlign(made.arg), true);
        define(id, builder_.CreateZExt(item, word_));
        return true;
    }
    case ssa::Op::WordStore: {
        V item = builder_.CreateTrunc(use(made.operands[2]), builder_.getIntNTy(made.arg * 8));
        builder_.CreateAlignedStore(item, itemAddress(made), itemAlign(made.arg), true);
        return true;
    }
    default: return false;
    }
}

} // namespace taipan::llvm_backend
