#include "lint/analysis/scopes.h"

namespace taipan::lint {

/// Walks the tree once.
class Scopes::Builder {
  public:
    explicit Builder(Scopes& scopes) : s_(scopes) {}

    /// Everything that walks over the tree recurses with it. What bounds that is here, in the first
    /// walk, and not in the parser: chains (1 + 1 + …, elif, a.b.c…) are deep without its
    /// recursion.
    void visit(Node& node, Node* parent, uint32_t scope) {
        node.parent = parent;
        if (depth_ >= kMaxDepth && canBeCut(node.kind)) return cut(node);
        ++depth_;
        inside(node, scope);
        --depth_;
    }

  private:
    static constexpr int kMaxDepth = 1000;

    /// Kinds whose place takes an Error as well. The others are parts of one of these.
    static bool canBeCut(Kind kind) {
        switch (kind) {
        case Kind::StringPart:
        case Kind::Field:
        case Kind::KeyValue:
        case Kind::CompFor:
        case Kind::CompIf:
        case Kind::Comparison:
        case Kind::Starred:
        case Kind::DoubleStarred:
        case Kind::Slice:
        case Kind::Keyword:
        case Kind::Block:
        case Kind::Alias:
        case Kind::Handler:
        case Kind::WithItem:
        case Kind::Param:
        case Kind::Decorators:
        case Kind::TypeParams:
        case Kind::Case: return false;
        default: return true;
        }
    }

    void cut(Node& node) {
        node.kind = Kind::Error;
        node.a = node.b = node.c = node.d = nullptr;
        node.items = {};
        s_.tooDeep_ = true;
    }

    void inside(Node& node, uint32_t scope) {
        switch (node.kind) {
        case Kind::FunctionDef: return function(node, scope);
        case Kind::Lambda: return lambda(node, scope);
        case Kind::ClassDef: return classDef(node, scope);
        case Kind::Comprehension: return comprehension(node, scope);
        case Kind::Import:
        case Kind::ImportFrom: return imports(node, scope);
        case Kind::Assign:
            for (Node* target : node.items)
                bind(*target, scope, target->kind == Kind::Name ? node.b : nullptr);
            break;
        case Kind::AnnAssign:
            if (node.c)
                bind(*node.a, scope, node.c);
            else if (node.a->kind == Kind::Name)
                add(node.a->name, scope, bound::kOther, node.a);
            break;
        case Kind::AugAssign: bind(*node.a, scope, nullptr); break;
        case Kind::Walrus: bind(*node.a, functionScope(scope), node.b); break;
        case Kind::For:
        case Kind::CompFor: bind(*node.a, scope, nullptr); break;
        case Kind::WithItem:
            if (node.b) bind(*node.b, scope, nullptr);
            break;
        case Kind::Handler:
            if (node.name != NameId::none) add(node.name, scope, bound::kOther, &node);
            break;
        case Kind::Del:
            for (Node* target : node.items) bind(*target, scope, nullptr);
            break;
        case Kind::Case:
            for (Node* name : node.items) bind(*name, scope, nullptr);
            break;
        case Kind::TypeAlias: bind(*node.a, scope, nullptr); break;
        default: break;
        }
        forEachChild(node, [&](Node& child) { visit(child, &node, scope); });
    }

    uint32_t open(Node& node, uint32_t parent, ScopeKind kind) {
        s_.scopes_.push_back({&node, parent, kind});
        node.scope = static_cast<uint32_t>(s_.scopes_.size() - 1);
        return node.scope;
    }

    /// `:=` in a comprehension binds outside it.
    uint32_t functionScope(uint32_t scope) const {
        while (s_.scopes_[scope].kind == ScopeKind::Comprehension) scope = s_.scopes_[scope].parent;
        return scope;
    }

