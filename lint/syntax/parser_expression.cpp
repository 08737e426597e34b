#include "lint/syntax/parser_impl.h"

namespace taipan::lint {

namespace {
struct OperatorRow {
    uint32_t op;
    Operator meaning;
};
constexpr OperatorRow kLevels[][5] = {
    {{Op('|'), Operator::Or}},
    {{Op('^'), Operator::Xor}},
    {{Op('&'), Operator::And}},
    {{Op('<', '<'), Operator::ShiftLeft}, {Op('>', '>'), Operator::ShiftRight}},
    {{Op('+'), Operator::Add}, {Op('-'), Operator::Subtract}},
    {{Op('*'), Operator::Multiply},
     {Op('/'), Operator::Divide},
     {Op('/', '/'), Operator::FloorDivide},
     {Op('%'), Operator::Modulo},
     {Op('@'), Operator::MatMultiply}},
};
constexpr int kTermLevel = 6;

Operator comparisonOf(uint32_t op) {
    switch (op) {
    case Op('<'): return Operator::Less;
    case Op('>'): return Operator::More;
    case Op('=', '='): return Operator::Equal;
    case Op('!', '='): return Operator::NotEqual;
    case Op('<', '='): return Operator::LessEqual;
    case Op('>', '='): return Operator::MoreEqual;
    default: return Operator::None;
    }
}
} // namespace

/// Whether an expression list ends here.
static bool endsList(const Token& token) {
    if (token.kind == TokenKind::Newline || token.kind == TokenKind::End) return true;
    if (token.kind == TokenKind::Keyword) return token.word == Word::In || token.word == Word::For;
    return token.kind == TokenKind::Op &&
           (token.op == Op(')') || token.op == Op(']') || token.op == Op('}') ||
            token.op == Op('=') || token.op == Op(':') || token.op == Op(';') ||
            (token.op >> 8 && (token.op >> 8) == '='));
}

Node* Parser::expressions(bool stars) {
    const uint32_t begin = now().begin;
    Node* first = stars ? starOrNamed() : namedExpression();
    if (!isOp(Op(','))) return first;
    const size_t from = pending_.size();
    pending_.push_back(first);
    while (takeOp(Op(','))) {
        if (endsList(now())) break;
        pending_.push_back(starOrNamed());
    }
    Node* tuple = make(Kind::Tuple, begin);
    tuple->items = keep(from);
    return finish(tuple);
}

Node* Parser::starOrNamed() {
    if (!isOp(Op('*'))) return namedExpression();
    Node* node = make(Kind::Starred, now().begin);
    advance();
    node->a = binary(0);
    return finish(node);
}

Node* Parser::namedExpression() {
    Node* value = expression();
    if (!isOp(Op(':', '='))) return value;
    Node* node = make(Kind::Walrus, value->span.begin);
    advance();
    node->a = value;
    node->b = expression();
    return finish(node);
}

Node* Parser::expression() {
    if (guard_.exhausted()) {
        tree_.tooDeep = true;
        fail();
    }
    if (isWord(Word::Lambda)) return lambda();
    Node* then = orTest();
    if (!isWord(Word::If)) return then;
    Node* node = make(Kind::Conditional, then->span.begin);
    advance();
    node->b = then;
    node->a = orTest();
    if (!takeWord(Word::Else)) fail();
    node->c = expression();
    return finish(node);
}

Node* Parser::orTest() {
    Node* left = andTest();
    while (isWord(Word::Or)) {
        Node* node = make(Kind::BoolOp, left->span.begin);
        advance();
        node->detail = static_cast<uint16_t>(Operator::Or);
        node->a = left;
        node->b = andTest();
        left = finish(node);
    }
    return left;
}

Node* Parser::andTest() {
    Node* left = notTest();
    while (isWord(Word::And)) {
        Node* node = make(Kind::BoolOp, left->span.begin);
        advance();
        node->detail = static_cast<uint16_t>(Operator::And);
        node->a = left;
        node->b = notTest();
        left = finish(node);
    }
    return left;
}

Node* Parser::notTest() {
    if (!isWord(Word::Not)) return comparison();
    Node* node = make(Kind::Unary, now().begin);
    advance();
    if (guard_.exhausted()) {
        tree_.tooDeep = true;
        fail();
    }
    node->detail = static_cast<uint16_t>(Operator::Not);
    node->a = notTest();
    return finish(node);
}

Node* Parser::comparison() {
    Node* left = binary(0);
    const size_t from = pending_.size();
    for (;;) {
        Operator op = now().kind == TokenKind::Op ? comparisonOf(now().op) : Operator::None;
        const uint32_t begin = now().begin;
        if (isWord(Word::In))
            op = Operator::In;
        else if (isWord(Word::Not) && ahead().word == Word::In)
            op = Operator::NotIn;
        else if (isWord(Word::Is))
            op = ahead().word == Word::Not ? Operator::IsNot : Operator::Is;
        if (op == Operator::None) break;
        advance();
        if (op == Operator::NotIn || op == Operator::IsNot) advance();
        Node* part = make(Kind::Comparison, begin);
        part->detail = static_cast<uint16_t>(op);
        part->a = binary(0);
        pending_.push_back(finish(part));
    }
    if (pending_.size() == from) return left;
    Node* node = make(Kind::Compare, left->span.begin);
    node->a = left;
    node->items = keep(from);
    return finish(node);
}

Node* Parser::binary(int level) {
    if (level == kTermLevel) return unary();
    Node* left = binary(level + 1);
    for (;;) {
        Operator meaning = Operator::None;
        if (now().kind == TokenKind::Op)
            for (const OperatorRow& row : kLevels[level])
                if (row.op && row.op == now().op) meaning = row.meaning;
        if (meaning == Operator::None) return left;
        Node* node = make(Kind::Binary, left->span.begin);
        advance();
        node->detail = static_cast<uint16_t>(meaning);
        node->a = left;
        node->b = binary(level + 1);
        left = finish(node);
    }
}

Node* Parser::unary() {
    Operator op = Operator::None;
    if (isOp(Op('-')))
        op = Operator::Minus;
    else if (isOp(Op('+')))
        op = Operator::Plus;
    else if (isOp(Op('~')))
        op = Operator::Invert;
    if (op == Operator::None) return power();
    if (guard_.exhausted()) {
        tree_.tooDeep = true;
        fail();
    }
    Node* node = make(Kind::Unary, now().begin);
    advance();
    node->detail = static_cast<uint16_t>(op);
    node->a = unary();
    return finish(node);
}

Node* Parser::power() {
    Node* base;
    if (isWord(Word::Await)) {
        Node* node = make(Kind::Await, now().begin);
        advance();
        node->a = postfix(atom());
        base = finish(node);
    } else {
        base = postfix(atom());
    }
    if (!isOp(Op('*', '*'))) return base;
    if (guard_.exhausted()) {
        tree_.tooDeep = true;
        fail();
    }
    Node* node = make(Kind::Binary, base->span.begin);
    advance();
    node->detail = static_cast<uint16_t>(Operator::Power);
    node->a = base;
    node->b = unary();
    return finish(node);
}

Node* Parser::postfix(Node* base) {
    for (;;) {
        const uint32_t begin = base->span.begin;
        if (isOp(Op('.'))) {
            advance();
            Node* node = make(Kind::Attribute, begin);
            node->a = base;
            node->name = takeName(&node->nameSpan);
            base = finish(node);
        } else if (isOp(Op('('))) {
            advance();
            Node* node = make(Kind::Call, begin);
            node->a = base;
            const size_t from = pending_.size();
            arguments(from);
            node->items = keep(from);
            base = finish(node);
        } else if (isOp(Op('['))) {
            advance();
            Node* node = make(Kind::Subscript, begin);
            node->a = base;
            node->b = index();
            expectOp(Op(']'));
            base = finish(node);
        } else {
            return base;
        }
    }
}

/// Arguments and the closing parenthesis, to the pending nodes.
void Parser::arguments(size_t) {
    while (!isOp(Op(')'))) {
        pending_.push_back(argument());
        if (!takeOp(Op(','))) break;
    }
    expectOp(Op(')'));
}

Node* Parser::argument() {
    const uint32_t begin = now().begin;
    if (isOp(Op('*')) || isOp(Op('*', '*'))) {
        Node* node = make(isOp(Op('*')) ? Kind::Starred : Kind::DoubleStarred, begin);
        advance();
        node->a = expression();
        return finish(node);
    }
    if (now().kind == TokenKind::Name && ahead().kind == TokenKind::Op && ahead().op == Op('=')) {
        Node* node = make(Kind::Keyword, begin);
        node->name = takeName(&node->nameSpan);
        advance();
        node->a = expression();
        return finish(node);
    }
    Node* value = namedExpression();
    if (isWord(Word::For) || (isWord(Word::Async) && ahead().word == Word::For))
        return comprehension(ComprehensionKind::Generator, value, begin);
    return value;
}

Node* Parser::subscriptItem() {
    const uint32_t begin = now().begin;
    Node* first = nullptr;
    if (!isOp(Op(':'))) first = starOrNamed();
    if (!isOp(Op(':'))) return first;
    Node* node = make(Kind::Slice, begin);
    node->a = first;
    advance();
    const auto ends = [this] { return isOp(Op(']')) || isOp(Op(':')) || isOp(Op(',')); };
    if (!ends()) node->b = expression();
    if (takeOp(Op(':')) && !ends()) node->c = expression();
    return finish(node);
}

Node* Parser::index() {
    const uint32_t begin = now().begin;
    Node* first = subscriptItem();
    if (!isOp(Op(','))) return first;
    const size_t from = pending_.size();
    pending_.push_back(first);
    while (takeOp(Op(','))) {
        if (isOp(Op(']'))) break;
        pending_.push_back(subscriptItem());
    }
    Node* tuple = make(Kind::Tuple, begin);
    tuple->items = keep(from);
    return finish(tuple);
}

Node* Parser::name() {
    Node* node = make(Kind::Name, now().begin);
    node->name = takeName(&node->nameSpan);
    return finish(node);
}

Node* Parser::constant(ConstantKind kind) {
    Node* node = make(Kind::Constant, now().begin);
    node->detail = static_cast<uint16_t>(kind);
    advance();
    return finish(node);
}

Node* Parser::number() {
    Node* node = make(Kind::Number, now().begin);
    node->detail = static_cast<uint16_t>(now().op);
    node->flags = now().flags;
    advance();
    return finish(node);
}

Node* Parser::atom() {
    const Token& token = now();
    switch (token.kind) {
    case TokenKind::Name: return name();
    case TokenKind::Number: return number();
    case TokenKind::String: return strings();
    case TokenKind::Keyword:
        if (token.word == Word::NoneWord) return constant(ConstantKind::None);
        if (token.word == Word::True) return constant(ConstantKind::True);
        if (token.word == Word::False) return constant(ConstantKind::False);
        fail();
    case TokenKind::Op:
        if (token.op == Op('(')) return bracketed();
        if (token.op == Op('[')) return list();
        if (token.op == Op('{')) return braces();
        if (token.op == Op('.', '.', '.')) return constant(ConstantKind::Ellipsis);
        fail();
    default: fail();
    }
}

Node* Parser::bracketed() {
    const uint32_t begin = now().begin;
    advance();
    if (guard_.exhausted()) {
        tree_.tooDeep = true;
        fail();
    }
    if (takeOp(Op(')'))) {
        Node* tuple = make(Kind::Tuple, begin);
        tuple->flags = flag::kParenthesised;
        return finish(tuple);
    }
    if (isWord(Word::Yield)) {
        Node* node = yieldExpression();
        expectOp(Op(')'));
        return node;
    }
    Node* value = expressions();
    if (isWord(Word::For) || (isWord(Word::Async) && ahead().word == Word::For)) {
        value = comprehension(ComprehensionKind::Generator, value, begin);
        value->flags |= flag::kParenthesised;
    }
    expectOp(Op(')'));
    if (value->kind == Kind::Tuple && !(value->flags & flag::kParenthesised)) {
        value->flags |= flag::kParenthesised;
        value->span.begin = begin;
        return finish(value);
    }
    return value;
}

Node* Parser::list() {
    const uint32_t begin = now().begin;
    advance();
    const size_t from = pending_.size();
    while (!isOp(Op(']'))) {
        Node* item = starOrNamed();
        if (pending_.size() == from &&
            (isWord(Word::For) || (isWord(Word::Async) && ahead().word == Word::For))) {
            Node* node = comprehension(ComprehensionKind::List, item, begin);
            expectOp(Op(']'));
            return finish(node);
        }
        pending_.push_back(item);
        if (!takeOp(Op(','))) break;
    }
    expectOp(Op(']'));
    Node* node = make(Kind::List, begin);
    node->items = keep(from);
    return finish(node);
}

Node* Parser::braces() {
    const uint32_t begin = now().begin;
    advance();
    const size_t from = pending_.size();
    bool isDict = isOp(Op('}'));
    while (!isOp(Op('}'))) {
        Node* item;
        if (isOp(Op('*', '*'))) {
            item = make(Kind::DoubleStarred, now().begin);
            advance();
            item->a = binary(0);
            finish(item);
            isDict = true;
        } else {
            item = starOrNamed();
            if (takeOp(Op(':'))) {
                Node* pair = make(Kind::KeyValue, item->span.begin);
                pair->a = item;
                pair->b = expression();
                item = finish(pair);
                isDict = true;
            }
        }
        if (pending_.size() == from &&
            (isWord(Word::For) || (isWord(Word::Async) && ahead().word == Word::For))) {
            Node* node = comprehension(isDict ? ComprehensionKind::Dict : ComprehensionKind::Set,
                                       item, begin);
            expectOp(Op('}'));
            return finish(node);
        }
        pending_.push_back(item);
        if (!takeOp(Op(','))) break;
    }
    expectOp(Op('}'));
    Node* node = make(isDict ? Kind::Dict : Kind::Set, begin);
    node->items = keep(from);
    return finish(node);
}

Node* Parser::comprehension(ComprehensionKind kind, Node* element, uint32_t begin) {
    Node* node = make(Kind::Comprehension, begin);
    node->detail = static_cast<uint16_t>(kind);
    node->a = element;
    const size_t from = pending_.size();
    for (;;) {
        const uint32_t at = now().begin;
        if (isWord(Word::For) || (isWord(Word::Async) && ahead().word == Word::For)) {
            Node* clause = make(Kind::CompFor, at);
            if (takeWord(Word::Async)) clause->flags = flag::kAsync;
            advance();
            clause->a = target();
            if (!takeWord(Word::In)) fail();
            clause->b = orTest();
            if (isWord(Word::If) && false) fail();
            pending_.push_back(finish(clause));
        } else if (isWord(Word::If)) {
            Node* clause = make(Kind::CompIf, at);
            advance();
            clause->a = isWord(Word::Lambda) ? lambda() : orTest();
            if (isOp(Op(':', '='))) {
                Node* walrus = make(Kind::Walrus, clause->a->span.begin);
                advance();
                walrus->a = clause->a;
                walrus->b = orTest();
                clause->a = finish(walrus);
            }
            pending_.push_back(finish(clause));
        } else {
            break;
        }
    }
    node->items = keep(from);
    return finish(node);
}

/// Targets up to `in`: a name, a star, or a list of these.
Node* Parser::target() {
    const uint32_t begin = now().begin;
    const auto one = [this]() -> Node* {
        if (!isOp(Op('*'))) return binary(0);
        Node* node = make(Kind::Starred, now().begin);
        advance();
        node->a = binary(0);
        return finish(node);
    };
    Node* first = one();
    if (!isOp(Op(','))) return first;
    const size_t from = pending_.size();
    pending_.push_back(first);
    while (takeOp(Op(',')) && !isWord(Word::In)) pending_.push_back(one());
    Node* tuple = make(Kind::Tuple, begin);
    tuple->items = keep(from);
    return finish(tuple);
}

Node* Parser::yieldExpression() {
    Node* node = make(Kind::Yield, now().begin);
    advance();
    if (takeWord(Word::From)) {
        node->flags = flag::kFrom;
        node->a = expression();
    } else if (!endsList(now())) {
        node->a = expressions();
    }
    return finish(node);
}

Node* Parser::lambda() {
    Node* node = make(Kind::Lambda, now().begin);
    advance();
    const size_t from = pending_.size();
    params(Op(':'), from);
    node->items = keep(from);
    expectOp(Op(':'));
    node->a = isWord(Word::Yield) ? yieldExpression() : expression();
    return finish(node);
}

/// Parameters up to the token `close`, which stays.
void Parser::params(uint32_t close, size_t) {
    while (!isOp(close)) {
        pending_.push_back(param(close == Op(')')));
        if (!takeOp(Op(','))) break;
    }
}

Node* Parser::param(bool annotated) {
    Node* node = make(Kind::Param, now().begin);
    auto kind = ParamKind::Plain;
    if (takeOp(Op('/')))
        kind = ParamKind::Slash;
    else if (takeOp(Op('*', '*')))
        kind = ParamKind::DoubleStar;
    else if (takeOp(Op('*')))
        kind = now().kind == TokenKind::Name ? ParamKind::Star : ParamKind::BareStar;
    node->detail = static_cast<uint16_t>(kind);
    if (kind == ParamKind::Slash || kind == ParamKind::BareStar) return finish(node);
    node->name = takeName(&node->nameSpan);
    if (annotated && takeOp(Op(':'))) node->a = starOrNamed();
    if (takeOp(Op('='))) node->b = expression();
    return finish(node);
}

} // namespace taipan::lint
