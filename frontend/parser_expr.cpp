// Expressions down to the operators; atoms and trailers are in parser_atom.cpp.

#include "frontend/parser_impl.h"

namespace taipan {

using namespace ast;

namespace {
constexpr int kNoLevel = -1;

/// Binary operators by precedence, the loosest first; `**` binds differently and is not among them.
constexpr int levelOf(TokenKind kind) {
    switch (kind) {
    case TokenKind::Pipe: return 0;
    case TokenKind::Caret: return 1;
    case TokenKind::Ampersand: return 2;
    case TokenKind::ShiftLeft:
    case TokenKind::ShiftRight: return 3;
    case TokenKind::Plus:
    case TokenKind::Minus: return 4;
    case TokenKind::Star:
    case TokenKind::At:
    case TokenKind::Slash:
    case TokenKind::Percent:
    case TokenKind::SlashSlash: return 5;
    default: return kNoLevel;
    }
}

constexpr abi::BinaryOp kBinaryOps[] = {
#define TAIPAN_OPERATOR(kind, text, binary) abi::BinaryOp::binary,
#include "taipan/frontend/tokens.def"
};

abi::BinaryOp binaryOpOf(TokenKind kind) {
    return kBinaryOps[static_cast<size_t>(kind) - static_cast<size_t>(TokenKind::Less)];
}
} // namespace

/// Whether the current token can start an expression that is not starred.
bool Parser::startsTest() const {
    switch (token_.kind) {
    case K::Name:
    case K::Integer:
    case K::Decimal:
    case K::String:
    case K::Bytes:
    case K::Ellipsis:
    case K::None:
    case K::True:
    case K::False:
    case K::Debug:
    case K::ParenOpen:
    case K::BracketOpen:
    case K::BraceOpen:
    case K::Plus:
    case K::Minus:
    case K::Tilde:
    case K::Not:
    case K::Lambda:
    case K::Await: return true;
    default: return false;
    }
}

bool Parser::startsAtom() const {
    return (token_.kind >= K::Name && token_.kind <= K::Debug) || at(K::ParenOpen) ||
           at(K::BracketOpen) || at(K::BraceOpen) || at(K::Ellipsis);
}

/// Whether the current token goes on with the expression that an atom began.
bool Parser::continuesTest() const {
    return (token_.kind >= K::Less && token_.kind <= K::StarStar) ||
           (token_.kind >= K::False && token_.kind <= K::Yield);
}

/// Most expressions are an atom with trailers: these need not go through every precedence level.
Expr* Parser::test() {
    if (at(K::Lambda)) return lambda(true);
    if (!startsAtom()) return testAfter({});
    const NodeStart start = here();
    Expr* value = atomWithTrailers();
    return continuesTest() ? testAfter({value, start}) : value;
}

Expr* Parser::testAfter(Operand first) {
    const NodeStart start = first.expr != nullptr ? first.start : here();
    Expr* value = orTest(first);
    if (!at(K::If)) return value;
    next();
    Expr* condition = orTest();
    expect(K::Else, " in a conditional expression");
    Expr* otherwise = tooDeep() ? dummy() : test();
    return builder_.make<Conditional>(Kind::Conditional, start, lastEnd(), condition, value,
                                      otherwise);
}

/// The condition of a comprehension: no conditional expression.
Expr* Parser::testNoCondition() {
    return at(K::Lambda) ? lambda(false) : orTest();
}

Expr* Parser::namedTest() {
    const NodeStart start = here();
    Expr* value = test();
    if (!accept(K::ColonAssign)) return value;
    Expr* assigned = test();
    return builder_.make<NamedExpr>(Kind::NamedExpr, start, lastEnd(), value, assigned);
}

Expr* Parser::lambda(bool conditional) {
    if (tooDeep()) return dummy();
    const NodeStart start = here();
    next();
    const Params params = parameters(false, K::Colon);
    expect(K::Colon, " after lambda parameters");
    Expr* body = conditional ? test() : testNoCondition();
    return builder_.make<Lambda>(Kind::Lambda, start, lastEnd(), params, body);
}

Expr* Parser::orTest(Operand operand) {
    const NodeStart start = operand.expr != nullptr ? operand.start : here();
    Expr* first = andTest(operand);
    if (!at(K::Or)) return first;
    const size_t mark = exprs_.size();
    exprs_.push_back(first);
    while (accept(K::Or)) exprs_.push_back(andTest());
    return builder_.boolOp(true, finish(exprs_, mark), start);
}

Expr* Parser::andTest(Operand operand) {
    const NodeStart start = operand.expr != nullptr ? operand.start : here();
    Expr* first = notTest(operand);
    if (!at(K::And)) return first;
    const size_t mark = exprs_.size();
    exprs_.push_back(first);
    while (accept(K::And)) exprs_.push_back(notTest());
    return builder_.boolOp(false, finish(exprs_, mark), start);
}

Expr* Parser::notTest(Operand operand) {
    if (operand.expr != nullptr || !at(K::Not)) return comparison(operand);
    if (tooDeep()) return dummy();
    const NodeStart start = here();
    next();
    return builder_.unary(abi::UnaryOp::Not, notTest(), start);
}

/// Reads a comparison operator, which may be two words.
bool Parser::comparisonOperator(CompareOp& op) {
    if (token_.kind >= K::Less && token_.kind <= K::NotEqual) {
        op = static_cast<CompareOp>(binaryOpOf(token_.kind));
    } else if (at(K::In)) {
        op = CompareOp::In;
    } else if (at(K::Not)) {
        next();
        op = CompareOp::NotIn;
        return expect(K::In, " after 'not'");
    } else if (at(K::Is)) {
        next();
        op = accept(K::Not) ? CompareOp::IsNot : CompareOp::Is;
        return true;
    } else {
        return false;
    }
    next();
    return true;
}

Expr* Parser::comparison(Operand operand) {
    const NodeStart start = operand.expr != nullptr ? operand.start : here();
    Expr* first = binary(0, operand);
    CompareOp op;
    if (!comparisonOperator(op)) return first;
    const size_t mark = exprs_.size(), opMark = compareOps_.size();
    exprs_.push_back(first);
    do {
        compareOps_.push_back(op);
        exprs_.push_back(binary(0));
    } while (comparisonOperator(op));
    const Exprs operands = finish(exprs_, mark);
    return builder_.make<Compare>(Kind::Compare, start, lastEnd(), operands,
                                  finish(compareOps_, opMark));
}

/// Operators of `minLevel` and tighter. Operators of one level make one node.
Expr* Parser::binary(int minLevel, Operand operand) {
    const NodeStart start = operand.expr != nullptr ? operand.start : here();
    Expr* left = operand.expr != nullptr ? power(operand) : factor();
    for (int level; (level = levelOf(token_.kind)) >= minLevel && level != kNoLevel;) {
        const size_t mark = exprs_.size(), opMark = binaryOps_.size();
        exprs_.push_back(left);
        while (levelOf(token_.kind) == level) {
            binaryOps_.push_back(binaryOpOf(token_.kind));
            next();
            exprs_.push_back(binary(level + 1));
        }
        const Exprs operands = finish(exprs_, mark);
        left = builder_.binary(operands, finish(binaryOps_, opMark), start);
    }
    return left;
}

Expr* Parser::factor() {
    abi::UnaryOp op;
    if (at(K::Minus))
        op = abi::UnaryOp::Negative;
    else if (at(K::Plus))
        op = abi::UnaryOp::Positive;
    else if (at(K::Tilde))
        op = abi::UnaryOp::Invert;
    else
        return power();
    if (tooDeep()) return dummy();
    const NodeStart start = here();
    next();
    return builder_.unary(op, factor(), start);
}

Expr* Parser::power(Operand operand) {
    const NodeStart start = operand.expr != nullptr ? operand.start : here();
    Expr* base = operand.expr != nullptr ? operand.expr : atomWithTrailers();
    if (!at(K::StarStar)) return base;
    next();
    const size_t mark = exprs_.size();
    exprs_.push_back(base);
    exprs_.push_back(tooDeep() ? dummy() : factor());
    static constexpr abi::BinaryOp kPower[] = {abi::BinaryOp::Power};
    return builder_.binary(finish(exprs_, mark), kPower, start);
}

Expr* Parser::starOr(Expr* (Parser::*other)()) {
    if (!at(K::Star)) return (this->*other)();
    const NodeStart start = here();
    next();
    Expr* value = binary(0);
    return builder_.make<Starred>(Kind::Starred, start, lastEnd(), value);
}

/// One item, or a tuple of several without parentheses.
Expr* Parser::testList(Expr* (Parser::*item)(), bool starred) {
    const NodeStart start = here();
    const auto one = [&] { return starred ? starOr(item) : (this->*item)(); };
    Expr* first = one();
    if (!at(K::Comma)) return first;
    const size_t mark = exprs_.size();
    exprs_.push_back(first);
    while (accept(K::Comma)) {
        if (!startsTest() && !(starred && at(K::Star))) break;
        exprs_.push_back(one());
    }
    return builder_.tuple(finish(exprs_, mark), false, start, lastEnd(), start.line);
}

Expr* Parser::yieldExpr() {
    const NodeStart start = here();
    next();
    Expr* value = nullptr;
    const bool isFrom = accept(K::From);
    if (isFrom)
        value = test();
    else if (startsTest())
        value = testList(&Parser::test, false);
    return builder_.make<Yield>(Kind::Yield, start, lastEnd(), value, isFrom);
}

Expr* Parser::yieldOrTestList() {
    return at(K::Yield) ? yieldExpr() : testList(&Parser::test, true);
}

} // namespace taipan
