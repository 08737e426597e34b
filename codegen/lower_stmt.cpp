// Simple statements, definitions and assignment.

#include "codegen/lowerer.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

void Lowerer::expressionStatement(const ExprStmt& stmt) {
    const bool isPrinted =
        options_.input == InputKind::Interactive && scope_->kind == ScopeKind::Module;
    if (isPrinted) emitName(Op::LOAD_NAME, names::repl_print);
    expression(stmt.value);
    if (isPrinted) emitCall(false, 1, 0, false);
    emit(Op::POP_TOP);
}

void Lowerer::statements(const Block& block) {
    std::vector<ir::StatementEnd>& ends = function_->statementEnds;
    const bool isTyped = isViper(*scope_);
    const size_t first = ends.size();
    for (const Stmt* each : block.statements) {
        statement(each);
        if (isTyped) ends.push_back({static_cast<uint32_t>(code_.size()), each, kNoEnd, 0});
    }
    for (size_t i = first; i < ends.size(); ++i) {
        if (ends[i].listEnd != kNoEnd) continue; // of a list inside
        ends[i].listEnd = static_cast<uint32_t>(code_.size());
        ends[i].nextEnd = static_cast<uint32_t>(ends.size());
    }
}

void Lowerer::statement(const Stmt* stmt) {
    if (stmt == nullptr || tooDeep(*stmt)) return;
    line(stmt->line);
    switch (stmt->kind) {
    case Kind::Block: return statements(as<Block>(*stmt));
    case Kind::ExprStmt: return expressionStatement(as<ExprStmt>(*stmt));
    case Kind::Assign: return assignStatement(as<Assign>(*stmt));
    case Kind::AnnAssign: {
        const auto& node = as<AnnAssign>(*stmt);
        if (node.value != nullptr) plainAssign(*node.target, *node.value);
        return;
    }
    case Kind::AugAssign: {
        const auto& node = as<AugAssign>(*stmt);
        assign(*node.target, Store::AugLoad);
        expression(node.value);
        emitBinary(node.op);
        return assign(*node.target, Store::AugStore);
    }
    case Kind::Del:
        for (const Expr* target : as<Del>(stmt)->targets) deleteTarget(*target);
        return;
    case Kind::Break:
    case Kind::Continue: return breakOrContinue(*stmt);
    case Kind::Return: return returnStatement(as<Return>(*stmt));
    case Kind::Raise: {
        const auto& node = as<Raise>(*stmt);
        expression(node.value);
        expression(node.cause);
        return emit(node.value == nullptr   ? Op::RAISE_LAST
                    : node.cause == nullptr ? Op::RAISE_OBJ
                                            : Op::RAISE_FROM);
    }
    case Kind::Assert: return assertStatement(as<Assert>(*stmt));
    case Kind::Import: return import(as<Import>(*stmt));
    case Kind::ImportFrom: return importFrom(as<ImportFrom>(*stmt));
    case Kind::If: return ifStatement(as<If>(*stmt));
    case Kind::While: return whileStatement(as<While>(*stmt));
    case Kind::For:
        return as<For>(stmt)->isAsync ? asyncFor(as<For>(*stmt)) : forStatement(as<For>(*stmt));
    case Kind::Try:
        return as<Try>(stmt)->finally != nullptr ? tryFinally(as<Try>(*stmt))
                                                 : tryExcept(as<Try>(*stmt));
    case Kind::With: {
        const auto& node = as<With>(*stmt);
        return node.isAsync ? asyncWith(node.items, node.body) : with(node.items, node.body);
    }
    case Kind::FunctionDef:
        functionWithDefaults(*stmt, as<FunctionDef>(stmt)->params);
        return storeName(as<FunctionDef>(stmt)->name);
    case Kind::ClassDef: classDef(as<ClassDef>(*stmt)); return storeName(as<ClassDef>(stmt)->name);
    case Kind::Decorated: return decorated(as<Decorated>(*stmt));
    default: return; // Pass, Global, Nonlocal
    }
}

void Lowerer::returnStatement(const Return& stmt) {
    leftTo_ = 0;
    if (stmt.value == nullptr) {
        emit(Op::LOAD_CONST_NONE);
    } else if (stmt.value->kind == Kind::Conditional) {
        // Each arm returns on its own, without a jump to a common end.
        const auto& choice = as<Conditional>(*stmt.value);
        const Label otherwise = newLabel();
        condition(*choice.test, false, otherwise);
        expression(choice.then);
        emit(Op::RETURN_VALUE);
        place(otherwise);
        expression(choice.otherwise);
    } else {
        expression(stmt.value);
    }
    emit(Op::RETURN_VALUE);
}

void Lowerer::assertStatement(const Assert& stmt) {
    if (!options_.asserts) return;
    const Label end = newLabel();
    condition(*stmt.test, true, end);
    globalEarly(names::AssertionError);
    if (stmt.message != nullptr) {
        expression(stmt.message);
        emitCall(false, 1, 0, false);
    }
    emit(Op::RAISE_OBJ);
    place(end);
}

