// Scopes: which names each function, class and comprehension knows, and where it keeps them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "taipan/abi/mpy.h"
#include "taipan/abi/native_types.h"
#include "taipan/frontend/ast.h"
#include "taipan/support/diagnostics.h"
#include "taipan/support/interner.h"

namespace taipan {

enum class SymbolKind : uint8_t {
    Undecided,              // while resolving: declared, kind not yet known
    GlobalImplicit,         // only read
    GlobalImplicitAssigned, // written in a module or class body
    GlobalExplicit,         // `global`, or read in a function and found nowhere around it
    Local,
    Cell, // a local that inner functions share
    Free, // a cell of an outer function
};

struct Symbol {
    NameId name;
    SymbolKind kind = SymbolKind::Undecided;
    bool isParam = false;
    bool isStarParam = false;
    bool isDoubleStarParam = false;
    abi::NativeType type = abi::NativeType::Object; // of a parameter of a viper function
    uint32_t slot = 0;                              // Local, Cell, Free: place in the frame
};

/// The symbols of a scope in the order in which they were first seen, which decides their slots.
class SymbolTable {
  public:
    Symbol* find(NameId name);
    const Symbol* find(NameId name) const { return const_cast<SymbolTable*>(this)->find(name); }
    /// The symbol `name`, entered with `kind` when new. References are valid until the next entry.
    Symbol& findOrAdd(NameId name, SymbolKind kind);

    std::vector<Symbol>& all() { return symbols_; }
    const std::vector<Symbol>& all() const { return symbols_; }
    /// To be called after the order of all() was changed.
    void reindex();

  private:
    static constexpr size_t kLinear = 8; // up to here a scan beats a hash table
    size_t slotOf(NameId name) const;

    std::vector<Symbol> symbols_;
    std::vector<uint32_t> slots_; // 1 + index into symbols_, 0 = free; empty while small
};

enum class ScopeKind : uint8_t {
    Module,
    Class,
    Lambda,
    ListComp,
    DictComp,
    SetComp,
    GenExpr,
    Function
};

inline bool isFunctionLike(ScopeKind kind) {
    return kind >= ScopeKind::Lambda;
}
inline bool isComprehension(ScopeKind kind) {
    return kind >= ScopeKind::ListComp && kind <= ScopeKind::GenExpr;
}

inline constexpr uint32_t kNoScope = ~uint32_t{0};

struct Scope {
    ScopeKind kind = ScopeKind::Module;
    NameId name{};
    uint32_t parent = kNoScope; // index in ScopeTree::scopes
    uint32_t depth = 0;         // number of scopes around it
    const ast::Node* node =
        nullptr;             // body of a module; FunctionDef, ClassDef, Lambda, Comprehension
    uint32_t line = 0;       // of its first token, as stock counts
    uint8_t flags = 0;       // abi::kScope…
    bool native = false;     // functions in it, and itself if it is one, are to be machine code
    bool viper = false;      // and that of viper
    bool spared = false;     // itself is bytecode all the same, by an option
    bool mayBeNative = true; // nothing says that functions in it are to be bytecode
    bool picked = false;     // itself is to be machine code, by an option
    abi::NativeType result = abi::NativeType::Object; // of a viper function
    uint32_t positionalArgs = 0;                      // free variables included
    uint32_t keywordOnlyArgs = 0;
    uint32_t localCount = 0; // slots, free variables included
    SymbolTable symbols;
    std::vector<NameId> freeNames; // free variables in slot order
};

/// Whether the scope is to become machine code. Module and class bodies, which run once, do not.
inline bool isNative(const Scope& scope) {
    return (scope.native || scope.picked) && !scope.spared && isFunctionLike(scope.kind);
}

/// Whether it is machine code whose values have the types of viper.
inline bool isViper(const Scope& scope) {
    return scope.viper && isNative(scope);
}

/// All scopes, each after the ones that enclose it: breadth first, in the order of their
/// definitions.
struct ScopeTree {
    /// What asks for machine code that cannot be made.
    struct Unavailable {
        SourceSpan span;
        uint32_t line;
        NameId block;
        std::string message;
    };
    std::vector<std::unique_ptr<Scope>> scopes; // [0] is the module
    std::optional<Unavailable> unavailable;     // the first; other errors come before it
    std::vector<std::string> unknownNames;      // of the options, that no function has
};

/// What a function is called from outside, as in "Class.method" or "outer.<lambda>". `scopeAt`
/// gives the scopes by their numbers.
template <typename ScopeAt>
std::string qualifiedName(uint32_t number, const Interner& interner, ScopeAt&& scopeAt) {
    const Scope& scope = scopeAt(number);
    std::string name(interner.text(scope.name));
    if (scope.parent == kNoScope || scopeAt(scope.parent).kind == ScopeKind::Module) return name;
    return qualifiedName(scope.parent, interner, scopeAt) + "." + name;
}

struct ResolveOptions {
    bool asserts = true;        // false: assert statements are not compiled
    bool strict = false;        // report what stock miscompiles (TP04xx)
    bool recover = false;       // report every error, not only the first
    unsigned smallIntBits = 31; // limits the place of starred arguments
    bool hasBackend = false;    // whether machine code can be made for any architecture
    bool hasNative = false;     // whether it can for `arch`
    bool native = false;        // make it of functions without a decorator
    bool viper = false;         // and viper code, with native
    bool viperFloat = false, viperInt64 = false; // types of viper code
    std::string_view nativeOnly, nativeSkip;     // functions that it is made of, and is not (F,G)
    std::string_view nativePicked; // functions that it is made of besides, where hasNative (F,G)
    abi::Arch arch = abi::Arch::none;
    size_t stackBudget = size_t{4} << 20;
};

/// Finds the scopes of a module, resolves every name, and checks what the grammar leaves open.
/// Errors go to `sink`; the result is usable only without errors.
ScopeTree resolve(const ast::Stmt& module, const Interner& interner, DiagnosticSink& sink,
                  const ResolveOptions& options);

} // namespace taipan