    void add(NameId name, uint32_t scope, uint16_t kind, const Node* source) {
        if (name == NameId::none) return;
        for (const Declared& row : declared_)
            if (row.name == name && row.scope == scope) scope = row.to;
        if (s_.bindings_.size() * 2 >= s_.slots_.size()) s_.grow();
        const size_t at = s_.slot(name, scope);
        if (!s_.slots_[at]) {
            s_.bindings_.push_back({name, 0, 0, scope, 0});
            s_.slots_[at] = static_cast<uint32_t>(s_.bindings_.size());
        }
        Binding& binding = s_.bindings_[s_.slots_[at] - 1];
        s_.sources_.push_back({source, binding.sources});
        binding.sources = static_cast<uint32_t>(s_.sources_.size() - 1);
        binding.kinds |= kind;
        ++binding.count;
    }

    /// `value`: what a plain name gets, null when it is a part of something.
    void bind(Node& target, uint32_t scope, const Node* value) {
        switch (target.kind) {
        case Kind::Name:
            return add(target.name, scope, value ? bound::kAssign : bound::kOther,
                       value ? value : &target);
        case Kind::Starred: return bind(*target.a, scope, nullptr);
        case Kind::Tuple:
        case Kind::List:
            for (Node* item : target.items) bind(*item, scope, nullptr);
            return;
        default: return;
        }
    }

    void children(Node& node, std::span<Node* const> items, uint32_t scope) {
        for (Node* item : items) visit(*item, &node, scope);
    }
    void child(Node& node, Node* part, uint32_t scope) {
        if (part) visit(*part, &node, scope);
    }

    /// The names that a function says are the module's or an outer function's.
    void declarations(const Node& node, uint32_t inner, int depth = 0) {
        if (depth_ + depth > kMaxDepth) return; // will be cut
        for (const Node* item : node.items) {
            if (item->kind == Kind::Global)
                for (const Node* name : item->items) declared_.push_back({name->name, inner, 0});
            if (item->kind == Kind::Nonlocal)
                for (const Node* name : item->items)
                    declared_.push_back({name->name, inner, s_.scopes_[inner].parent});
            const bool opens = item->kind == Kind::FunctionDef || item->kind == Kind::ClassDef ||
                               item->kind == Kind::Lambda;
            if (opens) continue;
            if (item->kind == Kind::If || item->kind == Kind::While || item->kind == Kind::For ||
                item->kind == Kind::Try || item->kind == Kind::With || item->kind == Kind::Block ||
                item->kind == Kind::Handler) {
                declarations(*item, inner, depth + 1);
                for (const Node* part : {item->a, item->b, item->c, item->d})
                    if (part && (part->kind == Kind::Block || part->kind == Kind::If))
                        declarations(*part, inner, depth + 1);
            }
        }
    }

    void parameters(Node& node, uint32_t scope, uint32_t inner) {
        for (Node* param : node.items) {
            param->parent = &node;
            child(*param, param->a, scope);
            child(*param, param->b, scope);
            add(param->name, inner, bound::kParam, param);
        }
    }

    void function(Node& node, uint32_t scope) {
        add(node.name, scope, bound::kFunction, &node);
        child(node, node.d, scope);
        child(node, node.a, scope);
        child(node, node.c, scope);
        const uint32_t inner = open(node, scope, ScopeKind::Function);
        const size_t from = declared_.size();
        declarations(*node.b, inner);
        parameters(node, scope, inner);
        child(node, node.b, inner);
        declared_.resize(from);
    }

    void lambda(Node& node, uint32_t scope) {
        const uint32_t inner = open(node, scope, ScopeKind::Function);
        parameters(node, scope, inner);
        child(node, node.a, inner);
    }

    void classDef(Node& node, uint32_t scope) {
        add(node.name, scope, bound::kClass, &node);
        child(node, node.d, scope);
        children(node, node.items, scope);
        child(node, node.c, scope);
        const uint32_t inner = open(node, scope, ScopeKind::Class);
        const size_t from = declared_.size();
        declarations(*node.b, inner);
        child(node, node.b, inner);
        declared_.resize(from);
    }

