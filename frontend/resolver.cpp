#include "frontend/resolver.h"

#include <algorithm>

#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

// ---- errors ------------------------------------------------------------------------------------

/// Reports an error at `span`. Stock's place for the first one is `stockLine`, or, when that is 0,
/// the first line that placeError meets on the way out.
void Resolver::fail(DiagId id, SourceSpan span, uint32_t stockLine, std::string message) {
    const auto& all = sink_.all();
    if (failed_) {
        if (!options_.recover) return;
        const auto same = [&](const Diagnostic& d) {
            return d.id == id && d.span.begin == span.begin && d.span.end == span.end;
        };
        if (std::any_of(all.begin(), all.end(), same)) return;
    }
    sink_.report(id, span, std::move(message));
    if (failed_) return;
    failed_ = true;
    firstError_ = all.size() - 1;
    stockLine_ = stockLine;
}

/// Reports what stock accepts and miscompiles; it is no error to stock, so it has no stock place.
void Resolver::strictError(DiagId id, SourceSpan span, std::string message) {
    if (options_.strict) sink_.report(id, span, std::move(message));
}

/// Gives a first error without a place the line of what encloses it.
void Resolver::placeError(uint32_t line) {
    if (failed_ && stockLine_ == 0) stockLine_ = line;
}

void Resolver::finishError() {
    placeError(scope_->line);
    Diagnostic& first = sink_.at(firstError_);
    first.stockLine = stockLine_;
    first.stockBlock = interner_.text(scope_->name);
}

// ---- scopes ------------------------------------------------------------------------------------

Scope& Resolver::addScope(ScopeKind kind, NameId name, const Node* node, uint32_t line) {
    auto scope = std::make_unique<Scope>();
    scope->kind = kind;
    scope->name = name;
    scope->node = node;
    scope->line = line;
    scope->parent = scope_ != nullptr ? scopeIndex_ : kNoScope;
    scope->depth = scope_ != nullptr ? scope_->depth + 1 : 0;
    scope->native = scope_ != nullptr ? scope_->native : options_.native;
    scope->viper = scope_ != nullptr ? scope_->viper : options_.viper;
    scope->mayBeNative = scope_ == nullptr || scope_->mayBeNative;
    if (emitted_) {
        scope->mayBeNative = *emitted_ != Emitted::Bytecode;
        scope->native = *emitted_ != Emitted::Bytecode;
        scope->viper = *emitted_ == Emitted::Viper;
    }
    emitted_.reset();
    if (scope->depth == abi::kMaxNesting)
        fail(DiagId::NestingTooDeep, node->span, 0, "nesting too deep");
    tree_.scopes.push_back(std::move(scope));
    Scope& made = *tree_.scopes.back();
    const bool canPick = options_.hasNative && !options_.nativePicked.empty();
    if ((!choice_.takesAll() || canPick) && isFunctionLike(kind)) {
        const auto number = static_cast<uint32_t>(tree_.scopes.size() - 1);
        const std::string text = qualifiedName(
            number, interner_, [&](uint32_t i) -> const Scope& { return *tree_.scopes[i]; });
        made.spared = !choice_.takesAll() && !choice_.takes(text);
        made.picked = canPick && made.mayBeNative && picked_.takes(text);
    }
    return made;
}

ScopeTree Resolver::run(const Stmt& module) {
    addScope(ScopeKind::Module, names::module, &module, module.line);
    bool placed = false; // whether the first error has its stock place
    for (uint32_t i = 0; i < tree_.scopes.size(); ++i) {
        scopeIndex_ = i;
        scope_ = tree_.scopes[i].get();
        loops_ = 0;
        scopeBody(*scope_);
        closeImplicit(*scope_);
        if (!failed_) continue;
        if (!placed) finishError();
        placed = true;
        if (!options_.recover) return std::move(tree_);
    }
    for (auto& scope : tree_.scopes) assignSlots(*scope);
    tree_.unknownNames = choice_.notAskedFor();
    return std::move(tree_);
}

