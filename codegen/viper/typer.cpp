// The walk itself: errors, stack and flow.

#include "codegen/viper/typer.h"

#include <algorithm>

namespace taipan::viper {

Typer::Typer(const ir::Module& module, const Globals& globals, ir::Function& function,
             const Interner& interner, DiagnosticSink& sink, const Extensions& rules)
    : module_(module), globals_(globals), function_(function), interner_(interner), sink_(sink),
      rules_(rules), hasFloats_(rules.floats && saysFloat(*function.scope)),
      hasLongs_(rules.longs && saysLong(function, globals, interner)) {}

// ---- errors ------------------------------------------------------------------------------------

/// Notes what breaks a rule. As in stock, what follows in the same statement may replace it.
void Typer::error(DiagId id, Texts arguments) {
    pending_ = Error{id, stockText(id, arguments), statementAt()};
}

/// The innermost statement that the current instruction is of.
const ast::Node* Typer::statementAt() const {
    for (const ir::StatementEnd& each : function_.statementEnds)
        if (each.position > at_) return each.statement;
    return function_.scope->node;
}

/// Ends the walk, as stock's compiler ends. It does not say where.
void Typer::stop(DiagId id, Texts arguments) {
    if (stopped_) return;
    stopped_ = true;
    pending_.reset();
    const ast::Node* const place = statementAt();
    Diagnostic& made = sink_.report(id, place->span, {}, arguments);
    const bool hasPlace = id == DiagId::NeedsObject || id == DiagId::ViperValue ||
                          id == DiagId::NumberCast || id == DiagId::PointerSlice;
    if (!hasPlace) return;
    made.stockLine = place->line;
    made.stockBlock = interner_.text(function_.scope->name);
}

void Typer::needObject(const Entry& entry, const char* what) {
    if (entry.type == NativeType::Object || pending_) return;
    stop(DiagId::NeedsObject, {what, abi::nativeTypeText(entry.type)});
}

void Typer::needObjects(uint32_t count, const char* what) {
    for (uint32_t i = count; i-- > 0;) needObject(peek(i), what);
}

/// At the end of a statement stock looks for errors, and leaves the list of statements. True when
/// it did, with the position behind the list in `at`.
bool Typer::statementsEnd(uint32_t& at) {
    const std::vector<ir::StatementEnd>& ends = function_.statementEnds;
    while (nextEnd_ < ends.size() && ends[nextEnd_].position <= at) {
        const ir::StatementEnd& end = ends[nextEnd_++];
        if (!pending_) continue;
        if (line_ == 0 && !ast::isLeaf(*end.statement)) line_ = end.statement->line;
        nextEnd_ = end.nextEnd;
        if (end.listEnd == at) continue;
        at = end.listEnd;
        return true;
    }
    return false;
}

void Typer::report(const Error& found, uint32_t line) {
    Diagnostic& made = sink_.report(found.id, found.place->span, found.text);
    made.stockText = found.text;
    made.stockLine = line;
    made.stockBlock = interner_.text(function_.scope->name);
}

// ---- the stack ---------------------------------------------------------------------------------

Typer::Entry& Typer::peek(uint32_t below) {
    while (stack_.size() <= below) stack_.insert(stack_.begin(), Entry{}); // behind an error only
    return stack_[stack_.size() - 1 - below];
}

void Typer::pop(uint32_t count) {
    stack_.resize(stack_.size() - std::min<size_t>(count, stack_.size()));
}

/// Nothing on the stack is a constant any more: it has to be where a jump expects it.
void Typer::settle() {
    for (Entry& each : stack_) each.isConstant = false;
}

/// Notes the types of the topmost entries, for those who make code of the instruction.
void Typer::take(uint32_t count) {
    ir::OperandTypes& types = function_.operands[at_];
    types = {static_cast<uint32_t>(function_.types.size()), count};
    for (uint32_t i = count; i-- > 0;) {
        const Entry& entry = peek(i);
        function_.types.push_back(entry.type);
    }
}

/// The same of what stock makes objects of.
void Typer::takeAsObjects(uint32_t count) {
    take(count);
    for (uint32_t i = 0; i < count; ++i) {
        const Entry& entry = peek(i);
        const bool isPointer = entry.isConstant && abi::isWordPointer(entry.type);
        if (entry.type == NativeType::Cast || isPointer) return stop(DiagId::NoConversion);
    }
}

/// What lies on the stack where a jump arrives has the types of the code before the label, whatever
/// it is where the jump comes from. That must not make an object of a number.
void Typer::meetLabel(uint32_t label) {
    settle();
    const auto found = atLabel_.find(label);
    if (found != atLabel_.end() && !pending_) {
        const std::vector<NativeType>& there = found->second;
        const size_t common = std::min(there.size(), stack_.size());
        for (size_t i = 0; i < common; ++i) {
            const NativeType a = there[i], b = stack_[i].type;
            if (a == b || (abi::isWord(a) && abi::isWord(b))) continue;
            if (stack_[i].isAssumed) {
                stack_[i].type = a;
                continue;
            }
            const std::string text = "one way gives '" + std::string(abi::nativeTypeText(a)) +
                                     "' and another '" + std::string(abi::nativeTypeText(b)) + "'";
            return stop(DiagId::ViperValue, {text});
        }
    }
}

/// Entries that exist only where a jump arrives. Stock gives a single one the type of the last
/// value that a jump may have kept.
void Typer::adjust(int change) {
    if (change < 0) return pop(static_cast<uint32_t>(-change));
    const bool isKept = change == 1 && !isBehindHandler_;
    for (int i = 0; i < change; ++i) {
        push(isKept ? kept_ : NativeType::Object);
        stack_.back().isAssumed = true;
    }
}

// ---- instructions ------------------------------------------------------------------------------

void Typer::instruction(const ir::Instr& instr) {
    if (instr.op == ir::kLabel) return meetLabel(instr.arg);
    if (instr.op == ir::kAdjust) return adjust(static_cast<int32_t>(instr.arg));
    if (ir::isMark(instr.op)) return;
    isBehindHandler_ = instr.op == Op::POP_EXCEPT_JUMP;
    if (!(constant(instr) || local(instr) || name(instr) || access(instr) || shuffle(instr) ||
          operation(instr) || collection(instr) || call(instr) || flow(instr)))
        other(instr);
    last_ = instr.op;
}

bool Typer::flow(const ir::Instr& instr) {
    const auto note = [&] {
        settle();
        std::vector<NativeType> types;
        for (const Entry& each : stack_) types.push_back(each.type);
        atLabel_.emplace(instr.arg, std::move(types));
    };
    switch (instr.op) {
    case Op::JUMP: note(); return true;
    case Op::POP_JUMP_IF_TRUE:
    case Op::POP_JUMP_IF_FALSE: condition(false); return true;
    case Op::JUMP_IF_TRUE_OR_POP:
    case Op::JUMP_IF_FALSE_OR_POP:
        condition(true);
        note();
        pop(1);
        return true;
    case Op::GET_ITER:
    case Op::GET_ITER_STACK:
    case Op::SETUP_WITH: needObject(peek(0), instr.op == Op::SETUP_WITH ? "with" : "for"); break;
    case Op::RETURN_VALUE: returnValue(); return true;
    case Op::RAISE_OBJ:
        if (peek(0).type != NativeType::Object) error(DiagId::RaiseNoObject);
        pop(1);
        return true;
    case Op::RAISE_LAST:
    case Op::RAISE_FROM: stop(DiagId::ViperRaise); return true;
    case Op::YIELD_VALUE:
    case Op::YIELD_FROM: stop(DiagId::ViperYield); return true;
    default: break;
    }
    return false;
}

/// What is left has to do with objects only.
void Typer::other(const ir::Instr& instr) {
    const abi::OpInfo& info = abi::opInfo(instr.op);
    const abi::StackEffect effect =
        abi::stackEffectOf(info, abi::countedParts(info.operand, instr.arg, instr.wide));
    if (instr.op == Op::FOR_ITER || info.flow == abi::Flow::Block) settle();
    pop(static_cast<uint32_t>(effect.pop));
    for (int i = 0; i < effect.push; ++i) push(NativeType::Object);
}

void Typer::returnValue() {
    take(1);
    const Entry value = peek(0);
    const NativeType result = function_.scope->result;
    pop(1);
    if (value.type == NativeType::None || value.type == result) {
        if (value.isConstant && value.type == NativeType::Cast) stop(DiagId::NoConversion);
        return;
    }
    error(DiagId::ReturnOtherType, {abi::nativeTypeText(result), abi::nativeTypeText(value.type)});
}

void Typer::run() {
    const Scope& scope = *function_.scope;
    function_.operands.assign(function_.code.size(), {});
    function_.types.clear();
    function_.calls.clear();
    locals_.assign(scope.localCount, NativeType::Unbound);
    const size_t arguments = std::min<size_t>(
        scope.localCount, scope.positionalArgs + scope.keywordOnlyArgs +
                              ((scope.flags & abi::kScopeVarArgs) != 0 ? 1 : 0) +
                              ((scope.flags & abi::kScopeVarKeywords) != 0 ? 1 : 0));
    std::fill_n(locals_.begin(), arguments, NativeType::Object);
    for (const Symbol& symbol : scope.symbols.all()) {
        if (symbol.isParam) locals_[symbol.slot] = symbol.type;
        if (symbol.isParam && symbol.kind == SymbolKind::Cell)
            return stop(DiagId::ViperValue,
                        {"parameter '" + std::string(interner_.text(symbol.name)) +
                         "' is shared with an inner function"});
    }
    if ((scope.flags & abi::kScopeGenerator) != 0 && scope.kind == ScopeKind::Function)
        return stop(DiagId::ViperYield);
    for (at_ = 0; at_ <= function_.code.size() && !stopped_;) {
        if (statementsEnd(at_)) continue;
        if (at_ == function_.code.size()) break;
        instruction(function_.code[at_]);
        ++at_;
    }
    function_.localTypes = locals_;
    if (pending_) report(*pending_, line_ != 0 ? line_ : function_.scope->line);
}

} // namespace taipan::viper
