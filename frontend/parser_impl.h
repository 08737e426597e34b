// The recursive-descent parser's state and its methods; the files parser_*.cpp implement it by
// construct.
//
// After an error the current token becomes Failed, which matches nothing: every loop ends, every
// method returns some node, and the statement loop decides whether to go on.
#pragma once

#include <string>
#include <vector>

#include "frontend/tree_builder.h"
#include "taipan/frontend/lexer.h"
#include "taipan/frontend/parser.h"
#include "taipan/support/stack_guard.h"

namespace taipan {

class Parser {
  public:
    Parser(const SourceBuffer& source, Interner& interner, Arena& arena, DiagnosticSink& sink,
           const ParseOptions& options);

    const ast::Stmt* module();
    const ast::Stmt* soleExpression();

  private:
    using K = TokenKind;

    // tokens
    void next() { lexer_.next(token_); }
    bool at(K kind) const { return token_.kind == kind; }
    bool accept(K kind) {
        if (token_.kind != kind) return false;
        next();
        return true;
    }
    bool expect(K kind, const char* where);
    NameId expectName(const char* what);
    NameId takeName();
    NodeStart here() const { return {token_.line, token_.span.begin}; }
    uint32_t lastEnd() const { return lexer_.previousEnd(); }

    // errors
    void fail(std::string message);
    void failWith(DiagId id, SourceSpan span, uint32_t stockLine, std::string message = {},
                  const std::string& argument = {});
    std::string describeToken() const;
    void synchronise();
    void failTooDeep();
    bool tooDeep();

    // lists: elements are gathered on a shared stack, then copied to the arena
    template <typename T>
    std::span<const T> finish(std::vector<T>& stack, size_t mark) {
        std::span<const T> items = builder_.list(stack.data() + mark, stack.size() - mark);
        stack.resize(mark);
        return items;
    }

    // statements
    ast::Stmt* block(std::vector<ast::Stmt*>& stack, size_t mark, NodeStart start, size_t count);
    void statements();
    ast::Stmt* statement();
    ast::Stmt* simpleLine();
    ast::Stmt* smallStatement();
    ast::Stmt* expressionStatement();
    ast::Stmt* assignment(ast::Expr* target, NodeStart start);
    ast::Stmt* finishAssignment(ast::Expr* target, ast::Expr* annotation, ast::Expr* value,
                                NodeStart start);
    const ast::Argument* constCall(const ast::Expr& target, const ast::Expr& value, bool& isCall);
    ast::Stmt* suite(const char* what);
    ast::Stmt* importName();
    ast::Stmt* importFrom();
    ast::Names dottedName();
    ast::Stmt* declaration(ast::Kind kind);
    ast::Stmt* deleteStatement();
    ast::Stmt* raiseStatement();
    ast::Stmt* ifStatement();
    ast::Stmt* whileStatement();
    ast::Stmt* forStatement(NodeStart start, bool isAsync);
    ast::Stmt* tryStatement();
    ast::Handler handler();
    ast::Stmt* withStatement(NodeStart start, bool isAsync);
    ast::Stmt* functionDef(NodeStart start, bool isAsync);
    ast::Stmt* classDef();
    ast::Stmt* decorated();
    ast::Stmt* asyncStatement();
    ast::Stmt* otherwise();
    ast::Params parameters(bool annotated, K end);
    ast::Param parameter(bool annotated);

    // expressions
    bool startsTest() const;
    /// An operand read before it was known what would follow, with its start.
    struct Operand {
        ast::Expr* expr; // null: not read yet
        NodeStart start;
    };
    bool startsAtom() const;
    bool continuesTest() const;
    ast::Expr* test();
    ast::Expr* testNoCondition();
    ast::Expr* namedTest();
    ast::Expr* testAfter(Operand first);
    ast::Expr* orTest(Operand first = {});
    ast::Expr* andTest(Operand first = {});
    ast::Expr* notTest(Operand first = {});
    ast::Expr* comparison(Operand first = {});
    bool comparisonOperator(ast::CompareOp& op);
    ast::Expr* binary(int minLevel, Operand first = {});
    ast::Expr* factor();
    ast::Expr* power(Operand first = {});
    ast::Expr* atomWithTrailers();
    ast::Expr* atom();
    ast::Expr* integer();
    ast::Expr* decimal();
    ast::Expr* lambda(bool conditional);
    ast::Expr* parenthesized();
    ast::Expr* bracketed();
    ast::Expr* braced();
    ast::Expr* bracedItem();
    ast::Expr* comprehension(ast::CompKind what, ast::Expr* element, NodeStart start,
                             uint32_t elementLine);
    ast::Expr* starOr(ast::Expr* (Parser::*other)());
    ast::Expr* expressionLevel() { return binary(0); }
    ast::Expr* testList(ast::Expr* (Parser::*item)(), bool starred);
    ast::Expr* yieldOrTestList();
    ast::Expr* yieldExpr();
    ast::Trailer trailer();
    std::span<const ast::Argument> arguments();
    ast::Argument argument();
    ast::Expr* subscriptList();
    ast::Expr* subscript();
    ast::Expr* slice(ast::Expr* start, NodeStart place);
    ast::Expr* dummy();

    Interner& interner_;
    Arena& arena_;
    DiagnosticSink& sink_;
    const ParseOptions& options_;
    Lexer lexer_;
    TreeBuilder builder_;
    StackGuard stack_;
    Token token_;
    Token failedAt_;
    bool failed_ = false;
    bool resumeHere_ = false; // the failing token starts a statement of its own

    std::vector<ast::Expr*> exprs_;
    std::vector<ast::Stmt*> stmts_;
    std::vector<abi::BinaryOp> binaryOps_;
    std::vector<ast::CompareOp> compareOps_;
    std::vector<ast::Trailer> trailers_;
    std::vector<ast::Argument> arguments_;
    std::vector<ast::CompClause> clauses_;
    std::vector<ast::Param> params_;
    std::vector<NameId> names_;
    std::vector<ast::ImportItem> imports_;
    std::vector<ast::IfBranch> branches_;
    std::vector<ast::Handler> handlers_;
    std::vector<ast::WithItem> withItems_;
    std::vector<ast::Decorator> decorators_;
};

} // namespace taipan
