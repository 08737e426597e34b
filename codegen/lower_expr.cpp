// Expressions and calls.

#include "codegen/lowerer.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

void Lowerer::items(Exprs items, Op build) {
    for (const Expr* item : items) expression(item);
    emit(build, static_cast<uint32_t>(items.size()));
}

void Lowerer::expression(const Expr* expr) {
    if (expr == nullptr) return;
    if (!isLeaf(*expr)) {
        if (tooDeep(*expr)) return;
        line(expr->line);
    }
    switch (expr->kind) {
    case Kind::Name: return loadName(as<Name>(expr)->name);
    case Kind::SmallInt: return emitInt(as<SmallInt>(expr)->value);
    case Kind::ShortString: return emitName(Op::LOAD_CONST_STRING, as<ShortString>(expr)->name);
    case Kind::NoneLiteral: return emit(Op::LOAD_CONST_NONE);
    case Kind::TrueLiteral: return emit(Op::LOAD_CONST_TRUE);
    case Kind::FalseLiteral: return emit(Op::LOAD_CONST_FALSE);
    case Kind::EllipsisLiteral: return emitConstant(constantValue(*expr, interner_, arena_));
    case Kind::ConstObject: return emitConstant(as<ConstObject>(expr)->value);
    case Kind::Tuple: return items(as<Tuple>(expr)->items, Op::BUILD_TUPLE);
    case Kind::List: return items(as<List>(expr)->items, Op::BUILD_LIST);
    case Kind::Braces: return braces(as<Braces>(*expr));
    case Kind::KeyValue:
        expression(as<KeyValue>(expr)->value);
        return expression(as<KeyValue>(expr)->key);
    case Kind::Comprehension: return comprehension(as<Comprehension>(*expr));
    case Kind::Unary:
        expression(as<Unary>(expr)->operand);
        return emit(Op::UNARY_OP_MULTI, static_cast<uint32_t>(as<Unary>(expr)->op));
    case Kind::Binary: return binaryChain(as<Binary>(*expr));
    case Kind::BoolOp: return boolOp(as<BoolOp>(*expr));
    case Kind::Compare: return compare(as<Compare>(*expr));
    case Kind::Conditional: return conditional(as<Conditional>(*expr));
    case Kind::NamedExpr:
        return namedExpr(*as<NamedExpr>(expr)->target, *as<NamedExpr>(expr)->value);
    case Kind::Yield: {
        const auto& node = as<Yield>(*expr);
        if (node.value != nullptr)
            expression(node.value);
        else
            emit(Op::LOAD_CONST_NONE);
        return node.isFrom ? yieldFrom() : emit(Op::YIELD_VALUE);
    }
    case Kind::Await: expression(as<Await>(expr)->operand); return yieldFrom();
    case Kind::Slice: return slice(as<Slice>(*expr));
    case Kind::Postfix: return postfix(as<Postfix>(*expr));
    case Kind::Lambda: return functionWithDefaults(*expr, as<Lambda>(expr)->params);
    default: return; // the resolver rejects stars here
    }
}

void Lowerer::namedExpr(const Expr& target, const Expr& value) {
    expression(&value);
    emit(Op::DUP_TOP);
    storeName(as<Name>(target).name);
}

void Lowerer::boolOp(const BoolOp& expr) {
    const Label end = newLabel();
    for (const Expr* operand : expr.operands) {
        expression(operand);
        if (operand == expr.operands.back()) break;
        emit(expr.isOr ? Op::JUMP_IF_TRUE_OR_POP : Op::JUMP_IF_FALSE_OR_POP, end);
    }
    place(end);
}

void Lowerer::compareOp(CompareOp op) {
    if (op == CompareOp::NotIn || op == CompareOp::IsNot) {
        emitBinary(op == CompareOp::NotIn ? abi::BinaryOp::In : abi::BinaryOp::Is);
        return emit(Op::UNARY_OP_MULTI, static_cast<uint32_t>(abi::UnaryOp::Not));
    }
    emitBinary(static_cast<abi::BinaryOp>(op));
}

/// A chain evaluates each operand once and stops at the first false comparison.
void Lowerer::compare(const Compare& expr) {
    const size_t count = expr.ops.size();
    expression(expr.operands[0]);
    if (count == 1) {
        expression(expr.operands[1]);
        return compareOp(expr.ops[0]);
    }
    const Label failed = newLabel();
    for (size_t i = 0; i < count; ++i) {
        expression(expr.operands[i + 1]);
        if (i + 1 == count) {
            compareOp(expr.ops[i]);
            break;
        }
        emit(Op::DUP_TOP);
        emit(Op::ROT_THREE);
        compareOp(expr.ops[i]);
        emit(Op::JUMP_IF_FALSE_OR_POP, failed);
    }
    const Label end = newLabel();
    jump(end);
    place(failed);
    adjust(1);
    emit(Op::ROT_TWO); // drop the operand that waits for its next comparison
    emit(Op::POP_TOP);
    place(end);
}

