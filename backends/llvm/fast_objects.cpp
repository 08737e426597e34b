// Functions of a module that call each other, and built-in ones, without the runtime.
//
// A function object of the same type and with the same module as the one that runs is machine code
// of the same file, whose entry knows how it is called so: in place of the number of keyword
// arguments stands the base of the stack, an address, which is larger than any such number. Its
// globals are current then, and the runtime has looked at the stack not long ago. What does not fit
// the parameters takes the usual way, which finds what is wrong with it.
//
// The base has bit 0 set where objects lie as is expected, which the outermost call has looked at.

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

namespace {
/// More keyword arguments than a call has.
constexpr uint64_t kMostKeywords = 0xffff;
constexpr unsigned kMostFixed = 3; // arguments of built-in functions that have a type for it
} // namespace

/// The start of an entry: what is called without the runtime goes to the body at once. The number
/// of keyword arguments, behind.
Lowering::V Lowering::takeDirect(llvm::Function* entry, llvm::Function* split) {
    V count = entry->getArg(1), keywords = entry->getArg(2);
    V isDirect = builder_.CreateICmpUGT(keywords, constant(kMostKeywords));
    if (split == nullptr || !takesValues_)
        return builder_.CreateSelect(isDirect, constant(0), keywords);
    const Label before = builder_.GetInsertBlock(), direct = newLabel("direct"),
                fits = newLabel("fits"), usual = newLabel("usual");
    const uint32_t parameters = source_.source->scope->positionalArgs;
    branchIf(isDirect, direct, usual);
    builder_.SetInsertPoint(direct);
    branchIf(builder_.CreateICmpEQ(count, constant(parameters)), fits, usual);
    builder_.SetInsertPoint(fits);
    startBody(entry);
    stackBase_ = keywords;
    for (uint32_t i = 0; i < parameters; ++i) arguments_.push_back(load(entry->getArg(3), i));
    auto* const result = llvm::cast<llvm::CallInst>(
        callBody(split, entry->getArg(0), frame_, llvm::ConstantPointerNull::get(pointer_)));
    result->setTailCall();
    builder_.CreateRet(result);
    arguments_.clear();
    builder_.SetInsertPoint(usual);
    return joined(keywords, before, constant(0), direct);
}

/// Binds arguments that are just the positional ones without the runtime, and others by `bind`.
void Lowering::bindValues(llvm::Function* entry, V keywords, llvm::function_ref<void()> bind) {
    const Label fits = newLabel("fits"), other = newLabel("other"), bound = newLabel("bound");
    const uint32_t parameters = source_.source->scope->positionalArgs;
    V isCount = builder_.CreateICmpEQ(entry->getArg(1), constant(parameters));
    branchIf(builder_.CreateAnd(isCount, isNull(keywords)), fits, other);
    builder_.SetInsertPoint(fits);
    std::vector<V> given;
    for (uint32_t i = 0; i < parameters; ++i) given.push_back(load(entry->getArg(3), i));
    builder_.CreateBr(bound);
    builder_.SetInsertPoint(other);
    bind();
    const Label otherEnd = builder_.GetInsertBlock();
    builder_.CreateBr(bound);
    builder_.SetInsertPoint(bound);
    for (uint32_t i = 0; i < parameters; ++i)
        arguments_[i] = joined(given[i], fits, arguments_[i], otherEnd);
}

/// 1 where types lie as is expected, and 0 where not: seen by that of lists.
Lowering::V Lowering::layoutsFit() {
    V list = pointer(singleton(Entry::ListType));
    V isType = builder_.CreateICmpEQ(load(list, 0), singleton(Entry::TypeType));
    return builder_.CreateZExt(builder_.CreateAnd(isType, isTypeNamed(list, kListName)), word_);
}

