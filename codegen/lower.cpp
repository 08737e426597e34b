// Scopes, names and the emitting of single operations.

#include "taipan/codegen/lower.h"

#include <cassert>
#include <string>

#include "codegen/lowerer.h"
#include "taipan/codegen/viper.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

// ---- emitting ----------------------------------------------------------------------------------

void Lowerer::emitInt(int64_t value) {
    if (value == static_cast<int32_t>(value))
        return emit(Op::LOAD_CONST_SMALL_INT, static_cast<uint32_t>(value));
    emit(Op::LOAD_CONST_SMALL_INT, static_cast<uint32_t>(module_.wideInts.size()), 0, 1);
    module_.wideInts.push_back(value);
}

void Lowerer::emitConstant(const Constant* value) {
    emit(Op::LOAD_CONST_OBJ, static_cast<uint32_t>(module_.constants.size()));
    module_.constants.push_back(value);
}

void Lowerer::emitCall(bool method, size_t positional, size_t keywords, bool starred) {
    const Op op = method ? (starred ? Op::CALL_METHOD_VAR_KW : Op::CALL_METHOD)
                         : (starred ? Op::CALL_FUNCTION_VAR_KW : Op::CALL_FUNCTION);
    emit(op, static_cast<uint32_t>(positional), 0, stackCount(keywords));
}

/// A number of entries on the stack, for Instr::wide. More than it holds make the stack deeper than
/// the format counts, whatever else the function does; so that is reported here.
uint16_t Lowerer::stackCount(size_t entries) {
    constexpr size_t kMaxCount = 65535;
    if (entries <= kMaxCount) return static_cast<uint16_t>(entries);
    if (!sink_.hasErrors())
        sink_.report(DiagId::TableTooLarge, scope_->node->span,
                     std::to_string(entries) + " values on the stack; 65535 are possible");
    return kMaxCount;
}

/// Lines only go up within a function; a smaller one is not recorded.
void Lowerer::line(uint32_t line) {
    if (line <= lastLine_) return;
    lastLine_ = line;
    emit(ir::kLine, line);
}

void Lowerer::openBlock(Op setup, Label handler) {
    emit(setup, handler);
    if (++blocks_ > function_->blockDepth) function_->blockDepth = blocks_;
}

void Lowerer::closeBlock() {
    --blocks_;
    emit(Op::END_FINALLY);
}

bool Lowerer::tooDeep(const Node& node) {
    if (!stack_.exhausted()) return false;
    if (!sink_.hasErrors()) sink_.report(DiagId::NestingTooDeep, node.span, "nesting too deep");
    return true;
}

// ---- scopes ------------------------------------------------------------------------------------

ir::Module Lowerer::run() {
    module_.functions.resize(scopes_.scopes.size());
    for (size_t i = 0; i < scopes_.scopes.size(); ++i) {
        scope_ = scopes_.scopes[i].get();
        function_ = &module_.functions[i];
        function_->scope = scope_;
        function_->flags |= scope_->flags;
        code_.clear();
        lastLine_ = 1;
        loop_ = {};
        scopeBody();
        emit(Op::RETURN_VALUE);
        function_->code.assign(code_.begin(), code_.end());
    }
    if (!sink_.hasErrors())
        viper::type(module_, interner_, arena_, sink_, options_.recover, options_.viper);
    return std::move(module_);
}

/// The scope of a definition. The resolver numbered scopes in the order in which they are met here.
uint32_t Lowerer::takeScope(const Node& node) {
    assert(scopes_.scopes.at(nextScope_)->node == &node);
    static_cast<void>(node); // in builds without assertions
    return nextScope_++;
}

void Lowerer::scopeBody() {
    switch (scope_->kind) {
    case ScopeKind::Module: {
        const auto* body = as<Stmt>(scope_->node);
        if (options_.input == InputKind::Expression) return expression(as<ExprStmt>(body)->value);
        statement(body);
        return emit(Op::LOAD_CONST_NONE);
    }
    case ScopeKind::Function:
        statement(as<FunctionDef>(*scope_->node).body);
        return emit(Op::LOAD_CONST_NONE);
    case ScopeKind::Lambda: {
        const auto& lambda = as<Lambda>(*scope_->node);
        line(lambda.line);
        expression(lambda.body);
        if ((scope_->flags & abi::kScopeGenerator) == 0) return;
        emit(Op::POP_TOP); // a generator returns None, whatever its body gives
        return emit(Op::LOAD_CONST_NONE);
    }
    case ScopeKind::Class: {
        const auto& def = as<ClassDef>(*scope_->node);
        loadName(names::name_);
        storeName(names::module_);
        emitName(Op::LOAD_CONST_STRING, def.name);
        storeName(names::qualname);
        statement(def.body);
        // The cell of __class__ goes to the class builder when a method asks for it.
        const Symbol& self = *scope_->symbols.find(names::class_);
        if (self.kind == SymbolKind::Local) return emit(Op::LOAD_CONST_NONE);
        return emit(Op::LOAD_FAST_N, self.slot);
    }
    default: return comprehensionBody(as<Comprehension>(*scope_->node));
    }
}

