// Expressions.

#include "frontend/resolver.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

namespace {
constexpr size_t kMaxCallArguments =
    255; // a call counts positional and keyword ones in a byte each

ScopeKind scopeKindOf(CompKind what) {
    switch (what) {
    case CompKind::List: return ScopeKind::ListComp;
    case CompKind::Dict: return ScopeKind::DictComp;
    case CompKind::Set: return ScopeKind::SetComp;
    case CompKind::Generator: return ScopeKind::GenExpr;
    }
    return ScopeKind::GenExpr;
}

NameId scopeNameOf(CompKind what) {
    switch (what) {
    case CompKind::List: return names::listcomp;
    case CompKind::Dict: return names::dictcomp;
    case CompKind::Set: return names::setcomp;
    case CompKind::Generator: return names::genexpr;
    }
    return names::genexpr;
}
} // namespace

void Resolver::list(Exprs items) {
    for (const Expr* item : items) {
        expression(item);
        if (!failed_) continue;
        placeError(isLeaf(*item) ? 0 : item->line);
        if (!options_.recover) return;
    }
}

void Resolver::expression(const Expr* expr) {
    if (expr == nullptr) return;
    if (expr->kind == Kind::Name) return load(as<Name>(expr)->name);
    if (expr->kind <= Kind::ConstObject) return;
    if (stack_.exhausted()) return fail(DiagId::NestingTooDeep, expr->span, 0, "nesting too deep");
    const auto all = [&](Exprs operands) {
        for (const Expr* operand : operands) expression(operand);
    };
    switch (expr->kind) {
    case Kind::Tuple: return all(as<Tuple>(expr)->items);
    case Kind::List: return list(as<List>(expr)->items);
    case Kind::Braces: return braces(as<Braces>(*expr));
    case Kind::KeyValue:
        expression(as<KeyValue>(expr)->value); // the value is pushed first
        return expression(as<KeyValue>(expr)->key);
    case Kind::Comprehension: return comprehension(as<Comprehension>(*expr));
    case Kind::Unary: return expression(as<Unary>(expr)->operand);
    case Kind::Binary: return all(as<Binary>(expr)->operands);
    case Kind::BoolOp: return all(as<BoolOp>(expr)->operands);
    case Kind::Compare: return all(as<Compare>(expr)->operands);
    case Kind::Conditional:
        expression(as<Conditional>(expr)->test);
        expression(as<Conditional>(expr)->then);
        return expression(as<Conditional>(expr)->otherwise);
    case Kind::NamedExpr:
        return namedExpr(*as<NamedExpr>(expr)->target, *as<NamedExpr>(expr)->value);
    case Kind::Starred: return fail(DiagId::StarNotTarget, *expr);
    case Kind::Yield: return yield(as<Yield>(*expr));
    case Kind::Await:
        if (scope_->kind != ScopeKind::Function && scope_->kind != ScopeKind::Lambda)
            return fail(DiagId::AwaitOutside, *expr);
        if (!isAsync())
            strictError(DiagId::AwaitNotAsync, expr->span, "'await' outside async function");
        expression(as<Await>(expr)->operand);
        scope_->flags |= abi::kScopeGenerator;
        return;
    case Kind::Slice:
        expression(as<Slice>(expr)->start);
        expression(as<Slice>(expr)->stop);
        return expression(as<Slice>(expr)->step);
    case Kind::Postfix: return postfix(as<Postfix>(*expr));
    case Kind::Lambda: return lambda(as<Lambda>(*expr));
    default: return;
    }
}

void Resolver::yield(const Yield& expr) {
    if (scope_->kind != ScopeKind::Function && scope_->kind != ScopeKind::Lambda)
        return fail(DiagId::YieldOutside, expr);
    expression(expr.value);
    scope_->flags |= abi::kScopeGenerator;
}

void Resolver::lambda(const Lambda& expr) {
    addScope(ScopeKind::Lambda, names::lambda, &expr, expr.line);
    defaults(expr.params);
}

