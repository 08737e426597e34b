// Simple statements.

#include "frontend/parser_impl.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

namespace {
bool isAugmentedAssign(TokenKind kind) {
    return kind >= TokenKind::PipeAssign && kind <= TokenKind::StarStarAssign;
}

abi::BinaryOp inplaceOp(TokenKind kind) {
    return static_cast<abi::BinaryOp>(
        static_cast<int>(abi::BinaryOp::InplaceOr) +
        (static_cast<int>(kind) - static_cast<int>(TokenKind::PipeAssign)));
}
} // namespace

/// Statements on one line, separated by semicolons, with the line end.
Stmt* Parser::simpleLine() {
    const NodeStart start = here();
    Stmt* first = smallStatement();
    if (at(K::Newline)) {
        next();
        return first;
    }
    const size_t mark = stmts_.size();
    stmts_.push_back(first);
    while (accept(K::Semicolon)) {
        if (at(K::Newline)) break;
        stmts_.push_back(smallStatement());
    }
    const std::span<Stmt* const> list = finish(stmts_, mark);
    expect(K::Newline, " after the statement");
    return builder_.make<Block>(Kind::Block, start, lastEnd(), list);
}

Stmt* Parser::smallStatement() {
    const NodeStart start = here();
    const auto bare = [&](Kind kind) {
        next();
        return builder_.make<Stmt>(kind, start, lastEnd());
    };
    switch (token_.kind) {
    case K::Pass: return bare(Kind::Pass);
    case K::Break: return bare(Kind::Break);
    case K::Continue: return bare(Kind::Continue);
    case K::Del: return deleteStatement();
    case K::Global: return declaration(Kind::Global);
    case K::Nonlocal: return declaration(Kind::Nonlocal);
    case K::Import: return importName();
    case K::From: return importFrom();
    case K::Raise: return raiseStatement();
    case K::Return: {
        next();
        Expr* value = startsTest() ? testList(&Parser::test, false) : nullptr;
        return builder_.make<Return>(Kind::Return, start, lastEnd(), value);
    }
    case K::Yield: {
        Expr* value = yieldExpr();
        return builder_.make<ExprStmt>(Kind::ExprStmt, start, lastEnd(), value);
    }
    case K::Assert: {
        next();
        Expr* condition = test();
        Expr* message = accept(K::Comma) ? test() : nullptr;
        return builder_.make<Assert>(Kind::Assert, start, lastEnd(), condition, message);
    }
    default: return expressionStatement();
    }
}

Stmt* Parser::expressionStatement() {
    const NodeStart start = here();
    if (!startsTest() && !at(K::Star)) {
        fail("expected a statement, found " + describeToken());
        return builder_.make<Stmt>(Kind::Pass, start, lastEnd());
    }
    Expr* first = testList(&Parser::test, true);
    if (at(K::Assign)) return assignment(first, start);
    if (accept(K::Colon)) {
        Expr* annotation = test();
        Expr* value = accept(K::Assign) ? yieldOrTestList() : nullptr;
        return finishAssignment(first, annotation, value, start);
    }
    if (isAugmentedAssign(token_.kind)) {
        const abi::BinaryOp op = inplaceOp(token_.kind);
        next();
        Expr* value = yieldOrTestList();
        return builder_.make<AugAssign>(Kind::AugAssign, start, lastEnd(), first, op, value);
    }
    // A constant on its own, such as a docstring, does nothing.
    const bool lonely =
        options_.input != InputKind::Interactive &&
        ((isLeaf(*first) && first->kind != Kind::Name) || first->kind == Kind::ConstObject);
    if (lonely) return builder_.make<Stmt>(Kind::Pass, start, lastEnd());
    return builder_.make<ExprStmt>(Kind::ExprStmt, start, lastEnd(), first);
}

Stmt* Parser::assignment(Expr* target, NodeStart start) {
    const size_t mark = exprs_.size();
    exprs_.push_back(target);
    Expr* value = nullptr;
    while (accept(K::Assign)) {
        if (value != nullptr) exprs_.push_back(value);
        value = yieldOrTestList();
    }
    const Exprs targets = finish(exprs_, mark);
    if (targets.size() == 1) return finishAssignment(target, nullptr, value, start);
    return builder_.make<Assign>(Kind::Assign, start, lastEnd(), targets, value);
}

