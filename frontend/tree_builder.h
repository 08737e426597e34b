// Makes tree nodes, folding constants on the way exactly where stock's parser does.
#pragma once

#include <vector>

#include "taipan/frontend/ast.h"

namespace taipan {

/// Where a node starts: stock's line of its first token, and its place.
struct NodeStart {
    uint32_t line;
    uint32_t begin;
};

inline constexpr unsigned kMaxSmallIntBits = 63; // stock's own small integers

class TreeBuilder {
  public:
    TreeBuilder(Interner& interner, Arena& arena, unsigned smallIntBits)
        : interner_(interner), arena_(arena),
          smallIntBits_(smallIntBits < kMaxSmallIntBits ? smallIntBits : kMaxSmallIntBits) {}

    Arena& arena() { return arena_; }

    /// A node with its header filled in.
    template <typename T, typename... Fields>
    T* make(ast::Kind kind, NodeStart start, uint32_t end, Fields... fields) {
        T* node = new (arena_.allocate(sizeof(T), alignof(T))) T{};
        node->kind = kind;
        node->line = start.line;
        node->span = {start.begin, end};
        assign(node, fields...);
        return node;
    }
    template <typename T>
    std::span<const T> list(const T* items, size_t count) {
        return arena_.copy(std::span<const T>(items, count));
    }

    /// A number as stock keeps it: a leaf when it fits the target's small integers.
    ast::Expr* number(const Constant* value, NodeStart start, uint32_t end);
    /// A string literal; it becomes a string-table entry when short or already a name.
    ast::Expr* string(std::string_view text, NodeStart start, uint32_t end);
    ast::Expr* bytes(std::string_view text, NodeStart start, uint32_t end);
    /// A name in an expression, replaced by its value when it is a const().
    ast::Expr* name(NameId id, NodeStart start, uint32_t end);

    ast::Expr* unary(abi::UnaryOp op, ast::Expr* operand, NodeStart start);
    ast::Expr* binary(ast::Exprs operands, std::span<const abi::BinaryOp> ops, NodeStart start);
    ast::Expr* boolOp(bool isOr, ast::Exprs operands, NodeStart start);
    /// A tuple; `constantLine` is the line that stock gives it when it is constant.
    ast::Expr* tuple(ast::Exprs items, bool parenthesized, NodeStart start, uint32_t end,
                     uint32_t constantLine);
    /// `base` with trailers; `math.pi` and its like become constants.
    ast::Expr* postfix(ast::Expr* base, std::span<const ast::Trailer> trailers, NodeStart start,
                       uint32_t end);

    bool isConst(NameId id) const {
        return index(id) < consts_.size() && consts_[index(id)] != nullptr;
    }
    void defineConst(NameId id, const Constant* value);
    const Constant* valueOf(const ast::Expr& expr) {
        return ast::constantValue(expr, interner_, arena_);
    }
    std::string_view text(NameId id) const { return interner_.text(id); }

  private:
    /// Folding ends when all that it made has this many digits, and operators remain: stock would
    /// have run out of memory long before, and a long chain of shifts would take hours.
    static constexpr size_t kMaxFoldedDigits = size_t{8} << 20;
    bool mayFold() const { return foldedDigits_ <= kMaxFoldedDigits; }
    const Constant* charged(const Constant* folded);

    template <typename T>
    void assign(T*) {}
    template <typename T, typename... Fields>
    void assign(T* node, Fields... fields) {
        // Aggregate initialisation of the part beyond the header.
        *node = T{{{node->kind, node->line, node->span}}, fields...};
    }
    const Constant* numberValue(const ast::Expr& expr, Constant& storage) const;
    const Constant* moduleConstant(NameId base, NameId attribute);

    size_t foldedDigits_ = 0;
    Interner& interner_;
    Arena& arena_;
    unsigned smallIntBits_;
    std::vector<const Constant*> consts_; // by NameId; null: not a const()
    const Constant* nan_ = nullptr;       // the value of math.nan, once used
};

} // namespace taipan
