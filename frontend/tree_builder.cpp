#include "frontend/tree_builder.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "taipan/abi/mpy.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

namespace {
constexpr size_t kMaxShortString = 10; // longer strings become objects
constexpr double kPi = 3.14159265358979323846;
constexpr double kE = 2.7182818284590452354;
constexpr uint32_t kFoldedLine = 0; // stock gives folded values no line

uint32_t endOf(Exprs operands) {
    return operands.back()->span.end;
}
} // namespace

Expr* TreeBuilder::number(const Constant* value, NodeStart start, uint32_t end) {
    if (value->isSmallInt(smallIntBits_))
        return make<SmallInt>(Kind::SmallInt, {kFoldedLine, start.begin}, end, value->integer);
    return make<ConstObject>(Kind::ConstObject, start, end, value, NameId::none);
}

Expr* TreeBuilder::string(std::string_view text, NodeStart start, uint32_t end) {
    const NameId id =
        text.size() <= kMaxShortString ? interner_.intern(text) : interner_.lookup(text);
    if (id != NameId::none)
        return make<ShortString>(Kind::ShortString, {kFoldedLine, start.begin}, end, id);
    auto* value = arena_.create<Constant>();
    value->kind = Constant::Kind::Str;
    value->text = text;
    const Constant* constant = value;
    return make<ConstObject>(Kind::ConstObject, start, end, constant, NameId::none);
}

Expr* TreeBuilder::bytes(std::string_view text, NodeStart start, uint32_t end) {
    auto* value = arena_.create<Constant>();
    value->kind = Constant::Kind::Bytes;
    value->text = text;
    const Constant* constant = value;
    return make<ConstObject>(Kind::ConstObject, start, end, constant, NameId::none);
}

Expr* TreeBuilder::name(NameId id, NodeStart start, uint32_t end) {
    if (!isConst(id)) return make<Name>(Kind::Name, {kFoldedLine, start.begin}, end, id);
    const Constant* value = consts_[index(id)];
    if (value->kind == Constant::Kind::Int) return number(value, start, end);
    return make<ConstObject>(Kind::ConstObject, start, end, value, id);
}

void TreeBuilder::defineConst(NameId id, const Constant* value) {
    if (index(id) >= consts_.size()) consts_.resize(index(id) + 1);
    consts_[index(id)] = value;
}

/// The value of an operand that arithmetic can fold, or null.
const Constant* TreeBuilder::numberValue(const Expr& expr, Constant& storage) const {
    if (expr.kind == Kind::SmallInt) {
        storage.kind = Constant::Kind::Int;
        storage.integer = as<SmallInt>(expr).value;
        return &storage;
    }
    if (expr.kind != Kind::ConstObject) return nullptr;
    const Constant* value = as<ConstObject>(expr).value;
    return value->isNumber() ? value : nullptr;
}

/// Counts the digits of what folding made.
const Constant* TreeBuilder::charged(const Constant* folded) {
    constexpr size_t kTenthsOfDigits = 24; // in a byte
    if (folded != nullptr)
        foldedDigits_ += folded->limbs.size_bytes() * kTenthsOfDigits / 10 + folded->text.size();
    return folded;
}

Expr* TreeBuilder::unary(abi::UnaryOp op, Expr* operand, NodeStart start) {
    const uint32_t end = operand->span.end;
    if (op == abi::UnaryOp::Not) {
        const Truth truth = ast::constantTruth(*operand);
        if (truth == Truth::Unknown) return make<Unary>(Kind::Unary, start, end, op, operand);
        const Kind kind = truth == Truth::False ? Kind::TrueLiteral : Kind::FalseLiteral;
        return make<Expr>(kind, {kFoldedLine, start.begin}, end);
    }
    Constant storage;
    if (const Constant* value = numberValue(*operand, storage)) {
        if (const Constant* folded = mayFold() ? charged(foldUnary(op, *value, arena_)) : nullptr)
            return number(folded, {kFoldedLine, start.begin}, end);
    }
    return make<Unary>(Kind::Unary, start, end, op, operand);
}