void Lowerer::comprehensionBody(const Comprehension& comp) {
    line(comp.elementLine);
    switch (comp.what) {
    case CompKind::List: emit(Op::BUILD_LIST, 0); break;
    case CompKind::Dict: emit(Op::BUILD_MAP, 0); break;
    case CompKind::Set: emit(Op::BUILD_SET, 0); break;
    case CompKind::Generator: break;
    }
    if (comp.what == CompKind::Generator) {
        // The iterator exists already; a null in the first slot says that the second holds it.
        emit(Op::LOAD_NULL);
        loadName(names::empty);
        emit(Op::LOAD_NULL);
        emit(Op::LOAD_NULL);
    } else {
        loadName(names::empty);
        emit(Op::GET_ITER_STACK);
    }
    comprehensionClauses(comp, 0, 0);
    if (comp.what == CompKind::Generator) emit(Op::LOAD_CONST_NONE);
}

/// The loop of clause `clause`, a `for`, with everything inside it; `depth` loops are around it.
void Lowerer::comprehensionClauses(const Comprehension& comp, size_t clause, uint32_t depth) {
    if (tooDeep(comp)) return;
    constexpr uint32_t kFirstIndex = 5; // the collection lies below one iterator and the value
    const Label top = newLabel(), end = newLabel();
    place(top);
    emit(Op::FOR_ITER, end);
    assign(*comp.clauses[clause].target, Store::Plain);
    size_t next = clause + 1;
    for (; next < comp.clauses.size() && comp.clauses[next].target == nullptr; ++next)
        condition(*comp.clauses[next].value, false, top);
    if (next < comp.clauses.size()) {
        expression(comp.clauses[next].value);
        emit(Op::GET_ITER_STACK);
        comprehensionClauses(comp, next, depth + 1);
    } else {
        expression(comp.element);
        const uint32_t at = kFirstIndex + abi::kIteratorSlots * depth;
        switch (comp.what) {
        case CompKind::List:
            emit(Op::STORE_COMP, abi::compOperand(abi::Collection::List, at));
            break;
        case CompKind::Dict:
            emit(Op::STORE_COMP, abi::compOperand(abi::Collection::Dict, at + 1));
            break;
        case CompKind::Set: emit(Op::STORE_COMP, abi::compOperand(abi::Collection::Set, at)); break;
        case CompKind::Generator:
            emit(Op::YIELD_VALUE);
            emit(Op::POP_TOP);
            break;
        }
    }
    jump(top);
    place(end);
    adjust(-abi::kIteratorSlots);
}

/// Makes a function or closure of a scope; its defaults are on the stack.
void Lowerer::makeFunction(uint32_t scope, size_t positionalDefaults, bool keywordDefaults) {
    ir::Function& made = module_.functions[scope];
    made.positionalDefaults = static_cast<uint32_t>(positionalDefaults);
    if (keywordDefaults) made.flags |= abi::kScopeDefKwargs;
    const bool anyDefaults = positionalDefaults != 0 || keywordDefaults;
    const std::vector<NameId>& free = scopes_.scopes[scope]->freeNames;
    for (NameId name : free) emit(Op::LOAD_FAST_N, scope_->symbols.find(name)->slot); // the cells
    const auto child = static_cast<uint32_t>(function_->children.size());
    function_->children.push_back(scope);
    if (free.empty())
        return emit(anyDefaults ? Op::MAKE_FUNCTION_DEFARGS : Op::MAKE_FUNCTION, child);
    if (free.size() > 255 && options_.strict)
        sink_.report(DiagId::TooManyClosed, scopes_.scopes[scope]->node->span,
                     "more than 255 variables of outer functions");
    emit(anyDefaults ? Op::MAKE_CLOSURE_DEFARGS : Op::MAKE_CLOSURE, child,
         static_cast<uint8_t>(free.size()), stackCount(free.size()));
}

// ---- names -------------------------------------------------------------------------------------

void Lowerer::emitByKind(NameId name, const NameOps& ops) {
    const Symbol& symbol = *scope_->symbols.find(name);
    switch (symbol.kind) {
    case SymbolKind::GlobalExplicit: return emit(ops.global, index(name));
    case SymbolKind::Local:
        if (scope_->kind == ScopeKind::Class) namesOwnClass();
        return emit(ops.fast, symbol.slot);
    case SymbolKind::Cell:
    case SymbolKind::Free: return emit(ops.deref, symbol.slot);
    default: return emit(ops.name, index(name));
    }
}

/// The only local variable of a class body is `__class__`. Where no method asks for the class,
/// stock has no place for it and keeps it among the values that the body computes with.
void Lowerer::namesOwnClass() {
    if (!options_.strict || toldOfClass_ == scope_) return;
    toldOfClass_ = scope_;
    sink_.report(DiagId::ClassInBody, scope_->node->span, "'__class__' in the body of a class");
}

void Lowerer::loadName(NameId name) {
    emitByKind(name, {Op::LOAD_NAME, Op::LOAD_GLOBAL, Op::LOAD_FAST_N, Op::LOAD_DEREF});
}

void Lowerer::storeName(NameId name) {
    emitByKind(name, {Op::STORE_NAME, Op::STORE_GLOBAL, Op::STORE_FAST_N, Op::STORE_DEREF});
}

void Lowerer::deleteName(NameId name) {
    emitByKind(name, {Op::DELETE_NAME, Op::DELETE_GLOBAL, Op::DELETE_FAST, Op::DELETE_DEREF});
}

ir::Module lower(const ScopeTree& scopes, Interner& interner, Arena& arena, DiagnosticSink& sink,
                 const LowerOptions& options) {
    return Lowerer(scopes, interner, arena, sink, options).run();
}

} // namespace taipan
