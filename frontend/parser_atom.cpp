// Atoms, displays, comprehensions, calls and subscripts.

#include "frontend/parser_impl.h"

namespace taipan {

using namespace ast;

Expr* Parser::atomWithTrailers() {
    const NodeStart start = here();
    const bool isAwait = accept(K::Await);
    const NodeStart atomStart = here();
    Expr* value = atom();
    if (at(K::ParenOpen) || at(K::BracketOpen) || at(K::Period)) {
        const size_t mark = trailers_.size();
        while (at(K::ParenOpen) || at(K::BracketOpen) || at(K::Period))
            trailers_.push_back(trailer());
        const std::span<const Trailer> trailers = finish(trailers_, mark);
        // Under `await` stock never visits the postfix node itself, so it has no line there, and it
        // folds no constant.
        if (isAwait)
            value = builder_.make<Postfix>(Kind::Postfix, {0, atomStart.begin}, lastEnd(), value,
                                           trailers);
        else
            value = builder_.postfix(value, trailers, atomStart, lastEnd());
    }
    return isAwait ? builder_.make<Await>(Kind::Await, start, lastEnd(), value) : value;
}

Expr* Parser::atom() {
    const NodeStart start = here();
    const uint32_t end = token_.span.end;
    const auto keyword = [&](Kind kind) {
        next();
        return builder_.make<Expr>(kind, {0, start.begin}, end);
    };
    switch (token_.kind) {
    case K::Name: {
        Expr* name = builder_.name(token_.name, start, end);
        takeName();
        return name;
    }
    case K::Integer: return integer();
    case K::Decimal: return decimal();
    case K::String: {
        Expr* string = builder_.string(token_.text, start, end);
        next();
        return string;
    }
    case K::Bytes: {
        Expr* bytes = builder_.bytes(token_.text, start, end);
        next();
        return bytes;
    }
    case K::Ellipsis: return keyword(Kind::EllipsisLiteral);
    case K::None: return keyword(Kind::NoneLiteral);
    case K::True: return keyword(Kind::TrueLiteral);
    case K::False: return keyword(Kind::FalseLiteral);
    case K::Debug: return keyword(options_.debug ? Kind::TrueLiteral : Kind::FalseLiteral);
    case K::ParenOpen: return parenthesized();
    case K::BracketOpen: return bracketed();
    case K::BraceOpen: return braced();
    default: fail("expected an expression, found " + describeToken()); return dummy();
    }
}

Expr* Parser::integer() {
    const NodeStart start = here();
    std::string error;
    const Constant* value = parseInteger(token_.text, arena_, error);
    if (value == nullptr) {
        failWith(DiagId::InvalidInteger, token_.span, token_.line, {}, error);
        return dummy();
    }
    Expr* number = builder_.number(value, start, token_.span.end);
    next();
    return number;
}

Expr* Parser::decimal() {
    const NodeStart start = here();
    const Constant* value = parseDecimal(token_.text, arena_);
    if (value == nullptr) {
        failWith(DiagId::InvalidNumber, token_.span, token_.line);
        return dummy();
    }
    Expr* number =
        builder_.make<ConstObject>(Kind::ConstObject, start, token_.span.end, value, NameId::none);
    next();
    return number;
}

/// `()`, a value, a tuple or a generator expression in parentheses.
Expr* Parser::parenthesized() {
    const NodeStart start = here();
    if (tooDeep()) return dummy();
    next();
    if (accept(K::ParenClose)) return builder_.tuple({}, true, start, lastEnd(), start.line);
    if (at(K::Yield)) {
        Expr* value = yieldExpr();
        expect(K::ParenClose, " to close '('");
        return value;
    }
    const NodeStart inner = here();
    Expr* first = starOr(&Parser::namedTest);
    if (at(K::For)) {
        Expr* generator = comprehension(CompKind::Generator, first, start, inner.line);
        expect(K::ParenClose, " to close '('");
        generator->span.end = lastEnd();
        return generator;
    }
    if (!at(K::Comma)) {
        expect(K::ParenClose, " to close '('");
        // `(*x)` stays in parentheses for stock, too: the star is an error wherever it ends up.
        return first;
    }
    const size_t mark = exprs_.size();
    exprs_.push_back(first);
    uint32_t secondLine = inner.line;
    bool trailingComma = false;
    while (accept(K::Comma)) {
        trailingComma = !startsTest() && !at(K::Star);
        if (trailingComma) break;
        if (exprs_.size() == mark + 1) secondLine = token_.line;
        exprs_.push_back(starOr(&Parser::namedTest));
    }
    const Exprs items = finish(exprs_, mark);
    expect(K::ParenClose, " to close '('");
    // Stock parses what follows the first comma as a list of its own, and a constant tuple has that
    // list's line; but a list of one item without a comma is no list.
    const bool tailIsList = items.size() > 2 || (items.size() == 2 && trailingComma);
    return builder_.tuple(items, true, start, lastEnd(), tailIsList ? secondLine : inner.line);
}

Expr* Parser::bracketed() {
    const NodeStart start = here();
    if (tooDeep()) return dummy();
    next();
    const size_t mark = exprs_.size();
    if (!at(K::BracketClose)) {
        const NodeStart inner = here();
        Expr* first = starOr(&Parser::namedTest);
        if (at(K::For)) {
            Expr* list = comprehension(CompKind::List, first, start, inner.line);
            expect(K::BracketClose, " to close '['");
            list->span.end = lastEnd();
            return list;
        }
        exprs_.push_back(first);
        while (accept(K::Comma)) {
            if (!startsTest() && !at(K::Star)) break;
            exprs_.push_back(starOr(&Parser::namedTest));
        }
    }
    const Exprs items = finish(exprs_, mark);
    expect(K::BracketClose, " to close '['");
    return builder_.make<List>(Kind::List, start, lastEnd(), items);
}

/// `key: value` or a plain value.
Expr* Parser::bracedItem() {
    const NodeStart start = here();
    Expr* key = test();
    if (!accept(K::Colon)) return key;
    Expr* value = test();
    return builder_.make<KeyValue>(Kind::KeyValue, start, lastEnd(), key, value);
}

Expr* Parser::braced() {
    const NodeStart start = here();
    if (tooDeep()) return dummy();
    next();
    const size_t mark = exprs_.size();
    const NodeStart inner = here();
    if (startsTest()) {
        Expr* first = bracedItem();
        if (at(K::For)) {
            const CompKind what = first->kind == Kind::KeyValue ? CompKind::Dict : CompKind::Set;
            Expr* display = comprehension(what, first, start, inner.line);
            expect(K::BraceClose, " to close '{'");
            display->span.end = lastEnd();
            return display;
        }
        exprs_.push_back(first);
        while (accept(K::Comma) && startsTest()) exprs_.push_back(bracedItem());
    }
    const Exprs items = finish(exprs_, mark);
    expect(K::BraceClose, " to close '{'");
    return builder_.make<Braces>(Kind::Braces, start, lastEnd(), items,
                                 SourceSpan{inner.begin, lastEnd()}, inner.line);
}

/// The clauses from the first `for` on.
Expr* Parser::comprehension(CompKind what, Expr* element, NodeStart start, uint32_t elementLine) {
    const size_t mark = clauses_.size();
    for (;;) {
        if (accept(K::For)) {
            Expr* target = testList(&Parser::expressionLevel, true);
            expect(K::In, " in a comprehension");
            Expr* iterable = orTest();
            clauses_.push_back({target, iterable});
        } else if (accept(K::If)) {
            clauses_.push_back({nullptr, testNoCondition()});
        } else {
            break;
        }
    }
    return builder_.make<Comprehension>(Kind::Comprehension, start, lastEnd(), what, elementLine,
                                        element, finish(clauses_, mark));
}

Trailer Parser::trailer() {
    const NodeStart start = here();
    Trailer trailer{TrailerKind::Call, start.line, {}, {}, nullptr, NameId::none};
    if (accept(K::Period)) {
        trailer.kind = TrailerKind::Attribute;
        trailer.name = expectName("an attribute name");
    } else if (tooDeep()) {
        return trailer;
    } else if (accept(K::ParenOpen)) {
        trailer.arguments = arguments();
        expect(K::ParenClose, " to close '('");
    } else {
        next();
        trailer.kind = TrailerKind::Subscript;
        trailer.index = subscriptList();
        expect(K::BracketClose, " to close '['");
    }
    trailer.span = {start.begin, lastEnd()};
    return trailer;
}

/// Call arguments up to the closing parenthesis, which stays.
std::span<const Argument> Parser::arguments() {
    const size_t mark = arguments_.size();
    while (startsTest() || at(K::Star) || at(K::StarStar)) {
        arguments_.push_back(argument());
        if (!accept(K::Comma)) break;
    }
    return finish(arguments_, mark);
}

Argument Parser::argument() {
    const NodeStart start = here();
    Argument arg{ArgumentKind::Positional, start.line, {}, nullptr, nullptr};
    if (at(K::Star) || at(K::StarStar)) {
        arg.kind = at(K::Star) ? ArgumentKind::Star : ArgumentKind::DoubleStar;
        next();
        arg.value = test();
    } else {
        arg.value = test();
        if (accept(K::Assign)) {
            arg.kind = ArgumentKind::Keyword;
            arg.name = arg.value;
            arg.value = test();
        } else if (accept(K::ColonAssign)) {
            arg.kind = ArgumentKind::Walrus;
            arg.name = arg.value;
            arg.value = test();
        } else if (at(K::For)) {
            // The bare generator of a call has no line of its own for stock.
            arg.value = comprehension(CompKind::Generator, arg.value, {0, start.begin}, start.line);
        } else {
            arg.line = arg.value->line;
        }
    }
    arg.span = {start.begin, lastEnd()};
    return arg;
}

Expr* Parser::subscriptList() {
    const NodeStart start = here();
    Expr* first = subscript();
    if (!at(K::Comma)) return first;
    const size_t mark = exprs_.size();
    exprs_.push_back(first);
    while (accept(K::Comma)) {
        if (!startsTest() && !at(K::Colon)) break;
        exprs_.push_back(subscript());
    }
    return builder_.tuple(finish(exprs_, mark), false, start, lastEnd(), start.line);
}

Expr* Parser::subscript() {
    const NodeStart place = here();
    if (at(K::Colon)) return slice(nullptr, place);
    Expr* index = test();
    return at(K::Colon) ? slice(index, place) : index;
}

/// The rest of a slice, from its first colon.
Expr* Parser::slice(Expr* start, NodeStart place) {
    next();
    Expr* stop = startsTest() ? test() : nullptr;
    Expr* step = nullptr;
    if (accept(K::Colon) && startsTest()) step = test();
    return builder_.make<Slice>(Kind::Slice, place, lastEnd(), start, stop, step);
}

} // namespace taipan
