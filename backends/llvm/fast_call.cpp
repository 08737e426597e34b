// Globals that are found again where they were, and functions that call themselves.
//
// Where a global of the module lies in its table is noted beside the frame of the outermost run,
// with the key that has to be there; what is found elsewhere, or in the table of builtins, is asked
// for.
//
// A function of a module that calls itself by its global name calls its body when the global still
// is this function. Then no frame is made: its arguments are values, it sees the same globals, and
// the outer frame keeps it, or its body does. When the stack has grown by a while since the runtime
// has looked at it, the call takes the slow way, so that deep recursion is an error as ever.

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"

#include <algorithm>

namespace taipan::llvm_backend {

namespace {
/// Words of what is noted of a global: its row, and its key.
constexpr unsigned kRow = 0, kKey = 1, kHintWords = 2;
constexpr uint64_t kUnknown = ~uint64_t{0};   // not looked for yet
constexpr uint64_t kElsewhere = ~uint64_t{1}; // not in this table
} // namespace

/// Bytes between two looks at the stack: less than ports keep behind the limit that they look for.
uint64_t Lowering::stackBetween() const {
    return context_.target.wordBytes == 8 ? 4096 : 640;
}

/// Whether a call is one of the function itself, with what its parameters need.
bool Lowering::callsItself(const ssa::Instr& made) const {
    if (made.op != ssa::Op::Call || made.wide != 0) return false;
    const ssa::Instr& function = instr(made.operands[0]);
    return function.op == ssa::Op::LoadGlobal &&
           NameId{function.arg} == source_.source->scope->name &&
           made.arg == source_.source->scope->positionalArgs;
}

/// Finds what the function can do about globals and calls of itself. Before its frame is measured
/// out.
void Lowering::findDirect() {
    constexpr auto kOther = abi::kScopeGenerator | abi::kScopeVarArgs | abi::kScopeVarKeywords;
    const Scope& scope = *source_.source->scope;
    bool calls = false, usesLocals = false;
    for (const ssa::Instr& each : source_.values) {
        calls = calls || (each.block != ssa::BlockId::none && isFastAt(block(each.block)) &&
                          callsItself(each));
        const bool isSlot = each.op == ssa::Op::SlotLoad || each.op == ssa::Op::SlotStore;
        usesLocals = usesLocals || each.op == ssa::Op::Cell ||
                     (isSlot && source_.slots[each.arg].kind == ssa::SlotKind::Local);
    }
    const bool isSimple = !usesLocals && (source_.source->flags & kOther) == 0 &&
                          scope.keywordOnlyArgs == 0 && !isGenerator_;
    isDirect_ = calls && isSimple && usesGlobals_;
    takesValues_ = isDirect_ || (isSimple && hasObjectWays());
    if (hasObjectWays())
        for (const ssa::Instr& each : source_.values) {
            callsOthers_ = callsOthers_ || (isPlainCall(each) && !isGenerator_);
            looksIn_ = looksIn_ || looksInto(each);
        }
    // What is called without the runtime sees the globals that are current.
    usesGlobals_ = usesGlobals_ || callsOthers_;
    for (const ssa::Block& each : source_.blocks) {
        if (!isFastAt(each) || (each.loopDepth == 0 && !isDirect_)) continue;
        for (const ssa::ValueId id : each.code)
            if (instr(id).op == ssa::Op::LoadGlobal &&
                std::find(hinted_.begin(), hinted_.end(), instr(id).arg) == hinted_.end())
                hinted_.push_back(instr(id).arg);
    }
    if (isGenerator_) hinted_.clear(); // what is noted would not last
}

/// Room for what is noted of globals; null where nothing is.
llvm::AllocaInst* Lowering::newHints() {
    if (hinted_.empty()) return nullptr;
    return newWords(hinted_.size() * kHintWords);
}

void Lowering::clearHints(V hints) {
    for (unsigned i = 0; i < hinted_.size(); ++i)
        store(hints, i * kHintWords + kRow, constant(kUnknown));
}

/// What is noted by who called, or room of its own where that is null. At the start of a body.
Lowering::V Lowering::ownHints(V given) {
    V own = newHints();
    if (own == nullptr) return given;
    const Label before = builder_.GetInsertBlock();
    const Label fresh = newLabel("fresh"), done = newLabel("hints");
    branchIf(builder_.CreateIsNull(given), fresh, done);
    builder_.SetInsertPoint(fresh);
    clearHints(own);
    builder_.CreateBr(done);
    builder_.SetInsertPoint(done);
    return joined(given, before, own, fresh);
}

/// word global(hint, name, module, table): looks for the row of a global, and asks the runtime for
/// the global.
llvm::Function* Lowering::globalFunction() {
    if (globalFunction_ != nullptr) return globalFunction_;
    const Helper helper(*this, "_global", {pointer_, word_, pointer_, pointer_});
    llvm::Function* const made = globalFunction_ = helper.function;
    made->addFnAttr(llvm::Attribute::OptimizeForSize);
    const Label look = newLabel("look"), row = newLabel("row"), next = newLabel("next"),
                found = newLabel("found"), ask = newLabel("ask");
    V hint = made->getArg(0), name = made->getArg(1);
    table_ = made->getArg(3);
    branchIf(builder_.CreateICmpEQ(load(hint, kRow), constant(kElsewhere)), ask, look);
    builder_.SetInsertPoint(look);
    V key = callWord(Entry::ToObject, {name, constant(kNativeQstr)});
    store(hint, kKey, key);
    store(hint, kRow, constant(kElsewhere));
    V globals = pointer(load(made->getArg(2), context::kGlobals));
    V rows = load(globals, kTableRows), table = pointer(load(globals, kTableAt));
    branchIf(isNull(rows), ask, row);
    builder_.SetInsertPoint(row);
    llvm::PHINode* const at = builder_.CreatePHI(word_, 2);
    at->addIncoming(constant(0), look);
    V place = builder_.CreateInBoundsGEP(word_, table, builder_.CreateShl(at, 1));
    branchIf(builder_.CreateICmpEQ(load(place, 0), key), found, next);
    builder_.SetInsertPoint(next);
    V following = builder_.CreateAdd(at, constant(1));
    at->addIncoming(following, next);
    branchIf(builder_.CreateICmpULT(following, rows), row, ask);
    builder_.SetInsertPoint(found);
    store(hint, kRow, at);
    builder_.CreateBr(ask);
    builder_.SetInsertPoint(ask);
    builder_.CreateRet(callWord(Entry::LoadGlobal, {name}));
    return made;
}

bool Lowering::fastGlobal(ssa::ValueId id, const ssa::Instr& made) {
    const auto found = std::find(hinted_.begin(), hinted_.end(), made.arg);
    if (found == hinted_.end() || (block(at_).loopDepth == 0 && !isDirect_) || isPlain())
        return namedGlobal(id, made);
    V hint = wordAt(hints_, static_cast<unsigned>(found - hinted_.begin()) * kHintWords);
    V name = this->name(NameId{made.arg});
    std::optional<Split> kept; // builtins are not found by a hint
    if (range_ != nullptr && context_.interner.text(NameId{made.arg}) == kRangeName) {
        V known = builder_.CreateLoad(word_, range_);
        kept.emplace(builder_);
        kept->require(builder_.CreateNot(isNull(known)));
        kept->give(known);
        kept->slow();
    }
    Split ways(builder_);
    V row = load(hint, kRow);
    V globals = pointer(load(module_, context::kGlobals));
    ways.require(builder_.CreateICmpULT(row, load(globals, kTableRows)));
    V place = builder_.CreateInBoundsGEP(word_, pointer(load(globals, kTableAt)),
                                         builder_.CreateShl(row, 1));
    ways.require(builder_.CreateICmpEQ(load(place, 0), load(hint, kKey)));
    V value = load(place, 1);
    ways.require(builder_.CreateNot(isNull(value)));
    ways.give(value);
    ways.slow();
    ways.give(builder_.CreateCall(globalFunction(), {hint, name, module_, table_}));
    value = ways.join();
    if (kept) {
        builder_.CreateStore(value, range_);
        kept->give(value);
        value = kept->join();
    }
    define(id, value);
    return true;
}

bool Lowering::directCall(ssa::ValueId id, const ssa::Instr& made) {
    const bool isOwn = isDirect_ && callsItself(made) && !isPlain();
    if (!isOwn && !(hasObjectWays() && isPlainCall(made))) return false;
    const std::vector<V> values = useAll(made.operands);
    const auto usual = [&] {
        V area = fillArea(llvm::ArrayRef<V>(values).drop_front());
        return hasObjectWays() ? callThrough(values[0], constant(made.arg), area)
                               : callWord(Entry::Call, {values[0], constant(made.arg), area});
    };
    if (!isOwn) {
        define(id, usual());
        return true;
    }
    Split ways(builder_);
    ways.require(builder_.CreateICmpEQ(values[0], addressWord(self_)));
    V grown = builder_.CreateSub(stackBase_, addressWord(area_));
    ways.require(builder_.CreateICmpULT(grown, constant(stackBetween())));
    std::vector<V> arguments{addressWord(self_), table_, stackBase_, hints_};
    arguments.insert(arguments.end(), values.begin() + 1, values.end());
    V result = builder_.CreateCall(body_, arguments);
    forget();
    ways.give(result);
    ways.slow();
    ways.give(usual());
    define(id, ways.join());
    return true;
}

} // namespace taipan::llvm_backend
