#include "lint/syntax/parser.h"

#include "lint/syntax/parser_impl.h"

namespace taipan::lint {

namespace {
// The walks over the tree use more a level, and with sanitizers much more.
#if defined(__SANITIZE_ADDRESS__)
constexpr size_t kStackBudget = size_t{128} << 10;
#else
constexpr size_t kStackBudget = size_t{512} << 10;
#endif
} // namespace

const Token& Parser::ahead(unsigned n) const {
    return token_ + n < last_ ? token_[n] : *last_;
}

bool Parser::takeOp(uint32_t op) {
    if (!isOp(op)) return false;
    advance();
    return true;
}

bool Parser::takeWord(Word word) {
    if (token_->word != word) return false;
    advance();
    return true;
}

Node* Parser::make(Kind kind, uint32_t begin) {
    Node* node = arena_.create<Node>();
    node->kind = kind;
    node->span = {begin, begin};
    return node;
}

/// The pending items from `from` on, in the arena.
std::span<Node* const> Parser::keep(size_t from) {
    const std::span<Node*> kept =
        arena_.copy(std::span<Node* const>(pending_.data() + from, pending_.size() - from));
    pending_.resize(from);
    return kept;
}

NameId Parser::takeName(SourceSpan* span) {
    if (token_->kind != TokenKind::Name) fail();
    if (span) *span = {token_->begin, token_->end};
    const NameId id = intern(textOf(*token_));
    advance();
    return id;
}

Node* Parser::module(const Tokens& tokens) {
    token_ = tokens.all.data();
    last_ = &tokens.all.back();
    Node* module = make(Kind::Module, 0);
    while (token_->kind != TokenKind::End) statements();
    module->items = keep(0);
    module->span = {0, static_cast<uint32_t>(text_.size())};
    return module;
}

Node* Parser::fieldExpression(const Tokens& tokens) {
    token_ = tokens.all.data();
    last_ = &tokens.all.back();
    try {
        Node* value = isWord(Word::Yield) ? yieldExpression() : expressions();
        if (isOp(Op(':', '='))) { // f'{x:=5}' is x with the format '=5'
            return value;
        }
        return token_->kind == TokenKind::End ? value : nullptr;
    } catch (const Bad&) {
        pending_.clear();
        return nullptr;
    }
}

/// One statement, or several on a line, to the pending ones.
void Parser::statement() {
    const Token* from = token_;
    const size_t pending = pending_.size();
    try {
        if (guard_.exhausted()) {
            tree_.tooDeep = true;
            fail();
        }
        if (Node* node = compound())
            pending_.push_back(node);
        else
            simpleLine();
    } catch (const Bad& bad) {
        pending_.resize(pending);
        tree_.faults.push_back({{bad.at, bad.at + 1}});
        Node* error = make(Kind::Error, from->begin);
        recover(from, error);
        finish(error);
        pending_.push_back(error);
    }
}

/// Goes to the line behind the fault; the block that may follow becomes items of `error`.
void Parser::recover(const Token* from, Node* error) {
    const bool behindBlock = token_ > from && token_[-1].kind == TokenKind::Dedent;
    if (behindBlock) return; // the fault was what the blocks before lack
    while (token_->kind != TokenKind::Newline && token_->kind != TokenKind::End &&
           token_->kind != TokenKind::Indent && token_->kind != TokenKind::Dedent)
        advance();
    if (token_->kind == TokenKind::Newline) advance();
    if (token_->kind != TokenKind::Indent) return;
    if (guard_.exhausted()) return skipBlock();
    advance();
    const size_t first = pending_.size();
    statements();
    error->items = keep(first);
}

/// Behind the block that begins here, with all that is in it unread: its statements, and the errors
/// in them, would nest as deeply as the blocks do.
void Parser::skipBlock() {
    tree_.tooDeep = true;
    size_t depth = 0;
    do {
        if (token_->kind == TokenKind::Indent) ++depth;
        if (token_->kind == TokenKind::Dedent) --depth;
        previousEnd_ = token_->end;
        ++token_;
    } while (depth > 0 && token_->kind != TokenKind::End);
}

/// Statements up to the end of a block, which is taken.
void Parser::statements() {
    while (token_->kind != TokenKind::Dedent && token_->kind != TokenKind::End) {
        if (token_->kind == TokenKind::Newline) {
            advance();
            continue;
        }
        if (token_->kind == TokenKind::Indent) { // deeper than it may be
            tree_.faults.push_back({{token_->begin, token_->end}});
            if (guard_.exhausted()) {
                skipBlock();
                continue;
            }
            advance();
            statements();
            continue;
        }
        statement();
    }
    if (token_->kind == TokenKind::Dedent) ++token_;
}

Tree parse(const SourceBuffer& source, Interner& interner, Arena& arena) {
    Tree tree;
    const std::string_view text = source.text();
    uint32_t begin = 0;
    if (text.substr(0, 3) == "\xef\xbb\xbf") begin = 3;
    Nesting nesting(text.size());
    Tokens tokens = scan(text, begin, static_cast<uint32_t>(text.size()), nesting);
    const StackGuard guard(kStackBudget);
    tree.module = Parser(text, interner, arena, tree, guard, nesting).module(tokens);
    tree.comments = std::move(tokens.comments);
    return tree;
}

} // namespace taipan::lint