// ---- imports -----------------------------------------------------------------------------------

NameId Lowerer::joinPath(Names path) {
    if (path.size() == 1) return path[0];
    constexpr size_t kMaxName = 255;
    std::string joined;
    for (NameId part : path) {
        if (!joined.empty()) joined += '.';
        joined += interner_.text(part);
    }
    if (joined.size() > kMaxName && !sink_.hasErrors())
        sink_.report(DiagId::NameTooLong, scope_->node->span, "module path of more than 255 bytes");
    return interner_.internCopy(joined);
}

void Lowerer::import(const Import& stmt) {
    for (const ImportItem& item : stmt.items) {
        emitInt(0);
        emit(Op::LOAD_CONST_NONE);
        emitName(Op::IMPORT_NAME, joinPath(item.path));
        if (item.alias == NameId::none) {
            storeName(item.path[0]);
            continue;
        }
        // The import gives the first package; `as` wants the last module.
        for (NameId part : item.path.subspan(1)) emitName(Op::LOAD_ATTR, part);
        storeName(item.alias);
    }
}

void Lowerer::importFrom(const ImportFrom& stmt) {
    emitInt(stmt.level);
    if (stmt.star) {
        emitName(Op::LOAD_CONST_STRING, names::star);
        emit(Op::BUILD_TUPLE, 1);
    } else {
        for (const ImportItem& item : stmt.items) emitName(Op::LOAD_CONST_STRING, item.path[0]);
        emit(Op::BUILD_TUPLE, static_cast<uint32_t>(stmt.items.size()));
    }
    emitName(Op::IMPORT_NAME, stmt.module.empty() ? names::empty : joinPath(stmt.module));
    if (stmt.star) return emit(Op::IMPORT_STAR);
    for (const ImportItem& item : stmt.items) {
        emitName(Op::IMPORT_FROM, item.path[0]);
        storeName(item.alias != NameId::none ? item.alias : item.path[0]);
    }
    emit(Op::POP_TOP);
}

// ---- definitions -------------------------------------------------------------------------------

/// Default values and the function: positional defaults make a tuple, keyword-only ones a dict.
/// Keeps the default of an argument of a viper function, whose code has to have it: firmware does
/// not keep any for such functions. Those behind the last one that is no plain constant count.
void Lowerer::noteDefault(ir::Function& made, uint32_t scope, const Expr& value) {
    if (!options_.viperDefaults || !isViper(*scopes_.scopes[scope])) return;
    const Constant* const found = constantValue(value, interner_, arena_);
    const bool isPlain =
        found != nullptr &&
        (found->kind == Constant::Kind::None || found->kind == Constant::Kind::False ||
         found->kind == Constant::Kind::True || found->isSmallInt(31));
    if (isPlain)
        made.constantDefaults.push_back(found);
    else
        made.constantDefaults.clear();
}

void Lowerer::functionWithDefaults(const Node& node, Params params) {
    const uint32_t scope = takeScope(node); // before those of lambdas in the defaults
    size_t positional = 0, keyword = 0;
    bool haveStar = false;
    for (const Param& param : params) {
        if (param.kind == ParamKind::Star) haveStar = true;
        if (param.kind != ParamKind::Plain || param.defaultValue == nullptr) continue;
        if (!haveStar) {
            ++positional;
            expression(param.defaultValue);
            noteDefault(module_.functions[scope], scope, *param.defaultValue);
            continue;
        }
        if (keyword++ == 0) {
            if (positional != 0)
                emit(Op::BUILD_TUPLE, static_cast<uint32_t>(positional));
            else
                emit(Op::LOAD_NULL);
            emit(Op::BUILD_MAP, 0);
        }
        expression(param.defaultValue);
        emitName(Op::LOAD_CONST_STRING, param.name);
        emit(Op::STORE_MAP);
    }
    if (positional != 0 && keyword == 0) {
        emit(Op::BUILD_TUPLE, static_cast<uint32_t>(positional));
        emit(Op::LOAD_NULL);
    }
    makeFunction(scope, positional, keyword != 0);
}

void Lowerer::classDef(const ClassDef& def) {
    emit(Op::LOAD_BUILD_CLASS);
    makeFunction(takeScope(def), 0, false);
    emitName(Op::LOAD_CONST_STRING, def.name);
    call(def.arguments, false, 2);
}

