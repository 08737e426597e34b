// Statements and assignment targets.

#include "frontend/resolver.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

void Resolver::block(const Block& block) {
    for (const Stmt* stmt : block.statements) {
        statement(stmt);
        if (!failed_) continue;
        placeError(stmt->line);
        if (!options_.recover) return;
    }
}

void Resolver::statement(const Stmt* stmt) {
    if (stmt == nullptr) return;
    if (stack_.exhausted()) return fail(DiagId::NestingTooDeep, stmt->span, 0, "nesting too deep");
    switch (stmt->kind) {
    case Kind::Block: return block(as<Block>(*stmt));
    case Kind::ExprStmt: return expression(as<ExprStmt>(stmt)->value);
    case Kind::Assign: {
        const auto& node = as<Assign>(*stmt);
        expression(node.value);
        for (const Expr* target : node.targets) assign(*target, Store::Plain);
        return;
    }
    case Kind::AnnAssign: {
        const auto& node = as<AnnAssign>(*stmt);
        if (node.value == nullptr) return annotate(*node.target);
        expression(node.value);
        return assign(*node.target, Store::Plain);
    }
    case Kind::AugAssign: {
        const auto& node = as<AugAssign>(*stmt);
        assign(*node.target, Store::AugLoad);
        expression(node.value);
        return assign(*node.target, Store::AugStore);
    }
    case Kind::Del:
        for (const Expr* target : as<Del>(stmt)->targets) deleteTarget(*target);
        return;
    case Kind::Break:
    case Kind::Continue:
        if (loops_ == 0) fail(DiagId::BreakOutsideLoop, *stmt);
        return;
    case Kind::Return:
        if (scope_->kind != ScopeKind::Function) return fail(DiagId::ReturnOutside, *stmt);
        return expression(as<Return>(stmt)->value);
    case Kind::Raise: expression(as<Raise>(stmt)->value); return expression(as<Raise>(stmt)->cause);
    case Kind::Global:
    case Kind::Nonlocal: return declaration(as<ScopeDecl>(*stmt));
    case Kind::Assert:
        if (!options_.asserts) return;
        expression(as<Assert>(stmt)->test);
        return expression(as<Assert>(stmt)->message);
    case Kind::Import:
        for (const ImportItem& item : as<Import>(stmt)->items)
            store(item.alias != NameId::none ? item.alias : item.path[0]);
        return;
    case Kind::ImportFrom: return importFrom(as<ImportFrom>(*stmt));
    case Kind::If: return ifStatement(as<If>(*stmt));
    case Kind::While: return whileStatement(as<While>(*stmt));
    case Kind::For: return forStatement(as<For>(*stmt));
    case Kind::Try: return tryStatement(as<Try>(*stmt));
    case Kind::With: return withStatement(as<With>(*stmt));
    case Kind::FunctionDef:
        function(as<FunctionDef>(*stmt));
        return store(as<FunctionDef>(stmt)->name);
    case Kind::ClassDef: classDef(as<ClassDef>(*stmt)); return store(as<ClassDef>(stmt)->name);
    case Kind::Decorated: return decorated(as<Decorated>(*stmt));
    default: return; // Pass
    }
}

/// Branches that a constant condition rules out are not compiled, and so not looked at.
void Resolver::ifStatement(const If& stmt) {
    for (const IfBranch& branch : stmt.branches) {
        const Truth truth = ast::constantTruth(*branch.test);
        if (truth == Truth::False) continue;
        expression(branch.test);
        statement(branch.body);
        if (truth == Truth::True) return;
    }
    statement(stmt.otherwise);
}

void Resolver::whileStatement(const While& stmt) {
    if (ast::constantTruth(*stmt.test) != Truth::False) {
        ++loops_;
        statement(stmt.body);
        expression(stmt.test); // the condition is compiled behind the body
        --loops_;
    }
    statement(stmt.otherwise);
}

void Resolver::forStatement(const For& stmt) {
    requireAsync(stmt.isAsync, stmt);
    const RangeLoop range = stmt.isAsync ? RangeLoop{} : rangeLoop(stmt);
    if (range.stop != nullptr) {
        expression(range.stop);
        expression(range.start);
    } else {
        expression(stmt.iterable);
    }
    ++loops_;
    assign(*stmt.target, Store::Plain);
    statement(stmt.body);
    --loops_;
    statement(stmt.otherwise);
}

void Resolver::tryStatement(const Try& stmt) {
    statement(stmt.body);
    for (const Handler& handler : stmt.handlers) {
        if (handler.type != nullptr) {
            expression(handler.type);
        } else if (&handler != &stmt.handlers.back()) {
            fail(DiagId::DefaultExceptNotLast, handler.span, handler.line);
            if (!options_.recover) return;
        }
        if (handler.name != NameId::none) store(handler.name);
        statement(handler.body);
    }
    statement(stmt.otherwise);
    statement(stmt.finally);
}