void Resolver::scopeBody(Scope& scope) {
    switch (scope.kind) {
    case ScopeKind::Module: return statement(as<Stmt>(scope.node));
    case ScopeKind::Function: {
        const auto& def = as<FunctionDef>(*scope.node);
        functionParams(def.params);
        if (isViper(scope)) viperTypes(def);
        return statement(def.body);
    }
    case ScopeKind::Lambda: {
        const auto& lambda = as<Lambda>(*scope.node);
        functionParams(lambda.params);
        return expression(lambda.body);
    }
    case ScopeKind::Class:
        scope.symbols.findOrAdd(names::class_, SymbolKind::Local);
        load(names::name_);
        store(names::module_);
        store(names::qualname);
        return statement(as<ClassDef>(*scope.node).body);
    default: return comprehensionBody(as<Comprehension>(*scope.node));
    }
}

void Resolver::functionParams(Params params) {
    bool haveStar = false;
    for (const Param& each : params) param(each, haveStar);
}

void Resolver::param(const Param& param, bool& haveStar) {
    if ((scope_->flags & abi::kScopeVarKeywords) != 0)
        return fail(DiagId::ParameterOrder, param.span, param.line, "parameter after **kwargs");
    if (param.kind == ParamKind::Star) {
        if (haveStar)
            return fail(DiagId::ParameterOrder, param.span, param.line, "second * in parameters");
        haveStar = true;
        if (param.name == NameId::none) return;
        scope_->flags |= abi::kScopeVarArgs;
    } else if (param.kind == ParamKind::DoubleStar) {
        scope_->flags |= abi::kScopeVarKeywords;
    } else {
        ++(haveStar ? scope_->keywordOnlyArgs : scope_->positionalArgs);
    }
    Symbol& symbol = scope_->symbols.findOrAdd(param.name, SymbolKind::Undecided);
    if (symbol.kind != SymbolKind::Undecided)
        return fail(DiagId::ArgumentReused, param.span, param.line,
                    "parameter " + quoted(param.name) + " occurs twice");
    symbol.kind = SymbolKind::Local;
    symbol.isParam = true;
    symbol.isStarParam = param.kind == ParamKind::Star;
    symbol.isDoubleStarParam = param.kind == ParamKind::DoubleStar;
    if (param.isConst)
        strictError(DiagId::ParameterIsConst, param.span,
                    "parameter " + quoted(param.name) +
                        " has the name of a const(): the body would read the constant");
}

/// The type that an annotation names.
abi::NativeType Resolver::viperType(const Expr* annotation) {
    if (annotation == nullptr) return abi::NativeType::Object;
    if (annotation->kind != Kind::Name) {
        fail(DiagId::AnnotationNotName, annotation->span,
             ast::isLeaf(*annotation) ? 0 : annotation->line);
        return abi::NativeType::Object;
    }
    const std::string_view text = interner_.text(as<Name>(annotation)->name);
    if (const auto type = abi::nativeTypeOf(text)) return *type;
    for (const abi::NativeType type : {abi::NativeType::Float, abi::NativeType::Int64})
        if ((type == abi::NativeType::Float ? options_.viperFloat : options_.viperInt64) &&
            text == abi::nativeTypeText(type))
            return type;
    std::string message = stockText(DiagId::UnknownType, {text});
    if (failed_) { // as stock does, the last one replaces what was found before
        if (sink_.at(firstError_).id != DiagId::UnknownType) return abi::NativeType::Object;
        sink_.at(firstError_).span = annotation->span;
    } else {
        fail(DiagId::UnknownType, annotation->span, 0, message);
    }
    sink_.at(firstError_).message = message;
    sink_.at(firstError_).stockText = std::move(message);
    return abi::NativeType::Object;
}