void Lowerer::binaryChain(const Binary& expr) {
    expression(expr.operands[0]);
    for (size_t i = 0; i < expr.ops.size(); ++i) {
        expression(expr.operands[i + 1]);
        emitBinary(expr.ops[i]);
    }
}

void Lowerer::conditional(const Conditional& expr) {
    const Label otherwise = newLabel(), end = newLabel();
    condition(*expr.test, false, otherwise);
    expression(expr.then);
    jump(end);
    place(otherwise);
    adjust(-1); // only one of the two values is ever there
    expression(expr.otherwise);
    place(end);
}

void Lowerer::slice(const Slice& expr) {
    const auto part = [&](const Expr* value) {
        if (value != nullptr)
            expression(value);
        else
            emit(Op::LOAD_CONST_NONE);
    };
    part(expr.start);
    part(expr.stop);
    if (expr.step != nullptr) expression(expr.step);
    emit(Op::BUILD_SLICE, expr.step != nullptr ? 3 : 2);
}

void Lowerer::braces(const Braces& expr) {
    const bool isDict = expr.items.empty() || expr.items[0]->kind == Kind::KeyValue;
    if (!isDict) return items(expr.items, Op::BUILD_SET);
    emit(Op::BUILD_MAP, static_cast<uint32_t>(expr.items.size()));
    for (const Expr* item : expr.items) {
        expression(item);
        emit(Op::STORE_MAP);
    }
}

/// Makes the comprehension's function and calls it with the first iterable.
void Lowerer::comprehension(const Comprehension& comp) {
    makeFunction(takeScope(comp), 0, false);
    expression(comp.clauses[0].value);
    if (comp.what == CompKind::Generator) emit(Op::GET_ITER);
    emitCall(false, 1, 0, false);
}

// ---- calls -------------------------------------------------------------------------------------

/// `super()` in a function: passes the class and the first parameter. Returns how many trailers it
/// took; super().method(...) needs no super object.
size_t Lowerer::superCall(const Postfix& expr) {
    const std::span<const Trailer> parts = expr.trailers;
    if (scope_->kind != ScopeKind::Function || expr.base->kind != Kind::Name ||
        as<Name>(expr.base)->name != names::super_ || parts[0].kind != TrailerKind::Call ||
        !parts[0].arguments.empty())
        return 0;
    loadName(names::class_);
    for (const Symbol& symbol : scope_->symbols.all()) {
        if (!symbol.isParam) continue;
        loadName(symbol.name);
        break;
    }
    if (parts.size() >= 3 && parts[1].kind == TrailerKind::Attribute &&
        parts[2].kind == TrailerKind::Call) {
        methodCall(parts[1], parts[2], true);
        return 3;
    }
    emitCall(false, 2, 0, false);
    return 1;
}

void Lowerer::postfix(const Postfix& expr) {
    expression(expr.base);
    const std::span<const Trailer> parts = expr.trailers;
    for (size_t i = superCall(expr); i < parts.size(); ++i) {
        if (parts[i].kind == TrailerKind::Attribute && i + 1 < parts.size() &&
            parts[i + 1].kind == TrailerKind::Call) {
            methodCall(parts[i], parts[i + 1], false);
            ++i;
        } else {
            line(parts[i].line);
            trailer(parts[i]);
        }
    }
}

void Lowerer::methodCall(const Trailer& attribute, const Trailer& callPart, bool isSuper) {
    emitName(isSuper ? Op::LOAD_SUPER_METHOD : Op::LOAD_METHOD, attribute.name);
    call(callPart.arguments, true, 0);
}

void Lowerer::trailer(const Trailer& trailer) {
    switch (trailer.kind) {
    case TrailerKind::Call: return call(trailer.arguments, false, 0);
    case TrailerKind::Subscript: expression(trailer.index); return emit(Op::LOAD_SUBSCR);
    case TrailerKind::Attribute: return emitName(Op::LOAD_ATTR, trailer.name);
    }
}

/// The arguments and the call; `extra` positional arguments are on the stack already.
void Lowerer::call(std::span<const Argument> args, bool method, size_t extra) {
    size_t positional = extra, keywords = 0;
    int64_t starMap = 0; // bit i: argument i is starred
    bool starred = false;
    for (size_t i = 0; i < args.size(); ++i) {
        const Argument& arg = args[i];
        switch (arg.kind) {
        case ArgumentKind::Positional:
            expression(arg.value);
            ++positional;
            break;
        case ArgumentKind::Walrus:
            namedExpr(*arg.name, *arg.value);
            ++positional;
            break;
        case ArgumentKind::Star:
            starred = true;
            starMap |= int64_t{1} << i;
            expression(arg.value);
            ++positional;
            break;
        case ArgumentKind::DoubleStar:
            starred = true;
            emit(Op::LOAD_NULL); // a mapping has no key
            expression(arg.value);
            ++keywords;
            break;
        case ArgumentKind::Keyword:
            emitName(Op::LOAD_CONST_STRING, as<Name>(arg.name)->name);
            expression(arg.value);
            ++keywords;
            break;
        }
    }
    if (starred) emitInt(starMap);
    emitCall(method, positional, keywords, starred);
}

} // namespace taipan
