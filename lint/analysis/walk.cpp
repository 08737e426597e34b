#include "lint/analysis/walk.h"

#include <array>

namespace taipan::lint {

namespace {
using Check = void (*)(Context&, const Node&);

struct Dispatch {
    std::array<std::vector<Check>, static_cast<size_t>(Kind::Count_)> byKind;

    explicit Dispatch(const std::vector<bool>& enabled) {
        for (size_t i = 0; i < static_cast<size_t>(Code::Count_); ++i) {
            const RuleBody& body = ruleBody(static_cast<Code>(i));
            if (!body.check || !enabled[i]) continue;
            for (const Kind kind : body.visits)
                byKind[static_cast<size_t>(kind)].push_back(body.check);
        }
    }
};

/// What the handlers of a try statement catch.
uint32_t caught(const Context& c, const Node& handler) {
    if (!handler.a) return guard::kAll;
    uint32_t set = 0;
    const auto add = [&](const Node& type) {
        const std::string_view name =
            type.kind == Kind::Name ? c.text(type.name) : std::string_view();
        if (name == "Exception" || name == "BaseException") set |= guard::kAll;
        if (name == "ImportError" || name == "ModuleNotFoundError")
            set |= guard::of(Raises::ImportError);
        if (name == "AttributeError") set |= guard::of(Raises::AttributeError);
        if (name == "NameError") set |= guard::of(Raises::NameError);
        if (name == "TypeError") set |= guard::of(Raises::TypeError);
        if (name == "ValueError") set |= guard::of(Raises::ValueError);
        if (name == "NotImplementedError" || name == "RuntimeError")
            set |= guard::of(Raises::NotImplementedError);
    };
    if (handler.a->kind == Kind::Tuple)
        for (const Node* item : handler.a->items) add(*item);
    else
        add(*handler.a);
    return set;
}

class Walker {
  public:
    Walker(Context& context, const Dispatch& dispatch) : c_(context), dispatch_(dispatch) {}

    void visit(const Node& node) {
        for (const Check check : dispatch_.byKind[static_cast<size_t>(node.kind)]) check(c_, node);
        switch (node.kind) {
        case Kind::Block:
        case Kind::Module: return statements(node);
        case Kind::If:
            return branches(
                node.a, [&] { part(node.b); }, [&] { part(node.c); });
        case Kind::Conditional:
            return branches(
                node.a, [&] { part(node.b); }, [&] { part(node.c); });
        case Kind::BoolOp: return boolOp(node);
        case Kind::Try: return tryStatement(node);
        case Kind::FunctionDef:
        case Kind::Lambda: return function(node);
        case Kind::Param: return part(node.b); // annotations are never evaluated
        case Kind::AnnAssign: part(node.a); return part(node.c);
        default: return children(node);
        }
    }

  private:
    void part(const Node* node) {
        if (node) visit(*node);
    }
    void children(const Node& node) {
        forEachChild(node, [this](const Node& child) { visit(child); });
    }

    /// Statements up to one behind which the target never comes.
    void statements(const Node& node) {
        for (const Node* item : node.items) {
            visit(*item);
            if (leaves(*item)) return;
        }
    }

    bool leaves(const Node& node) const {
        switch (node.kind) {
        case Kind::Raise:
        case Kind::Return:
        case Kind::Continue:
        case Kind::Break: return true;
        case Kind::ExprStmt:
            return node.a->kind == Kind::Call && c_.isPath(node.a->a, "sys", "exit");
        case Kind::Block: return !node.items.empty() && leaves(*node.items.back());
        case Kind::If:
            switch (c_.truth(node.a)) {
            case Truth::True: return leaves(*node.b);
            case Truth::False: return node.c && leaves(*node.c);
            default: return leaves(*node.b) && node.c && leaves(*node.c);
            }
        default: return false;
        }
    }

    template <typename Then, typename Else>
    void branches(const Node* condition, Then then, Else otherwise) {
        part(condition);
        const Truth truth = c_.truth(condition);
        if (truth != Truth::False) then();
        if (truth != Truth::True) otherwise();
    }