/// Gives parameters and result of a viper function their types.
void Resolver::viperTypes(const FunctionDef& def) {
    for (const Param& each : def.params) {
        if (each.name == NameId::none || each.kind == ParamKind::DoubleStar) continue;
        const abi::NativeType type = viperType(each.annotation);
        if (Symbol* symbol = scope_->symbols.find(each.name)) symbol->type = type;
    }
    scope_->result = viperType(def.returns);
}

/// The body of a comprehension: its only parameter, the iterable, has the empty name.
void Resolver::comprehensionBody(const Comprehension& comp) {
    scope_->symbols.findOrAdd(names::empty, SymbolKind::Local);
    scope_->positionalArgs = 1;
    load(names::empty);
    bool first = true;
    for (const CompClause& clause : comp.clauses) {
        if (!first || clause.target == nullptr) expression(clause.value);
        first = false;
        if (clause.target != nullptr) assign(*clause.target, Store::Plain);
    }
    expression(comp.element);
    if (scope_->kind == ScopeKind::GenExpr) scope_->flags |= abi::kScopeGenerator;
}

// ---- closures ----------------------------------------------------------------------------------

void Resolver::closeImplicit(Scope& scope) {
    if (isModule(scope)) return;
    for (size_t i = 0; i < scope.symbols.all().size(); ++i) {
        const Symbol& symbol = scope.symbols.all()[i];
        if (symbol.kind == SymbolKind::GlobalImplicit) checkToClose(scope, symbol.name);
    }
}

/// Makes `name` a free variable of `scope` when a function around it has it as a local. The search
/// ends at the first scope that knows the name: a class attribute hides an outer local.
void Resolver::checkToClose(Scope& scope, NameId name) {
    if (isModule(scope)) return;
    for (Scope* outer = &parentOf(scope); !isModule(*outer); outer = &parentOf(*outer)) {
        const Symbol* known = outer->symbols.find(name);
        if (known == nullptr) continue;
        if (known->kind >= SymbolKind::Local) {
            scope.symbols.find(name)->kind = SymbolKind::Free;
            closeInParents(scope, name);
        }
        return;
    }
}

void Resolver::closeInParents(Scope& scope, NameId name) {
    for (Scope* outer = &parentOf(scope);; outer = &parentOf(*outer)) {
        Symbol& symbol = outer->symbols.findOrAdd(name, SymbolKind::Undecided);
        if (symbol.kind == SymbolKind::Undecided) {
            symbol.kind = SymbolKind::Free;
            continue;
        }
        if (symbol.kind == SymbolKind::Local) symbol.kind = SymbolKind::Cell;
        return;
    }
}

/// Numbers the slots of a frame: free variables, parameters, other locals, then cells.
void Resolver::assignSlots(Scope& scope) {
    std::vector<Symbol>& all = scope.symbols.all();
    if ((scope.flags & abi::kScopeVarArgs) != 0) {
        // *args goes behind the last plain parameter.
        Symbol* lastPlain = nullptr;
        for (auto it = all.rbegin(); it != all.rend(); ++it) {
            if (it->isStarParam) {
                if (lastPlain != nullptr) std::swap(*lastPlain, *it);
                break;
            }
            if (lastPlain == nullptr && it->isParam && !it->isDoubleStarParam) lastPlain = &*it;
        }
        scope.symbols.reindex();
    }
    for (Symbol& symbol : all) {
        if (scope.kind == ScopeKind::Class && symbol.name == names::class_) continue;
        if (isFunctionLike(scope.kind) && symbol.kind == SymbolKind::GlobalImplicit)
            symbol.kind = SymbolKind::GlobalExplicit;
        if (symbol.kind == SymbolKind::Local || symbol.isParam) symbol.slot = scope.localCount++;
    }
    for (Symbol& symbol : all)
        if (symbol.kind == SymbolKind::Cell && !symbol.isParam) symbol.slot = scope.localCount++;
    if (!isModule(scope)) numberFree(scope);
}