/// The call `const(...)` on the right of `name = …`: sets `isCall`, returns its only argument or
/// null when it has none or several.
const Argument* Parser::constCall(const Expr& target, const Expr& value, bool& isCall) {
    isCall = false;
    if (target.kind != Kind::Name || value.kind != Kind::Postfix) return nullptr;
    const auto& call = as<Postfix>(value);
    if (call.base->kind != Kind::Name || as<Name>(*call.base).name != names::const_) return nullptr;
    if (call.trailers.size() != 1 || call.trailers[0].kind != TrailerKind::Call) return nullptr;
    isCall = true;
    const auto arguments = call.trailers[0].arguments;
    return arguments.size() == 1 ? &arguments[0] : nullptr;
}

/// `target = value`, with or without annotation; a const() becomes known from here on, and one
/// whose name starts with an underscore leaves no code.
Stmt* Parser::finishAssignment(Expr* target, Expr* annotation, Expr* value, NodeStart start) {
    bool isConst = false;
    if (value != nullptr && !failed_) {
        const Argument* argument = constCall(*target, *value, isConst);
        if (isConst) {
            const bool known = argument != nullptr && argument->kind == ArgumentKind::Positional &&
                               isConstant(*argument->value);
            if (!known) {
                failWith(DiagId::NotAConstant, value->span, value->line);
                return builder_.make<Stmt>(Kind::Pass, start, lastEnd());
            }
            const NameId name = as<Name>(target)->name;
            value = argument->value;
            builder_.defineConst(name, builder_.valueOf(*value));
            if (builder_.text(name).starts_with('_'))
                return builder_.make<Stmt>(Kind::Pass, {0, start.begin}, lastEnd());
        }
    }
    if (annotation != nullptr && !isConst)
        return builder_.make<AnnAssign>(Kind::AnnAssign, start, lastEnd(), target, annotation,
                                        value);
    const Exprs targets = builder_.list(&target, 1);
    return builder_.make<Assign>(Kind::Assign, start, lastEnd(), targets, value);
}

Stmt* Parser::deleteStatement() {
    const NodeStart start = here();
    next();
    const size_t mark = exprs_.size();
    do {
        if (exprs_.size() != mark && !startsTest() && !at(K::Star)) break;
        exprs_.push_back(starOr(&Parser::expressionLevel));
    } while (accept(K::Comma));
    const Exprs targets = finish(exprs_, mark);
    return builder_.make<Del>(Kind::Del, start, lastEnd(), targets);
}

Stmt* Parser::declaration(Kind kind) {
    const NodeStart start = here();
    next();
    const size_t mark = names_.size();
    do names_.push_back(expectName("a name"));
    while (accept(K::Comma));
    const Names list = finish(names_, mark);
    return builder_.make<ScopeDecl>(kind, start, lastEnd(), list);
}

Stmt* Parser::raiseStatement() {
    const NodeStart start = here();
    next();
    Expr* value = startsTest() ? test() : nullptr;
    Expr* cause = value != nullptr && accept(K::From) ? test() : nullptr;
    return builder_.make<Raise>(Kind::Raise, start, lastEnd(), value, cause);
}

Names Parser::dottedName() {
    const size_t mark = names_.size();
    do names_.push_back(expectName("a name"));
    while (accept(K::Period));
    return finish(names_, mark);
}

Stmt* Parser::importName() {
    const NodeStart start = here();
    next();
    const size_t mark = imports_.size();
    do {
        const Names path = dottedName();
        const NameId alias = accept(K::As) ? expectName("a name after 'as'") : NameId::none;
        imports_.push_back({path, alias});
    } while (accept(K::Comma));
    return builder_.make<Import>(Kind::Import, start, lastEnd(), finish(imports_, mark));
}

Stmt* Parser::importFrom() {
    const NodeStart start = here();
    next();
    uint32_t level = 0;
    for (; at(K::Period) || at(K::Ellipsis); next()) level += at(K::Period) ? 1 : 3;
    const Names module = level == 0 || at(K::Name) ? dottedName() : Names{};
    expect(K::Import, " after the module name");
    const bool star = accept(K::Star);
    const size_t mark = imports_.size();
    if (!star) {
        const bool paren = accept(K::ParenOpen);
        do {
            if (imports_.size() != mark && !at(K::Name)) break;
            const NameId name = expectName("a name to import");
            const NameId alias = accept(K::As) ? expectName("a name after 'as'") : NameId::none;
            imports_.push_back({builder_.list(&name, 1), alias});
        } while (accept(K::Comma));
        if (paren) expect(K::ParenClose, " to close '('");
    }
    return builder_.make<ImportFrom>(Kind::ImportFrom, start, lastEnd(), level, module, star,
                                     finish(imports_, mark));
}

} // namespace taipan