    void boolOp(const Node& node) {
        part(node.a);
        const Truth left = c_.truth(node.a);
        const bool isAnd = node.detail == static_cast<uint16_t>(Operator::And);
        if (left != (isAnd ? Truth::False : Truth::True)) part(node.b);
    }

    /// Whether the body imports modules alone and all are there, so that no ImportError comes.
    bool importsWork(const Node& body) const {
        bool any = false;
        for (const Node* item : body.items) {
            if (item->kind == Kind::Import) {
                for (const Node* alias : item->items) {
                    const targets::Entry* module = c_.table.module(c_.text(alias->name));
                    if (!module || c_.wanted() & ~c_.table.answer(*module, c_.target.like).has)
                        return false;
                }
                any = true;
            } else if (item->kind == Kind::ImportFrom) {
                const targets::Entry* module =
                    item->detail ? nullptr : c_.table.module(c_.text(item->name));
                if (!module || c_.wanted() & ~c_.table.answer(*module, c_.target.like).has)
                    return false;
                for (const Node* alias : item->items) {
                    const targets::Entry* entry = c_.table.child(*module, c_.text(alias->name));
                    if (!entry || c_.wanted() & ~c_.table.answer(*entry, c_.target.like).has)
                        return false;
                }
                any = true;
            } else if (item->kind != Kind::Assign && item->kind != Kind::Pass) {
                return false;
            }
        }
        return any;
    }

    void tryStatement(const Node& node) {
        uint32_t set = 0;
        for (const Node* handler : node.items) set |= caught(c_, *handler);
        c_.guards.push_back(set);
        part(node.a);
        c_.guards.pop_back();
        const bool works = importsWork(*node.a);
        for (const Node* handler : node.items) {
            for (const Check check : dispatch_.byKind[static_cast<size_t>(Kind::Handler)])
                check(c_, *handler);
            const uint32_t mine = caught(c_, *handler);
            const bool importsOnly = mine == guard::of(Raises::ImportError);
            if (importsOnly && works) continue; // never runs here
            part(handler->b);
        }
        part(node.b);
        part(node.c);
    }

    /// Whether the body is in an assembler's language, where names are instructions.
    bool isAssembler(const Node& function) const {
        if (!function.d) return false;
        for (const Node* item : function.d->items) {
            const Node* name = item->kind == Kind::Call ? item->a : item;
            if (name->kind != Kind::Name && name->kind != Kind::Attribute) continue;
            if (c_.text(name->name).starts_with("asm_")) return true;
        }
        return false;
    }

    void function(const Node& node) {
        part(node.d);
        if (isAssembler(node)) return;
        for (const Node* item : node.items) visit(*item);
        c_.guards.push_back(guard::kBarrier);
        if (node.kind == Kind::Lambda)
            part(node.a);
        else
            part(node.b);
        c_.guards.pop_back();
    }

    Context& c_;
    const Dispatch& dispatch_;
};

/// Notes `hasattr(module, 'name')` and `getattr(module, 'name', …)` anywhere in the file.
void probe(Context& c, const Node& node) {
    if (node.kind == Kind::Call && node.items.size() >= 2 &&
        (c.isName(node.a, "hasattr") || c.isName(node.a, "getattr"))) {
        const auto name = c.literal(node.items[1]);
        const Path module = c.path(node.items[0]);
        if (name && module) c.probed.push_back(module.module + "." + *name);
    }
    forEachChild(node, [&](const Node& child) { probe(c, child); });
}
} // namespace

void walk(Context& context, const std::vector<bool>& enabled) {
    const Dispatch dispatch(enabled);
    const std::string_view text = context.file.source->text();
    if (text.find("hasattr") != text.npos || text.find("getattr") != text.npos)
        probe(context, *context.file.module);
    Walker(context, dispatch).visit(*context.file.module);
}

} // namespace taipan::lint
