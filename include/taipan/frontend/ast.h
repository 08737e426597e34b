// The syntax tree. Nodes live in an arena, are trivially destructible and keep their exact source
// span; constant expressions are already folded.
//
// `Node::line` is the line that stock's compiler attributes to the node: the line of its first
// token; 0 for what it keeps as a bare leaf (names, small integers, short strings, keywords) or has
// folded. Line tables and error places follow it; for people, use `span`.
#pragma once

#include <cstdint>
#include <span>

#include "taipan/abi/opcodes.h"
#include "taipan/frontend/constant.h"
#include "taipan/support/interner.h"
#include "taipan/support/source.h"

namespace taipan::ast {

enum class Kind : uint8_t {
#define TAIPAN_NODE(kind, group) kind,
#include "taipan/frontend/ast.def"
#undef TAIPAN_NODE
};

struct Node {
    Kind kind;
    uint32_t line;
    SourceSpan span;
};

struct Expr : Node {};
struct Stmt : Node {};
using Exprs = std::span<Expr* const>;
using Names = std::span<const NameId>;

// ---- expressions -------------------------------------------------------------------------------

struct Name : Expr {
    NameId name;
};
struct SmallInt : Expr { // fits the target's small integer
    int64_t value;
};
struct ShortString : Expr { // a string that goes to the string table
    NameId name;
};
/// None, True, False and Ellipsis are bare Expr nodes of kind NoneLiteral, … EllipsisLiteral.
struct ConstObject : Expr {
    const Constant* value;
    NameId constName; // the const() name it came from, or none
};
/// `parenthesized` also for `()`. Without parentheses: assignment lists, return and subscript
/// lists.
struct Tuple : Expr {
    Exprs items;
    bool parenthesized;
};
struct List : Expr {
    Exprs items;
};
struct Braces : Expr { // dict and set displays; a dict's items are KeyValue
    Exprs items;
    SourceSpan rest;   // from the first item on
    uint32_t restLine; // line of the first item
};
struct KeyValue : Expr {
    Expr* key;
    Expr* value;
};
enum class CompKind : uint8_t { List, Dict, Set, Generator };
struct CompClause { // `for target in value`, or `if value` when target is null
    Expr* target;
    Expr* value;
};
struct Comprehension : Expr {
    CompKind what;
    uint32_t elementLine;
    Expr* element;                       // KeyValue for Dict
    std::span<const CompClause> clauses; // the first is a `for`
};
struct Unary : Expr {
    abi::UnaryOp op; // Not included
    Expr* operand;
};
struct Binary : Expr { // operands joined by operators of one precedence, left to right
    Exprs operands;
    std::span<const abi::BinaryOp> ops;
};
struct BoolOp : Expr {
    bool isOr;
    Exprs operands;
};
/// Comparison operators: the abi ones and their negations.
enum class CompareOp : uint8_t {
    Less,
    More,
    Equal,
    LessEqual,
    MoreEqual,
    NotEqual,
    In,
    Is,
    NotIn,
    IsNot
};
struct Compare : Expr {
    Exprs operands;
    std::span<const CompareOp> ops;
};
struct Conditional : Expr {
    Expr* test;
    Expr* then;
    Expr* otherwise;
};
struct NamedExpr : Expr {
    Expr* target;
    Expr* value;
};
struct Starred : Expr {
    Expr* value;
};
struct Yield : Expr {
    Expr* value; // may be null
    bool isFrom;
};
struct Await : Expr {
    Expr* operand;
};
struct Slice : Expr { // parts may be null
    Expr* start;
    Expr* stop;
    Expr* step;
};

enum class ArgumentKind : uint8_t { Positional, Star, DoubleStar, Keyword, Walrus };
struct Argument {
    ArgumentKind kind;
    uint32_t line; // as Node::line
    SourceSpan span;
    Expr* name; // Keyword: the left side (an error unless a Name)
    Expr* value;
};
enum class TrailerKind : uint8_t { Call, Subscript, Attribute };
struct Trailer {
    TrailerKind kind;
    uint32_t line;
    SourceSpan span;
    std::span<const Argument> arguments; // Call
    Expr* index;                         // Subscript
    NameId name;                         // Attribute
};
struct Postfix : Expr {
    Expr* base;
    std::span<const Trailer> trailers; // at least one
};

enum class ParamKind : uint8_t { Plain, Star, DoubleStar };
struct Param {
    ParamKind kind;
    NameId name;   // none: a bare star
    uint32_t line; // as Node::line
    SourceSpan span;
    Expr* annotation;   // may be null
    Expr* defaultValue; // may be null
    bool isConst;       // the name is also that of a const() defined before
};
using Params = std::span<const Param>;
struct Lambda : Expr {
    Params params;
    Expr* body;
};

// ---- statements --------------------------------------------------------------------------------

/// Statements in order. A block of one statement is the statement itself.
struct Block : Stmt {
    std::span<Stmt* const> statements;
};
struct ExprStmt : Stmt {
    Expr* value;
};
struct Assign : Stmt { // targets from left to right
    Exprs targets;
    Expr* value;
};
struct AnnAssign : Stmt {
    Expr* target;
    Expr* annotation;
    Expr* value; // may be null
};
struct AugAssign : Stmt {
    Expr* target;
    abi::BinaryOp op;
    Expr* value;
};
struct Del : Stmt {
    Exprs targets;
};
/// Pass, Break and Continue are bare Stmt nodes.
struct Return : Stmt {
    Expr* value; // may be null
};
struct Raise : Stmt {
    Expr* value; // may be null
    Expr* cause; // may be null
};
struct ScopeDecl : Stmt { // Global, Nonlocal
    Names names;
};
struct Assert : Stmt {
    Expr* test;
    Expr* message; // may be null
};
struct ImportItem { // `path as alias`, or in from-imports path[0] is the name
    Names path;
    NameId alias; // none when absent
};
struct Import : Stmt {
    std::span<const ImportItem> items;
};
struct ImportFrom : Stmt {
    uint32_t level;
    Names module; // empty for `from . import x`
    bool star;
    std::span<const ImportItem> items;
};
struct IfBranch {
    Expr* test;
    Stmt* body;
};
struct If : Stmt {
    std::span<const IfBranch> branches;
    Stmt* otherwise; // may be null
};
struct While : Stmt {
    Expr* test;
    Stmt* body;
    Stmt* otherwise; // may be null
};
struct For : Stmt {
    Expr* target;
    Expr* iterable;
    Stmt* body;
    Stmt* otherwise; // may be null
    bool isAsync;
};
struct Handler {
    uint32_t line;
    SourceSpan span;
    Expr* type;  // may be null
    NameId name; // none when absent
    Stmt* body;
};
struct Try : Stmt {
    Stmt* body;
    std::span<const Handler> handlers;
    Stmt* otherwise; // may be null
    Stmt* finally;   // may be null
};
struct WithItem {
    Expr* context;
    Expr* target; // may be null
};
struct With : Stmt {
    std::span<const WithItem> items;
    Stmt* body;
    bool isAsync;
};
struct FunctionDef : Stmt {
    NameId name;
    uint32_t defLine;
    SourceSpan nameSpan;
    Params params;
    Expr* returns; // may be null
    Stmt* body;
    bool isAsync;
};
struct ClassDef : Stmt {
    NameId name;
    SourceSpan nameSpan;
    std::span<const Argument> arguments;
    Stmt* body;
};
struct Decorator {
    Names path;
    SourceSpan span;
    bool hasCall;
    Trailer call;
};
struct Decorated : Stmt {
    std::span<const Decorator> decorators;
    Stmt* definition; // FunctionDef or ClassDef
};

template <typename T>
T* as(Node* node) {
    return static_cast<T*>(node);
}
template <typename T>
const T* as(const Node* node) {
    return static_cast<const T*>(node);
}
template <typename T>
const T& as(const Node& node) {
    return static_cast<const T&>(node);
}

/// A leaf of stock's tree: it has no line of its own.
inline bool isLeaf(const Node& node) {
    return node.kind <= Kind::EllipsisLiteral;
}

/// Whether stock treats the expression as a constant (the empty tuple included).
bool isConstant(const Expr& expr);

/// The value of a constant expression; small integers and names become Constants in `arena`.
const Constant* constantValue(const Expr& expr, const Interner& interner, Arena& arena);

enum class Truth : uint8_t { Unknown, False, True };

/// The truth of a constant condition, Unknown for anything else.
Truth constantTruth(const Expr& expr);

/// `for x in range(...)` that compiles to counting: the parts, where `start` may be null for 0 and
/// `step` for 1.
struct RangeLoop {
    const Expr* start;
    const Expr* stop;
    const Expr* step;
};

/// Recognises a counting loop; the result's `stop` is null when `loop` is not one.
RangeLoop rangeLoop(const For& loop);

} // namespace taipan::ast
