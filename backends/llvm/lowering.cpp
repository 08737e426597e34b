// Frame, entry and flow of a function; its operations are in operations.cpp, yields in
// generator.cpp.

#include "backends/llvm/lowering.h"
#include "backends/llvm/passes.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "taipan/abi/prelude.h"
#include "taipan/frontend/constant.h"
#include "taipan/support/names.h"

namespace taipan::llvm_backend {

std::string sectionOf(uint32_t number) {
    return ".text." + std::to_string(number);
}

namespace {
/// Values of a function with fast ways, at most: LLVM takes long for larger ones.
constexpr size_t kLargestFast = 2000;

bool isTooLong(const Context& context, uint32_t number) {
    return context.isPlain[number] != 0 ||
           context.source.functions[number].values.size() > kLargestFast;
}

NoFastWay whyNotFast(const Context& context, uint32_t number) {
    const ssa::Function& function = context.source.functions[number];
    if (isViper(*function.source->scope)) return NoFastWay::Viper;
    if (context.opt == NativeOpt::Size) return NoFastWay::Size;
    if (isTooLong(context, number)) return NoFastWay::TooLong;
    if (context.opt == NativeOpt::Balanced && !isKernel(function)) return NoFastWay::FewLoops;
    return NoFastWay::None;
}

/// The profile of a function: that of the module, or `size` where fast ways are not worth it.
NativeOpt optOf(const Context& context, uint32_t number) {
    const NoFastWay why = whyNotFast(context, number);
    const bool isKept =
        why == NoFastWay::None || (why == NoFastWay::Viper && !isTooLong(context, number));
    return isKept ? context.opt : NativeOpt::Size;
}
} // namespace

Lowering::Lowering(Context& context, uint32_t number)
    : context_(context), number_(number), source_(context.source.functions[number]),
      qualifiedName_(ir::qualifiedName(*context.source.source, number, context.interner)),
      isGenerator_((source_.source->flags & abi::kScopeGenerator) != 0),
      isViper_(isViper(*source_.source->scope)), opt_(optOf(context, number)),
      builder_(context.out.getContext()),
      word_(llvm::IntegerType::get(context.out.getContext(), context.target.wordBytes * 8)),
      pointer_(llvm::PointerType::get(context.out.getContext(), 0)),
      places_(ssa::framePlaces(source_)), remarks_(context.told, source_),
      values_(source_.values.size(), nullptr), near_(source_.values.size(), nullptr),
      parts_(source_.values.size()) {}

// ---- the frame ---------------------------------------------------------------------------------

namespace {
/// Words that an operation hands over in memory.
unsigned areaOf(const ssa::Instr& instr) {
    const auto operands = static_cast<unsigned>(instr.operands.size());
    switch (instr.op) {
    case ssa::Op::Method:
    case ssa::Op::WithMethod:
    case ssa::Op::WithEnter:
    case ssa::Op::Function: return 2;
    case ssa::Op::SuperMethod: return 3;
    case ssa::Op::WithExit: return 5;
    case ssa::Op::Unpack: return instr.arg;
    case ssa::Op::UnpackStar: return instr.arg + instr.wide + 1;
    case ssa::Op::Closure:
    case ssa::Op::CallWords:
    case ssa::Op::Call:
    case ssa::Op::CallMethod:
    case ssa::Op::CallSpread:
    case ssa::Op::MethodSpread:
    case ssa::Op::Tuple:
    case ssa::Op::List:
    case ssa::Op::Set: return std::max(2u, operands);
    default: return 2; // a message that is raised, or what `raise from` hands on
    }
}

bool refersToGlobals(ssa::Op op) {
    switch (op) {
    case ssa::Op::LoadName:
    case ssa::Op::LoadGlobal:
    case ssa::Op::StoreName:
    case ssa::Op::StoreGlobal:
    case ssa::Op::DeleteName:
    case ssa::Op::DeleteGlobal:
    case ssa::Op::BuildClass:
    case ssa::Op::Import:
    case ssa::Op::ImportStar: return true;
    default: return false;
    }
}
} // namespace

/// Finds how large the parts of the frame are.
void Lowering::measure() {
    const ir::Function& function = *source_.source;
    abi::Prelude prelude;
    prelude.scopeFlags = function.flags;
    prelude.nPosArgs = function.scope->positionalArgs;
    prelude.nKwonlyArgs = function.scope->keywordOnlyArgs;
    auto locals = std::max(1u, static_cast<uint32_t>(prelude.argumentSlots()));
    for (const Symbol& symbol : function.scope->symbols.all())
        if (symbol.kind == SymbolKind::Cell || symbol.kind == SymbolKind::Free)
            locals = std::max(locals, symbol.slot + 1);
    std::vector<uint8_t> used(source_.slots.size(), 0);
    areaWords_ = 2;
    for (const ssa::Instr& each : source_.values) {
        areaWords_ = std::max(areaWords_, areaOf(each));
        usesGlobals_ = usesGlobals_ || refersToGlobals(each.op);
        if (each.op != ssa::Op::SlotLoad && each.op != ssa::Op::SlotStore) continue;
        used[each.arg] = 1;
        if (source_.slots[each.arg].kind == ssa::SlotKind::Local)
            locals = std::max(locals, source_.slots[each.arg].index + 1);
    }
    slotWord_.assign(source_.slots.size(), ssa::kNoPlace);
    stateSize_ = locals;
    if (isGenerator_) {
        keptFrom_ = 1; // the first holds what is yielded, sent and returned
        iteratorsFrom_ = keptFrom_ + places_.kept.count;
        slotsFrom_ = iteratorsFrom_ + places_.keptIterators.count * kIteratorWords;
        uint32_t next = slotsFrom_;
        for (size_t i = 0; i < used.size(); ++i)
            if (used[i] != 0 && source_.slots[i].kind != ssa::SlotKind::Local)
                slotWord_[i] = next++;
        if (!landings_.empty()) handlerWord_ = next++; // 0 before the first run
        stateSize_ = next + locals;
    }
}

/// Finds where exceptions land, and what code may run behind one.
void Lowering::findProtected() {
    isBehindLanding_.assign(source_.blocks.size(), 0);
    for (uint32_t i = 0; i < source_.blocks.size(); ++i) {
        if (source_.blocks[i].exit != ssa::Exit::Try) continue;
        const ssa::BlockId landing = source_.blocks[i].to[1];
        assert(block(landing).from.size() == 1);
        landings_.push_back(landing);
        isBehindLanding_[ssa::index(landing)] = 1;
    }
    std::vector<ssa::BlockId> work = landings_;
    while (!work.empty()) {
        const ssa::BlockId from = work.back();
        work.pop_back();
        for (const ssa::BlockId to : block(from).to)
            if (std::exchange(isBehindLanding_[ssa::index(to)], uint8_t{1}) == 0)
                work.push_back(to);
    }
}

/// The number of what handles exceptions in code with this landing.
uint32_t Lowering::handlerOf(ssa::BlockId landing) const {
    if (landing == ssa::BlockId::none) return 0;
    const auto found = std::find(landings_.begin(), landings_.end(), landing);
    return static_cast<uint32_t>(found - landings_.begin()) + 1;
}

Lowering::V Lowering::wordAt(V base, unsigned index) {
    return index == 0 ? base : builder_.CreateConstInBoundsGEP1_32(word_, base, index);
}
Lowering::V Lowering::load(V base, unsigned index, const char* name) {
    return builder_.CreateLoad(word_, wordAt(base, index), name);
}
void Lowering::store(V base, unsigned index, V value) {
    builder_.CreateStore(value, wordAt(base, index));
}

/// The place of a local variable: from the end of the state backwards.
Lowering::V Lowering::localAt(uint32_t local) {
    if (isViper_) return wordAt(frame_, local); // an argument as it was given
    return wordAt(frame_, state::kFirst + stateSize_ - 1 - local);
}

/// A place in the machine's stack, which the function has from its start, wherever it is needed.
llvm::AllocaInst* Lowering::newCell(llvm::Type* type) {
    llvm::BasicBlock& first = builder_.GetInsertBlock()->getParent()->getEntryBlock();
    auto at = first.begin();
    while (at != first.end() && llvm::isa<llvm::AllocaInst>(*at)) ++at;
    return llvm::IRBuilder<>(&first, at).CreateAlloca(type);
}

namespace {
/// Whether no code runs in it but finalisers, which do so at any time.
bool onlyAllocates(Entry entry) {
    return entry == Entry::NewTuple || entry == Entry::NewList || entry == Entry::ListAppend;
}
} // namespace

Lowering::V Lowering::call(Entry entry, llvm::Type* result, llvm::ArrayRef<V> arguments) {
    const bool isOfBody = builder_.GetInsertBlock()->getParent() == body_; // and no helper's
    if (isOfBody) remarks_.asks(entry);
    std::vector<llvm::Type*> types;
    for (V each : arguments) types.push_back(each->getType());
    V function = builder_.CreateLoad(pointer_, wordAt(table_, static_cast<unsigned>(entry)));
    llvm::CallInst* const made =
        builder_.CreateCall(llvm::FunctionType::get(result, types, false), function, arguments);
    if (context_.keepsLines) made->addFnAttr(llvm::Attribute::NoMerge);
    if (isOfBody && entry != Entry::LoadGlobal && !onlyAllocates(entry)) forget();
    return made;
}

Lowering::V Lowering::flag(Entry entry, llvm::ArrayRef<V> arguments) {
    auto* const byte = llvm::cast<llvm::CallInst>(call(entry, builder_.getInt8Ty(), arguments));
    // The conventions of Arm and RISC-V say that what is above the byte is 0, that of x86-64 not.
    if (context_.target.wordBytes == 4) byte->addRetAttr(llvm::Attribute::ZExt);
    return builder_.CreateICmpNE(byte, builder_.getInt8(0));
}

llvm::Function* Lowering::newFunction(const char* suffix, llvm::ArrayRef<llvm::Type*> parameters,
                                      bool isEntry, llvm::Type* result) {
    llvm::Type* const gives = result != nullptr ? result : word_;
    auto* const made = llvm::Function::Create(llvm::FunctionType::get(gives, parameters, false),
                                              isEntry ? llvm::GlobalValue::ExternalLinkage
                                                      : llvm::GlobalValue::InternalLinkage,
                                              "f" + std::to_string(number_) + suffix, context_.out);
    made->setSection(sectionOf(number_));
    made->setVisibility(isEntry ? llvm::GlobalValue::HiddenVisibility
                                : llvm::GlobalValue::DefaultVisibility);
    made->addFnAttr(llvm::Attribute::NoUnwind);
    if (opt_ != NativeOpt::Speed) made->addFnAttr(llvm::Attribute::OptimizeForSize);
    if (opt_ == NativeOpt::Size) made->addFnAttr(llvm::Attribute::MinSize);
    made->addFnAttr(llvm::Attribute::NoImplicitFloat);
    made->addFnAttr("no-jump-tables", "true");
    if (!isEntry) made->addFnAttr(llvm::Attribute::NoInline);
    if (isViper_) markViper(*made);
    if (context_.debug != nullptr)
        context_.debug->describe(*made, qualifiedName_, source_.source->scope->line);
    return made;
}

/// A function of what operations have in common. Where calls have lines, it becomes a part of those
/// that call it: the runtime knows where its own functions return to, and no more.
llvm::Function* Lowering::newHelper(const char* suffix, llvm::ArrayRef<llvm::Type*> parameters,
                                    llvm::Type* result) {
    llvm::Function* const made = newFunction(suffix, parameters, false, result);
    builder_.SetCurrentDebugLocation({});
    made->setSubprogram(nullptr);
    markHelper(*made);
    if (context_.keepsLines) {
        made->removeFnAttr(llvm::Attribute::NoInline);
        made->addFnAttr(llvm::Attribute::AlwaysInline);
    }
    return made;
}

Lowering::Helper::Helper(Lowering& in, const char* suffix, llvm::ArrayRef<llvm::Type*> parameters,
                         llvm::Type* result)
    : in_(in), before_(in.builder_), table_(in.table_), mark_(in.instanceMark_) {
    function = in.newHelper(suffix, parameters, result);
    in.builder_.SetInsertPoint(
        llvm::BasicBlock::Create(in.builder_.getContext(), "entry", function));
}

Lowering::Helper::~Helper() {
    in_.table_ = table_;
    in_.instanceMark_ = mark_;
}

Lowering::V Lowering::joined(V first, Label firstAt, V second, Label secondAt, const char* name) {
    llvm::PHINode* const made = builder_.CreatePHI(first->getType(), 2, name);
    made->addIncoming(first, firstAt);
    made->addIncoming(second, secondAt);
    return made;
}

void Lowering::startAt(llvm::Function* function) {
    builder_.SetInsertPoint(llvm::BasicBlock::Create(builder_.getContext(), "entry", function));
    setLine(source_.source->scope->line);
}

/// What is made from here on is of this line.
void Lowering::setLine(uint32_t line, Place place) {
    line_ = line;
    if (context_.debug == nullptr) return;
    builder_.SetCurrentDebugLocation(
        llvm::DILocation::get(builder_.getContext(), line, static_cast<unsigned>(place),
                              builder_.GetInsertBlock()->getParent()->getSubprogram()));
}

/// Pushes a buffer for exceptions. The call returns again, with true, when one is raised.
Lowering::V Lowering::guarded(V table, V buffer) {
    V function =
        builder_.CreateLoad(pointer_, wordAt(table, static_cast<unsigned>(Entry::NlrPush)));
    auto* const pushed = builder_.CreateCall(
        llvm::FunctionType::get(builder_.getInt32Ty(), {pointer_}, false), function, {buffer});
    for (const auto attribute :
         {llvm::Attribute::ReturnsTwice, llvm::Attribute::NoMerge, llvm::Attribute::NoDuplicate})
        pushed->addFnAttr(attribute);
    return builder_.CreateICmpNE(pushed, builder_.getInt32(0));
}

void Lowering::startBody(llvm::Function* function) {
    body_ = function;
    // What is not used is dropped again.
    module_ = pointer(load(self_, fun::kContext, "module"));
    objects_ = pointer(load(module_, context::kObjects, "objects"));
    qstrs_ = pointer(load(module_, context::kQstrs, "qstrs"));
    table_ = pointer(load(objects_, context_.tables.functionTable(), "table"));
}

/// Whether the body is a function of its own, beside the one that makes the globals current: where
/// it calls itself, where it has two copies, and where loops are to be fast, which LLVM does less
/// for beside a buffer.
bool Lowering::splits() const {
    if (takesValues_) return true;
    if (!usesGlobals_ || (opt_ == NativeOpt::Size && !isViper_)) return false;
    return twoCopies_ || std::any_of(source_.blocks.begin(), source_.blocks.end(),
                                     [](const ssa::Block& each) { return each.loopDepth != 0; });
}

/// What the body gets where it is a function of its own: the function object and the table, and
/// what it has a use for of frame, base of the stack, places of globals, and arguments.
std::vector<llvm::Type*> Lowering::bodyTypes() const {
    std::vector<llvm::Type*> types{word_};
    if (!takesValues_) types.push_back(pointer_);
    types.push_back(pointer_);
    if (passesBase()) types.push_back(word_);
    if (isDirect_) types.push_back(pointer_);
    if (takesValues_) types.insert(types.end(), source_.source->scope->positionalArgs, word_);
    return types;
}

Lowering::V Lowering::callBody(llvm::Function* split, V self, V frame, V hints) {
    std::vector<V> values{self};
    if (!takesValues_) values.push_back(frame);
    values.push_back(table_);
    if (passesBase()) values.push_back(stackBase_);
    if (isDirect_) values.push_back(hints);
    if (takesValues_) values.insert(values.end(), arguments_.begin(), arguments_.end());
    return builder_.CreateCall(split, values);
}

void Lowering::makeEntry() {
    llvm::Function* entry = newFunction("", {word_, word_, word_, pointer_}, true);
    llvm::Function* const split = splits() ? newFunction("_body", bodyTypes(), false) : nullptr;
    startAt(entry);
    V self = entry->getArg(0), count = entry->getArg(1), keywords = entry->getArg(2);
    if (hasObjectWays()) {
        self_ = pointer(self);
        keywords = takeDirect(entry, split);
    }
    const bool leavesAtOnce = hasObjectWays() && takesValues_;
    if (leavesAtOnce) { // then the entry itself needs no frame, and keeps no registers
        llvm::Function* const usual = newFunction("_usual", {word_, word_, word_, pointer_}, false);
        llvm::CallInst* const called =
            builder_.CreateCall(usual, {self, count, keywords, entry->getArg(3)});
        called->setTailCall();
        builder_.CreateRet(called);
        entry = usual;
        startAt(entry);
        self = entry->getArg(0), count = entry->getArg(1), keywords = entry->getArg(2);
    }
    V frame = newWords(state::kFirst + stateSize_);
    frame_ = frame;
    V hints = isDirect_ && !hasObjectWays() ? newHints() : nullptr;
    if (hints != nullptr) clearHints(hints);
    builder_.CreateStore(self, frame, true);
    store(frame, state::kSize, constant(stateSize_));
    self_ = pointer(self);
    startBody(entry);
    const auto bind = [&] {
        callVoid(Entry::SetupCodeState, {frame, count, keywords, entry->getArg(3)});
        if (takesValues_)
            for (uint32_t i = 0; i < source_.source->scope->positionalArgs; ++i)
                arguments_.push_back(builder_.CreateLoad(word_, localAt(i)));
    };
    leavesAtOnce ? bindValues(entry, keywords, bind) : bind();
    if (passesBase()) stackBase_ = addressWord(frame);
    if (passesBase() && hasObjectWays()) stackBase_ = builder_.CreateOr(stackBase_, layoutsFit());
    if (split == nullptr) {
        makeGlobalsCurrent();
        return body();
    }
    if (isDirect_ && hints == nullptr) hints = llvm::ConstantPointerNull::get(pointer_);
    const auto run = [&] { return callBody(split, self, frame, hints); };
    if (usesGlobals_)
        inGlobals(run);
    else
        builder_.CreateRet(run());

    startAt(split);
    llvm::Argument* next = split->arg_begin();
    self_ = pointer(next++);
    frame_ = takesValues_ ? nullptr : next++;
    V table = next++;
    if (passesBase()) stackBase_ = next++;
    if (isDirect_) hints_ = next++;
    arguments_.clear();
    while (next != split->arg_end()) arguments_.push_back(next++);
    if (isDirect_ && hasObjectWays()) hints_ = ownHints(hints_);
    startBody(split);
    table_ = table;
    // The function is kept, whatever else becomes of it.
    if (hasObjectWays() && takesValues_)
        builder_.CreateStore(split->getArg(0), newCell(word_), true);
    body();
}

void Lowering::makeGlobalsCurrent() {
    if (usesGlobals_) outer_ = callWord(Entry::SwapGlobals, {load(module_, context::kGlobals)});
}

/// Runs the body with the globals of the module, and returns what it gives.
void Lowering::inGlobals(llvm::function_ref<V()> runBody) {
    llvm::AllocaInst* const buffer = newWords(context_.target.nlrWords);
    // Above the frame, from which the body counts how much of the stack is in use.
    buffer->moveBefore(buffer->getParent()->begin());
    V outer = callWord(Entry::SwapGlobals, {load(module_, context::kGlobals)});
    const Label guard = newLabel("guard"), raised = newLabel("raised"), run = newLabel("run"),
                restore = newLabel("restore"), done = newLabel("done");
    branchIf(isNull(outer), run, guard);
    builder_.SetInsertPoint(guard);
    branchIf(guarded(table_, buffer), raised, run);
    builder_.SetInsertPoint(raised);
    callWord(Entry::SwapGlobals, {outer});
    raise(load(buffer, nlr::kRaised), Place::RaisedAgain);
    builder_.SetInsertPoint(run);
    V result = runBody();
    branchIf(isNull(outer), done, restore);
    builder_.SetInsertPoint(restore);
    callVoid(Entry::NlrPop, {});
    callWord(Entry::SwapGlobals, {outer});
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    builder_.CreateRet(result);
}

void Lowering::makeResume() {
    llvm::Function* const entry = newFunction("", {pointer_, word_}, true);
    startAt(entry);
    frame_ = entry->getArg(0);
    thrown_ = entry->getArg(1);
    self_ = pointer(load(frame_, state::kFunction));
    startBody(entry);
    body();
}

// ---- protection --------------------------------------------------------------------------------

/// The end of what comes before all blocks: pushes the buffer where there is one.
void Lowering::guard(Label start) {
    if (raised_ == nullptr) {
        builder_.CreateBr(start);
        return;
    }
    if (!isGenerator_ && landings_.empty()) { // for globals alone, where they are not the caller's
        const Label others = newLabel("others");
        branchIf(isNull(outer_), start, others);
        builder_.SetInsertPoint(others);
    } else if (!isGenerator_) {
        setHandler(ssa::BlockId::none);
    }
    branchIf(guarded(table_, guard_), raised_, start);
}

/// What is done with an exception: pushes the buffer again and goes to what handles it, or ends the
/// run.
void Lowering::handle() {
    builder_.SetInsertPoint(raised_);
    caught_ = load(guard_, nlr::kRaised);
    if (!landings_.empty()) {
        const Label ends = newLabel("ends"), again = newLabel("again"), lands = newLabel("lands");
        V handler = builder_.CreateLoad(word_, handlerAt(), true);
        branchIf(isNull(handler), ends, again);
        builder_.SetInsertPoint(again);
        branchIf(guarded(table_, guard_), raised_, lands);
        builder_.SetInsertPoint(lands);
        llvm::SwitchInst* const to =
            builder_.CreateSwitch(handler, starts_[ssa::index(landings_[0])]);
        for (size_t i = 1; i < landings_.size(); ++i)
            to->addCase(llvm::ConstantInt::get(word_, i + 1), starts_[ssa::index(landings_[i])]);
        builder_.SetInsertPoint(ends);
    }
    if (isGenerator_) {
        store(frame_, state::kFirst, caught_);
        builder_.CreateRet(constant(2));
        return;
    }
    if (outer_ != nullptr) callWord(Entry::SwapGlobals, {outer_}); // does nothing for null
    raise(load(guard_, nlr::kRaised), Place::RaisedAgain);
}

/// Ends the run.
void Lowering::finish(V result) {
    if (exit_ == nullptr) {
        builder_.CreateRet(result);
        return;
    }
    result_->addIncoming(result, builder_.GetInsertBlock());
    builder_.CreateBr(exit_);
}

/// Where runs with a buffer end.
void Lowering::leaveRun() {
    builder_.SetInsertPoint(exit_);
    if (isGenerator_) store(frame_, state::kTop, addressWord(wordAt(frame_, state::kFirst)));
    if (isGenerator_ || !landings_.empty()) {
        callVoid(Entry::NlrPop, {});
        if (outer_ != nullptr) callWord(Entry::SwapGlobals, {outer_});
        builder_.CreateRet(result_);
        return;
    }
    const Label restore = newLabel("restore"), done = newLabel("done");
    branchIf(isNull(outer_), done, restore);
    builder_.SetInsertPoint(restore);
    callVoid(Entry::NlrPop, {});
    callWord(Entry::SwapGlobals, {outer_});
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    builder_.CreateRet(result_);
}

/// Where the number of what handles exceptions is.
Lowering::V Lowering::handlerAt() {
    return isGenerator_ ? wordAt(frame_, state::kFirst + handlerWord_)
                        : wordAt(guard_, context_.target.nlrWords);
}

void Lowering::setHandler(ssa::BlockId landing) {
    builder_.CreateStore(constant(handlerOf(landing)), handlerAt(), true);
}

// ---- flow --------------------------------------------------------------------------------------

void Lowering::body() {
    area_ = newWords(areaWords_);
    if (isGenerator_)
        guard_ = newWords(context_.target.nlrWords);
    else if (!landings_.empty())
        guard_ = newWords(context_.target.nlrWords + 1 + places_.kept.count);
    else if (outer_ != nullptr)
        guard_ = newWords(context_.target.nlrWords);
    for (uint32_t i = 0; i < places_.iterators.count; ++i)
        iterators_.push_back(newWords(kIteratorWords));
    if (!isGenerator_)
        for (uint32_t i = 0; i < places_.keptIterators.count; ++i)
            iterators_.push_back(newWords(kIteratorWords));
    slots_.assign(source_.slots.size(), nullptr);
    if (!isGenerator_)
        for (const ssa::Instr& each : source_.values)
            if ((each.op == ssa::Op::SlotLoad || each.op == ssa::Op::SlotStore) &&
                (isViper_ || source_.slots[each.arg].kind != ssa::SlotKind::Local) &&
                slots_[each.arg] == nullptr)
                slots_[each.arg] = newWords(slotWords(each.arg));
    prepareFast();
    assert(!twoCopies_ || guard_ == nullptr);
    if (twoCopies_) return copies();
    for (uint32_t i = 0; i < source_.blocks.size(); ++i)
        starts_.push_back(newLabel(("b" + std::to_string(i)).c_str()));
    Label before = builder_.GetInsertBlock();
    if (guard_ != nullptr) {
        raised_ = newLabel("raised");
        exit_ = newLabel("exit");
        result_ = llvm::PHINode::Create(word_, 2, "", exit_);
        handle();
    }
    for (uint32_t i = 0; i < source_.blocks.size(); ++i) {
        at_ = ssa::BlockId{i};
        builder_.SetInsertPoint(starts_[i]);
        std::fill(near_.begin(), near_.end(), nullptr);
        for (const ssa::ValueId id :
             block(at_).code) { // Phis first, and what is kept of them behind
            if (instr(id).op != ssa::Op::Phi || instr(id).operands.size() == 1) break;
            values_[ssa::index(id)] = builder_.CreatePHI(typeOf(instr(id).type), 2);
            if (!isLazy(id)) continue;
            lazy_[ssa::index(id)].joined = builder_.CreatePHI(numberType(), 2);
            if (hasFlags())
                lazy_[ssa::index(id)].joinedIs = builder_.CreatePHI(builder_.getInt1Ty(), 2);
        }
        for (const ssa::ValueId id : block(at_).code) operation(id);
        leaveBlock(at_);
    }
    builder_.SetInsertPoint(before);
    Label start = starts_[0];
    if (isGenerator_) {
        start = newLabel("dispatch");
        guard(start);
        builder_.SetInsertPoint(start);
        dispatch(starts_[0]);
    } else {
        guard(start);
    }
    if (exit_ != nullptr) leaveRun();
    fillPhis();
    if (raised_ != nullptr) reloadForLandings();
}

/// The block that leads along an edge. Exceptions are handled by what is around its end.
Lowering::Label Lowering::edge(ssa::BlockId from, size_t which) {
    const ssa::BlockId to = block(from).to[which];
    const Label before = builder_.GetInsertBlock();
    const Label made = newLabel("edge");
    builder_.SetInsertPoint(made);
    if (block(from).landing != block(to).landing) setHandler(block(to).landing);
    if (twoCopies_) {
        arrive(from, to);
        builder_.SetInsertPoint(before);
        return made;
    }
    if (isFast()) countTurn(from, to);
    const Label end = builder_.GetInsertBlock();
    builder_.CreateBr(starts_[ssa::index(to)]);
    builder_.SetInsertPoint(before);
    edges_.push_back({from, to, end});
    return made;
}

void Lowering::leaveBlock(ssa::BlockId id) {
    remarks_.begin(ssa::ValueId::none);
    const ssa::Block& from = block(id);
    setLine(from.line);
    switch (from.exit) {
    case ssa::Exit::Jump: builder_.CreateBr(edge(id, 0)); return;
    case ssa::Exit::Branch: {
        V condition = use(from.values[0]);
        branchIf(condition, edge(id, 0), edge(id, 1));
        return;
    }
    case ssa::Exit::Try: builder_.CreateBr(edge(id, 0)); return; // handle() leads to the other
    case ssa::Exit::Resume: return resumeBy(id);
    case ssa::Exit::Return: return returnValue(from);
    case ssa::Exit::Raise: return raiseAny(use(from.values[0]));
    case ssa::Exit::RaiseFrom: return raiseFrom(from);
    case ssa::Exit::Rethrow: return raise(use(from.values[0]), Place::RaisedAgain);
    case ssa::Exit::NothingToRaise:
        return raiseMessage(NameId{kRuntimeError}, "no active exception to reraise");
    }
}

void Lowering::resumeBy(ssa::BlockId id) {
    const ssa::Block& from = block(id);
    V completion = use(from.values[0]);
    Label next = newLabel("waits");
    branchIf(builder_.CreateICmpEQ(completion, singleton(Entry::ConstNone)), edge(id, 0), next);
    builder_.SetInsertPoint(next);
    for (size_t i = 0; i < from.cases.size(); ++i) {
        next = newLabel("waits");
        branchIf(builder_.CreateICmpEQ(completion, smallInt(from.cases[i])), edge(id, i + 1), next);
        builder_.SetInsertPoint(next);
    }
    raise(completion, Place::RaisedAgain);
}

void Lowering::returnValue(const ssa::Block& from) {
    V value = use(from.values[0]);
    if (source_.source->takesWords && !takesValues_)
        value = boxedAs(value, source_.source->scope->result);
    if (isGenerator_) store(frame_, state::kFirst, value);
    finish(isGenerator_ ? constant(0) : value);
}

/// Raises an exception object, which it is known to be.
void Lowering::raise(V exception, Place place) {
    setLine(line_, place);
    callVoid(Entry::Raise, {exception});
    setLine(line_);
    builder_.CreateUnreachable();
}

/// Raises what may be anything. The runtime does nothing for None, which is an error as other
/// objects that are no exceptions are.
void Lowering::raiseAny(V value) {
    callVoid(Entry::Raise, {value});
    Label& noException = ofLine(noException_);
    if (noException != nullptr) {
        builder_.CreateBr(noException);
        return;
    }
    noException = newLabel("no_exception");
    builder_.CreateBr(noException);
    builder_.SetInsertPoint(noException);
    raise(smallInt(0));
}

void Lowering::raiseFrom(const ssa::Block& from) {
    const std::vector<V> both = useAll(from.values);
    if (raiser_ == ssa::kNoPlace) raiser_ = context_.tables.raiseFrom(number_);
    V children = pointer(load(self_, fun::kChildren));
    V raiser = makeFunction(load(children, raiser_), llvm::ConstantPointerNull::get(pointer_));
    callWord(Entry::Call, {raiser, constant(2), fillArea(both)});
    builder_.CreateUnreachable();
}

/// Raises an exception of a built-in type, whatever the module calls so.
void Lowering::raiseMessage(NameId type, const char* message) {
    V none = singleton(Entry::ConstNone);
    V builtins = callWord(Entry::ImportName, {name(NameId{kBuiltins}), none, smallInt(0)});
    V made = callWord(Entry::LoadAttr, {builtins, name(type)});
    V text = object(context_.tables.text(message));
    raise(callWord(Entry::Call, {made, constant(1), fillArea({text})}));
}

Lowering::Label Lowering::unboundLabel() {
    Label& unbound = ofLine(unbound_);
    if (unbound != nullptr) return unbound;
    const Label before = builder_.GetInsertBlock();
    unbound = newLabel("unbound");
    builder_.SetInsertPoint(unbound);
    raiseMessage(NameId{kNameError}, "local variable referenced before assignment");
    builder_.SetInsertPoint(before);
    return unbound;
}

/// Raises what is thrown into a generator.
Lowering::Label Lowering::throwsLabel() {
    Label& throws = ofLine(throws_);
    if (throws != nullptr) return throws;
    const Label before = builder_.GetInsertBlock();
    throws = newLabel("throws");
    builder_.SetInsertPoint(throws);
    raise(thrown_);
    builder_.SetInsertPoint(before);
    return throws;
}

void Lowering::fillPhis() {
    std::fill(near_.begin(), near_.end(), nullptr);
    for (Edge& each : edges_) {
        at_ = each.from;
        setLine(block(each.from).line);
        const std::vector<ssa::BlockId>& from = block(each.to).from;
        const auto which =
            static_cast<size_t>(std::find(from.begin(), from.end(), each.from) - from.begin());
        for (const ssa::ValueId id : block(each.to).code) {
            if (instr(id).op != ssa::Op::Phi || instr(id).operands.size() == 1) break;
            fillPhi(id, instr(id).operands[which], each);
        }
    }
}

/// Enters what a Phi is along an edge.
void Lowering::fillPhi(ssa::ValueId id, ssa::ValueId operand, Edge& edge) {
    auto* const word = llvm::cast<llvm::PHINode>(values_[ssa::index(id)]);
    if (!isLazy(id) && isLazy(operand)) {
        // Making an object of a double takes blocks, of which the last leads to the Phi.
        const Label last = edge.at->splitBasicBlock(edge.at->getTerminator());
        edge.at->getTerminator()->eraseFromParent();
        builder_.SetInsertPoint(edge.at);
        V value = use(operand);
        builder_.CreateBr(last);
        edge.at = last;
        return word->addIncoming(value, last);
    }
    const Label from = edge.at;
    builder_.SetInsertPoint(from->getTerminator());
    if (!isLazy(id)) return word->addIncoming(typed(use(operand), instr(id).type), from);
    const Parts parts = lazyParts(operand);
    word->addIncoming(parts.word, from);
    lazy_[ssa::index(id)].joined->addIncoming(parts.number, from);
    if (hasFlags()) lazy_[ssa::index(id)].joinedIs->addIncoming(parts.isNumber, from);
}

void Lowering::tellRemarks() {
    Remarks::About about;
    about.none = whyNotFast(context_, number_);
    about.isGenerator = isGenerator_;
    about.hasTry = guard_ != nullptr;
    about.hasFloats = !hasWide_;
    about.hasObjects = hasObjectWays();
    remarks_.finish(context_.source, source_, context_.interner, qualifiedName_, about);
}

uint32_t Lowering::run() {
    findProtected();
    measure();
    if (isFast()) {
        prepareCopies();
        findDirect();
    }
    if (isViper_)
        makeViperEntry();
    else
        isGenerator_ ? makeResume() : makeEntry();
    tellRemarks();
    return stateSize_;
}

} // namespace taipan::llvm_backend