void Lowerer::decorated(const Decorated& stmt) {
    size_t calls = 0;
    for (const Decorator& decorator : stmt.decorators) {
        if (decorator.path[0] == names::micropython) continue; // the compiler's own
        ++calls;
        loadName(decorator.path[0]);
        for (NameId part : decorator.path.subspan(1)) emitName(Op::LOAD_ATTR, part);
        if (!decorator.hasCall) continue;
        line(decorator.call.line);
        trailer(decorator.call);
    }
    NameId name;
    if (stmt.definition->kind == Kind::ClassDef) {
        classDef(as<ClassDef>(*stmt.definition));
        name = as<ClassDef>(stmt.definition)->name;
    } else {
        functionWithDefaults(*stmt.definition, as<FunctionDef>(stmt.definition)->params);
        name = as<FunctionDef>(stmt.definition)->name;
    }
    for (; calls != 0; --calls) emitCall(false, 1, 0, false);
    storeName(name);
}

// ---- assignment --------------------------------------------------------------------------------

void Lowerer::deleteTarget(const Expr& target) {
    if (target.kind == Kind::Name) return deleteName(as<Name>(target).name);
    if (target.kind == Kind::Tuple) {
        for (const Expr* item : as<Tuple>(target).items) deleteTarget(*item);
        return;
    }
    const auto& place = as<Postfix>(target);
    expression(place.base);
    for (const Trailer& part : place.trailers.first(place.trailers.size() - 1)) {
        line(part.line);
        trailer(part);
    }
    const Trailer& last = place.trailers.back();
    if (last.kind == TrailerKind::Subscript) {
        expression(last.index);
        emit(Op::LOAD_NULL); // storing nothing deletes
        emit(Op::ROT_THREE);
        emit(Op::STORE_SUBSCR);
    } else {
        emit(Op::LOAD_NULL);
        emit(Op::ROT_TWO);
        emitName(Op::STORE_ATTR, last.name);
    }
}

void Lowerer::assignStatement(const Assign& stmt) {
    if (stmt.targets.size() == 1) return plainAssign(*stmt.targets[0], *stmt.value);
    expression(stmt.value);
    for (size_t i = 0; i < stmt.targets.size(); ++i) {
        if (i + 1 < stmt.targets.size()) emit(Op::DUP_TOP);
        assign(*stmt.targets[i], Store::Plain);
    }
}

/// One target. Swaps of two or three values go over the stack, without a tuple.
void Lowerer::plainAssign(const Expr& target, const Expr& value) {
    const auto bare = [](const Expr& e) {
        return e.kind == Kind::Tuple && !as<Tuple>(e).parenthesized;
    };
    if (bare(target) && bare(value)) {
        const Exprs to = as<Tuple>(target).items, from = as<Tuple>(value).items;
        bool starred = false;
        for (const Expr* item : to) starred = starred || item->kind == Kind::Starred;
        if (to.size() == from.size() && (to.size() == 2 || to.size() == 3) && !starred) {
            for (const Expr* item : from) expression(item);
            if (to.size() == 3) emit(Op::ROT_THREE);
            emit(Op::ROT_TWO);
            for (const Expr* item : to) assign(*item, Store::Plain);
            return;
        }
    }
    expression(&value);
    assign(target, Store::Plain);
}

void Lowerer::assignItems(Exprs items) {
    const auto count = static_cast<uint32_t>(items.size());
    uint32_t star = count;
    for (uint32_t i = 0; i < count; ++i)
        if (items[i]->kind == Kind::Starred) star = i;
    if (star == count)
        emit(Op::UNPACK_SEQUENCE, count);
    else
        emit(Op::UNPACK_EX, star, 0, stackCount(count - star - 1));
    for (uint32_t i = 0; i < count; ++i)
        assign(i == star ? *as<Starred>(items[i])->value : *items[i], Store::Plain);
}

void Lowerer::assignPlace(const Postfix& place, Store how) {
    if (how != Store::AugStore) {
        expression(place.base);
        for (const Trailer& part : place.trailers.first(place.trailers.size() - 1)) {
            line(part.line);
            trailer(part);
        }
    }
    const Trailer& last = place.trailers.back();
    if (last.kind == TrailerKind::Subscript) {
        if (how == Store::AugStore) {
            emit(Op::ROT_THREE);
            return emit(Op::STORE_SUBSCR);
        }
        expression(last.index);
        if (how == Store::Plain) return emit(Op::STORE_SUBSCR);
        emit(Op::DUP_TOP_TWO);
        return emit(Op::LOAD_SUBSCR);
    }
    if (how == Store::AugLoad) {
        emit(Op::DUP_TOP);
        return emitName(Op::LOAD_ATTR, last.name);
    }
    if (how == Store::AugStore) emit(Op::ROT_TWO);
    emitName(Op::STORE_ATTR, last.name);
}

void Lowerer::assign(const Expr& target, Store how) {
    switch (target.kind) {
    case Kind::Name:
        if (how == Store::AugLoad) return loadName(as<Name>(target).name);
        return storeName(as<Name>(target).name);
    case Kind::Postfix: return assignPlace(as<Postfix>(target), how);
    case Kind::Tuple: return assignItems(as<Tuple>(target).items);
    case Kind::List: return assignItems(as<List>(target).items);
    default: return; // the resolver rejects everything else
    }
}

} // namespace taipan
