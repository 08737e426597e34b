#include "lint/syntax/parser_impl.h"

namespace taipan::lint {

void Parser::simpleLine() {
    for (;;) {
        pending_.push_back(simple());
        if (!takeOp(Op(';'))) break;
        if (now().kind == TokenKind::Newline || now().kind == TokenKind::End) break;
    }
    if (now().kind == TokenKind::End) return;
    if (now().kind != TokenKind::Newline) fail();
    advance();
}

Node* Parser::simple() {
    const uint32_t begin = now().begin;
    const auto bare = [&](Kind kind) {
        Node* node = make(kind, begin);
        advance();
        return finish(node);
    };
    switch (now().word) {
    case Word::Pass: return bare(Kind::Pass);
    case Word::Break: return bare(Kind::Break);
    case Word::Continue: return bare(Kind::Continue);
    case Word::Import: return importStatement();
    case Word::From: return importFrom();
    case Word::Global: return names(Kind::Global);
    case Word::Nonlocal: return names(Kind::Nonlocal);
    case Word::Del: return delStatement();
    case Word::Return: {
        Node* node = make(Kind::Return, begin);
        advance();
        if (now().kind != TokenKind::Newline && now().kind != TokenKind::End && !isOp(Op(';')))
            node->a = expressions();
        return finish(node);
    }
    case Word::Raise: {
        Node* node = make(Kind::Raise, begin);
        advance();
        if (now().kind != TokenKind::Newline && now().kind != TokenKind::End && !isOp(Op(';'))) {
            node->a = expression();
            if (takeWord(Word::From)) node->b = expression();
        }
        return finish(node);
    }
    case Word::Assert: {
        Node* node = make(Kind::Assert, begin);
        advance();
        node->a = expression();
        if (takeOp(Op(','))) node->b = expression();
        return finish(node);
    }
    default: break;
    }
    if (isTypeAlias()) {
        Node* node = make(Kind::TypeAlias, begin);
        advance();
        node->a = name();
        if (isOp(Op('['))) node->c = typeParams();
        expectOp(Op('='));
        node->b = expression();
        return finish(node);
    }
    return expressionStatement();
}

bool Parser::isTypeAlias() const {
    return now().kind == TokenKind::Name && textOf(now()) == "type" &&
           ahead().kind == TokenKind::Name && ahead(2).kind == TokenKind::Op &&
           (ahead(2).op == Op('=') || ahead(2).op == Op('['));
}

static Operator augmented(uint32_t op) {
    switch (op) {
    case Op('+', '='): return Operator::Add;
    case Op('-', '='): return Operator::Subtract;
    case Op('*', '='): return Operator::Multiply;
    case Op('/', '='): return Operator::Divide;
    case Op('/', '/', '='): return Operator::FloorDivide;
    case Op('%', '='): return Operator::Modulo;
    case Op('@', '='): return Operator::MatMultiply;
    case Op('&', '='): return Operator::And;
    case Op('|', '='): return Operator::Or;
    case Op('^', '='): return Operator::Xor;
    case Op('<', '<', '='): return Operator::ShiftLeft;
    case Op('>', '>', '='): return Operator::ShiftRight;
    case Op('*', '*', '='): return Operator::Power;
    default: return Operator::None;
    }
}

Node* Parser::expressionStatement() {
    const uint32_t begin = now().begin;
    const auto value = [this] { return isWord(Word::Yield) ? yieldExpression() : expressions(); };
    Node* first = value();
    if (isOp(Op('='))) {
        const size_t from = pending_.size();
        Node* last = first;
        while (takeOp(Op('='))) {
            pending_.push_back(last);
            last = value();
        }
        Node* node = make(Kind::Assign, begin);
        node->items = keep(from);
        node->b = last;
        return finish(node);
    }
    if (takeOp(Op(':'))) {
        Node* node = make(Kind::AnnAssign, begin);
        node->a = first;
        node->b = expression();
        if (takeOp(Op('='))) node->c = value();
        return finish(node);
    }
    const Operator op = now().kind == TokenKind::Op ? augmented(now().op) : Operator::None;
    if (op != Operator::None) {
        Node* node = make(Kind::AugAssign, begin);
        advance();
        node->detail = static_cast<uint16_t>(op);
        node->a = first;
        node->b = value();
        return finish(node);
    }
    Node* node = make(Kind::ExprStmt, begin);
    node->a = first;
    return finish(node);
}

NameId Parser::dottedName(SourceSpan& span) {
    span.begin = now().begin;
    takeName();
    bool plain = true;
    while (isOp(Op('.'))) {
        advance();
        takeName();
    }
    span.end = previousEnd_;
    const std::string_view text = text_.substr(span.begin, span.end - span.begin);
    for (const char c : text) plain &= isNamePart(c) || c == '.';
    if (plain) return intern(text);
    std::string joined;
    for (const char c : text)
        if (isNamePart(c) || c == '.') joined += c;
    return intern(arena_.copy(std::string_view(joined)));
}

Node* Parser::alias(bool dotted) {
    Node* node = make(Kind::Alias, now().begin);
    if (dotted) {
        const Token& first = now();
        node->name = dottedName(node->nameSpan);
        node->first = intern(textOf(first));
    } else
        node->name = takeName(&node->nameSpan);
    if (takeWord(Word::As)) node->a = name();
    return finish(node);
}

Node* Parser::importStatement() {
    Node* node = make(Kind::Import, now().begin);
    advance();
    const size_t from = pending_.size();
    do pending_.push_back(alias(true));
    while (takeOp(Op(',')));
    node->items = keep(from);
    return finish(node);
}

Node* Parser::importFrom() {
    Node* node = make(Kind::ImportFrom, now().begin);
    advance();
    while (isOp(Op('.')) || isOp(Op('.', '.', '.'))) {
        node->detail = static_cast<uint16_t>(node->detail + (isOp(Op('.')) ? 1 : 3));
        advance();
    }
    if (now().kind == TokenKind::Name) node->name = dottedName(node->nameSpan);
    if (!takeWord(Word::Import)) fail();
    if (takeOp(Op('*'))) {
        node->flags = flag::kStar;
        return finish(node);
    }
    const bool bracket = takeOp(Op('('));
    const size_t from = pending_.size();
    for (;;) {
        pending_.push_back(alias(false));
        if (!takeOp(Op(','))) break;
        if (isOp(Op(')')) || now().kind == TokenKind::Newline) break;
    }
    node->items = keep(from);
    if (bracket) expectOp(Op(')'));
    return finish(node);
}

Node* Parser::names(Kind kind) {
    Node* node = make(kind, now().begin);
    advance();
    const size_t from = pending_.size();
    do pending_.push_back(name());
    while (takeOp(Op(',')));
    node->items = keep(from);
    return finish(node);
}

Node* Parser::delStatement() {
    Node* node = make(Kind::Del, now().begin);
    advance();
    const size_t from = pending_.size();
    do {
        if (now().kind == TokenKind::Newline || isOp(Op(';'))) break;
        pending_.push_back(starOrNamed());
    } while (takeOp(Op(',')));
    node->items = keep(from);
    return finish(node);
}

Node* Parser::block() {
    expectOp(Op(':'));
    Node* node = make(Kind::Block, now().begin);
    const size_t from = pending_.size();
    if (now().kind != TokenKind::Newline) {
        simpleLine();
    } else {
        advance();
        if (now().kind != TokenKind::Indent) fail();
        advance();
        statements();
    }
    node->items = keep(from);
    if (!node->items.empty()) {
        node->span = {node->items.front()->span.begin, node->items.back()->span.end};
        previousEnd_ = node->span.end;
    }
    return node;
}

/// A compound statement, or null when this is a simple one.
Node* Parser::compound() {
    const uint32_t begin = now().begin;
    switch (now().word) {
    case Word::If: return ifStatement();
    case Word::While: return whileStatement();
    case Word::For: return forStatement(begin, false);
    case Word::Try: return tryStatement();
    case Word::With: return withStatement(begin, false);
    case Word::Def:
    case Word::Class: return definition(nullptr, begin);
    case Word::Async:
        if (ahead().word == Word::Def) return definition(nullptr, begin);
        if (ahead().word == Word::For) {
            advance();
            return forStatement(begin, true);
        }
        if (ahead().word == Word::With) {
            advance();
            return withStatement(begin, true);
        }
        return nullptr;
    default: break;
    }
    if (isOp(Op('@'))) return decorated();
    if (isMatch()) return matchStatement();
    return nullptr;
}

Node* Parser::ifStatement() {
    Node* const first = make(Kind::If, now().begin);
    Node* last = first; // a chain of elif may be long: no recursion
    for (;;) {
        advance();
        last->a = namedExpression();
        last->b = block();
        if (!isWord(Word::Elif)) break;
        last->c = make(Kind::If, now().begin);
        last = last->c;
    }
    if (takeWord(Word::Else)) last->c = block();
    for (Node* node = first; node && node->kind == Kind::If; node = node->c) finish(node);
    return first;
}

Node* Parser::whileStatement() {
    Node* node = make(Kind::While, now().begin);
    advance();
    node->a = namedExpression();
    node->b = block();
    if (takeWord(Word::Else)) node->c = block();
    return finish(node);
}

Node* Parser::forStatement(uint32_t begin, bool isAsync) {
    Node* node = make(Kind::For, begin);
    if (isAsync) node->flags = flag::kAsync;
    advance();
    node->a = target();
    if (!takeWord(Word::In)) fail();
    node->b = expressions();
    node->c = block();
    if (takeWord(Word::Else)) node->d = block();
    return finish(node);
}

Node* Parser::tryStatement() {
    Node* node = make(Kind::Try, now().begin);
    advance();
    node->a = block();
    const size_t from = pending_.size();
    bool star = false;
    while (isWord(Word::Except)) pending_.push_back(handler(star));
    node->items = keep(from);
    if (star) node->flags = flag::kStar;
    if (takeWord(Word::Else)) node->b = block();
    if (takeWord(Word::Finally)) node->c = block();
    if (node->items.empty() && !node->c) fail();
    return finish(node);
}

Node* Parser::handler(bool& star) {
    Node* node = make(Kind::Handler, now().begin);
    advance();
    if (takeOp(Op('*'))) star = true;
    if (!isOp(Op(':'))) {
        node->a = expressions();
        if (takeWord(Word::As)) node->name = takeName(&node->nameSpan);
    }
    node->b = block();
    return finish(node);
}

/// Whether the parenthesis here holds the items of a with statement: a word `as` inside it, and the
/// colon right behind it.
bool Parser::parenthesisedItems() const {
    int depth = 0;
    bool as = false;
    for (const Token* t = token_; t < last_ && t->kind != TokenKind::Newline; ++t) {
        if (t->kind == TokenKind::Op && (t->op == Op('(') || t->op == Op('[') || t->op == Op('{')))
            ++depth;
        if (t->kind == TokenKind::Op &&
            (t->op == Op(')') || t->op == Op(']') || t->op == Op('}')) && --depth == 0)
            return as && t[1].kind == TokenKind::Op && t[1].op == Op(':');
        if (depth == 1 && t->word == Word::As) as = true;
    }
    return false;
}

Node* Parser::withItem() {
    Node* node = make(Kind::WithItem, now().begin);
    node->a = expression();
    if (takeWord(Word::As)) node->b = starOrNamed();
    return finish(node);
}

Node* Parser::withStatement(uint32_t begin, bool isAsync) {
    Node* node = make(Kind::With, begin);
    if (isAsync) node->flags = flag::kAsync;
    advance();
    const bool bracket = isOp(Op('(')) && parenthesisedItems();
    if (bracket) {
        node->flags |= flag::kParenthesised;
        node->nameSpan = {now().begin, now().end};
        advance();
    }
    const size_t from = pending_.size();
    do {
        if (bracket && isOp(Op(')'))) break;
        pending_.push_back(withItem());
    } while (takeOp(Op(',')));
    node->items = keep(from);
    if (bracket) expectOp(Op(')'));
    node->b = block();
    return finish(node);
}

Node* Parser::decorated() {
    const uint32_t begin = now().begin;
    Node* decorators = make(Kind::Decorators, begin);
    const size_t from = pending_.size();
    while (takeOp(Op('@'))) {
        pending_.push_back(namedExpression());
        if (now().kind != TokenKind::Newline) fail();
        advance();
    }
    decorators->items = keep(from);
    finish(decorators);
    return definition(decorators, begin);
}

Node* Parser::definition(Node* decorators, uint32_t begin) {
    if (takeWord(Word::Async)) return functionDef(decorators, begin, true);
    if (isWord(Word::Def)) return functionDef(decorators, begin, false);
    if (isWord(Word::Class)) return classDef(decorators, begin);
    fail();
}

Node* Parser::functionDef(Node* decorators, uint32_t begin, bool isAsync) {
    Node* node = make(Kind::FunctionDef, begin);
    if (!takeWord(Word::Def)) fail();
    if (isAsync) node->flags = flag::kAsync;
    node->d = decorators;
    node->name = takeName(&node->nameSpan);
    if (isOp(Op('['))) node->c = typeParams();
    expectOp(Op('('));
    const size_t from = pending_.size();
    params(Op(')'), from);
    node->items = keep(from);
    expectOp(Op(')'));
    if (takeOp(Op('-', '>'))) node->a = expression();
    node->b = block();
    return finish(node);
}

Node* Parser::classDef(Node* decorators, uint32_t begin) {
    Node* node = make(Kind::ClassDef, begin);
    advance();
    node->d = decorators;
    node->name = takeName(&node->nameSpan);
    if (isOp(Op('['))) node->c = typeParams();
    const size_t from = pending_.size();
    if (takeOp(Op('('))) arguments(from);
    node->items = keep(from);
    node->b = block();
    return finish(node);
}

/// `[T, *Ts, **P]`: the names are read over.
Node* Parser::typeParams() {
    Node* node = make(Kind::TypeParams, now().begin);
    int depth = 0;
    do {
        if (isOp(Op('[')) || isOp(Op('('))) ++depth;
        if (isOp(Op(']')) || isOp(Op(')'))) --depth;
        if (now().kind == TokenKind::Newline || now().kind == TokenKind::End) fail();
        advance();
    } while (depth > 0);
    return finish(node);
}

/// Whether the name `match` here begins a match statement: an expression and a colon follow on the
/// line, and `case` stands on the next.
bool Parser::isMatch() const {
    if (now().kind != TokenKind::Name || textOf(now()) != "match") return false;
    const Token* t = token_ + 1;
    if (t->kind == TokenKind::Op && (t->op == Op('=') || t->op == Op('.') || t->op == Op(',')))
        return false;
    while (t < last_ && t->kind != TokenKind::Newline) ++t;
    return t + 2 < last_ && t[-1].kind == TokenKind::Op && t[-1].op == Op(':') &&
           t[1].kind == TokenKind::Indent && t[2].kind == TokenKind::Name && textOf(t[2]) == "case";
}

Node* Parser::matchStatement() {
    Node* node = make(Kind::Match, now().begin);
    node->nameSpan = {now().begin, now().end};
    advance();
    node->a = expressions();
    expectOp(Op(':'));
    if (now().kind != TokenKind::Newline) fail();
    advance();
    if (now().kind != TokenKind::Indent) fail();
    advance();
    const size_t from = pending_.size();
    while (now().kind == TokenKind::Name && textOf(now()) == "case")
        pending_.push_back(caseClause());
    if (now().kind != TokenKind::Dedent) fail();
    ++token_;
    node->items = keep(from);
    return finish(node);
}

Node* Parser::caseClause() {
    Node* node = make(Kind::Case, now().begin);
    advance();
    // The pattern binds names in ways of its own: it is read over.
    int depth = 0;
    while (depth > 0 || !(isOp(Op(':')) || isWord(Word::If))) {
        if (isOp(Op('(')) || isOp(Op('[')) || isOp(Op('{'))) ++depth;
        if (isOp(Op(')')) || isOp(Op(']')) || isOp(Op('}'))) --depth;
        if (now().kind == TokenKind::Newline || now().kind == TokenKind::End) fail();
        if (now().kind == TokenKind::Name &&
            !(token_[-1].kind == TokenKind::Op && token_[-1].op == Op('.'))) {
            Node* bound = make(Kind::Name, now().begin);
            bound->name = intern(textOf(now()));
            bound->span = {now().begin, now().end};
            if (textOf(now()) != "_") pending_.push_back(bound);
        }
        advance();
    }
    size_t from = pending_.size();
    while (from > 0 && pending_[from - 1]->kind == Kind::Name &&
           pending_[from - 1]->span.begin > node->span.begin)
        --from;
    node->items = keep(from);
    if (takeWord(Word::If)) node->c = namedExpression();
    node->b = block();
    return finish(node);
}

} // namespace taipan::lint