/// True within an `async def`, and not in a function in it.
bool Resolver::isAsync() const {
    const Node& node = *scope_->node;
    return scope_->kind == ScopeKind::Function && as<FunctionDef>(node).isAsync;
}

void Resolver::requireAsync(bool needsAsync, const Stmt& stmt) {
    if (!needsAsync) return;
    if ((scope_->flags & abi::kScopeGenerator) == 0) return fail(DiagId::AsyncOutside, stmt);
    if (!isAsync()) // stock takes any generator for one
        strictError(DiagId::AwaitNotAsync, stmt.span, "async for/with outside async function");
}

/// An annotation without a value. Stock takes anything for its target, and does nothing.
void Resolver::annotate(const Expr& target) {
    if (scope_->kind == ScopeKind::Function && target.kind == Kind::Name)
        scope_->symbols.findOrAdd(as<Name>(target).name, SymbolKind::Local);
    const bool isPlace = target.kind == Kind::Name ||
                         (target.kind == Kind::Postfix &&
                          as<Postfix>(target).trailers.back().kind != TrailerKind::Call);
    if (!isPlace)
        strictError(DiagId::AnnotationTarget, target.span, "this cannot have an annotation");
}

void Resolver::withStatement(const With& stmt) {
    requireAsync(stmt.isAsync, stmt);
    for (const WithItem& item : stmt.items) {
        expression(item.context);
        if (item.target != nullptr) assign(*item.target, Store::Plain);
    }
    statement(stmt.body);
}

void Resolver::importFrom(const ImportFrom& stmt) {
    if (stmt.star && scope_->kind != ScopeKind::Module) return fail(DiagId::ImportStarNested, stmt);
    for (const ImportItem& item : stmt.items)
        store(item.alias != NameId::none ? item.alias : item.path[0]);
}

void Resolver::declaration(const ScopeDecl& stmt) {
    const bool isGlobal = stmt.kind == Kind::Global;
    if (!isGlobal && scope_->kind == ScopeKind::Module) return fail(DiagId::NonlocalAtModule, stmt);
    for (NameId name : stmt.names) {
        Symbol& symbol = scope_->symbols.findOrAdd(name, SymbolKind::Undecided);
        if (isGlobal)
            declareGlobal(symbol, stmt.span, stmt.line);
        else
            declareNonlocal(name, stmt.span, stmt.line);
    }
}

void Resolver::deleteTarget(const Expr& target) {
    if (target.kind == Kind::Name) return store(as<Name>(target).name);
    if (target.kind == Kind::Tuple && as<Tuple>(target).parenthesized &&
        !as<Tuple>(target).items.empty()) {
        for (const Expr* item : as<Tuple>(target).items) deleteTarget(*item);
        return;
    }
    if (target.kind == Kind::Postfix) {
        const auto& place = as<Postfix>(target);
        expression(place.base);
        for (const Trailer& part : place.trailers) trailer(part);
        if (place.trailers.back().kind != TrailerKind::Call) return;
    }
    fail(DiagId::CannotDelete, target);
}

void Resolver::defaults(Params params) {
    bool haveStar = false;
    bool haveDefault = false;
    for (const Param& param : params) {
        if (param.kind == ParamKind::Star) haveStar = true;
        if (param.kind != ParamKind::Plain) continue;
        if (param.defaultValue != nullptr) {
            expression(param.defaultValue);
            if (!haveStar) haveDefault = true;
        } else if (!haveStar && haveDefault) {
            fail(DiagId::DefaultOrder, param.span, param.line,
                 "parameter " + quoted(param.name) + " needs a default, like the ones before it");
            if (!options_.recover) return;
        }
    }
}

void Resolver::function(const FunctionDef& def) {
    Scope& scope = addScope(ScopeKind::Function, def.name, &def, def.defLine);
    defaults(def.params);
    if (def.isAsync) scope.flags |= abi::kScopeGenerator;
}

void Resolver::classDef(const ClassDef& def) {
    addScope(ScopeKind::Class, def.name, &def, def.line);
    arguments(def.arguments, 2); // the class body and its name come before the bases
}