    void comprehension(Node& node, uint32_t scope) {
        const uint32_t inner = open(node, scope, ScopeKind::Comprehension);
        bool first = true;
        for (Node* clause : node.items) {
            clause->parent = &node;
            if (clause->kind == Kind::CompFor) {
                bind(*clause->a, inner, nullptr);
                visit(*clause->a, clause, inner);
                visit(*clause->b, clause, first ? scope : inner);
                first = false;
            } else {
                visit(*clause->a, clause, inner);
            }
        }
        child(node, node.a, inner);
    }

    void imports(Node& node, uint32_t scope) {
        if (node.flags & flag::kStar && node.kind == Kind::ImportFrom)
            s_.starImports_.push_back(&node);
        for (Node* alias : node.items) {
            alias->parent = &node;
            if (alias->a) alias->a->parent = alias;
            const uint16_t kind = node.kind == Kind::Import ? bound::kImport : bound::kImportFrom;
            add(alias->a ? alias->a->name : firstPart(*alias), scope, kind, alias);
        }
    }

    NameId firstPart(const Node& alias) const {
        return alias.first != NameId::none ? alias.first : alias.name;
    }

    struct Declared {
        NameId name;
        uint32_t scope, to;
    };
    Scopes& s_;
    std::vector<Declared> declared_;
    int depth_ = 0;
};

Scopes::Scopes(Node& module, uint32_t names) {
    scopes_.push_back({&module, 0, ScopeKind::Module});
    sources_.push_back({nullptr, 0});
    size_t size = 64;
    while (size < names * size_t{2}) size *= 2;
    slots_.resize(size);
    Builder(*this).visit(module, nullptr, 0);
}

size_t Scopes::slot(NameId name, uint32_t scope) const {
    const size_t mask = slots_.size() - 1;
    size_t at = (index(name) * 0x9e3779b1U ^ scope * 0x85ebca6bU) & mask;
    while (slots_[at]) {
        const Binding& binding = bindings_[slots_[at] - 1];
        if (binding.name == name && binding.scope == scope) break;
        at = (at + 1) & mask;
    }
    return at;
}

void Scopes::grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (uint32_t i = 0; i < bindings_.size(); ++i)
        slots_[slot(bindings_[i].name, bindings_[i].scope)] = i + 1;
}

uint32_t Scopes::of(const Node& node) const {
    const Node* inner = &node;
    const Node* below = nullptr; // the one that `inner` came from
    for (const Node* at = node.parent; at; below = inner, inner = at, at = at->parent) {
        if (!at->scope) continue;
        // What a comprehension goes over first is evaluated around it.
        if (at->kind == Kind::Comprehension && below && inner == at->items[0] && below == inner->b)
            continue;
        // Decorators, bases, defaults and annotations belong to the scope around.
        if (at->kind == Kind::FunctionDef &&
            (inner == at->d || inner == at->a || inner->kind == Kind::Param))
            continue;
        if (at->kind == Kind::ClassDef && inner != at->b) continue;
        if (at->kind == Kind::Lambda && inner->kind == Kind::Param) continue;
        return at->scope;
    }
    return 0;
}

const Binding* Scopes::inScope(NameId name, uint32_t scope) const {
    const size_t at = slot(name, scope);
    return slots_[at] ? &bindings_[slots_[at] - 1] : nullptr;
}

const Binding* Scopes::resolve(NameId name, uint32_t scope) const {
    for (uint32_t at = scope;; at = scopes_[at].parent) {
        // The names of a class are seen in its body alone (and, here, in its comprehensions).
        const bool hidden = at != scope && scopes_[at].kind == ScopeKind::Class &&
                            scopes_[scope].kind != ScopeKind::Comprehension;
        if (!hidden)
            if (const Binding* found = inScope(name, at)) return found;
        if (at == 0) return nullptr;
    }
}

} // namespace taipan::lint
