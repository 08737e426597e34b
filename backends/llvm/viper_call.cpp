// Viper functions of a module that call each other without objects.
//
// A function object of the type of the one that runs, with the same module, is viper code of the
// same file. Where that has such calls all its viper functions know how they are made: in place of
// the number of keyword arguments stands the address of slots, larger than any such number, and in
// place of the number of arguments that of the function that is meant. Another gives 0, and nothing
// has happened: then the call is made as ever, as it is where the global stands for something else.
//
//   slots[0]      the base of the stack, which the runtime has looked at; then the result
//   slots[1...]   arguments, as the parameters are: words, 64 bits, doubles
//
// The globals of the module are current, and the caller keeps what its pointers point to.

#include <algorithm>

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

using abi::NativeType;

namespace {
/// More keyword arguments than a call has.
constexpr uint64_t kMostKeywords = 0xffff;
constexpr unsigned kTypeBits = 4;
} // namespace

/// Whether viper functions of the module call each other so.
bool Lowering::callsWords() const {
    if (context_.opt == NativeOpt::Size) return false;
    for (const ssa::Function& each : context_.source.functions)
        if (each.source->takesWords) return true;
    return false;
}

// ---- arguments and results ---------------------------------------------------------------------

NativeType Lowering::parameterType(uint32_t index) const {
    for (const Symbol& symbol : source_.source->scope->symbols.all())
        if (symbol.isParam && symbol.slot == index) return symbol.type;
    return NativeType::Object;
}

/// What a parameter is for an argument, where the body does not convert it.
Lowering::V Lowering::parameter(uint32_t index, V object) {
    if (!source_.source->takesWords) return object;
    return unboxedAs(object, parameterType(index));
}

Lowering::V Lowering::unboxedAs(V object, NativeType type) {
    switch (type) {
    case NativeType::Object: return object;
    case NativeType::Int64: return longOf(object);
    case NativeType::Float: return doubleOf(object);
    default: break;
    }
    if (abi::isWordPointer(type)) keepPointedTo(object);
    return callWord(Entry::FromObject, {object, constant(static_cast<uint64_t>(type))});
}

Lowering::V Lowering::boxedAs(V value, NativeType type) {
    if (type == NativeType::Object) return value;
    if (type == NativeType::Float)
        return context_.target.hasDoubles ? callWord(Entry::NewFloatFromDouble, {value}) : value;
    return integerObject(value, type);
}

Lowering::V Lowering::wordSlot(V slots, unsigned index) {
    return builder_.CreateConstInBoundsGEP1_32(builder_.getInt64Ty(), slots, index);
}

// ---- the entry ---------------------------------------------------------------------------------

/// The start of an entry: `body` where the function takes words, null where it does not.
void Lowering::takeWords(llvm::Function* entry, llvm::Function* body) {
    if (!callsWords()) return;
    V number = entry->getArg(1), slots = entry->getArg(2);
    const Label direct = newLabel("direct"), usual = newLabel("usual"), other = newLabel("other");
    branchIf(builder_.CreateICmpUGT(slots, constant(kMostKeywords)), direct, usual);
    builder_.SetInsertPoint(direct);
    if (body == nullptr) {
        builder_.CreateBr(other);
    } else {
        const Label own = newLabel("own");
        branchIf(builder_.CreateICmpEQ(number, constant(number_)), own, other);
        builder_.SetInsertPoint(own);
        V place = pointer(slots);
        std::vector<V> values{entry->getArg(0), table_, builder_.CreateLoad(word_, place)};
        for (uint32_t i = 0; i < source_.source->scope->positionalArgs; ++i)
            values.push_back(
                builder_.CreateLoad(typeOf(ssa::typeOf(parameterType(i))), wordSlot(place, i + 1)));
        builder_.CreateStore(builder_.CreateCall(body, values), place);
        builder_.CreateRet(constant(1));
    }
    builder_.SetInsertPoint(other);
    builder_.CreateRet(constant(0));
    builder_.SetInsertPoint(usual);
}