/// Handles `@micropython.…`; true when the decorator was one, even a wrong one. Sets `emitted`
/// as it says.
bool Resolver::builtinDecorator(const Decorator& decorator, uint32_t line,
                                std::optional<Emitted>& emitted) {
    if (decorator.path[0] != names::micropython) return false;
    const NameId what = decorator.path.size() == 2 ? decorator.path[1] : NameId::none;
    if (what == names::bytecode) {
        emitted = Emitted::Bytecode;
        return true;
    }
    const bool generated = what == names::native || what == names::viper;
    const bool assembler =
        what == names::asm_thumb || what == names::asm_xtensa || what == names::asm_rv32;
    if (!generated && !assembler) {
        fail(DiagId::InvalidDecorator, decorator.span, 0);
        return true;
    }
    struct Row {
        std::string_view name;
        bool native, assembler;
    };
    static constexpr Row kRows[] = {
#define TAIPAN_ARCH(name, word, thumb, native, inlineasm)                                          \
    {#name, (native) != 0, std::string_view(inlineasm) != std::string_view("")},
#include "taipan/abi/archs.def"
#undef TAIPAN_ARCH
    };
    const Row& arch = kRows[static_cast<size_t>(options_.arch)];
    if (generated ? !arch.native : !arch.assembler)
        fail(DiagId::InvalidArch, decorator.span, 0,
             quoted(what) + " needs a target architecture that has it");
    else if (options_.hasNative && generated)
        emitted = what == names::viper ? Emitted::Viper : Emitted::Native;
    else
        unavailable(decorator, line,
                    options_.hasBackend
                        ? quoted(what) + " functions are not made yet" +
                              (generated ? " for " + std::string(arch.name) : "")
                        : quoted(what) +
                              " functions need the native emitter, which this build does not have",
                    emitted);
    return true;
}

/// Says that there is no maker of code. What breaks the rules of viper is found without one.
void Resolver::unavailable(const Decorator& decorator, uint32_t line, std::string message,
                           std::optional<Emitted>& emitted) {
    if (decorator.path[1] != names::viper)
        return fail(DiagId::NativeUnavailable, decorator.span, line, std::move(message));
    emitted = Emitted::Viper;
    if (!tree_.unavailable)
        tree_.unavailable = {decorator.span, line, scope_->name, std::move(message)};
}

void Resolver::decorated(const Decorated& stmt) {
    std::optional<Emitted> emitted;
    for (const Decorator& decorator : stmt.decorators) {
        if (builtinDecorator(decorator, stmt.line, emitted)) continue;
        load(decorator.path[0]);
        if (decorator.hasCall) trailer(decorator.call);
    }
    emitted_ = emitted;
    if (stmt.definition->kind == Kind::ClassDef) {
        classDef(as<ClassDef>(*stmt.definition));
        store(as<ClassDef>(stmt.definition)->name);
    } else {
        function(as<FunctionDef>(*stmt.definition));
        store(as<FunctionDef>(stmt.definition)->name);
    }
}

// ---- assignment --------------------------------------------------------------------------------

void Resolver::assignItems(Exprs items, Store how, const Expr& whole) {
    if (how != Store::Plain)
        return fail(DiagId::CannotAssign, whole, "cannot update a sequence in place");
    const Expr* star = nullptr;
    for (const Expr* item : items) {
        if (item->kind != Kind::Starred) continue;
        if (star != nullptr) return fail(DiagId::MultipleStars, *item);
        star = item;
    }
    constexpr size_t kMaxUnpack = 255; // UNPACK_EX counts in a byte each what goes before and after
    if (star != nullptr && items.size() > kMaxUnpack + 1)
        strictError(DiagId::UnpackTooMany, whole.span,
                    "more than 255 targets around a starred one");
    for (const Expr* item : items)
        assign(item == star ? *as<Starred>(item)->value : *item, Store::Plain);
}

void Resolver::assign(const Expr& target, Store how) {
    switch (target.kind) {
    case Kind::Name:
        if (how == Store::AugLoad) return load(as<Name>(target).name);
        return store(as<Name>(target).name);
    case Kind::Postfix: {
        const auto& place = as<Postfix>(target);
        if (how != Store::AugStore) {
            expression(place.base);
            for (const Trailer& part : place.trailers.first(place.trailers.size() - 1))
                trailer(part);
        }
        const Trailer& last = place.trailers.back();
        if (last.kind == TrailerKind::Call)
            return fail(DiagId::CannotAssign, target, "cannot assign to the result of a call");
        if (last.kind == TrailerKind::Subscript && how != Store::AugStore) expression(last.index);
        return;
    }
    case Kind::Tuple:
        if (as<Tuple>(target).items.empty()) break;
        return assignItems(as<Tuple>(target).items, how, target);
    case Kind::List: return assignItems(as<List>(target).items, how, target);
    default: break;
    }
    fail(DiagId::CannotAssign, target);
}

} // namespace taipan
