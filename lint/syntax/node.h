// The linter's own tree: every Python that CPython 3.14 or a MicroPython takes, as it is written.
// Nothing is folded or expanded, so that a rule sees the words of the source; the compiler's tree
// (frontend/) is what stock makes of it. Nodes live in an arena and refer to the source.
#pragma once

#include <cstdint>
#include <span>

#include "taipan/support/interner.h"
#include "taipan/support/source.h"

namespace taipan::lint {

enum class Kind : uint8_t {
#define TAIPAN_LINT_NODE(kind, fields) kind,
#include "lint/syntax/nodes.def"
#undef TAIPAN_LINT_NODE
    Count_
};

/// What a node's fields mean is in nodes.def.
struct Node {
    Kind kind{};
    uint8_t flags = 0;
    uint16_t detail = 0;
    NameId name{};
    SourceSpan span;
    SourceSpan nameSpan;
    Node* a = nullptr;
    Node* b = nullptr;
    Node* c = nullptr;
    Node* d = nullptr;
    std::span<Node* const> items;
    Node* parent = nullptr;
    NameId first{};     // Alias of an Import: the name before the first dot
    uint32_t scope = 0; // of definitions, lambdas and comprehensions: the scope they open
};

namespace flag {
inline constexpr uint8_t kAsync = 1;         // For, With, FunctionDef, CompFor
inline constexpr uint8_t kParenthesised = 2; // Tuple, With (its items), Generator
inline constexpr uint8_t kStar = 4;          // Try (except*), ImportFrom (import *)
inline constexpr uint8_t kFrom = 8;          // Yield
inline constexpr uint8_t kBytes = 1;         // String, StringPart
inline constexpr uint8_t kFormat = 2;        //  f''
inline constexpr uint8_t kTemplate = 4;      //  t''
inline constexpr uint8_t kRaw = 8;           //  r''
inline constexpr uint8_t kUpper = 16;        //  a capital in the prefix
inline constexpr uint8_t kTriple = 32;
inline constexpr uint8_t kBroken = 64; //  not scanned to its end
inline constexpr uint8_t kGlued = 1;   // Number: something stands right behind it
inline constexpr uint8_t kDebug = 1;   // Field: has '='
inline constexpr uint8_t kSpaced = 2;  // Field: has blanks around that '='
} // namespace flag

enum class NumberKind : uint16_t { Integer, Float, Imaginary };
enum class ConstantKind : uint16_t { None, True, False, Ellipsis };
enum class ComprehensionKind : uint16_t { List, Set, Dict, Generator };
enum class ParamKind : uint16_t { Plain, Star, DoubleStar, BareStar, Slash };

/// Operators are numbered by their characters: Op('+'), Op('*', '*'), words by the values below.
constexpr uint32_t Op(char a, char b = 0, char c = 0) {
    return static_cast<uint8_t>(a) | static_cast<uint32_t>(static_cast<uint8_t>(b)) << 8 |
           static_cast<uint32_t>(static_cast<uint8_t>(c)) << 16;
}
enum class Operator : uint16_t {
    None,
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    MatMultiply,
    ShiftLeft,
    ShiftRight,
    And,
    Or,
    Xor,
    Equal,
    NotEqual,
    Less,
    More,
    LessEqual,
    MoreEqual,
    In,
    NotIn,
    Is,
    IsNot,
    Not,
    Plus,
    Minus,
    Invert
};

/// Calls `take(Node&)` for the children in the order of the source, nearly: fields, then items for
/// definitions and calls.
template <typename Take>
void forEachChild(const Node& node, Take take) {
    if (node.d) take(*node.d);
    if (node.a) take(*node.a);
    for (Node* item : node.items) take(*item);
    if (node.b) take(*node.b);
    if (node.c) take(*node.c);
}

} // namespace taipan::lint