Expr* TreeBuilder::binary(Exprs operands, std::span<const abi::BinaryOp> ops, NodeStart start) {
    Constant first, next;
    const Constant* value = numberValue(*operands[0], first);
    for (size_t i = 0; value != nullptr && i < ops.size(); ++i) {
        const Constant* rhs = numberValue(*operands[i + 1], next);
        value = rhs != nullptr && mayFold() ? charged(foldBinary(ops[i], *value, *rhs, arena_))
                                            : nullptr;
    }
    if (value != nullptr) return number(value, {kFoldedLine, start.begin}, endOf(operands));
    return make<Binary>(Kind::Binary, start, endOf(operands), operands, ops);
}

/// Drops operands that cannot decide, and all that follow one that decides.
Expr* TreeBuilder::boolOp(bool isOr, Exprs operands, NodeStart start) {
    const Truth decides = isOr ? Truth::True : Truth::False;
    std::vector<Expr*> kept;
    for (size_t i = 0; i < operands.size(); ++i) {
        const Truth truth = ast::constantTruth(*operands[i]);
        const bool last = i + 1 == operands.size();
        if (last || truth == Truth::Unknown || truth == decides) kept.push_back(operands[i]);
        if (truth == decides) break;
    }
    if (kept.size() == 1) return kept[0];
    const Exprs list = arena_.copy(std::span<Expr* const>(kept));
    return make<BoolOp>(Kind::BoolOp, start, endOf(operands), isOr, list);
}

Expr* TreeBuilder::tuple(Exprs items, bool parenthesized, NodeStart start, uint32_t end,
                         uint32_t constantLine) {
    bool constant = !items.empty();
    uint32_t depth = 0;
    for (const Expr* item : items) {
        constant = constant && isConstant(*item);
        if (constant && item->kind == Kind::ConstObject)
            depth = std::max(depth, as<ConstObject>(*item).value->depth + 1);
    }
    if (!constant || depth >= abi::kMaxNesting)
        return make<Tuple>(Kind::Tuple, start, end, items, parenthesized);
    auto* values = static_cast<const Constant**>(
        arena_.allocate(items.size() * sizeof(void*), alignof(void*)));
    for (size_t i = 0; i < items.size(); ++i) values[i] = valueOf(*items[i]);
    auto* value = arena_.create<Constant>();
    value->kind = Constant::Kind::Tuple;
    value->items = {values, items.size()};
    value->depth = depth;
    const Constant* folded = value;
    return make<ConstObject>(Kind::ConstObject, {constantLine, start.begin}, end, folded,
                             NameId::none);
}

/// The constants of `math`, which stock's compiler knows; null for any other attribute.
const Constant* TreeBuilder::moduleConstant(NameId base, NameId attribute) {
    if (base != names::math) return nullptr;
    double value = 0;
    if (attribute == names::pi)
        value = kPi;
    else if (attribute == names::e)
        value = kE;
    else if (attribute == names::tau)
        value = 2.0 * kPi;
    else if (attribute == names::inf)
        value = std::numeric_limits<double>::infinity();
    else if (attribute == names::nan)
        value = std::numeric_limits<double>::quiet_NaN();
    else
        return nullptr;
    // One object each: stock's constant table tells a NaN by its identity.
    auto* constant = arena_.create<Constant>();
    constant->kind = Constant::Kind::Float;
    constant->real = value;
    if (attribute != names::nan) return constant;
    if (nan_ == nullptr) nan_ = constant;
    return nan_;
}

Expr* TreeBuilder::postfix(Expr* base, std::span<const Trailer> trailers, NodeStart start,
                           uint32_t end) {
    if (trailers.size() == 1 && trailers[0].kind == TrailerKind::Attribute &&
        base->kind == Kind::Name) {
        if (const Constant* value = moduleConstant(as<Name>(base)->name, trailers[0].name))
            return number(value, {kFoldedLine, start.begin}, end);
    }
    return make<Postfix>(Kind::Postfix, start, end, base, trailers);
}

} // namespace taipan
