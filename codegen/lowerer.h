// The walk that emits operations, one short method a construct.
#pragma once

#include "taipan/codegen/lower.h"
#include "taipan/support/stack_guard.h"

namespace taipan {

class Lowerer {
  public:
    Lowerer(const ScopeTree& scopes, Interner& interner, Arena& arena, DiagnosticSink& sink,
            const LowerOptions& options)
        : scopes_(scopes), interner_(interner), arena_(arena), sink_(sink), options_(options),
          stack_(options.stackBudget) {}

    ir::Module run();

  private:
    using Op = abi::Op;
    using Label = uint32_t;
    enum class Store : uint8_t { Plain, AugLoad, AugStore };
    struct Loop {
        Label onBreak = 0;
        Label onContinue = 0;
        uint32_t blocks = 0;      // exception blocks open around the loop
        bool hasIterator = false; // break must drop a for loop's iterator
        bool valid = false;
    };

    // emitting
    void emit(Op op, uint32_t arg = 0, uint8_t extra = 0, uint16_t wide = 0) {
        code_.push_back({op, extra, wide, arg});
    }
    void emitName(Op op, NameId name) { emit(op, index(name)); }
    void emitInt(int64_t value);
    void emitConstant(const Constant* value);
    void emitBinary(abi::BinaryOp op) { emit(Op::BINARY_OP_MULTI, static_cast<uint32_t>(op)); }
    void emitCall(bool method, size_t positional, size_t keywords, bool starred);
    uint16_t stackCount(size_t entries);
    void globalEarly(NameId name) { emit(Op::LOAD_GLOBAL, index(name), ir::kEnterEarly); }
    void adjust(int change) { emit(ir::kAdjust, static_cast<uint32_t>(change)); }
    Label newLabel() { return function_->labelCount++; }
    void place(Label label) { emit(ir::kLabel, label); }
    void line(uint32_t line);
    void jump(Label to) { emit(Op::JUMP, to); }
    void leave(Label to, const Loop& loop, bool isBreak);
    void openBlock(Op setup, Label handler);
    void closeBlock();
    bool tooDeep(const ast::Node& node);

    // scopes
    void scopeBody();
    uint32_t takeScope(const ast::Node& node);
    void comprehensionBody(const ast::Comprehension& comp);
    void comprehensionClauses(const ast::Comprehension& comp, size_t clause, uint32_t depth);
    void makeFunction(uint32_t scope, size_t positionalDefaults, bool keywordDefaults);
    void noteDefault(ir::Function& made, uint32_t scope, const ast::Expr& value);
    /// The operation for a name of each kind.
    struct NameOps {
        Op name, global, fast, deref;
    };
    void emitByKind(NameId name, const NameOps& ops);
    void namesOwnClass();
    void loadName(NameId name);
    void storeName(NameId name);
    void deleteName(NameId name);

    // statements
    void statement(const ast::Stmt* stmt);
    void statements(const ast::Block& block);
    void expressionStatement(const ast::ExprStmt& stmt);
    void ifStatement(const ast::If& stmt);
    void whileStatement(const ast::While& stmt);
    void forStatement(const ast::For& stmt);
    void rangeStatement(const ast::For& stmt, const ast::RangeLoop& range);
    void asyncFor(const ast::For& stmt);
    void tryExcept(const ast::Try& stmt);
    void handlerClause(const ast::Handler& handler, Label done);
    void tryFinally(const ast::Try& stmt);
    void with(std::span<const ast::WithItem> items, const ast::Stmt* body);
    void asyncWithTest(Label pending);
    void asyncWith(std::span<const ast::WithItem> items, const ast::Stmt* body);
    void awaitMethod(NameId method);
    void yieldFrom();
    void classDef(const ast::ClassDef& def);
    void decorated(const ast::Decorated& stmt);
    void functionWithDefaults(const ast::Node& node, ast::Params params);
    void import(const ast::Import& stmt);
    void importFrom(const ast::ImportFrom& stmt);
    NameId joinPath(ast::Names path);
    void returnStatement(const ast::Return& stmt);
    void assertStatement(const ast::Assert& stmt);
    void reserve(int entries);
    void breakOrContinue(const ast::Stmt& stmt);
    void deleteTarget(const ast::Expr& target);
    void assignStatement(const ast::Assign& stmt);
    void plainAssign(const ast::Expr& target, const ast::Expr& value);
    void assign(const ast::Expr& target, Store how);
    void assignPlace(const ast::Postfix& place, Store how);
    void assignItems(ast::Exprs items);
    Loop enterLoop(Label onBreak, Label onContinue, bool hasIterator);

    // expressions
    void expression(const ast::Expr* expr);
    void condition(const ast::Expr& test, bool jumpIf, Label label);
    void boolOp(const ast::BoolOp& expr);
    void compare(const ast::Compare& expr);
    void compareOp(ast::CompareOp op);
    void binaryChain(const ast::Binary& expr);
    void conditional(const ast::Conditional& expr);
    void slice(const ast::Slice& expr);
    void braces(const ast::Braces& expr);
    void namedExpr(const ast::Expr& target, const ast::Expr& value);
    void postfix(const ast::Postfix& expr);
    size_t superCall(const ast::Postfix& expr);
    void trailer(const ast::Trailer& trailer);
    void methodCall(const ast::Trailer& attribute, const ast::Trailer& call, bool isSuper);
    void call(std::span<const ast::Argument> args, bool method, size_t extra);
    void comprehension(const ast::Comprehension& comp);
    void items(ast::Exprs items, Op build);

    const ScopeTree& scopes_;
    Interner& interner_;
    Arena& arena_;
    DiagnosticSink& sink_;
    const LowerOptions& options_;
    StackGuard stack_;
    ir::Module module_;
    const Scope* scope_ = nullptr;
    const Scope* toldOfClass_ = nullptr; // the last scope that namesOwnClass() told of
    ir::Function* function_ = nullptr;
    std::vector<ir::Instr> code_; // of the current function
    uint32_t nextScope_ = 1;      // the scope of the next definition met
    uint32_t lastLine_ = 1;
    uint32_t blocks_ = 0; // exception blocks open now
    static constexpr uint32_t kNoneLeft = UINT32_MAX;
    static constexpr uint32_t kNoEnd = UINT32_MAX;
    int reserved_ = 0;            // entries counted now by reserve()
    int spare_ = 0;               // entries counted for finally blocks that no jump runs
    uint32_t leftTo_ = kNoneLeft; // fewest blocks that a return or a jump so far leaves open
    Loop loop_;
};

} // namespace taipan
