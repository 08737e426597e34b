#include "taipan/frontend/ast.h"

#include "taipan/support/names.h"

namespace taipan::ast {

namespace {
constexpr Constant kNone{Constant::Kind::None, 0, 0, {}, {}};
constexpr Constant kTrue{Constant::Kind::True, 0, 0, {}, {}};
constexpr Constant kFalse{Constant::Kind::False, 0, 0, {}, {}};
constexpr Constant kEllipsis{Constant::Kind::Ellipsis, 0, 0, {}, {}};
constexpr Constant kEmptyTuple{Constant::Kind::Tuple, 0, 0, {}, {}};

bool isEmptyTuple(const Expr& expr) {
    return expr.kind == Kind::Tuple && as<Tuple>(expr).items.empty();
}
} // namespace

bool isConstant(const Expr& expr) {
    return (isLeaf(expr) && expr.kind != Kind::Name) || expr.kind == Kind::ConstObject ||
           isEmptyTuple(expr);
}

const Constant* constantValue(const Expr& expr, const Interner& interner, Arena& arena) {
    switch (expr.kind) {
    case Kind::SmallInt: {
        auto* value = arena.create<Constant>();
        value->kind = Constant::Kind::Int;
        value->integer = as<SmallInt>(expr).value;
        return value;
    }
    case Kind::ShortString: {
        auto* value = arena.create<Constant>();
        value->kind = Constant::Kind::Str;
        value->text = interner.text(as<ShortString>(expr).name);
        return value;
    }
    case Kind::NoneLiteral: return &kNone;
    case Kind::TrueLiteral: return &kTrue;
    case Kind::FalseLiteral: return &kFalse;
    case Kind::EllipsisLiteral: return &kEllipsis;
    case Kind::ConstObject: return as<ConstObject>(expr).value;
    default: return isEmptyTuple(expr) ? &kEmptyTuple : nullptr;
    }
}

Truth constantTruth(const Expr& expr) {
    const auto truth = [](bool value) { return value ? Truth::True : Truth::False; };
    switch (expr.kind) {
    case Kind::SmallInt: return truth(as<SmallInt>(expr).value != 0);
    case Kind::ShortString: return truth(as<ShortString>(expr).name != names::empty);
    case Kind::NoneLiteral:
    case Kind::FalseLiteral: return Truth::False;
    case Kind::TrueLiteral:
    case Kind::EllipsisLiteral: return Truth::True;
    case Kind::ConstObject: return truth(taipan::constantTruth(*as<ConstObject>(expr).value));
    default: return isEmptyTuple(expr) ? Truth::False : Truth::Unknown;
    }
}

RangeLoop rangeLoop(const For& loop) {
    constexpr RangeLoop kNot{nullptr, nullptr, nullptr};
    if (loop.target->kind != Kind::Name || loop.iterable->kind != Kind::Postfix) return kNot;
    const auto& call = as<Postfix>(*loop.iterable);
    if (call.base->kind != Kind::Name || as<Name>(*call.base).name != names::range) return kNot;
    if (call.trailers.size() != 1 || call.trailers[0].kind != TrailerKind::Call) return kNot;
    const std::span<const Argument> args = call.trailers[0].arguments;
    if (args.empty() || args.size() > 3) return kNot;
    // Only start and stop must be plain: a step that is not is no small integer either.
    for (size_t i = 0; i < args.size() && i < 2; ++i) {
        const Expr& value = *args[i].value;
        const bool bareGenerator = value.kind == Kind::Comprehension && value.line == 0;
        if (args[i].kind != ArgumentKind::Positional || bareGenerator) return kNot;
    }
    if (args.size() == 1) return {nullptr, args[0].value, nullptr};
    if (args.size() == 2) return {args[0].value, args[1].value, nullptr};
    const Expr* step = args[2].value;
    if (args[2].kind != ArgumentKind::Positional || step->kind != Kind::SmallInt ||
        as<SmallInt>(*step).value == 0)
        return kNot;
    return {args[0].value, args[1].value, step};
}

} // namespace taipan::ast
