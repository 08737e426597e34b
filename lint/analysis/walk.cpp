#include "lint/analysis/walk.h"

#include <algorithm>
#include <array>

#include "lint/analysis/modules.h"

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

    void module(const Node& node) {
        if (!isStarted() && c_.file.source->text().find("__main__") != std::string_view::npos)
            findScriptFunctions();
        visit(node);
    }

    void visit(const Node& node) {
        for (const Check check : dispatch_.byKind[static_cast<size_t>(node.kind)]) check(c_, node);
        switch (node.kind) {
        case Kind::Block:
        case Kind::Module: return statements(node);
        case Kind::If:
        case Kind::Conditional: return branches(node);
        case Kind::Call: noteCall(node); return children(node);
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
            if (isImport(*item)) noteImport(*item);
            if (leaves(*item))
                return silenceRest(node, *item, ": nothing behind it in its block runs");
            // In a try with a handler for it, a failing import is the end of the body. Without one,
            // it is a fault like others, and what follows is looked at.
            if (isImport(*item) && c_.guarded(Raises::ImportError) && importFails(c_, *item))
                return silenceRest(node, *item, " fails, and a handler takes over");
        }
    }

    void noteImport(const Node& node) {
        if (!c_.notes) return;
        auto& imports = c_.notes->imports;
        if (node.kind == Kind::Import) {
            for (const Node* alias : node.items) imports.emplace_back(c_.text(alias->name));
            return;
        }
        std::string from(node.detail, '.');
        from += c_.text(node.name);
        imports.push_back(from);
        if (!from.empty() && from.back() != '.') from += '.';
        // A name may be a module of the package.
        for (const Node* alias : node.items)
            imports.push_back(from + std::string(c_.text(alias->name)));
    }

    /// `__import__("name")`, and the same where the name is not written there.
    void noteCall(const Node& call) {
        if (!c_.notes || call.items.empty() ||
            !(c_.isName(call.a, "__import__") || c_.isAttribute(call.a, "import_module")))
            return;
        if (const auto name = c_.literal(call.items[0]))
            c_.notes->imports.push_back(*name);
        else
            c_.notes->importsByName = true;
    }

    /// Notes that what follows `item` in its block is not looked at.
    void silenceRest(const Node& block, const Node& item, const char* why) const {
        if (!c_.notesSilences() || block.items.back() == &item) return;
        const Node* last = block.items.back();
        c_.silence({item.span.end, last->span.end}, "line " + c_.lineOf(item) + why);
    }
    void silenceBranch(const Node* part, const Node& condition, bool value) const {
        if (!part || !c_.notesSilences()) return;
        c_.silence(part->span, "the condition on line " + c_.lineOf(condition) + " is " +
                                   (value ? "true" : "false") + " for " + c_.target.label);
    }

    static bool isImport(const Node& node) {
        return node.kind == Kind::Import || node.kind == Kind::ImportFrom;
    }

    /// The handler that an import in the body of the try runs into on the target; null when all of
    /// them work, or none catches it.
    const Node* handlerOfImport(const Node& node) const {
        for (const Node* item : node.a->items) {
            if (!isImport(*item) || !importFails(c_, *item)) continue;
            for (const Node* handler : node.items)
                if (caught(c_, *handler) & (guard::kAll | guard::of(Raises::ImportError)))
                    return handler;
            return nullptr;
        }
        return nullptr;
    }

    bool tryLeaves(const Node& node) const {
        if (node.c && leaves(*node.c)) return true;
        if (const Node* handler = handlerOfImport(node)) return leaves(*handler->b);
        if (!leaves(*node.a) && !(node.b && leaves(*node.b))) return false;
        return std::all_of(node.items.begin(), node.items.end(),
                           [this](const Node* handler) { return leaves(*handler->b); });
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
        case Kind::Try: return tryLeaves(node);
        default: return false;
        }
    }

    /// `__name__ == "__main__"`.
    bool isMainTest(const Node& condition) const {
        if (condition.kind != Kind::Compare || condition.items.size() != 1) return false;
        const Node& part = *condition.items[0];
        return part.detail == static_cast<uint16_t>(Operator::Equal) &&
               c_.isName(condition.a, "__name__") && c_.literal(part.a) == "__main__";
    }

    /// Whether the board starts the file by its name.
    bool isStarted() const {
        const std::string_view path = c_.file.path;
        const std::string_view name = path.substr(path.rfind('/') + 1);
        return name == "main.py" || name == "boot.py" || name == "code.py" || name == "<stdin>";
    }

    void branches(const Node& node) {
        part(node.a);
        const Truth truth = c_.truth(node.a);
        const bool script = node.kind == Kind::If && isMainTest(*node.a) && !isStarted();
        c_.inScript += script ? 1 : 0;
        if (truth != Truth::False) part(node.b);
        c_.inScript -= script ? 1 : 0;
        if (truth == Truth::False) silenceBranch(node.b, *node.a, false);
        if (truth != Truth::True)
            part(node.c);
        else
            silenceBranch(node.c, *node.a, true);
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
            } else if (hasImport(*item)) {
                return false;
            }
        }
        return any;
    }

    static bool hasImport(const Node& node) {
        bool found = isImport(node);
        forEachChild(node, [&](const Node& child) { found = found || hasImport(child); });
        return found;
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
            if (importsOnly && works) { // never runs here
                c_.silence(handler->span, "what the try on line " + c_.lineOf(node) +
                                              " imports is all there for " + c_.target.label);
                continue;
            }
            part(handler->b);
        }
        if (!handlerOfImport(node)) part(node.b);
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
        const bool script = isForScript(node);
        c_.inScript += script ? 1 : 0;
        functionBody(node);
        c_.inScript -= script ? 1 : 0;
    }

    /// Whether the function is called from `if __name__ == "__main__"` and nowhere else in a file
    /// that boards do not start.
    bool isForScript(const Node& node) const {
        return std::find(scriptOnly_.begin(), scriptOnly_.end(), &node) != scriptOnly_.end();
    }

    void functionBody(const Node& node) {
        part(node.d);
        if (isAssembler(node))
            return c_.silence(node.b->span, "in assembler, names are instructions");
        for (const Node* item : node.items) visit(*item);
        c_.guards.push_back(guard::kBarrier);
        if (node.kind == Kind::Lambda)
            part(node.a);
        else
            part(node.b);
        c_.guards.pop_back();
    }

    /// Fills `scriptOnly_`: definitions at the top by the names that are used under the test and
    /// not outside of it.
    void findScriptFunctions() {
        std::vector<NameId> inside, outside;
        for (const Node* item : c_.file.module->items)
            names(*item, item->kind == Kind::If && isMainTest(*item->a) ? inside : outside);
        const auto has = [](const std::vector<NameId>& list, NameId name) {
            return std::find(list.begin(), list.end(), name) != list.end();
        };
        for (const Node* item : c_.file.module->items)
            if (item->kind == Kind::FunctionDef && has(inside, item->name) &&
                !has(outside, item->name))
                scriptOnly_.push_back(item);
    }

    void names(const Node& node, std::vector<NameId>& out) const {
        if (node.kind == Kind::Name) out.push_back(node.name);
        forEachChild(node, [&](const Node& child) { names(child, out); });
    }

    Context& c_;
    const Dispatch& dispatch_;
    std::vector<const Node*> scriptOnly_;
};

/// Notes `hasattr(thing, 'name')` and `getattr(thing, 'name', …)` anywhere in the file.
void probe(Context& c, const Node& node) {
    if (node.kind == Kind::Call && node.items.size() >= 2 &&
        (c.isName(node.a, "hasattr") || c.isName(node.a, "getattr"))) {
        const auto name = c.literal(node.items[1]);
        const Path module = c.path(node.items[0]);
        // Of what is no module: whatever it is, the file asks before.
        if (name) c.probed.push_back((module.depth == 1 ? module.module : "") + "." + *name);
    }
    forEachChild(node, [&](const Node& child) { probe(c, child); });
}
} // namespace

void walk(Context& context, const std::vector<bool>& enabled) {
    const Dispatch dispatch(enabled);
    const std::string_view text = context.file.source->text();
    if (text.find("hasattr") != text.npos || text.find("getattr") != text.npos)
        probe(context, *context.file.module);
    Walker(context, dispatch).module(*context.file.module);
}

} // namespace taipan::lint