/// Of a function that takes words: its body is a function of its own, with these.
void Lowering::makeWordsEntry(llvm::Function* entry) {
    const Scope& scope = *source_.source->scope;
    std::vector<llvm::Type*> types{word_, pointer_, word_};
    for (uint32_t i = 0; i < scope.positionalArgs; ++i)
        types.push_back(typeOf(ssa::typeOf(parameterType(i))));
    llvm::Function* const split =
        newFunction("_body", types, false, typeOf(ssa::typeOf(scope.result)));
    takeWords(entry, split);
    V given = checkArguments(entry);
    std::vector<V> values{entry->getArg(0), table_, addressWord(newCell(word_))};
    for (uint32_t i = 0; i < scope.positionalArgs; ++i)
        values.push_back(parameter(i, load(given, i)));
    const auto run = [&] { return boxedAs(builder_.CreateCall(split, values), scope.result); };
    if (usesGlobals_)
        inGlobals(run);
    else
        builder_.CreateRet(run());
    startAt(split);
    takesValues_ = true;
    rootViper(split->getArg(0));
    self_ = pointer(split->getArg(0));
    startBody(split);
    table_ = split->getArg(1);
    stackBase_ = split->getArg(2);
    for (uint32_t i = 0; i < scope.positionalArgs; ++i) arguments_.push_back(split->getArg(3 + i));
    body();
}

// ---- calls -------------------------------------------------------------------------------------

/// The slots of all calls of the function, of which the one that is outermost is the base.
Lowering::V Lowering::callSlots() {
    if (callSlots_ != nullptr) return callSlots_;
    size_t most = 0;
    for (const ssa::Instr& each : source_.values)
        if (each.op == ssa::Op::CallWords) most = std::max(most, each.operands.size() / 2);
    llvm::AllocaInst* const made = newCell(llvm::ArrayType::get(builder_.getInt64Ty(), most + 1));
    callSlots_ = made;
    if (stackBase_ == nullptr)
        stackBase_ = llvm::IRBuilder<>(made->getNextNode()).CreatePtrToInt(made, word_);
    return callSlots_;
}

void Lowering::callWords(ssa::ValueId id, const ssa::Instr& made) {
    const auto count = static_cast<unsigned>(made.operands.size() / 2);
    const NativeType result = context_.source.source->functions[made.arg].scope->result;
    const std::vector<V> operands = useAll(made.operands);
    const auto usual = [&] {
        std::vector<V> objects;
        for (unsigned i = 0; i < count; ++i) {
            const auto type = made.wide >> (i * kTypeBits) & ((1u << kTypeBits) - 1);
            objects.push_back(boxedAs(operands[i + 1], NativeType{static_cast<uint8_t>(type)}));
        }
        V object = callWord(Entry::Call, {operands[0], constant(count), fillArea(objects)});
        return unboxedAs(object, result);
    };
    if (!callsWords()) return define(id, usual());
    V slots = callSlots();
    Split ways(builder_);
    ways.require(builder_.CreateICmpEQ(builder_.CreateAnd(operands[0], constant(3)), constant(0)));
    V function = pointer(operands[0]);
    ways.require(builder_.CreateICmpEQ(load(function, 0), load(self_, 0)));
    ways.require(builder_.CreateICmpEQ(load(function, fun::kContext), load(self_, fun::kContext)));
    V grown = builder_.CreateSub(stackBase_, addressWord(slots));
    ways.require(builder_.CreateICmpULT(grown, constant(stackBetween())));
    builder_.CreateStore(stackBase_, slots);
    for (unsigned i = 0; i < count; ++i)
        builder_.CreateStore(operands[count + 1 + i], wordSlot(slots, i + 1));
    V code = load(function, fun::kCode);
    if (context_.target.isThumb()) code = builder_.CreateOr(code, constant(1));
    auto* const signature = llvm::FunctionType::get(word_, {word_, word_, word_, pointer_}, false);
    V taken = builder_.CreateCall(signature, pointer(code),
                                  {operands[0], constant(made.arg), addressWord(slots),
                                   llvm::ConstantPointerNull::get(pointer_)});
    ways.require(builder_.CreateICmpNE(taken, constant(0)));
    ways.give(builder_.CreateLoad(typeOf(ssa::typeOf(result)), slots));
    ways.slow();
    ways.give(usual());
    define(id, ways.join());
}

} // namespace taipan::llvm_backend
