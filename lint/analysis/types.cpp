// The types of values, as far as literals, constructors and names with one value tell.
#include <algorithm>

#include "lint/analysis/context.h"

namespace taipan::lint {

namespace {
constexpr int kMaxDepth = 12;

/// What a method of a builtin type gives.
struct MethodRow {
    std::string_view type, method, result;
};
constexpr MethodRow kMethods[] = {
    {"str", "join", "str"},     {"str", "format", "str"},    {"str", "strip", "str"},
    {"str", "lstrip", "str"},   {"str", "rstrip", "str"},    {"str", "lower", "str"},
    {"str", "upper", "str"},    {"str", "replace", "str"},   {"str", "encode", "bytes"},
    {"str", "split", "list"},   {"str", "rsplit", "list"},   {"bytes", "decode", "str"},
    {"bytes", "join", "bytes"}, {"bytes", "strip", "bytes"}, {"bytes", "replace", "bytes"},
    {"bytes", "split", "list"}, {"bytes", "hex", "str"},     {"bytearray", "decode", "str"},
    {"dict", "copy", "dict"},   {"list", "copy", "list"},    {"int", "to_bytes", "bytes"},
};
/// What a builtin function gives.
constexpr MethodRow kFunctions[] = {
    {"", "repr", "str"},    {"", "hex", "str"},   {"", "bin", "str"},  {"", "oct", "str"},
    {"", "chr", "str"},     {"", "len", "int"},   {"", "ord", "int"},  {"", "id", "int"},
    {"", "sorted", "list"}, {"", "input", "str"}, {"", "dir", "list"},
};
constexpr std::string_view kPlainTypes[] = {"str",  "bytes", "bytearray", "int", "float",
                                            "list", "tuple", "dict",      "set", "frozenset",
                                            "bool", "range", "memoryview"};
} // namespace

Type Context::builtin(std::string_view name) const {
    return {"builtins", name, builtins_ ? table.child(*builtins_, name) : nullptr};
}

Type Context::callType(const Node& call) const {
    const Node* function = call.a;
    if (function->kind == Kind::Attribute) {
        const Type owner = type(function->a);
        if (owner && owner.module == "builtins")
            for (const MethodRow& row : kMethods)
                if (row.type == owner.name && row.method == text(function->name))
                    return builtin(row.result);
    }
    const Path called = path(function);
    if (!called || !called.entry || called.depth != 2) return {};
    if (called.module == "builtins") {
        for (const MethodRow& row : kFunctions)
            if (row.method == called.entry->name) return builtin(row.result);
        for (const std::string_view plain : kPlainTypes)
            if (plain == called.entry->name) return builtin(plain);
        return {};
    }
    if (called.entry->kind != 'c') return {};
    return {called.parent->name, called.entry->name, called.entry};
}

namespace {
/// The class whose method the node is in, when `name` is the method's first parameter; else null.
const Node* classOfSelf(const Context& c, const Node& name) {
    const Binding* binding = name.kind == Kind::Name ? c.resolve(name) : nullptr;
    if (!binding || !binding->is(bound::kParam) || binding->count != 1) return nullptr;
    const Node* function = c.file.scopes->source(binding->sources).node->parent;
    if (!function || function->kind != Kind::FunctionDef || function->d ||
        function->items.empty() || function->items[0]->name != name.name)
        return nullptr;
    const Node* block = function->parent;
    return block && block->parent && block->parent->kind == Kind::ClassDef ? block->parent
                                                                           : nullptr;
}

/// Whether something is stored in the attribute, and what, as far as that is one value.
bool isStored(const Node& attribute, const Node*& value) {
    const Node* parent = attribute.parent;
    value = nullptr;
    switch (parent->kind) {
    case Kind::Assign:
        if (&attribute == parent->b) return false;
        value = parent->b;
        return true;
    case Kind::AnnAssign: value = parent->c; return &attribute == parent->a && parent->c;
    case Kind::AugAssign:
    case Kind::For:
    case Kind::CompFor: return &attribute == parent->a;
    case Kind::WithItem: return &attribute == parent->b;
    case Kind::Tuple:
    case Kind::List:
    case Kind::Starred:
    case Kind::Del: return true; // for all that is known here
    default: return false;
    }
}
} // namespace

const Node* Context::selfAttribute(const Node& attribute) const {
    const Node* owner = classOfSelf(*this, *attribute.a);
    if (!owner) return nullptr;
    const auto [at, isNew] = selfAttributes_.try_emplace(owner);
    std::vector<SelfAttribute>& list = at->second;
    const auto find = [&](NameId name) {
        return std::find_if(list.begin(), list.end(),
                            [&](const SelfAttribute& row) { return row.name == name; });
    };
    const auto collect = [&](const Node& node, const auto& self) -> void {
        const Node* value = nullptr;
        if (node.kind == Kind::Attribute && classOfSelf(*this, *node.a) == owner &&
            isStored(node, value)) {
            const bool none = value && value->kind == Kind::Constant &&
                              value->detail == static_cast<uint16_t>(ConstantKind::None);
            const auto known = find(node.name);
            if (known != list.end())
                known->value = none ? known->value : nullptr;
            else if (!none)
                list.push_back({node.name, value});
        }
        forEachChild(node, [&](const Node& child) { self(child, self); });
    };
    if (isNew) collect(*owner, collect);
    const auto found = find(attribute.name);
    return found == list.end() ? nullptr : found->value;
}

Type Context::type(const Node* node) const {
    if (!node || depth_ > kMaxDepth) return {};
    switch (node->kind) {
    case Kind::String:
        return node->flags & flag::kTemplate
                   ? Type{}
                   : builtin(node->flags & flag::kBytes ? "bytes" : "str");
    case Kind::Number:
        if (node->detail == static_cast<uint16_t>(NumberKind::Imaginary)) return {};
        return builtin(node->detail == static_cast<uint16_t>(NumberKind::Float) ? "float" : "int");
    case Kind::Tuple: return builtin("tuple");
    case Kind::List: return builtin("list");
    case Kind::Set: return builtin("set");
    case Kind::Dict: return builtin("dict");
    case Kind::Comprehension:
        switch (static_cast<ComprehensionKind>(node->detail)) {
        case ComprehensionKind::List: return builtin("list");
        case ComprehensionKind::Set: return builtin("set");
        case ComprehensionKind::Dict: return builtin("dict");
        default: return {};
        }
    case Kind::Binary: {
        const Type left = type(node->a);
        const auto op = static_cast<Operator>(node->detail);
        const bool text = left.is("str") || left.is("bytes");
        if (op == Operator::Modulo && text) return left;
        if (op == Operator::Add && (text || left.is("list") || left.is("tuple"))) return left;
        if (op == Operator::Multiply && text) return left;
        return {};
    }
    case Kind::Call: {
        ++depth_;
        const Type found = callType(*node);
        --depth_;
        return found;
    }
    case Kind::Subscript:
        if (node->b && node->b->kind == Kind::Slice) {
            const Type base = type(node->a);
            return base.module == "builtins" ? base : Type{};
        }
        return {};
    case Kind::Name: {
        const Binding* binding = resolve(*node);
        if (!binding || binding->count != 1) return {};
        const Node* source = file.scopes->source(binding->sources).node;
        ++depth_;
        Type found;
        if (binding->is(bound::kAssign)) found = type(source);
        if (binding->is(bound::kParam) && source->a && source->a->kind == Kind::Name &&
            !source->b && source->detail == static_cast<uint16_t>(ParamKind::Plain) &&
            !resolve(*source->a)) {
            for (const std::string_view plain : kPlainTypes)
                if (plain == text(source->a->name)) found = builtin(plain);
            found.fromAnnotation = true;
        }
        --depth_;
        return found;
    }
    case Kind::Attribute: {
        const Node* value = selfAttribute(*node);
        if (!value) return {};
        ++depth_;
        Type found = type(value);
        --depth_;
        found.fromAnnotation = true; // others may set it, too
        return found;
    }
    default: return {};
    }
}

} // namespace taipan::lint
