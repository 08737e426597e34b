// The walk that finds scopes and names. It visits the tree in the order in which code is emitted,
// because that order decides slots and which of several errors stock reports.
#pragma once

#include <optional>
#include <string>

#include "frontend/native_choice.h"
#include "taipan/frontend/scopes.h"
#include "taipan/support/stack_guard.h"

namespace taipan {

class Resolver {
  public:
    Resolver(const Interner& interner, DiagnosticSink& sink, const ResolveOptions& options)
        : interner_(interner), sink_(sink), options_(options),
          choice_(options.nativeOnly, options.nativeSkip), picked_(options.nativePicked, {}),
          stack_(options.stackBudget) {}

    ScopeTree run(const ast::Stmt& module);

  private:
    enum class Store : uint8_t { Plain, AugLoad, AugStore };
    enum class Emitted : uint8_t { Bytecode, Native, Viper };

    // scopes
    Scope& addScope(ScopeKind kind, NameId name, const ast::Node* node, uint32_t line);
    Scope& parentOf(const Scope& scope) { return *tree_.scopes[scope.parent]; }
    bool isModule(const Scope& scope) const { return scope.parent == kNoScope; }
    void scopeBody(Scope& scope);
    void closeImplicit(Scope& scope);
    void checkToClose(Scope& scope, NameId name);
    void closeInParents(Scope& scope, NameId name);
    void assignSlots(Scope& scope);
    void numberFree(Scope& scope);
    void functionParams(ast::Params params);
    void param(const ast::Param& param, bool& haveStar);
    abi::NativeType viperType(const ast::Expr* annotation);
    void viperTypes(const ast::FunctionDef& def);
    void comprehensionBody(const ast::Comprehension& comp);

    // names
    void load(NameId name) { scope_->symbols.findOrAdd(name, SymbolKind::GlobalImplicit); }
    Symbol& modify(Scope& scope, NameId name);
    void store(NameId name) { modify(*scope_, name); }
    void declareGlobal(Symbol& symbol, SourceSpan span, uint32_t line);
    void declareNonlocal(NameId name, SourceSpan span, uint32_t line);
    void namedExpr(const ast::Expr& target, const ast::Expr& value);

    // statements
    void statement(const ast::Stmt* stmt);
    void block(const ast::Block& block);
    void ifStatement(const ast::If& stmt);
    void whileStatement(const ast::While& stmt);
    void forStatement(const ast::For& stmt);
    void tryStatement(const ast::Try& stmt);
    void withStatement(const ast::With& stmt);
    void importFrom(const ast::ImportFrom& stmt);
    void declaration(const ast::ScopeDecl& stmt);
    void deleteTarget(const ast::Expr& target);
    void function(const ast::FunctionDef& def);
    void classDef(const ast::ClassDef& def);
    void decorated(const ast::Decorated& stmt);
    bool builtinDecorator(const ast::Decorator& decorator, uint32_t line,
                          std::optional<Emitted>& emitted);
    void unavailable(const ast::Decorator& decorator, uint32_t line, std::string message,
                     std::optional<Emitted>& emitted);
    void requireAsync(bool needsAsync, const ast::Stmt& stmt);
    bool isAsync() const;
    void annotate(const ast::Expr& target);
    void defaults(ast::Params params);
    void assign(const ast::Expr& target, Store how);
    void assignItems(ast::Exprs items, Store how, const ast::Expr& whole);

    // expressions
    void expression(const ast::Expr* expr);
    void list(ast::Exprs items);
    void postfix(const ast::Postfix& expr);
    size_t superCall(const ast::Postfix& expr);
    void trailer(const ast::Trailer& trailer);
    void arguments(std::span<const ast::Argument> args, size_t extra);
    void braces(const ast::Braces& expr);
    void comprehension(const ast::Comprehension& comp);
    void lambda(const ast::Lambda& expr);
    void yield(const ast::Yield& expr);

    // errors
    void fail(DiagId id, SourceSpan span, uint32_t stockLine, std::string message = {});
    void fail(DiagId id, const ast::Node& node, std::string message = {}) {
        fail(id, node.span, ast::isLeaf(node) ? 0 : node.line, std::move(message));
    }
    void strictError(DiagId id, SourceSpan span, std::string message);
    void placeError(uint32_t line);
    void finishError();
    std::string quoted(NameId name) const { return "'" + std::string(interner_.text(name)) + "'"; }

    const Interner& interner_;
    DiagnosticSink& sink_;
    const ResolveOptions& options_;
    NativeChoice choice_, picked_;
    StackGuard stack_;
    ScopeTree tree_;
    Scope* scope_ = nullptr;
    uint32_t scopeIndex_ = 0;
    unsigned loops_ = 0;
    std::optional<Emitted> emitted_; // what the decorators of the next scope say
    // Stock names one place: the first error's, or the innermost statement around it that has a
    // line.
    bool failed_ = false;
    uint32_t stockLine_ = 0;
    size_t firstError_ = 0; // index in the sink
};

} // namespace taipan