void Resolver::comprehension(const Comprehension& comp) {
    addScope(scopeKindOf(comp.what), scopeNameOf(comp.what), &comp, comp.elementLine);
    expression(comp.clauses[0].value);
}

void Resolver::braces(const Braces& expr) {
    const bool isDict = !expr.items.empty() && expr.items[0]->kind == Kind::KeyValue;
    for (const Expr* item : expr.items) {
        expression(item);
        if ((item->kind == Kind::KeyValue) == isDict) continue;
        return fail(isDict ? DiagId::ExpectedKeyValue : DiagId::ExpectedValue, item->span,
                    expr.restLine);
    }
}

/// `super()` in a function reads `__class__` and the first parameter. Returns how many trailers the
/// special form takes up.
size_t Resolver::superCall(const Postfix& expr) {
    const Trailer& call = expr.trailers[0];
    if (scope_->kind != ScopeKind::Function || expr.base->kind != Kind::Name ||
        as<Name>(expr.base)->name != names::super_ || call.kind != TrailerKind::Call ||
        !call.arguments.empty())
        return 0;
    load(names::class_);
    for (const Symbol& symbol : scope_->symbols.all())
        if (symbol.isParam) return 1;
    fail(DiagId::SuperWithoutSelf, call.span, call.line);
    return expr.trailers.size();
}

void Resolver::postfix(const Postfix& expr) {
    expression(expr.base);
    for (size_t i = superCall(expr); i < expr.trailers.size(); ++i) trailer(expr.trailers[i]);
}

void Resolver::trailer(const Trailer& trailer) {
    if (trailer.kind == TrailerKind::Call)
        arguments(trailer.arguments, 0);
    else if (trailer.kind == TrailerKind::Subscript)
        expression(trailer.index);
}

/// Checks and visits call arguments; `extra` positional ones come before them.
void Resolver::arguments(std::span<const Argument> args, size_t extra) {
    size_t positional = extra, keywords = 0;
    bool doubleStar = false;
    for (size_t i = 0; i < args.size(); ++i) {
        const Argument& arg = args[i];
        ++(arg.kind == ArgumentKind::Keyword || arg.kind == ArgumentKind::DoubleStar ? keywords
                                                                                     : positional);
        switch (arg.kind) {
        case ArgumentKind::Star:
            if (doubleStar) return fail(DiagId::StarAfterDoubleStar, arg.span, arg.line);
            if (keywords != 0) return fail(DiagId::StarAfterKeyword, arg.span, arg.line);
            if (i + 1 >= options_.smallIntBits)
                return fail(DiagId::TooManyStarArgs, arg.span, arg.line);
            break;
        case ArgumentKind::DoubleStar: doubleStar = true; break;
        case ArgumentKind::Keyword:
            if (arg.name->kind != Kind::Name)
                return fail(
                    DiagId::KeywordNotName, arg.span, arg.line,
                    "the left side of a keyword argument must be a name (a const() is none)");
            break;
        case ArgumentKind::Walrus: namedExpr(*arg.name, *arg.value); continue;
        case ArgumentKind::Positional: {
            const bool bareGenerator =
                arg.value->kind == Kind::Comprehension && arg.value->line == 0;
            if (bareGenerator) break;
            const uint32_t line = isLeaf(*arg.value) ? 0 : arg.line;
            if (doubleStar) return fail(DiagId::PositionalAfterDoubleStar, arg.span, line);
            if (keywords != 0) return fail(DiagId::PositionalAfterKeyword, arg.span, line);
            break;
        }
        }
        expression(arg.value);
    }
    if ((positional > kMaxCallArguments || keywords > kMaxCallArguments) && !args.empty())
        strictError(DiagId::CallTooManyArgs, {args.front().span.begin, args.back().span.end},
                    "more than 255 arguments in a call");
}

} // namespace taipan