/// Free variables come first, in the order of the parent's symbols; everything else moves up.
void Resolver::numberFree(Scope& scope) {
    const auto isFree = [](const Symbol& s) { return s.kind == SymbolKind::Free; };
    std::vector<Symbol>& all = scope.symbols.all();
    if (std::none_of(all.begin(), all.end(), isFree)) return;
    for (const Symbol& outer : parentOf(scope).symbols.all()) {
        if (outer.kind != SymbolKind::Cell && outer.kind != SymbolKind::Free) continue;
        Symbol* own = scope.symbols.find(outer.name);
        if (own == nullptr || !isFree(*own)) continue;
        own->slot = static_cast<uint32_t>(scope.freeNames.size());
        scope.freeNames.push_back(outer.name);
    }
    const auto count = static_cast<uint32_t>(scope.freeNames.size());
    for (Symbol& symbol : all)
        if (!isFree(symbol) || symbol.isParam) symbol.slot += count;
    scope.positionalArgs += count;
    scope.localCount += count;
}

// ---- names -------------------------------------------------------------------------------------

Symbol& Resolver::modify(Scope& scope, NameId name) {
    Symbol& symbol = scope.symbols.findOrAdd(name, SymbolKind::GlobalImplicit);
    if (symbol.kind == SymbolKind::GlobalImplicit)
        symbol.kind =
            isFunctionLike(scope.kind) ? SymbolKind::Local : SymbolKind::GlobalImplicitAssigned;
    return symbol;
}

void Resolver::declareGlobal(Symbol& symbol, SourceSpan span, uint32_t line) {
    if (symbol.kind != SymbolKind::Undecided && symbol.kind != SymbolKind::GlobalExplicit)
        return fail(DiagId::GlobalRedefined, span, line,
                    quoted(symbol.name) + " is used before it is declared global");
    symbol.kind = SymbolKind::GlobalExplicit;
    if (Symbol* outer = tree_.scopes[0]->symbols.find(symbol.name))
        outer->kind = SymbolKind::GlobalExplicit;
}

void Resolver::declareNonlocal(NameId name, SourceSpan span, uint32_t line) {
    Symbol& symbol = *scope_->symbols.find(name);
    if (symbol.kind == SymbolKind::Undecided) {
        symbol.kind = SymbolKind::GlobalImplicit;
        checkToClose(*scope_, name);
        if (scope_->symbols.find(name)->kind == SymbolKind::GlobalImplicit)
            fail(DiagId::NonlocalUnbound, span, line,
                 "no function around this one binds " + quoted(name));
    } else if (symbol.kind != SymbolKind::Free) {
        fail(DiagId::NonlocalRedefined, span, line,
             quoted(name) + " is used before it is declared nonlocal");
    }
}

/// `target := value`. In a comprehension the target belongs to the scope around it.
void Resolver::namedExpr(const Expr& target, const Expr& value) {
    if (target.kind != Kind::Name) {
        fail(DiagId::CannotAssign, target, "':=' assigns to a plain name only");
        return expression(&value);
    }
    expression(&value);
    const NameId name = as<Name>(target).name;
    if (isComprehension(scope_->kind)) {
        Scope& outer = parentOf(*scope_);
        if (modify(outer, name).kind == SymbolKind::GlobalExplicit) {
            scope_->symbols.findOrAdd(name, SymbolKind::GlobalExplicit);
        } else {
            Symbol& symbol = scope_->symbols.findOrAdd(name, SymbolKind::Undecided);
            const bool toGlobal = isModule(outer);
            if (!toGlobal && symbol.kind == SymbolKind::GlobalImplicit)
                symbol.kind = SymbolKind::Undecided; // read before: close over it now
            if (toGlobal)
                declareGlobal(symbol, target.span, 0);
            else
                declareNonlocal(name, target.span, 0);
        }
    }
    store(name);
}

ScopeTree resolve(const Stmt& module, const Interner& interner, DiagnosticSink& sink,
                  const ResolveOptions& options) {
    return Resolver(interner, sink, options).run(module);
}

} // namespace taipan
