// The parser's inner parts, shared by its source files.
#pragma once

#include <initializer_list>

#include "lint/syntax/parser.h"
#include "taipan/support/stack_guard.h"

namespace taipan::lint {

/// Thrown away parts of one file's reading. Each statement that cannot be read becomes an Error
/// node, and reading goes on behind its line.
class Parser {
  public:
    Parser(std::string_view text, Interner& interner, Arena& arena, Tree& tree,
           const StackGuard& guard, Nesting& nesting)
        : text_(text), interner_(interner), arena_(arena), tree_(tree), guard_(guard),
          nesting_(nesting) {}

    Node* module(const Tokens& tokens);
    /// One expression of a formatted string.
    Node* fieldExpression(const Tokens& tokens);

  private:
    friend class StringReader;
    /// Leaves the statement that cannot be read.
    struct Bad {
        uint32_t at;
    };

    // ---- tokens ----
    const Token& now() const { return *token_; }
    const Token& ahead(unsigned n = 1) const;
    bool isOp(uint32_t op) const { return token_->kind == TokenKind::Op && token_->op == op; }
    bool isWord(Word word) const { return token_->word == word; }
    std::string_view textOf(const Token& token) const {
        return text_.substr(token.begin, token.end - token.begin);
    }
    void advance() {
        previousEnd_ = token_->end;
        if (token_->kind != TokenKind::End) ++token_;
    }
    bool takeOp(uint32_t op);
    bool takeWord(Word word);
    void expectOp(uint32_t op) {
        if (!takeOp(op)) fail();
    }
    [[noreturn]] void fail() const { throw Bad{token_->begin}; }

    // ---- nodes ----
    Node* make(Kind kind, uint32_t begin);
    Node* finish(Node* node) {
        node->span.end = previousEnd_;
        return node;
    }
    std::span<Node* const> keep(size_t from);
    NameId intern(std::string_view text) { return interner_.intern(text); }
    NameId takeName(SourceSpan* span = nullptr);

    // ---- expressions ----
    Node* expressions(bool stars = true); // `a, *b`: a tuple where there is a comma
    Node* namedExpression();              // with :=
    Node* expression();                   // conditional, lambda
    Node* starOrNamed();
    Node* orTest();
    Node* andTest();
    Node* notTest();
    Node* comparison();
    Node* binary(int level);
    Node* unary();
    Node* power();
    Node* postfix(Node* base);
    Node* atom();
    Node* name();
    Node* constant(ConstantKind kind);
    Node* number();
    Node* strings();
    Node* bracketed();
    Node* list();
    Node* braces();
    Node* comprehension(ComprehensionKind kind, Node* element, uint32_t begin);
    Node* lambda();
    Node* yieldExpression();
    Node* index();
    Node* subscriptItem();
    void arguments(size_t from);
    Node* argument();
    Node* target(); // of for and comprehensions
    void params(uint32_t close, size_t from);
    Node* param(bool annotated);

    // ---- statements ----
    void statement();
    void simpleLine();
    Node* simple();
    Node* expressionStatement();
    Node* block();
    Node* compound();
    Node* importStatement();
    Node* importFrom();
    Node* alias(bool dotted);
    NameId dottedName(SourceSpan& span);
    Node* names(Kind kind);
    Node* delStatement();
    Node* ifStatement();
    Node* whileStatement();
    Node* forStatement(uint32_t begin, bool isAsync);
    Node* tryStatement();
    Node* handler(bool& star);
    Node* withStatement(uint32_t begin, bool isAsync);
    bool parenthesisedItems() const;
    Node* withItem();
    Node* decorated();
    Node* definition(Node* decorators, uint32_t begin);
    Node* functionDef(Node* decorators, uint32_t begin, bool isAsync);
    Node* classDef(Node* decorators, uint32_t begin);
    Node* typeParams();
    bool isMatch() const;
    Node* matchStatement();
    Node* caseClause();
    Node* pattern();
    bool isTypeAlias() const;
    void recover(const Token* from, Node* error);
    void skipBlock();
    void statements();

    std::string_view text_;
    Interner& interner_;
    Arena& arena_;
    Tree& tree_;
    const StackGuard& guard_;
    Nesting& nesting_;
    const Token* token_ = nullptr;
    const Token* last_ = nullptr;
    uint32_t previousEnd_ = 0;
    std::vector<Node*> pending_; // items of lists that are being read
};

} // namespace taipan::lint