/// word call(function, count, base, arguments, self, table): calls what needs no help of the
/// runtime, and asks it to call others. The first four are those of an entry.
llvm::Function* Lowering::callFunction() {
    if (callFunction_ != nullptr) return callFunction_;
    const Helper helper(*this, "_call", {word_, word_, word_, pointer_, pointer_, pointer_});
    llvm::Function* const made = callFunction_ = helper.function;
    V word = made->getArg(0), count = made->getArg(1), base = made->getArg(2),
      arguments = made->getArg(3), self = made->getArg(4);
    table_ = made->getArg(5);
    const Label look = newLabel("look"), own = newLabel("own"), module = newLabel("module"),
                direct = newLabel("direct"), other = newLabel("other"), fixed = newLabel("fixed"),
                builtIn = newLabel("built_in"), ask = newLabel("ask");
    const auto leave = [&](llvm::CallInst* result) {
        result->setTailCall();
        builder_.CreateRet(result);
    };
    branchIf(builder_.CreateICmpEQ(builder_.CreateAnd(word, constant(3)), constant(0)), look, ask);
    builder_.SetInsertPoint(look);
    V function = pointer(word);
    V type = load(function, 0);
    if (isGenerator_) // whose type is another
        builder_.CreateBr(other);
    else
        branchIf(builder_.CreateICmpEQ(type, load(self, 0)), own, other);
    builder_.SetInsertPoint(own);
    branchIf(builder_.CreateICmpEQ(load(function, fun::kContext), load(self, fun::kContext)),
             module, ask);
    builder_.SetInsertPoint(module);
    V grown = builder_.CreateSub(base, addressWord(arguments));
    branchIf(builder_.CreateICmpULT(grown, constant(stackBetween())), direct, ask);
    builder_.SetInsertPoint(direct);
    V code = wordAt(pointer(load(function, fun::kCode)), fun::kHeadWords);
    auto* const signature = llvm::FunctionType::get(word_, {word_, word_, word_, pointer_}, false);
    leave(builder_.CreateCall(signature, code, {word, count, base, arguments}));
    builder_.SetInsertPoint(other);
    branchIf(builder_.CreateICmpULE(count, constant(kMostFixed)), fixed, ask);
    builder_.SetInsertPoint(fixed);
    V types = wordAt(table_, static_cast<unsigned>(Entry::Function0Type));
    V wanted = builder_.CreateLoad(word_, builder_.CreateInBoundsGEP(word_, types, count));
    branchIf(builder_.CreateICmpEQ(type, wanted), builtIn, ask);
    builder_.SetInsertPoint(builtIn);
    V native = pointer(load(function, fun::kFixedCode));
    llvm::SwitchInst* const by = builder_.CreateSwitch(count, ask, kMostFixed + 1);
    for (unsigned given = 0; given <= kMostFixed; ++given) {
        const Label here = newLabel("given");
        by->addCase(llvm::cast<llvm::ConstantInt>(constant(given)), here);
        builder_.SetInsertPoint(here);
        std::vector<V> values;
        for (unsigned i = 0; i < given; ++i) values.push_back(load(arguments, i));
        const std::vector<llvm::Type*> words(given, word_);
        leave(builder_.CreateCall(llvm::FunctionType::get(word_, words, false), native, values));
    }
    builder_.SetInsertPoint(ask);
    leave(llvm::cast<llvm::CallInst>(callWord(Entry::Call, {word, count, arguments})));
    return made;
}

/// Calls a function with arguments in memory, of which none has a keyword.
Lowering::V Lowering::callThrough(V function, V count, V arguments) {
    V base = isGenerator_ ? constant(0) : stackBase_;
    V result =
        builder_.CreateCall(callFunction(), {function, count, base, arguments, self_, table_});
    forget();
    return result;
}

bool Lowering::fastMethodCall(ssa::ValueId id, const ssa::Instr& made) {
    if (!hasObjectWays() || !isPlainCall(made)) return false;
    define(id, methodCall(made));
    return true;
}

/// What a call of a method gives, without the runtime where that is possible.
Lowering::V Lowering::methodCall(const ssa::Instr& made) {
    V values = fillArea(callValues(made, 2));
    if (!hasObjectWays() || !isPlainCall(made))
        return callWord(Entry::CallMethod, {constant(made.arg), constant(made.wide), values});
    V hasNone = isNull(load(values, 1));
    V count = builder_.CreateSelect(hasNone, constant(made.arg), constant(made.arg + 1));
    V first = builder_.CreateSelect(hasNone, wordAt(values, 2), wordAt(values, 1));
    return callThrough(load(values, 0), count, first);
}

} // namespace taipan::llvm_backend
