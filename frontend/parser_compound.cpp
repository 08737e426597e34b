// Compound statements, suites and parameters.

#include "frontend/parser_impl.h"

namespace taipan {

using namespace ast;

Stmt* Parser::statement() {
    switch (token_.kind) {
    case K::If: return ifStatement();
    case K::While: return whileStatement();
    case K::For: return forStatement(here(), false);
    case K::Try: return tryStatement();
    case K::With: return withStatement(here(), false);
    case K::Def: return functionDef(here(), false);
    case K::Class: return classDef();
    case K::At: return decorated();
    case K::Async: return asyncStatement();
    default: return simpleLine();
    }
}

/// A block of what lies on `stack` above `mark`; `count` items in stock's reckoning, where a lone
/// item is no block.
Stmt* Parser::block(std::vector<Stmt*>& stack, size_t mark, NodeStart start, size_t count) {
    if (count == 1 && stack.size() == mark + 1) {
        Stmt* only = stack.back();
        stack.pop_back();
        return only;
    }
    const std::span<Stmt* const> list = finish(stack, mark);
    if (count == 1) start.line = 0; // a lone line end
    return builder_.make<Block>(Kind::Block, start, lastEnd(), list);
}

/// What follows a colon: statements on the same line, or an indented block.
Stmt* Parser::suite(const char* what) {
    if (!expect(K::Colon, what)) return builder_.make<Stmt>(Kind::Pass, here(), lastEnd());
    if (!accept(K::Newline)) return simpleLine();
    if (!at(K::Indent)) {
        resumeHere_ = !failed_;
        fail("expected an indented block, found " + describeToken());
        return builder_.make<Stmt>(Kind::Pass, here(), lastEnd());
    }
    const NodeStart before = here();
    if (tooDeep()) return builder_.make<Stmt>(Kind::Pass, before, lastEnd());
    next();
    const NodeStart start = here();
    const size_t mark = stmts_.size();
    for (;;) {
        Stmt* one = statement();
        if (!failed_) {
            stmts_.push_back(one);
        } else {
            if (!options_.recover || failedAt_.kind == K::End) break;
            synchronise();
        }
        if (at(K::Dedent) || at(K::End) || failed_) break;
        if (at(K::Indent)) {
            fail({});
            if (!options_.recover) break;
            synchronise();
            if (at(K::Dedent) || at(K::End)) break;
        }
    }
    Stmt* body = block(stmts_, mark, start, stmts_.size() - mark);
    if (!failed_ && !at(K::End)) expect(K::Dedent, "");
    return body;
}

Stmt* Parser::otherwise() {
    return accept(K::Else) ? suite(" after 'else'") : nullptr;
}

Stmt* Parser::ifStatement() {
    const NodeStart start = here();
    const size_t mark = branches_.size();
    do {
        next();
        Expr* condition = namedTest();
        Stmt* body = suite(" after the condition");
        branches_.push_back({condition, body});
    } while (at(K::Elif));
    const std::span<const IfBranch> branches = finish(branches_, mark);
    Stmt* rest = otherwise();
    return builder_.make<If>(Kind::If, start, lastEnd(), branches, rest);
}

Stmt* Parser::whileStatement() {
    const NodeStart start = here();
    next();
    Expr* condition = namedTest();
    Stmt* body = suite(" after the condition");
    Stmt* rest = otherwise();
    return builder_.make<While>(Kind::While, start, lastEnd(), condition, body, rest);
}

Stmt* Parser::forStatement(NodeStart start, bool isAsync) {
    next();
    Expr* target = testList(&Parser::expressionLevel, true);
    expect(K::In, " in a for statement");
    Expr* iterable = testList(&Parser::test, false);
    Stmt* body = suite(" after the for header");
    Stmt* rest = otherwise();
    return builder_.make<For>(Kind::For, start, lastEnd(), target, iterable, body, rest, isAsync);
}

Handler Parser::handler() {
    const NodeStart start = here();
    next();
    Handler handler{start.line, {}, nullptr, NameId::none, nullptr};
    if (startsTest()) {
        handler.type = test();
        if (accept(K::As)) handler.name = expectName("a name after 'as'");
    }
    handler.span = {start.begin, lastEnd()};
    handler.body = suite(" after 'except'");
    return handler;
}

Stmt* Parser::tryStatement() {
    const NodeStart start = here();
    next();
    Stmt* body = suite(" after 'try'");
    const size_t mark = handlers_.size();
    while (at(K::Except)) handlers_.push_back(handler());
    const std::span<const Handler> handlers = finish(handlers_, mark);
    Stmt* rest = handlers.empty() ? nullptr : otherwise();
    Stmt* finally = nullptr;
    if (at(K::Finally)) {
        next();
        finally = suite(" after 'finally'");
    } else if (handlers.empty()) {
        fail("expected 'except' or 'finally', found " + describeToken());
    }
    return builder_.make<Try>(Kind::Try, start, lastEnd(), body, handlers, rest, finally);
}

Stmt* Parser::withStatement(NodeStart start, bool isAsync) {
    next();
    const size_t mark = withItems_.size();
    do {
        Expr* context = test();
        Expr* target = accept(K::As) ? binary(0) : nullptr;
        withItems_.push_back({context, target});
    } while (accept(K::Comma));
    const std::span<const WithItem> items = finish(withItems_, mark);
    Stmt* body = suite(" after the with items");
    return builder_.make<With>(Kind::With, start, lastEnd(), items, body, isAsync);
}

Param Parser::parameter(bool annotated) {
    const NodeStart start = here();
    Param param{ParamKind::Plain, NameId::none, start.line, {}, nullptr, nullptr, false};
    if (accept(K::Star)) {
        param.kind = ParamKind::Star;
        if (at(K::Name)) {
            param.isConst = builder_.isConst(token_.name);
            param.name = takeName();
        }
    } else {
        if (accept(K::StarStar)) param.kind = ParamKind::DoubleStar;
        if (at(K::Name)) param.isConst = builder_.isConst(token_.name);
        param.name = expectName("a parameter");
    }
    if (annotated && param.name != NameId::none && accept(K::Colon)) param.annotation = test();
    if (param.kind == ParamKind::Plain && accept(K::Assign)) param.defaultValue = test();
    if (param.kind == ParamKind::Plain && param.annotation == nullptr &&
        param.defaultValue == nullptr)
        param.line = 0; // a bare name is a leaf
    param.span = {start.begin, lastEnd()};
    return param;
}

/// Parameters up to the token `end`, which stays.
Params Parser::parameters(bool annotated, K end) {
    const size_t mark = params_.size();
    while (!at(end) && (at(K::Name) || at(K::Star) || at(K::StarStar))) {
        params_.push_back(parameter(annotated));
        if (!accept(K::Comma)) break;
    }
    return finish(params_, mark);
}

Stmt* Parser::functionDef(NodeStart start, bool isAsync) {
    const uint32_t defLine = token_.line;
    next();
    const SourceSpan nameSpan = token_.span;
    const NameId name = expectName("a function name");
    expect(K::ParenOpen, " after the function name");
    const Params params = parameters(true, K::ParenClose);
    expect(K::ParenClose, " to close the parameters");
    Expr* returns = accept(K::Arrow) ? test() : nullptr;
    Stmt* body = suite(" after the function header");
    return builder_.make<FunctionDef>(Kind::FunctionDef, start, lastEnd(), name, defLine, nameSpan,
                                      params, returns, body, isAsync);
}

Stmt* Parser::classDef() {
    const NodeStart start = here();
    next();
    const SourceSpan nameSpan = token_.span;
    const NameId name = expectName("a class name");
    std::span<const Argument> bases;
    if (accept(K::ParenOpen)) {
        bases = arguments();
        expect(K::ParenClose, " to close the base classes");
    }
    Stmt* body = suite(" after the class header");
    return builder_.make<ClassDef>(Kind::ClassDef, start, lastEnd(), name, nameSpan, bases, body);
}

Stmt* Parser::decorated() {
    const NodeStart start = here();
    const size_t mark = decorators_.size();
    while (at(K::At)) {
        const uint32_t begin = token_.span.begin;
        next();
        Decorator decorator{dottedName(), {}, at(K::ParenOpen), {}};
        if (decorator.hasCall) decorator.call = trailer();
        decorator.span = {begin, lastEnd()};
        expect(K::Newline, " after the decorator");
        decorators_.push_back(decorator);
    }
    const std::span<const Decorator> decorators = finish(decorators_, mark);
    Stmt* definition = nullptr;
    if (at(K::Class)) {
        definition = classDef();
    } else if (at(K::Def)) {
        definition = functionDef(here(), false);
    } else {
        const NodeStart asyncStart = here();
        if (accept(K::Async) && at(K::Def))
            definition = functionDef(asyncStart, true);
        else
            fail("expected a function or class after the decorators, found " + describeToken());
    }
    return builder_.make<Decorated>(Kind::Decorated, start, lastEnd(), decorators, definition);
}

Stmt* Parser::asyncStatement() {
    const NodeStart start = here();
    next();
    if (at(K::Def)) return functionDef(start, true);
    if (at(K::With)) return withStatement(start, true);
    if (at(K::For)) return forStatement(start, true);
    fail("expected 'def', 'for' or 'with' after 'async', found " + describeToken());
    return builder_.make<Stmt>(Kind::Pass, start, lastEnd());
}

} // namespace taipan
